"""Profiles and keys in the database: made anew when what they rest on changes, and gone with the person."""

import gc

import pytest
from django.core.management import call_command

from editorial.models import Editor
from prisoners.matching import candidates, profiles, weighing
from prisoners.matching.candidates import near
from prisoners.matching.corpus import Corpus
from prisoners.matching.decisions import withdraw
from prisoners.matching.profile import as_text, from_line
from prisoners.matching.register import MOST_CANDIDATES, Register, nearest
from prisoners.matching.scorecard import shipped
from prisoners.matching.weighing import weigh_rows
from prisoners.merging.merge import merge
from prisoners.models import MatchCorpus, MatchKey, MatchProfile, Person, RowMatch
from prisoners.tombstones import entomb
from tests.lists import LATER, bring, load_reference, make_list, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    load_reference()
    bring([row("1", "Yoandri Pérez Sabanalar", birth_date="1990", province="CU-03")])
    profiles.refresh(profiles.load_corpus())
    return Person.objects.get()


def stale():
    return set(MatchProfile.objects.filter(is_stale=True).values_list("person", flat=True))


def keys(person):
    return set(MatchKey.objects.filter(person=person).values_list("key", flat=True))


def test_person_has_a_profile_and_keys(person):
    assert not stale() and keys(person)
    (known,) = profiles.read()[person.pk]
    assert known.surname_1 == "perez" and known.born


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("given_names", "Maikel"), ("surname_1", "Soto"), ("surname_2", "Jutiar"), ("birth_date", "1980"),
        ("gender", "woman"), ("age_at_detention_stated", 33),
    ],
)  # fmt: skip
def test_profile_grows_stale_when_what_is_compared_changes(person, field, value):
    before = keys(person)
    Person.objects.filter(pk=person.pk).update(**{field: value})
    assert stale() == {person.pk}
    assert profiles.refresh(profiles.load_corpus()) == 1 and not stale()
    assert field.startswith(("gender", "age", "birth")) or keys(person) != before


def test_profile_stays_when_something_else_changes(person):
    Person.objects.filter(pk=person.pk).update(occupation="maestro", last_confirmed_on="2024-01-01")
    assert not stale()


def test_profile_grows_stale_with_a_detention_and_without_it(person):
    person.detentions.update(detained_on="2021-07-11")
    assert stale() == {person.pk}
    profiles.refresh(profiles.load_corpus())
    person.detentions.all().delete()
    assert stale() == {person.pk}


def test_new_wording_of_a_row_makes_the_profile_stale(person):
    bring([row("1", "Yoandri Pérez Sabanalar", birth_date="1991", province="CU-03")], as_of=LATER)
    assert stale() == {person.pk}


def test_withdrawn_decision_takes_its_profile_away(person):
    editor = Editor.objects.create(username="editora")
    bring([row("x", "Yohandry Peres Sabanalar", birth_date="1990", province="CU-03")], make_list("registro-b"))
    edge = RowMatch.objects.in_force().get(entry__row_key="x")
    assert (edge.decision, edge.person) == ("same", person)
    profiles.refresh(profiles.load_corpus())
    with_it = profiles.read()[person.pk]
    withdraw(edge, by=editor)
    profiles.refresh(profiles.load_corpus())
    assert len(profiles.read()[person.pk]) < len(with_it)


def test_merged_person_is_found_no_more(person):
    editor = Editor.objects.create(username="editora")
    bring([row("x", "Ana Soto Jutiar", birth_date="1979", province="CU-11")], make_list("registro-b"))
    other = Person.objects.exclude(pk=person.pk).get()
    merge(person, other, by=editor, reason="una prueba")
    profiles.refresh(profiles.load_corpus())
    assert not keys(other) and keys(person)


def test_erased_person_leaves_no_key_and_no_word_learnt(person):
    entomb(person)
    assert not MatchCorpus.objects.exists()
    RowMatch.objects.filter(person=person).delete()
    pk = person.pk
    person.detentions.all().delete()
    person.delete()
    assert not MatchKey.objects.filter(person_id=pk).exists() and not MatchProfile.objects.filter(pk=pk).exists()


def test_what_is_stored_is_read_as_it_was():
    corpus = Corpus()
    said = {
        "name": "Díaz de la Torre, José C. “El\u2028Ñato”", "birth_date": "1990-05", "age_at_detention": 31,
        "gender": "man", "province": "CU-03", "municipality": "CU-03-playa", "detained_on": "2021-07",
        "facility": "combinado-del-este", "offences": ["sedicion", "sabotaje"], "sentence_months": 120,
    }  # fmt: skip
    readings = [*corpus.read("x", said), *corpus.read("x", {"name": "Yoandri"})]
    assert [from_line(line) for line in as_text(readings).split("\n")] == readings


@pytest.fixture
def many(person, monkeypatch):
    """Persons who share much, little or nothing with one another; and the same in memory."""
    monkeypatch.setattr(candidates, "AT_ONCE", 3)  # so that a few rows are several lots
    monkeypatch.setattr(candidates, "KEPT", 5)
    names = (
        "Yoandri Pérez Jutiar", "Yohandris Perez Sabanalar", "Ana Soto Yarayó", "Luis Miguel Díaz Almiquí",
        "Yoandri Díaz Soto", "Ana Pérez Pérez", "Luis Soto Jutiar", "Luis Miguel Pérez Yarayó", "Yoandri Soto Almiquí",
    )  # fmt: skip
    told = [
        {"birth_date": "1988", "province": "CU-11", "detained_on": "2021-07-11"}, {"province": "CU-03"}, {},
        {"birth_date": "1990", "municipality": "CU-03-playa", "province": "CU-03", "detained_on": "2021-07"},
    ]  # fmt: skip
    bring([row(str(n), name, **told[n % len(told)]) for n, name in enumerate(names)], make_list("registro-b"))
    corpus = profiles.load_corpus()
    profiles.refresh(corpus)
    register = Register(corpus)
    for owner, found in sorted(profiles.read().items()):
        register.add(owner, found[1:] or found)
    return corpus, register


def asked_of(corpus):
    said = [
        ("Joandri Peres Sabanalar", {"province": "CU-03"}), ("Yoandri Peres Soto", {}), ("Yarayó, Luis", {}),
        ("Ana Díaz Pérez", {"birth_date": "1990", "province": "CU-03", "municipality": "CU-03-playa"}),
        ("Yoandri Pérez Jutiar", {"birth_date": "1988", "province": "CU-11", "detained_on": "2021-07-11"}),
        ("Soto Almiquí, Yoandri", {"detained_on": "2021-07-13"}), ("Nadie Conocido", {}), ("", {}),
    ]  # fmt: skip
    return [corpus.read("x", {"name": name, **facts}) for name, facts in said]


def test_database_and_memory_find_the_same_candidates(many):
    corpus, register = many
    asked = asked_of(corpus)
    found = dict(near(asked, corpus.spelling, persons=len(register), is_demo=False))
    assert sorted(found) == list(range(len(asked)))
    for place, readings in enumerate(asked):
        assert [person for person, _of in found[place]] == [owner for owner, _of in register.near(readings)]
    assert any(found.values()) and not all(found.values())


def test_who_shares_little_beside_the_nearest_is_not_compared():
    ranked = [(50.0, 1), (10.0, 2), (9.9, 3), (-1.0, 4)]
    assert nearest(ranked, 0.2) == ranked[:2] and nearest(ranked, 0) == ranked
    assert len(nearest([(50.0, place) for place in range(100)], 0.2)) == MOST_CANDIDATES and nearest([], 0.2) == []


def test_rows_keep_their_places_and_progress_is_told(many, monkeypatch):
    corpus, register = many
    monkeypatch.setattr(weighing, "AT_ONCE", 3)
    asked, told = asked_of(corpus), []
    options = {"persons": len(register), "is_demo": False}
    whole = weigh_rows(asked, corpus, shipped(10), **options, progress=lambda *done: told.append(done))
    assert told == [(0, 8), (3, 8), (6, 8)]
    assert whole == [weigh_rows([each], corpus, shipped(10), **options)[0] for each in asked]
    nearest = whole[0][0].owner
    (without,) = weigh_rows(asked[:1], corpus, shipped(10), **options, ruled_out=lambda _place: {nearest})
    assert nearest not in {each.owner for each in without} and gc.isenabled()


def test_rebuilding_changes_nothing(person):
    before = keys(person)
    call_command("rebuild_matching", verbosity=0)
    assert keys(person) == before and MatchCorpus.objects.get().rows == 1
