"""The matcher without a database: golden pairs, hard negatives, symmetry, and the sum that explains itself."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from prisoners.matching import explanation
from prisoners.matching.comparison import compare
from prisoners.matching.corpus import Corpus
from prisoners.matching.decision import Answer, decide, weigh
from prisoners.matching.register import Register
from prisoners.matching.scorecard import shipped

CARD = shipped(1_400)
GIVEN = ("Yoandri", "Yosvany", "Maikel", "Luis", "Ana", "Carlos", "Yanet", "Dayron", "José", "Reinier")
FIRST = ("Pérez", "Rodríguez", "Díaz", "Leyva", "Cruz", "Soto", "Giménez", "Mora", "Vega", "Rojas")
SECOND = ("Yarayó", "Jutiar", "Almiquí", "Cauteral", "Zazalar", "Ateyal", "Mangliar", "Guanimar", "Bijagual", "Arimaos")
TOWNS = ("CU-03", "CU-11", "CU-13", "CU-04")


def crowd():
    """Two hundred others, so that what is rare is rare."""
    return [
        {
            "name": f"{GIVEN[n % 10]} {FIRST[(n // 10 + n) % 10]} {SECOND[(n // 7 + 3 * n) % 10]}",
            "birth_date": f"{1960 + n % 40}", "province": TOWNS[n % 4], "detained_on": f"2021-07-{11 + n % 18}",
        }
        for n in range(200)
    ]  # fmt: skip


def verdict(row, *persons):
    """What the matcher says of a row when these persons are known; each person is a list of what sources say."""
    corpus = Corpus()
    sources = [[each] if isinstance(each, dict) else each for each in persons]
    corpus.learn(("crowd", values) for values in crowd())
    read = [[reading for values in of for reading in corpus.read("known", values)] for of in sources]
    register = Register(corpus)
    for number, profiles in enumerate(read):
        register.add(number, profiles)
    readings = corpus.read("row", row)
    return decide(weigh(readings, register.near(readings), CARD, corpus.frequencies), CARD)


def person(name, **values):
    return {"name": name, **values}


CASE = {"birth_date": "1990-03-04", "province": "CU-11", "municipality": "CU-11-banes", "detained_on": "2021-07-12"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yohandry Pérez Sabanalar", "PEREZ SABANALAR, Yoandri"),
        ("Yosbany de la Cruz Yarayó", "Yosvani De La Cruz"),
        ("Maykel Giménez Guayacanar", "Maikel Jiménez Guayacanar"),
    ],
)
def test_golden_same_pairs_are_joined_when_the_case_agrees(one, other):
    assert verdict(person(one, **CASE), person(other, **CASE)).answer is Answer.SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Yohandry Pérez Sabanalar", "PEREZ SABANALAR, Yoandri"),
        ("Maykel Giménez Guayacanar", "Maikel Jiménez Guayacanar"),
        ("José Rodríguez Yarayó", "José Rodríguez Yarayó"),
    ],
)
def test_names_alone_are_never_the_same(one, other):
    assert verdict(person(one), person(other)).answer is Answer.REVIEW


def test_golden_brothers_stay_two():
    one, other = person("Luis Miguel Díaz Yarayó", **CASE), person("Luis Manuel Díaz Yarayó", **CASE)
    other["birth_date"] = "1993-08-21"
    assert verdict(one, other).answer is not Answer.SAME


def test_golden_namesakes_are_two():
    one = person("José Pérez Gómez", birth_date="1970", province="CU-11")
    other = person("José Pérez Gómez", birth_date="2001", province="CU-03")
    assert verdict(one, other).answer is not Answer.SAME


@pytest.mark.parametrize(
    ("row", "known"),
    [
        # Brothers arrested together, only one of whom is known.
        (person("Yadiel Leyva Jutiar", **CASE), person("Yunior Leyva Jutiar", **{**CASE, "birth_date": "1994-11-30"})),
        # Father and son of one name, taken the same day in the same town.
        (
            person("Luis Mora Cauteral", **{**CASE, "birth_date": "1998"}),
            person("Luis Mora Cauteral", **{**CASE, "birth_date": "1971"}),
        ),
        # Twins whose names are a letter apart, both usual names.
        (person("Yoel Vega Ateyal", **CASE), person("Noel Vega Ateyal", **CASE)),
    ],
)  # fmt: skip
def test_relatives_are_not_joined_by_the_matcher(row, known):
    assert verdict(row, known).answer is not Answer.SAME


def test_brother_who_is_known_takes_nothing_from_the_right_one():
    row = person("Yadiel Leyva Jutiar", **CASE)
    brother = person("Yunior Leyva Jutiar", **{**CASE, "birth_date": "1994-11-30"})
    found = verdict(row, brother, person("LEYVA JUTIAR, YADIEL", **CASE))
    assert found.answer is Answer.SAME and found.best.owner == 1


def test_two_likely_persons_hold_each_other_back():
    row = person("Carlos Rojas Zazalar", province="CU-03", birth_date="1988")
    assert verdict(row, person("Carlos Rojas Zazalar", province="CU-03", birth_date="1988")).answer is Answer.SAME
    doubled = [person("Carlos Rojas Zazalar", province="CU-03", birth_date="1988")] * 2
    assert verdict(row, *doubled).answer is Answer.REVIEW


def test_what_several_sources_say_counts_together():
    """One source has the second surname, another the birth: neither alone says as much."""
    row = person("Ana Soto Guanimar", birth_date="1979-05-06", province="CU-13")
    one, other = person("Ana Soto Guanimar", province="CU-13"), person("Ana Soto", birth_date="1979-05-06")
    together, alone = verdict(row, [one, other]), verdict(row, one)
    assert together.best.score > alone.best.score


def test_nobody_like_it_is_new():
    assert (
        verdict(person("Reinier Vega Bijagual", **CASE), person("Ana Cruz Jutiar", province="CU-03")).answer
        is Answer.NEW
    )


@pytest.mark.parametrize(
    "name",
    [
        "YOANDRI PEREZ ZAZALAR",
        "Pérez Zazalar, Yoandri",
        "Pérez Zazalar Yoandri",
        "Yoandri  Perez Zazalar",
        "Yoandri “El Gallo” Pérez Zazalar",
    ],
)
def test_writing_does_not_matter(name):
    found = verdict(person(name, **CASE), person("Yoandri Pérez Zazalar", **CASE))
    assert found.answer is Answer.SAME


def test_explanation_is_the_sum_that_decided():
    found = verdict(person("Maykel Giménez Guayacanar", **CASE), person("Maikel Jiménez Guayacanar", **CASE)).best
    stored = explanation.as_json(found, CARD)
    lines = explanation.reasons(stored)
    assert sum(line.bits for line in lines) == pytest.approx(found.score, abs=0.1)
    assert "detención el mismo día" in explanation.in_a_sentence(stored)
    with translation.override("en"):
        assert "detained the same day" in explanation.in_a_sentence(stored)


names = st.builds(
    lambda g, a, b: f"{g} {a} {b}", st.sampled_from(GIVEN), st.sampled_from(FIRST), st.sampled_from(SECOND)
)
rows = st.fixed_dictionaries(
    {"name": names},
    optional={
        "birth_date": st.sampled_from(["1990", "1990-03-04", "1991-05-06", "1975"]),
        "gender": st.sampled_from(["man", "woman"]), "province": st.sampled_from(TOWNS),
        "detained_on": st.sampled_from(["2021-07-11", "2021-07", "2023-02-01"]),
        "sentence_months": st.sampled_from([60, 72, 120]),
        "offences": st.lists(st.sampled_from(["desacato", "sedicion", "atentado"]), min_size=1, max_size=2),
    },
)  # fmt: skip


@given(rows, rows)
def test_comparison_is_the_same_both_ways(one, other):
    corpus = Corpus()
    (a, *_), (b, *_) = corpus.learn([("x", one), ("x", other)])
    score, back = (CARD.score(compare(*pair, corpus.frequencies)) for pair in ((a, b), (b, a)))
    assert score == pytest.approx(back, abs=0.01)


@given(rows)
def test_reading_a_row_again_changes_nothing(values):
    corpus = Corpus()
    (first,) = corpus.learn([("x", values)])
    assert corpus.read("x", values) == first == corpus.read("x", values)


@given(names, names)
def test_no_two_rows_are_joined_without_a_second_identifier(one, other):
    assert verdict(person(one), person(other)).answer is not Answer.SAME
