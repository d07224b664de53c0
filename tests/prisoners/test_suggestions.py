"""Persons who may be one: who is suggested, what is remembered, and what contradicts itself."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from editorial.models import Refused
from prisoners.matching.decisions import decide as decide_row
from prisoners.merging import pairs
from prisoners.merging.merge import merge
from prisoners.merging.suggestions import suggest, waiting
from prisoners.models import MatchDecision, PairSuggestion, Person
from sources.import_list.consumers import no_progress
from sources.models import ListEntry
from tests.lists import bring, load_reference, make_list, row
from tests.publication.working_copy import editor

pytestmark = pytest.mark.django_db
BORN = {"birth_date": "1990-05-01", "province": "CU-03", "municipality": "Plaza de la Revolución",
        "detained_on": "2021-07-11", "gender": "man"}  # fmt: skip


@pytest.fixture(autouse=True)
def _reference():
    load_reference()


def twice(*, is_denied: bool = False) -> tuple[Person, Person]:
    """One person whom an editor wrote down twice, each by a line of its own; `is_denied`: and knew both."""
    bring([row("1", "Yoandri Pérez Sabanalar", **BORN), row("2", "Anabel Cuza Guayabal", birth_date="1960")])
    bring([row("x", "Yoandri Pérez")], make_list("registro-b"))
    made = decide_row(ListEntry.objects.get(row_key="x"), None, MatchDecision.SAME, by=editor("otra"))
    assert made is not None
    Person.objects.filter(pk=made.pk).update(
        surname_2="Sabanalar", name_display="Yoandri Pérez Sabanalar", birth_date="1990-05-01"
    )
    made.detentions.update(detained_on="2021-07-11", province="CU-03")
    if not is_denied:
        made.row_matches.model.objects.filter(decision=MatchDecision.NOT_SAME).delete()
    return Person.objects.get(row_matches__entry__row_key="1"), Person.objects.get(pk=made.pk)


def found() -> list[tuple[Person, Person]]:
    suggest(no_progress)
    return [(each.first, each.second) for each in waiting()]


def test_the_pair_is_suggested_with_the_sum_and_nobody_is_merged():
    one, other = twice()
    assert found() == [(one, other)]
    suggestion = PairSuggestion.objects.get()
    assert "surname_2.exact" in [name for name, *_amounts in suggestion.explanation["findings"]]
    assert suggestion.score > 0 and not Person.objects.filter(merged_into__isnull=False).exists()


def test_not_the_same_is_remembered_until_the_facts_change():
    one, other = twice()
    assert found()
    pairs.decide(one, other, MatchDecision.NOT_SAME, by=editor())
    assert not waiting().exists(), "answered at once"
    assert found() == []
    Person.objects.filter(pk=other.pk).update(gender="man")
    assert found() == [(one, other)]


def test_a_row_that_an_editor_denied_is_an_answer_too():
    twice(is_denied=True)
    assert found() == []


def test_whoever_was_merged_is_not_asked_about():
    one, other = twice()
    assert found()
    merge(one, other, by=editor(), reason="La familia lo confirma.", is_confirmed=True)
    assert not waiting().exists() and found() == []


def test_a_pair_that_contradicts_what_was_decided_is_refused_in_words():
    """A = B, B = C and A ≠ C cannot all stand."""
    one, other = twice()
    third = Person.objects.get(surname_1="Cuza")
    by = editor()
    pairs.decide(one, third, MatchDecision.NOT_SAME, by=by, reason="Son dos personas.")
    merge(one, other, by=by, reason="La familia lo confirma.", is_confirmed=True)
    with pytest.raises(Refused) as refusal:
        merge(other.merged_into or Person.objects.get(pk=one.pk), third, by=by, reason="-", is_confirmed=True)
    assert str(third) in str(refusal.value)
    assert not Person.objects.get(pk=third.pk).merged_into_id


def test_command_tells_how_many_and_can_be_repeated():
    twice()
    for _round in range(2):
        told = StringIO()
        call_command("suggest_pairs", stdout=told)
        assert told.getvalue() == "pairs 1\n"
    assert PairSuggestion.objects.count() == 1
