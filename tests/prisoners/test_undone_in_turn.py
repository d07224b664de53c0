"""Two imports undone in turn leave nobody of whom only they spoke, whichever goes first."""

from __future__ import annotations

import pytest

from editorial.acting import acting_as
from prisoners.incoming.undoing import undo_import
from prisoners.matching.decisions import decide
from prisoners.models import Person, RowMatch, Sentence, Visibility
from sources.models import ListEntry
from tests.lists import LATER, bring, load_reference, make_list, row
from tests.prisoners.test_consolidation import full
from tests.prisoners.test_incoming import THIRD
from tests.prisoners.test_undo_import import dump
from tests.publication.working_copy import consent, editor

pytestmark = pytest.mark.django_db
THINNER = {"gender": "", "sanction": "", "sentence_months": "", "facility": "", "municipality": ""}


@pytest.fixture(autouse=True)
def _reference():
    load_reference()


def undo(report, **options):
    with acting_as(editor("jefa")):
        return undo_import(report.snapshot, by=editor("jefa"), reason="Era otra lista.", **options)


def two_lists() -> list:
    """A list brings a person, and another says more of them."""
    first = bring([full("1", **THINNER)])
    second = bring([full("x", prosecutor_request_months="", occupation_group="other")], make_list("registro-b"))
    assert RowMatch.objects.get(entry__row_key="1").person == RowMatch.objects.get(entry__row_key="x").person
    return [first, second]


@pytest.mark.parametrize("turned", [False, True], ids=["the first first", "the second first"])
def test_a_person_of_whom_only_undone_imports_spoke_goes(turned):
    bring([full("9", "Lisandra Duarte Tomeguín", gender="woman", province="CU-03", municipality="")], make_list("otra"))
    then = dump()
    reports = two_lists()
    for report in reversed(reports) if turned else reports:
        done = undo(report)
    assert done.unnamed == [] and dump() == then
    assert done.removed["personas"] == 1, "told with the import that takes them along"


def test_a_later_snapshot_of_the_list_and_then_the_first():
    first = bring([full("1", **THINNER)])
    second = bring([full("1", occupation_group="other")], as_of=LATER)
    undo(second)
    undo(first)
    assert not Person.objects.exists() and dump() == {}


def test_a_person_whom_a_third_list_names_stays_until_that_is_undone():
    first, second = two_lists()
    undo(first)
    third = bring([full("z", occupation_group="other")], make_list("registro-c"))
    done = undo(second)
    assert Person.objects.exists() and done.unnamed == []
    undo(third)
    assert dump() == {}


def test_dry_run_tells_of_it_and_does_nothing():
    first, second = two_lists()
    undo(first)
    then = dump()
    told = undo(second, dry_run=True)
    assert told.removed["personas"] == 1 and dump() == then


def test_a_person_on_whom_an_editor_worked_stays_and_is_named():
    first, second = two_lists()
    with acting_as(editor("autora")):
        Person.objects.update(occupation="maestro")
    undo(first)
    done = undo(second)
    assert done.unnamed == [str(Person.objects.get())] and done.unnamed_count == 1


def test_a_person_whom_an_editor_made_of_a_row_stays_and_is_named():
    bring([row("1", detained_on="2021-07-11")])
    report = bring([row("x", birth_date="1990")], make_list("registro-b"))
    with acting_as(editor("autora")):
        made = decide(ListEntry.objects.get(row_key="x"), None, "same", by=editor("autora"))
    assert undo(report).unnamed == [str(made)] and Person.objects.filter(pk=made.pk).exists()


def test_a_person_approved_meanwhile_is_withdrawn():
    first, second = two_lists()
    undo(first)
    consent(Person.objects.get())
    Person.objects.submit_all(by=editor("autora"))
    Person.objects.approve_all(by=editor("revisora"))
    done = undo(second)
    person = Person.objects.get()
    assert (person.visibility, done.withdrawn, done.unnamed) == (Visibility.WITHDRAWN, [str(person)], [])


def test_of_a_person_whom_another_list_names_only_what_nobody_says_goes():
    bring([row("n", birth_date="1990-05-01", gender="man", province="CU-13")], make_list("registro-n"))
    first, second = two_lists_on_them()
    undo(first)
    assert Sentence.objects.exists(), "the second cites it"
    undo(second)
    assert Person.objects.exists() and not Sentence.objects.exists()


def two_lists_on_them() -> list:
    first = bring([full("1")])
    second = bring([full("x")], make_list("registro-b"), as_of=THIRD)
    assert Person.objects.count() == 1
    return [first, second]
