"""Back to an earlier state: one field, one change, a whole dossier; a new change each time."""

import pghistory
import pytest
from django.db.models import Q
from django.utils import timezone

from editorial.models import PendingChange, Refused, WorkflowState
from editorial.past import events_of
from editorial.restoring import restore_dossier, undo_event
from prisoners.models import Person, PersonName
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    made = wc.person(occupation="albañil", gender="man")
    with pghistory.context(user=wc.editor("mala").pk):
        Person.objects.filter(pk=made.pk).update(occupation="chofer", gender="woman")
    made.refresh_from_db()
    return made


def change_of(person: Person) -> int:
    return events_of(Person).filter(pgh_obj_id=person.pk, occupation="chofer").first().pgh_id


def test_one_field_of_a_change_goes_back(person):
    chief = wc.editor("jefa")
    assert undo_event(Person, change_of(person), by=chief, column="gender") == ["gender"]
    person.refresh_from_db()
    assert (person.occupation, person.gender) == ("chofer", "man")
    assert person.workflow_state == WorkflowState.DRAFT
    assert PendingChange.objects.filter(dossier_id=person.pk, editor_id=chief.pk).exists()


def test_whole_change_goes_back(person):
    undo_event(Person, change_of(person), by=wc.editor("jefa"))
    person.refresh_from_db()
    assert (person.occupation, person.gender) == ("albañil", "man")


def test_row_that_was_added_goes_and_row_that_was_removed_comes_back(person):
    chief = wc.editor("jefa")
    name = PersonName.objects.create(person=person, text="El Chino", kind="alias")
    added = events_of(PersonName).filter(pgh_obj_id=name.pk).last().pgh_id
    key = name.pk
    undo_event(PersonName, added, by=chief)
    assert not PersonName.objects.exists()
    undo_event(PersonName, events_of(PersonName).filter(pgh_obj_id=key).last().pgh_id, by=chief)
    assert list(PersonName.objects.values_list("pk", "text")) == [(key, "El Chino")]


def test_what_is_so_already_and_what_never_was_are_refused(person):
    chief = wc.editor("jefa")
    undo_event(Person, change_of(person), by=chief)
    for event, column in ((change_of(person), ""), (change_of(person), "name_display"), (10**9, "")):
        with pytest.raises(Refused):
            undo_event(Person, event, by=chief, column=column)


@pytest.mark.django_db(transaction=True)
def test_whole_dossier_goes_back_to_a_moment():
    person = wc.person(occupation="albañil")
    kept = PersonName.objects.create(person=person, text="El Chino", kind="alias")
    key, moment = kept.pk, timezone.now()
    with pghistory.context(user=wc.editor("mala").pk):
        Person.objects.filter(pk=person.pk).update(occupation="chofer")
        kept.delete()
        PersonName.objects.create(person=person, text="Falso", kind="alias")
    tables = [(Person, Q(pgh_obj_id=person.pk)), (PersonName, Q(person_id=person.pk))]
    undone = restore_dossier(tables, moment, by=wc.editor("jefa"))
    person.refresh_from_db()
    assert person.occupation == "albañil" and not undone.conflicts
    assert list(PersonName.objects.values_list("pk", "text")) == [(key, "El Chino")]
