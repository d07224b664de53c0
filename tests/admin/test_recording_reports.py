"""In one step a report becomes a sealed source and a draft that cites it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from editorial.models import Role
from prisoners.models import Citation, Detention, Person
from publication.projector.dossiers import _citations
from releases.models import Citation as ReleaseCitation
from releases.models import Release, Revocation
from sources.models import CitizenReport, Document
from tests.admin.conftest import make_detention, make_person
from tests.admin.reports import MARKER, known_person, page_of, send, told, unlock

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "a_key", "unknown_figure")]


@pytest.fixture
def client(as_role) -> Client:
    return unlock(as_role(Role.EDITOR))


def recorded(client, **said) -> tuple[CitizenReport, object]:
    person = said.pop("person", None)
    report = told(client, text=MARKER, contact=f"{MARKER}@example.org", **said)
    if person:
        send(client, report, "link", person=person.pk)
    return report, send(client, report, "record")


def test_release_becomes_a_draft_that_cites_a_sealed_document_without_a_name(client):
    person = known_person()
    report, answer = recorded(client, person=person, kind="release", when="julio de 2024", how="saw", language="es")
    release = Release.objects.get()
    assert answer["Location"] == reverse("admin:releases_release_change", args=[release.pk])
    assert (str(release.left_on), release.reported_on, release.release_type_id) == (
        "2024-07", localdate(), "unknown_release"
    )  # fmt: skip
    document = Document.objects.get()
    assert (document.kind, document.title, document.is_sealed) == ("testimony", f"Reporte ciudadano {report}", True)
    assert ReleaseCitation.objects.get().document == document
    person.refresh_from_db()
    assert (report.state, report.document, person.workflow_state) == ("accepted", document, "draft")
    assert report.purge_on == localdate() + timedelta(90)
    assert client.get(answer["Location"]).status_code == 200
    assert not any(_citations([person.pk])[person.pk].values()), "a sealed document reached the projector"


def test_the_day_on_which_a_citizen_wrote_is_no_date_of_the_draft(client):
    """It would be public, and lead to a visit of the form."""
    person = known_person()
    report = told(client, text=MARKER, kind="release")
    CitizenReport.objects.filter(pk=report.pk).update(received_on=date(2026, 1, 5), last_received_on=date(2026, 1, 5))
    send(client, report, "link", person=person.pk)
    send(client, report, "record")
    assert Release.objects.get().reported_on == localdate()


@pytest.mark.parametrize("when", ["", "ayer", "2024", "11/07/24", "31/02/2024", "2090-01-01", "../2024-01-01"])
def test_no_day_is_made_up(client, when):
    recorded(client, person=known_person(), kind="release", when=when)
    assert Release.objects.get().left_on is None


def test_return_becomes_a_revocation_of_the_last_release(client):
    person = make_person(1)
    detention = make_detention(person)
    release = Release.objects.create(
        detention=detention, release_type_id="conditional_release", left_on="2024-01-10", reported_on=date(2024, 1, 10)
    )
    _report, answer = recorded(client, person=person, kind="return", when="2024-08-05", how="heard")
    revocation = Revocation.objects.get()
    assert (revocation.release, str(revocation.reimprisoned_on)) == (release, "2024-08-05")
    assert ReleaseCitation.objects.get().reliability == "second_hand"
    assert answer["Location"] == reverse("admin:releases_revocation_change", args=[revocation.pk])
    assert client.get(answer["Location"]).status_code == 200


def test_somebody_new_becomes_a_draft_of_a_person_with_a_detention(client):
    _report, answer = recorded(
        client, kind="new", name="Yusniel Aroche Guasimal", place="La Habana", when="12 de marzo de 2025"
    )
    person = Person.objects.get()
    assert (person.name_display, person.surname_1, person.workflow_state) == (
        "Yusniel Aroche Guasimal",
        "Aroche",
        "draft",
    )
    detention = Detention.objects.get()
    assert (detention.person, str(detention.detained_on), detention.province_id) == (person, "2025-03-12", "CU-03")
    assert Citation.objects.filter(person=person, document__kind="testimony").count() == 2
    assert answer["Location"] == reverse("admin:prisoners_person_change", args=[person.pk])
    assert "Reporte ciudadano" in client.get(answer["Location"]).content.decode()


def test_error_leads_to_the_dossier_with_the_way_back_to_the_report(client):
    person = known_person()
    report, answer = recorded(client, person=person, kind="error")
    assert answer["Location"] == reverse("admin:prisoners_person_change", args=[person.pk])
    assert page_of(report) in client.get(answer["Location"]).content.decode()
    assert Document.objects.count() == 1


@pytest.mark.parametrize("kind", ["release", "return"])
def test_what_contradicts_the_record_is_told_and_drafts_nothing(client, kind):
    person = known_person()
    if kind == "release":
        Release.objects.create(
            detention=person.detentions.get(), release_type_id="conditional_release", left_on="2024-01-10",
            reported_on=date(2024, 1, 10),
        )  # fmt: skip
    before = Release.objects.count()
    _report, answer = recorded(client, person=person, kind=kind, when="2024-01-10")
    assert answer["Location"] == reverse("admin:prisoners_person_change", args=[person.pk])
    assert (Release.objects.count(), Revocation.objects.count(), Document.objects.count()) == (before, 0, 1)


def test_release_before_the_arrest_is_refused_by_the_database_and_told(client):
    person = known_person()
    report, answer = recorded(client, person=person, kind="release", when="2020-01-10")
    assert not Release.objects.exists()
    assert report.state == "accepted" and Document.objects.count() == 1
    assert answer.status_code == 302


def test_without_a_person_or_a_name_nothing_is_recorded(client):
    for said in ({"kind": "release", "name": "Nadie Conocido"}, {"kind": "new"}):
        report, _answer = recorded(client, **said)
        assert report.state == "new"
    assert not Document.objects.exists()


def test_recorded_twice_is_one_document_and_one_draft(client):
    report, _answer = recorded(client, person=known_person(), kind="release")
    send(client, report, "record")
    assert (Document.objects.count(), Release.objects.count()) == (1, 1)
    send(client, report, "move/reopen")
    assert report.state == "triage"
    send(client, report, "record")
    assert (Document.objects.count(), Release.objects.count()) == (1, 1)


def test_fault_halfway_leaves_nothing(client, monkeypatch):
    person = known_person()
    monkeypatch.setattr(Person, "reopen", lambda *_a, **_k: 1 / 0)
    report = told(client, kind="release")
    send(client, report, "link", person=person.pk)
    with pytest.raises(ZeroDivisionError):
        send(client, report, "record")
    report.refresh_from_db()
    assert report.state == "new"
    assert not (Document.objects.exists() or Release.objects.exists())
