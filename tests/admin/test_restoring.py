"""The history page takes a whole dossier back to before a moment: everything at once, as a change to be reviewed."""

from __future__ import annotations

import pghistory
import pytest
from django.db import transaction
from django.urls import reverse

from editorial import roles
from editorial.models import Alarm, Editor, PendingChange, Role
from prisoners.models import Person, PersonName
from tests.editorial.accounts import make_editor, signed_in
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def spoilt() -> Person:
    """Published, then changed in three ways by one editor at one moment."""
    roles.establish()
    person = wc.person(occupation="albañil")
    PersonName.objects.create(person=person, text="El Chino", kind="alias")
    wc.lead(person)
    with pghistory.context(user=make_editor("mala", Role.EDITOR).pk), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(occupation="chofer")
        PersonName.objects.filter(person=person).update(text="Otro")
        PersonName.objects.create(person=person, text="Falso", kind="alias")
    return person


def open_history(role: str, person: Person):
    client = signed_in(make_editor(f"abre-{role}", role, outlet="dos"))
    page = client.get(reverse("admin:prisoners_person_history", args=[person.pk]))
    return client, page, reverse("admin:prisoners_person_restore", args=[person.pk])


def test_what_was_changed_since_goes_back_as_a_draft_of_whoever_asked(spoilt):
    client, page, restore = open_history(Role.EDITOR, spoilt)
    moment = next(change for change in page.context["changes"] if change.begins_moment)
    assert f'value="{moment.moment}"' in page.content.decode()
    answer = client.post(restore, {"moment": moment.moment}, follow=True)
    assert [str(told) for told in answer.context["messages"]][0].startswith("Restaurado")
    spoilt.refresh_from_db()
    assert (spoilt.occupation, spoilt.workflow_state) == ("albañil", "draft")
    assert list(PersonName.objects.values_list("text", flat=True)) == ["El Chino"]
    asked = Editor.objects.get(username=f"abre-{Role.EDITOR}")
    assert PendingChange.objects.filter(editor_id=asked.pk, dossier_id=spoilt.pk).exists()
    assert not Alarm.objects.exists()


def test_no_moment_is_offered_before_the_dossier_was_made(spoilt):
    client, page, restore = open_history(Role.EDITOR, spoilt)
    oldest = page.context["changes"][-1]
    assert not oldest.begins_moment
    for moment in (oldest.moment, "2025-13-01", "ayer", "2025-01-01T00:00:00", ""):
        assert client.post(restore, {"moment": moment}).status_code == 404
    spoilt.refresh_from_db()
    assert spoilt.occupation == "chofer"


def test_changes_made_together_are_one_moment(spoilt):
    _client, page, _restore = open_history(Role.EDITOR, spoilt)
    marked = [change.at for change in page.context["changes"] if change.begins_moment]
    assert len(marked) == len(set(marked))


def test_taking_back_twice_says_that_it_is_so_already(spoilt):
    client, page, restore = open_history(Role.EDITOR, spoilt)
    moment = next(change for change in page.context["changes"] if change.begins_moment).moment
    client.post(restore, {"moment": moment})
    answer = client.post(restore, {"moment": moment}, follow=True)
    assert "Ya está así." in str(list(answer.context["messages"])[-1])
