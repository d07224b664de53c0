"""A report that asks for a correction or a removal becomes a request in one step, and whoever asked is answered."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from editorial.models import Role
from intake import slot
from intake.models import Piece, Question
from prisoners.models import CorrectionRequest, Person, ReportLink, ReportRequest
from prisoners.reports import requesting
from sources.mailbox import purging as mailbox
from sources.models import CitizenReport, Document
from tests.admin.conftest import make_person
from tests.admin.reports import FILE, MARKER, known_person, page_of, send, told, unlock
from tests.editorial.accounts import make_editor, signed_in
from tests.intake.letters import NETWORK, drop

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "a_key")]
HAVANA = ZoneInfo("America/Havana")
REQUESTS = "/admin/prisoners/correctionrequest/"


@pytest.fixture
def client(as_role) -> Client:
    return unlock(as_role(Role.COORDINATOR))


def asks(client: Client, person: Person | None = None, **said) -> CitizenReport:
    about = {"about": str(person.public_id)} if person else {}
    return told(client, **{"kind": "removal", "level": "erase", "requester": "family", "text": MARKER, **about, **said})


def test_a_removal_becomes_a_request_about_the_person_of_the_page(client):
    person = known_person()
    report = asks(client, person, contact=MARKER)
    assert f"Convertirlo en petición sobre {person}" in client.get(page_of(report)).content.decode()
    answer = send(client, report, "request")
    made = CorrectionRequest.objects.get()
    assert answer["Location"] == reverse("admin:prisoners_correctionrequest_change", args=[made.pk])
    assert (made.person, made.level, made.requester, made.decision) == (person, "erase", "family", "")
    assert (made.text, made.contact, made.about) == ("", "", ""), "what is sealed stays sealed"
    assert (report.state, report.purge_on) == ("accepted", localdate() + timedelta(90))
    assert ReportLink.objects.get().person == person
    assert not Document.objects.exists()
    for page, link in ((page_of(report), answer["Location"]), (answer["Location"], page_of(report))):
        assert f'href="{link}"' in client.get(page).content.decode()


def test_the_hours_run_from_the_first_moment_of_the_day_on_which_it_came(client):
    report = asks(client, known_person())
    CitizenReport.objects.filter(pk=report.pk).update(received_on=date(2026, 1, 5))
    send(client, report, "request")
    assert CorrectionRequest.objects.get().answer_by == datetime(2026, 1, 8, tzinfo=HAVANA)


def test_whom_an_editor_named_is_meant_and_not_the_person_of_the_page(client):
    named, other = known_person(), make_person(2, name="Otra Persona Tomeguín")
    report = asks(client, named)
    send(client, report, "link", person=other.pk)
    send(client, report, "request")
    assert CorrectionRequest.objects.get().person == other


@pytest.mark.parametrize(
    ("said", "made"),
    [
        ({"kind": "error"}, ("correct", "family")),
        ({"level": "hide", "requester": ""}, ("hide", "unknown")),
        ({"level": "correct", "requester": "unknown"}, ("hide", "unknown")),
        ({"level": "zzz", "requester": "zzz"}, ("hide", "unknown")),
    ],
)
def test_what_is_asked_and_by_whom_is_what_the_form_offers(client, said, made):
    send(client, asks(client, known_person(), **said), "request")
    one = CorrectionRequest.objects.get()
    assert (one.level, one.requester) == made


def test_an_error_may_be_about_no_person_and_a_removal_may_not(client):
    report = asks(client)
    assert f"/{report.pk}/request/" not in client.get(page_of(report)).content.decode()
    send(client, report, "request")
    assert (report.state, CorrectionRequest.objects.exists()) == ("new", False)
    figure = asks(client, kind="error", text="La cifra de mujeres")
    send(client, figure, "request")
    assert (CorrectionRequest.objects.get().about, figure.state) == (str(figure), "accepted")


@pytest.mark.parametrize("kind", ["release", "return", "new", ""])
def test_other_reports_ask_for_nothing(client, kind):
    report = asks(client, known_person(), kind=kind)
    send(client, report, "request")
    assert (report.state, CorrectionRequest.objects.exists()) == ("new", False)


def test_a_removal_is_no_source(client):
    person = known_person()
    report = asks(client, person)
    send(client, report, "link", person=person.pk)
    assert f"/{report.pk}/record/" not in client.get(page_of(report)).content.decode()
    send(client, report, "record")
    assert (report.state, Document.objects.exists()) == ("new", False)


def test_pressed_twice_or_by_two_it_is_one_request(client):
    report = asks(client, known_person())
    seen = report.version
    send(client, report, "request")
    for version in (seen, report.version):
        send(client, report, "request", seen_version=version)
    CitizenReport.objects.get().move("reopen", by=make_editor("otra", Role.EDITOR), on=localdate())
    send(client, report, "request")
    assert (CorrectionRequest.objects.count(), ReportRequest.objects.count()) == (1, 1)
    assert report.state == "triage", "a request that is one already does not close the report again"


def test_who_may_open_reports_and_not_see_requests_makes_one_all_the_same(as_role):
    """The hours run: it need not wait for a coordinator to open the mailbox."""
    editor = unlock(as_role(Role.EDITOR))
    report = asks(editor, known_person())
    assert send(editor, report, "request")["Location"] == page_of(report)
    assert CorrectionRequest.objects.count() == 1
    page = editor.get(page_of(report)).content.decode()
    assert "Se convirtió en petición" in page and REQUESTS not in page


def decided(client: Client, report: CitizenReport, **said) -> CorrectionRequest:
    """By a coordinator, and confirmed by one of another outlet."""
    send(client, report, "request")
    one = CorrectionRequest.objects.get()
    one.answer = said.get("answer", "")
    one.decide(said.get("decision", "accepted"), by=make_editor("decide", Role.COORDINATOR, outlet="otro"))
    client.post(REQUESTS, {"action": "confirm", "_selected_action": [one.pk]})
    one.refresh_from_db()
    return one


def test_whoever_asked_finds_the_answer_with_the_receipt_once_two_have_decided(client):
    receipt = drop(kind="removal", level="hide", about=str(known_person().public_id), text=MARKER)
    client.post(FILE)
    report = CitizenReport.objects.get()
    send(client, report, "request")
    assert slot.questions(receipt, network=NETWORK) == []
    one = CorrectionRequest.objects.get()
    one.answer = "Lo verá en la próxima edición."
    one.decide("accepted", by=make_editor("decide", Role.COORDINATOR, outlet="otro"))
    assert not requesting.leave_answer(one, on=localdate()), "one editor has decided, not two"
    assert slot.questions(receipt, network=NETWORK) == []
    client.post("/admin/sources/citizenreport/lock/")
    client.post(REQUESTS, {"action": "confirm", "_selected_action": [one.pk]})
    (left,) = slot.questions(receipt, network=NETWORK)
    assert left.text.splitlines() == [
        "Su petición (A: ocultar el nombre y seguir contando): aceptada.",
        "Your request (A: hide the name, go on counting): accepted.",
        "Lo verá en la próxima edición.",
    ]
    assert ReportRequest.objects.get().answered_on == localdate()


def test_a_refusal_is_told_too(client):
    one = decided(client, asks(client, known_person()), decision="refused", answer="No sabemos quién lo pide.")
    assert one.done_at and Question.objects.count() == 1


def test_an_answer_that_does_not_fit_confirms_nothing(client):
    one = decided(client, asks(client, known_person()), answer="x" * 20_000)
    assert one.confirmed_by is None
    assert not Question.objects.exists()
    assert ReportRequest.objects.get().answered_on is None


def test_a_request_that_came_another_way_leaves_nothing(client):
    one = CorrectionRequest.objects.create(person=known_person(), level="hide", text="Lo pide")
    one.decide("accepted", by=make_editor("decide", Role.COORDINATOR, outlet="otro"))
    client.post(REQUESTS, {"action": "confirm", "_selected_action": [one.pk]})
    one.refresh_from_db()
    assert one.confirmed_by and not Question.objects.exists()


def test_no_word_of_it_is_in_any_other_table(client):
    """Nor who asks it: the request says of what kind they are, and that is all."""
    send(client, asks(client, known_person(), contact=MARKER), "request")
    assert MARKER not in str([*CorrectionRequest.objects.values(), *ReportRequest.objects.values()])
    assert signed_in(make_editor("x", Role.EDITOR)).get(REQUESTS).status_code == 403


def test_whoever_asked_for_an_erasure_finds_the_answer_when_it_is_done(client):
    """The report goes in the same hour as the person, and with it what was asked in its box; not the answer."""
    receipt = drop(kind="removal", level="erase", about=str(known_person().public_id), text=MARKER)
    client.post(FILE)
    decided(client, CitizenReport.objects.get(), answer="Todo se borró.")
    call_command("purge", stdout=StringIO())
    assert not (Person.objects.exists() or CitizenReport.objects.exists() or Piece.objects.exists())
    (left,) = slot.questions(receipt, network=NETWORK)
    assert left.text.splitlines()[-1] == "Todo se borró."
    mailbox.purge(on=localdate() + requesting.ANSWER_SHOWN_FOR)
    assert not Question.objects.exists()
