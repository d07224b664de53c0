"""Nobody publishes alone: eight roads to a false release, each closed, and the open one by another outlet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pghistory
import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from editorial import reviewing
from editorial.acting import acting_as
from editorial.models import (
    Alarm,
    DossierQuerySet,
    Editor,
    Membership,
    PendingChange,
    Refused,
    Role,
    WorkflowState,
)
from prisoners.models import Person, RowMatch
from publication.models import ReleaseVersion
from publication.publishing import publish
from sources.models import Document
from tests.admin.forms import posted
from tests.editorial.accounts import make_editor, signed_in
from tests.editorial.roads import SAFE, T2, as_newsroom, public_record, refused, sign
from tests.publication import working_copy as wc

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("newsroom")]

# The roads, one by one.


def test_road_1_the_screen(held, author):
    client = signed_in(author)
    with refused(held, "own"):
        assert sign(client, held).status_code == 409
    assert Alarm.objects.get().editor_id == author.pk


def test_road_2_the_action_of_the_list(held, author):
    client = signed_in(author)
    with refused(held):
        data = {"action": "approve_selected", "_selected_action": [held.pk]}
        page = client.post(reverse("admin:prisoners_person_changelist"), data, follow=True)
        assert page.status_code == 200 and not page.context["candidates"]


def test_road_3_many_at_once(held, author):
    client = signed_in(author)
    with refused(held):
        seen = client.get(reverse("admin:editorial_review_of", args=["prisoners.person", held.pk])).context["proposal"]
        url = reverse("admin:editorial_review_several_step", args=["approve"])
        data = {"kind": "prisoners.person", "pk": [held.pk], "no_risk": "on", f"seen_{held.pk}": seen.digest}
        client.post(url, data)
        with as_newsroom(), pghistory.context(user=author.pk):
            assert Person.objects.all().approve_all(by=author) == 0


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_road_4_the_api_takes_nothing(held, method):
    with refused(held):
        for address in ("/api/v1/prisoners/", f"/api/v1/prisoners/{held.public_id}/", "/api/v1/releases/"):
            answer = getattr(Client(), method)(address, {"workflow_state": "approved"}, "application/json")
            assert answer.status_code == 405


@pytest.mark.parametrize("name", ["autora", "revisora"])
def test_road_5_forged_fields_of_a_form(held, author, name):
    client, forged = signed_in(author), Editor.objects.get(username=name).pk
    url = reverse("admin:prisoners_person_change", args=[held.pk])
    fields = {
        "workflow_state": "approved",
        "approved_by": forged,
        "approved_at_0": "2025-01-14",
        "submitted_by": forged,
    }
    with refused(held):
        client.post(url, posted(client.get(url)) | fields | {"occupation": "maestra"})
        held.refresh_from_db()
        assert held.approved_by_id is None
        step = reverse("admin:prisoners_person_step", args=[held.pk, "submit"])
        client.post(step, {"seen_version": held.updated_at.isoformat(), **fields})


def by_save(person: Person, editor: Editor) -> None:
    person.workflow_state, person.approved_by = WorkflowState.APPROVED, editor
    person.save()  # content alone: the database is not even asked


def by_update(person: Person, editor: Editor) -> None:
    assert not Person.objects.filter(pk=person.pk).update(workflow_state="approved", approved_by=editor)


def by_bulk_update(person: Person, editor: Editor) -> None:
    person.workflow_state, person.approved_by = WorkflowState.APPROVED, editor
    Person.objects.bulk_update([person], ["workflow_state", "approved_by"])


def by_the_verb(person: Person, editor: Editor) -> None:
    with pytest.raises(Refused):
        person.approve(by=editor)


def by_approving_all(person: Person, editor: Editor) -> None:
    assert DossierQuerySet.approve_all(Person.objects.filter(pk=person.pk), by=editor) == 0


@pytest.mark.parametrize("approver", ["autora", "revisora"])
@pytest.mark.parametrize(
    ("acting", "guessed"),
    [(None, {}), ("autora", {}), ("revisora", {}), ("revisora", {"proof": "0123456789abcdef:0"})],
)
@pytest.mark.parametrize("write", [by_save, by_update, by_bulk_update, by_the_verb, by_approving_all])
def test_road_6_a_script_in_whoever_s_name(held, write: Callable, acting, guessed, approver):
    """A script has no proof of who acts, whatever name it writes into the context or the row."""
    editor = Editor.objects.get(username=approver)
    is_asked = write is not by_save and (approver == "revisora" or write is not by_approving_all)
    reason = "own" if approver == "autora" else "forged"
    with refused(held, *[reason] * is_asked), as_newsroom():
        if acting is None:
            write(held, editor)
        else:
            with pghistory.context(user=Editor.objects.get(username=acting).pk, **guessed):
                write(held, editor)


CLAIM = "SELECT set_config('pghistory.context_metadata', '{{\"user\": {other}}}', true);"
APPROVE = "UPDATE prisoners_person SET workflow_state = 'approved', approved_by_id = {by} WHERE id = {person}"
SKIPPED = {
    "as the author": (APPROVE.replace("{by}", "{author}"), "own"),
    "as another": (APPROVE.replace("{by}", "{other}"), "forged"),
    "in another's name": (CLAIM + APPROVE.replace("{by}", "{other}"), "forged"),
    "at once": ("UPDATE prisoners_person SET workflow_state = 'published', approved_by_id = {other}"
                " WHERE id = {person}", "move"),
    "by nobody": ("UPDATE prisoners_person SET workflow_state = 'approved' WHERE id = {person}", "nobody"),
}  # fmt: skip
DENIED = [
    "ALTER TABLE prisoners_person DISABLE TRIGGER ALL",
    "DROP TRIGGER four_eyes_guard ON prisoners_person",
    "CREATE OR REPLACE FUNCTION editorial_guard() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "SET session_replication_role = replica",
    "DELETE FROM editorial_pendingchange",
    "UPDATE editorial_pendingchange SET editor_id = {other}",
    "DELETE FROM editorial_alarm",
    "SELECT key FROM editorial_seal",
    "SELECT editorial_touch('prisoners.person', ARRAY[{person}], NULL, 'x')",
    "DELETE FROM prisoners_person WHERE id = {person}",
    "DELETE FROM prisoners_personevent",
    "DELETE FROM publication_prisonerversion",
    "TRUNCATE publication_prisonerversion",
    "UPDATE publication_prisonerversion SET name_display = 'Otra Persona'",
    "INSERT INTO publication_edition (number, published_at, as_of, note, counts, digest, previous_digest, is_demo)"
    " VALUES (9, now(), '2025-01-14', '', '{{}}', '', '', false)",
    "UPDATE releases_release SET left_on = '2025-01-09'",
    CLAIM + "UPDATE prisoners_person SET visibility = 'withdrawn' WHERE id = {person}",
]


def sql(statement: str, person: Person) -> None:
    keys = dict(Editor.objects.values_list("username", "pk"))
    with connection.cursor() as cursor:
        cursor.execute(statement.format(author=keys["autora"], other=keys["revisora"], person=person.pk))


@pytest.mark.parametrize(("statement", "reason"), SKIPPED.values(), ids=SKIPPED)
def test_road_7_raw_sql(held, statement, reason):
    with refused(held, reason), as_newsroom():
        sql(statement, held)


@pytest.mark.parametrize("statement", DENIED)
def test_road_7_raw_sql_around_the_guards(held, statement):
    with refused(held), as_newsroom(), pytest.raises(ProgrammingError), transaction.atomic():
        sql(statement, held)


def test_road_8_a_second_account_of_the_same_outlet(held):
    client = signed_in(make_editor("companera", Role.REVIEWER, outlet="uno"))
    with refused(held, "same_outlet"):
        assert sign(client, held).status_code == 409


# The one road that is open.


def test_a_colleague_of_another_outlet_approves_and_one_person_changes(held, reviewer):
    others = [line for line in public_record() if str(held.public_id) not in line]
    assert sign(signed_in(reviewer), held).status_code == 302
    edition = publish(as_of=T2)
    assert edition.counts["publication_prisonerversion"] == {"opened": 1, "closed": 1}
    assert edition.counts["publication_releaseversion"] == {"opened": 1, "closed": 0}
    assert ReleaseVersion.objects.get().prisoner == held.public_id
    assert set(others) <= set(public_record())
    assert not PendingChange.objects.filter(dossier_id=held.pk).exists()
    assert not Alarm.objects.exists()


def test_an_editor_publishes_under_the_newsroom_s_role(held, reviewer):
    sign(signed_in(reviewer), held)
    coordinator = signed_in(make_editor("coordina", Role.COORDINATOR, outlet="tres"))
    answer = coordinator.post(reverse("admin:publication_edition_publish"), {"note": "", "note_en": ""})
    assert answer.status_code == 302
    assert ReleaseVersion.objects.count() == 1


def test_no_history_keeps_a_proof(held, author):
    client = signed_in(author)
    url = reverse("admin:prisoners_person_change", args=[held.pk])
    client.post(url, posted(client.get(url)) | {"occupation": "maestra"})
    assert Person.objects.get(pk=held.pk).occupation == "maestra"
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(*) FILTER (WHERE metadata ? 'proof') FROM pghistory_context")
        made, kept = cursor.fetchone()
    assert made and not kept


# Who belongs where.


def test_a_membership_that_ended_yesterday_approves_nothing(held, reviewer):
    Membership.objects.filter(editor=reviewer).update(ends_on=timezone.localdate() - timedelta(days=1))
    with acting_as(reviewer), pytest.raises(Refused):
        held.approve(by=reviewer)
    assert Alarm.objects.get().reason == "same_outlet"
    Membership.objects.filter(editor=reviewer).update(ends_on=timezone.localdate())
    with acting_as(reviewer):
        reviewing.approve(held, by=reviewer, answers=SAFE, seen="")
    assert held.workflow_state == WorkflowState.APPROVED


def test_an_author_who_left_the_outlet_still_wrote_for_it(held, author):
    colleague = make_editor("companera", Role.REVIEWER, outlet="uno")
    Membership.objects.filter(editor=author).update(ends_on=timezone.localdate() - timedelta(days=1))
    with acting_as(colleague), pytest.raises(Refused):
        held.approve(by=colleague)
    assert Alarm.objects.get().reason == "same_outlet"


def test_an_author_who_joins_the_reviewer_s_outlet_is_of_both(held, author, reviewer):
    outlet = Membership.objects.get(editor=reviewer).outlet
    Membership.objects.create(editor=author, outlet=outlet, role=Role.EDITOR, starts_on=date(2025, 1, 1))
    with acting_as(reviewer), pytest.raises(Refused):
        held.approve(by=reviewer)
    assert Alarm.objects.get().reason == "same_outlet"


# What counts as a change.


def published(name: str = "Yoandri Pérez Sabanalar") -> Person:
    person = wc.person(name)
    publish(as_of=T2)
    person.refresh_from_db()
    assert person.workflow_state == WorkflowState.PUBLISHED
    return person


def state_of(person: Person) -> str:
    return Person.objects.values_list("workflow_state", flat=True).get(pk=person.pk)


def test_a_list_that_confirms_somebody_is_no_change_to_approve():
    person = published()
    Person.objects.filter(pk=person.pk).update(last_confirmed_on=date(2025, 2, 10))
    assert state_of(person) == WorkflowState.PUBLISHED


def test_a_document_that_is_cited_belongs_to_the_dossier():
    person = wc.person()
    note = wc.document()
    wc.cite(person, note)
    publish(as_of=T2)
    Document.objects.filter(pk=wc.document().pk).update(title="Otra cosa")
    assert state_of(person) == WorkflowState.PUBLISHED
    Document.objects.filter(pk=note.pk).update(title="Otro título")
    assert state_of(person) == WorkflowState.DRAFT


def test_who_is_on_a_list_belongs_to_the_dossier():
    person = wc.person()
    wc.snapshot(wc.source_list(), "2024-10-31", [person])
    wc.lead(person)
    publish(as_of=T2)
    RowMatch.objects.update(withdrawn_at=timezone.now())
    assert state_of(person) == WorkflowState.DRAFT
