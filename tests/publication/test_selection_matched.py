"""Why a person was found: the part of a public name that met each word, for every rule by which the index finds."""

from array import array
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publication.names import fold, words
from publication.selection.bitmaps import positions
from publication.selection.matched import explained
from publication.selection.spelling import query_words, significant
from publication.selection.vocabulary import Vocabulary
from tests.publication.test_selection_search import CHANGES, GIVEN, SURNAMES


def told(why) -> str:
    """The name with what was met in brackets."""
    return "".join(f"[{text}]" if is_met else text for text, is_met in why.shown.pieces)


@pytest.mark.parametrize(
    ("typed", "name", "marked", "how"),
    [
        ("yoandri perez sabanalar", "Yoandri Pérez Sabanalar", "[Yoandri] [Pérez] [Sabanalar]", "name"),
        ("SABANALAR, Yoandri Pérez", "Yoandri Pérez Sabanalar", "[Yoandri] [Pérez] [Sabanalar]", "name"),
        ("perez", "Yoandri Pérez Sabanalar", "Yoandri [Pérez] Sabanalar", "words"),
        ("Y. Pérez", "Yoandri Pérez Sabanalar", "[Y]oandri [Pérez] Sabanalar", "words"),
        ("y perez", "Yoandri Pérez Sabanalar", "[Y]oandri [Pérez] Sabanalar", "words"),
        ("perez y", "Yoandri Pérez Sabanalar", "[Y]oandri [Pérez] Sabanalar", "words"),
        ("yoandri saba", "Yoandri Pérez Sabanalar", "[Yoandri] Pérez [Saba]nalar", "words"),
        ("yohandry peres", "Yoandri Pérez Sabanalar", "[Yoandri] [Pérez] Sabanalar", "alike"),
        ("joandri", "Yoandri Pérez Sabanalar", "[Yoandri] Pérez Sabanalar", "alike"),
        ("ernandes", "Ana Hernández Yarayó", "Ana [Hernández] Yarayó", "alike"),
        ("saldibar", "Ana Zaldívar Yarayó", "Ana [Zaldívar] Yarayó", "alike"),
        ("yanes", "Ana Llanes Yarayó", "Ana [Llanes] Yarayó", "alike"),
        ("juancarlos", "Juan Carlos Díaz Yarayó", "[Juan Carlos] Díaz Yarayó", "alike"),
        ("juan carlos diaz", "Juancarlos Díaz Yarayó", "[Juancarlos] [Díaz] Yarayó", "alike"),
        ("sabnalar", "Yoandri Pérez Sabanalar", "Yoandri Pérez [Sabanalar]", "near"),
        ("cruz", "Yosbany de la Cruz Yarayó", "Yosbany de la [Cruz] Yarayó", "words"),
        ("yosbany cruz yarayo", "Yosbany de la Cruz Yarayó", "[Yosbany] de la [Cruz] [Yarayó]", "name"),
        ("perez perez", "Ana Pérez Pérez", "Ana [Pérez] [Pérez]", "words"),
    ],
)
def test_what_was_met_is_marked(typed, name, marked, how):
    why = explained(typed, name)

    assert (told(why), why.how) == (marked, how)


def test_words_spelt_otherwise_are_named_as_the_record_writes_them():
    assert explained("yohandry peres sabanalar", "Yoandri Pérez Sabanalar").spelt_otherwise == ["Yoandri", "Pérez"]
    assert explained("yoandri perez", "Yoandri Pérez Sabanalar").spelt_otherwise == []


def test_other_name_is_told_only_where_the_one_shown_does_not_do():
    others = ["Maikel Cocuyo", "Cocuyito"]

    by_other = explained("cocuyo", "Maikel Rivero Yarayó", others)
    by_both = explained("maikel cocuyo", "Maikel Rivero Yarayó", others)
    by_own = explained("maikel rivero", "Maikel Rivero Yarayó", others)

    (other,) = by_other.others
    assert (other.name, told(by_other), by_other.how) == ("Maikel Cocuyo", "Maikel Rivero Yarayó", "words")
    assert [piece for piece in other.pieces if piece.is_met] == [("Cocuyo", True)]
    assert ([one.name for one in by_both.others], by_both.how) == (["Maikel Cocuyo"], "name")
    assert by_own.others == ()


def test_pieces_put_together_are_the_name():
    why = explained("diaz y", "Yoel Díaz «Ñico» O'Farrill")

    assert "".join(piece.text for piece in why.shown.pieces) == "Yoel Díaz «Ñico» O'Farrill"


NAMES = [
    " ".join([given, *pair])
    for given, pair in zip(GIVEN.split(), zip(SURNAMES.split(), reversed(SURNAMES.split()), strict=True), strict=False)
]
OTHERS = {3: ["Ñico Yarayó"], 7: ["El Guajiro", "Lázaro Yarayó"], 12: ["La Maga"]}


def vocabulary() -> Vocabulary:
    postings, counts = defaultdict(lambda: array("I")), bytearray()
    for row, name in enumerate(NAMES):
        counts.append(len(significant(words(name))))
        for word in {*words(name), *(word for other in OTHERS.get(row, ()) for word in words(other))}:
            postings[word].append(row)
    several = {
        row: tuple(frozenset(significant(words(name))) for name in (NAMES[row], *others))
        for row, others in OTHERS.items()
    }
    return Vocabulary(postings, counts, len(NAMES), several)


VOCABULARY = vocabulary()


@st.composite
def misspelt(draw) -> str:
    row = draw(st.integers(0, len(NAMES) - 1))
    typed = draw(st.lists(st.sampled_from(words(NAMES[row], *OTHERS.get(row, ()))), min_size=1, max_size=4))
    for place in range(len(typed)):
        old, new = draw(st.sampled_from([("", ""), *CHANGES]))
        typed[place] = (typed[place].replace(old, new, 1) if old else typed[place]) or "y"
        cut = draw(st.integers(0, len(typed[place])))
        if draw(st.booleans()):
            typed[place] = typed[place][:cut] + typed[place][cut + 1 :] or "y"
    return " ".join(typed)


@given(misspelt())
@settings(max_examples=300, deadline=None)
def test_whoever_is_found_is_found_for_a_reason_that_can_be_shown(text):
    typed = query_words(text)
    for row in positions(VOCABULARY.search(text).found):
        why = explained(text, NAMES[row], OTHERS.get(row, ()))
        called = (why.shown, *why.others)
        met = " ".join(one.typed for each in called for one in each.met).split()
        assert len(met) >= len(typed) - (len(typed) > 2), (text, NAMES[row], why)
        assert all(each.name[one.start : one.end] == one.found != "" for each in called for one in each.met)


@given(misspelt())
@settings(max_examples=300, deadline=None)
def test_better_reasons_come_first(text):
    hows = []
    for tier in VOCABULARY.search(text).tiers:
        hows += [explained(text, NAMES[row], OTHERS.get(row, ())).how for row in positions(tier)]

    assert ("name" in hows) <= (hows[:1] == ["name"])
    assert [how for how in hows if how == "name"] == hows[: hows.count("name")]
    near = [place for place, how in enumerate(hows) if how == "near"]
    assert not near or min(near) >= len(hows) - len(near), (text, hows)


@given(st.sampled_from(NAMES))
def test_whole_name_is_first_whatever_its_order_and_accents(name):
    text = " ".join(reversed(fold(name).split()))
    (first, *_) = VOCABULARY.search(text).tiers

    assert NAMES[positions(first)[0]] == name
