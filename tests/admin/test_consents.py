"""Consents in the newsroom: recorded by editors, their proof read by coordinators, reviewed in one step."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse, reverse_lazy
from django.utils import timezone

from editorial.models import Role
from prisoners.models import Consent, ConsentProof, Person
from publication.publishing import publish
from tests.admin.forms import posted
from tests.publication import working_copy as wc

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

QUEUE = reverse_lazy("admin:editorial_review_queue", args=["consents"])
SECRET = "Carta en la caja de la redacción"


@pytest.fixture
def held() -> Person:
    return wc.person("Zuleidys Quintero Marabuzal", consented=False)


def page(consent: Consent) -> str:
    return reverse("admin:prisoners_consent_change", args=[consent.pk])


def record(client, person: Person, **fields) -> Consent | None:
    data = {"person": person.pk, "scope": ["name"], "given_by": "family", "given_on": "2025-01-10", "method": "message",
            "review_on": "", "withdrawn_on": "", "giver": "Madre Marabuzal", "evidence": SECRET, **fields}  # fmt: skip
    answer = client.post(f"{reverse('admin:prisoners_consent_add')}?person={person.pk}", data)
    assert answer.status_code in (200, 302), answer.status_code
    return Consent.objects.filter(person=person).order_by("-pk").first()


def test_an_editor_records_one_and_does_not_read_the_proof_again(as_role, held):
    editor, coordinator = as_role(Role.EDITOR), as_role(Role.COORDINATOR)
    given = record(editor, held)
    assert given is not None and (given.review_on, given.proof.evidence) == (date(2026, 1, 10), SECRET)
    held.refresh_from_db()
    assert held.workflow_state == "draft"
    text = editor.get(page(given)).content.decode()
    assert SECRET not in text and "Madre Marabuzal" not in text
    assert SECRET in coordinator.get(page(given)).content.decode()
    dossier = editor.get(reverse("admin:prisoners_person_change", args=[held.pk])).content.decode()
    assert page(given) in dossier and SECRET not in dossier


def test_a_proof_left_blank_by_who_can_not_read_it_stays(as_role, held):
    given = record(as_role(Role.EDITOR), held)
    for role, left in ((Role.EDITOR, SECRET), (Role.COORDINATOR, "")):
        client = as_role(role)
        data = posted(client.get(page(given))) | {"giver": "", "evidence": ""}
        assert client.post(page(given), data).status_code == 302
        assert ConsentProof.objects.get().evidence == left


def test_a_contributor_sees_no_consent(as_role, held):
    given = wc.consent(held)
    client = as_role(Role.CONTRIBUTOR)
    assert client.get(page(given)).status_code == 403
    assert page(given) not in client.get(reverse("admin:prisoners_person_change", args=[held.pk])).content.decode()


@pytest.mark.parametrize("fields", [
    {"scope": []}, {"given_on": "2999-01-01"}, {"withdrawn_on": "2024-01-01"}, {"review_on": "2030-01-01"},
    {"scope": ["minor_identity"], "given_by": "organisation"}, {"given_on": "ayer"},
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_lost(as_role, held, fields):
    client = as_role(Role.EDITOR)
    assert record(client, held, **fields) is None
    data = {"person": held.pk, "scope": ["name"], "given_by": "family", "given_on": "2025-01-10", "method": "message",
            "evidence": SECRET, **fields}  # fmt: skip
    answer = client.post(f"{reverse('admin:prisoners_consent_add')}?person={held.pk}", data)
    text = answer.content.decode()
    assert answer.status_code == 200 and "errorlist" in text and SECRET in text
    assert not any(f"consent_{name}" in text for name in ("scope_", "to_a", "given_", "reviewed_"))


def test_withdrawing_by_the_form_hides_the_name(as_role, held):
    given = record(as_role(Role.EDITOR), held)
    client = as_role(Role.REVIEWER)
    data = posted(client.get(page(given))) | {"withdrawn_on": "2025-02-01"}
    assert client.post(page(given), data).status_code == 302
    held.refresh_from_db()
    assert held.visibility == "withheld"
    assert "consent-steps" not in client.get(page(given)).content.decode()


def test_the_queue_holds_what_is_due_and_one_step_ends_it(as_role, held):
    today = timezone.localdate()
    due = wc.consent(held, given_on=today - timedelta(200), review_on=today)
    wc.consent(held, given_on=today - timedelta(200), review_on=today + timedelta(1))
    gone = wc.consent(held, given_on=today - timedelta(400), review_on=today - timedelta(40))
    gone.withdraw(by=wc.editor(), on=today)
    client = as_role(Role.EDITOR)
    told = client.get(QUEUE).content.decode()
    assert told.count("/prisoners/consent/") == 1 and page(due) in told
    answer = client.post(reverse("admin:prisoners_consent_hold", args=[due.pk]))
    assert answer.status_code == 302
    due.refresh_from_db()
    assert due.reviewed_on == today and due.review_on > today + timedelta(360)
    assert page(due) not in client.get(QUEUE).content.decode()


def test_a_withdrawn_one_waits_until_no_page_bears_the_name(as_role, held):
    given, photo = wc.consent(held), wc.consent(held, scope=["photo"])
    publish(as_of=timezone.localdate())
    client = as_role(Role.EDITOR)
    assert "retirado el" not in client.get(QUEUE).content.decode()
    for one in (given, photo):
        one.withdraw(by=wc.editor(), on=timezone.localdate())
    told = client.get(QUEUE).content.decode()
    assert told.count("/prisoners/consent/") == 1 and page(given) in told and "retirado el" in told
    wc.lead(held)
    assert page(given) in client.get(QUEUE).content.decode(), "approved is not published"
    publish(as_of=timezone.localdate())
    assert page(given) not in client.get(QUEUE).content.decode()


def test_a_withdrawn_one_that_a_later_one_took_the_place_of_waits_no_more(as_role, held):
    given = wc.consent(held)
    publish(as_of=timezone.localdate())
    Consent.objects.filter(pk=given.pk).update(withdrawn_on=date(2025, 5, 10))
    client = as_role(Role.EDITOR)
    assert page(given) in client.get(QUEUE).content.decode()
    wc.consent(held, given_on=timezone.localdate(), review_on=timezone.localdate() + timedelta(9))
    assert page(given) not in client.get(QUEUE).content.decode()


def test_of_two_who_were_merged_the_one_who_stays_decides(as_role, held):
    wc.consent(held)
    other = wc.person("Zuleydis Quintero Marabuzal")
    publish(as_of=timezone.localdate())
    Person.objects.filter(pk=other.pk).update(merged_into=held)
    theirs = other.consents.get()
    Consent.objects.filter(pk=theirs.pk).update(withdrawn_on=date(2025, 5, 10))
    client = as_role(Role.EDITOR)
    assert page(theirs) in client.get(QUEUE).content.decode()
    wc.consent(held, given_on=timezone.localdate(), review_on=timezone.localdate() + timedelta(9))
    assert page(theirs) not in client.get(QUEUE).content.decode()


def test_withdrawn_in_one_step(as_role, held):
    given = wc.consent(held)
    client = as_role(Role.EDITOR)
    step = reverse("admin:prisoners_consent_withdraw", args=[given.pk])
    assert client.get(step).status_code == 405
    client.post(step)
    given.refresh_from_db()
    held.refresh_from_db()
    assert given.withdrawn_on == timezone.localdate() and (held.visibility, held.workflow_state) == (
        "withheld",
        "draft",
    )


def test_an_invented_persons_review_is_due_by_the_demonstrations_calendar(as_role, held):
    Person.objects.filter(pk=held.pk).update(is_demo=True)
    wc.consent(held, given_on=date(2024, 10, 1))
    assert "/prisoners/consent/" not in as_role(Role.EDITOR).get(QUEUE).content.decode()


def test_the_dossier_says_on_what_the_name_rests(as_role, held):
    client, url = as_role(Role.EDITOR), reverse("admin:prisoners_person_change", args=[held.pk])
    wc.snapshot(wc.source_list("pd-demo"), "2024-10-31", [held])
    said = client.get(url).content.decode()
    assert "Registro pd-demo" in said and 'id="naming"' in said
