"""A citizen's report on its page: read, linked, asked about, and turned into a sealed source with a draft."""

from __future__ import annotations

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from PIL import Image

from editorial.models import Role
from intake import keys, slot
from intake.models import Question
from prisoners.matching import profiles
from prisoners.models import Citation, Detention, Person, ReportLink
from publication.projector.dossiers import _citations
from releases.models import Citation as ReleaseCitation
from releases.models import Release, ReleaseType, Revocation
from sources.models import CitizenReport, Document, ReportAct, ReportNote
from tests.admin.conftest import make_detention, make_person
from tests.admin.test_every_page import assert_nothing_inline
from tests.admin.test_mailbox import FILE, LIST, PHRASE, unlock
from tests.intake.letters import NETWORK, drop, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "a_key", "unknown_figure")]
MARKER = "ZQXMARCADOR"


@pytest.fixture
def a_key(db):
    return keys.make(on=date(2026, 1, 1), passphrase=PHRASE)


@pytest.fixture
def unknown_figure(db) -> None:
    ReleaseType.objects.get_or_create(
        code="unknown_release",
        defaults={"name_es": "desconocida", "name_en": "unknown", "extinguishes": "unknown", "is_revocable": "unknown",
                  "state_after": "outside_unknown", "order": 20},
    )  # fmt: skip


@pytest.fixture
def client(as_role) -> Client:
    return unlock(as_role(Role.EDITOR))


def told(client: Client, **said) -> CitizenReport:
    """A report as it lies in the unlocked mailbox."""
    files = said.pop("files", ())
    drop(files=files, **said)
    client.post(FILE)
    return CitizenReport.objects.latest("pk")


def page_of(report: CitizenReport) -> str:
    return reverse("admin:sources_citizenreport_change", args=[report.pk])


def send(client: Client, report: CitizenReport, what: str, **data):
    report.refresh_from_db()
    name, *verb = what.split("/")
    address = reverse(f"admin:sources_citizenreport_{name}", args=[report.pk, *verb])
    answer = client.post(address, {"seen_version": report.version, **data})
    report.refresh_from_db()
    return answer


def picture() -> slot.File:
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "#c33").save(made, "PNG")
    return slot.File(made.getvalue(), "image/png", "ab" * 32)


def known_person() -> Person:
    person = make_person(1)
    make_detention(person)
    profiles.refresh(profiles.load_corpus())
    return person


# Reading


def test_page_shows_all_that_is_said_escaped_and_counts_as_read(client):
    report = told(
        client, text="<b>uno</b>\ndos", name="Yoandri", contact="tel:\u202e5", how="saw", relation="family",
        consent_contact=True, place="Cárdenas",
    )  # fmt: skip
    page = client.get(page_of(report)).content.decode()
    for words in ("&lt;b&gt;uno&lt;/b&gt;<br>dos", "Yoandri", "tel:\ufffd5", "Cárdenas"):
        assert words in page
    assert_nothing_inline(page)
    report.refresh_from_db()
    assert not report.is_unread
    assert MARKER not in page


def test_locked_page_shows_nothing(client, editor, as_role):
    report = told(client, text=MARKER)
    client.post("/admin/sources/citizenreport/lock/")
    assert MARKER not in client.get(page_of(report)).content.decode()
    assert not ReportAct.objects.filter(verb="open").exists()


def test_page_of_no_report_leads_away(client):
    assert client.get(reverse("admin:sources_citizenreport_change", args=[404])).status_code == 302
    assert client.post(reverse("admin:sources_citizenreport_note", args=[404]), {"text": "x"}).status_code == 404


@pytest.mark.parametrize("said", [{"kind": "x", "how": "x"}, {"text": ""}, {"name": "a" * 3000}, {"about": "no-uuid"},
                                  {"when": "99/99/9999", "place": ",,,"}, {"name": "\u200b\x00"}])  # fmt: skip
def test_any_words_make_a_page(client, said):
    known_person()
    assert client.get(page_of(told(client, **said))).status_code == 200


def test_picture_is_made_anew_and_can_do_nothing(client):
    report = told(client, files=(picture(),))
    message = report.messages.get()
    address = reverse("admin:sources_citizenreport_picture", args=[report.pk, message.pk, 0])
    assert address in client.get(page_of(report)).content.decode()
    answer = client.get(address)
    assert answer["Content-Type"] == "image/jpeg" and answer.content[:2] == b"\xff\xd8"
    assert "no-store" in answer["Cache-Control"] and answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"] and "default-src 'none'" in answer["Content-Security-Policy"]
    assert ReportAct.objects.filter(verb="picture", reports=[report.pk]).exists()


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", b"GIF89a", b"\xff\xd8\xff not a jpeg", b"%PDF-1.7"])
def test_what_is_no_picture_is_not_served(client, content):
    report = told(client, files=(slot.File(content, "image/jpeg", "ab" * 32),))
    message = report.messages.get()
    assert (
        client.get(reverse("admin:sources_citizenreport_picture", args=[report.pk, message.pk, 0])).status_code == 404
    )


def test_picture_needs_the_key_the_role_and_its_own_report(client, as_role):
    report, other = told(client, files=(picture(),)), told(client, text="otra")
    message = report.messages.get()
    address = reverse("admin:sources_citizenreport_picture", args=[report.pk, message.pk, 0])
    wrong = [(other.pk, message.pk, 0), (report.pk, message.pk, 1), (report.pk, 0, 0), (404, message.pk, 0)]
    for arguments in wrong:
        assert client.get(reverse("admin:sources_citizenreport_picture", args=arguments)).status_code == 404
    assert as_role(Role.REVIEWER).get(address).status_code == 404
    assert as_role(Role.CONTRIBUTOR).get(address).status_code == 403


# Whom it is about


def test_matcher_finds_who_is_meant_and_says_why(client):
    person = known_person()
    report = told(client, name="yoandry perez sabanalar", place="La Habana")
    shown = client.get(page_of(report))
    assert [each.person for each, _held, _url in shown.context["candidates"]] == [person]
    assert shown.context["candidates"][0][0].sentence


def test_person_whose_page_it_came_from_stands_first(client):
    known_person()
    other = make_person(2, name="Otra Persona Guasimal", surname_1="Guasimal", surname_2="")
    report = told(client, name="Yoandri Pérez Sabanalar", about=str(other.public_id))
    candidates = client.get(page_of(report)).context["candidates"]
    assert candidates[0][0].person == other and candidates[0][0].is_named


def test_anybody_is_found_by_name_and_linked(client):
    person = known_person()
    report = told(client, name="")
    found = client.get(page_of(report), {"q": "sabanalar"}).context["found"]
    assert [one for one, _held, _url in found] == [person]
    send(client, report, "link", person=person.pk)
    assert ReportLink.objects.get(report=report).person == person
    page = client.get(page_of(report)).content.decode()
    assert reverse("admin:prisoners_person_change", args=[person.pk]) in page


@pytest.mark.parametrize("chosen", ["", "x", "9" * 30, "404"])
def test_link_to_nobody_is_refused(client, chosen):
    report = told(client)
    send(client, report, "link", person=chosen)
    assert not ReportLink.objects.exists()


# One step to a source


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


# What else an editor does


def test_rejecting_needs_a_reason_and_an_other_one_a_note(client):
    report = told(client)
    for data in ({}, {"reason": "x"}, {"reason": "other"}):
        send(client, report, "move/reject", **data)
        assert report.state == "new"
    send(client, report, "move/reject", reason="other", text=f"nota {MARKER}")
    assert (report.state, report.reason) == ("rejected", "other")
    assert MARKER in client.get(page_of(report)).content.decode()


def test_no_form_accepts_a_report_without_recording_it(client):
    report = told(client)
    for verb in ("accept", "fly"):
        address = reverse("admin:sources_citizenreport_move", args=[report.pk, verb])
        assert client.post(address, {"seen_version": report.version}).status_code == 404


@pytest.mark.parametrize("seen", ["", "x", "-1", "99", "9" * 40])
def test_form_of_another_version_changes_nothing(client, seen):
    person, report = known_person(), told(client)
    for what, data in (("link", {"person": person.pk}), ("record", {}), ("move/spam", {})):
        send(client, report, what, **{**data, "seen_version": seen})
    assert report.state == "new" and not ReportLink.objects.exists()


def test_of_two_editors_the_second_reads_again(client, as_role):
    report = told(client)
    second = unlock(as_role(Role.REVIEWER))
    seen = report.version
    send(client, report, "move/verify")
    send(second, report, "move/spam", seen_version=seen)
    assert report.state == "verifying"


def test_question_lies_in_the_box_and_its_answer_joins_the_report(client):
    receipt = drop(text="salió")
    client.post(FILE)
    report = CitizenReport.objects.get()
    send(client, report, "ask", text=f"¿Cuándo? {MARKER}")
    assert Question.objects.get().expires_on == localdate() + timedelta(60)
    assert [left.text for left in slot.questions(receipt, network=NETWORK)] == [f"¿Cuándo? {MARKER}"]
    slot.drop(slot.Message({"text": "el martes"}), under=fresh(), answering=receipt, network=NETWORK, is_solved=True)
    client.post(FILE)
    page = client.get(page_of(report)).content.decode()
    assert "el martes" in page and MARKER in page
    assert LIST and ReportAct.objects.filter(verb="ask").exists()


@pytest.mark.parametrize("text", ["", "  ", "ñ" * 3000])
def test_empty_or_endless_question_and_note_are_refused(client, text):
    report = told(client)
    for what in ("ask", "note"):
        send(client, report, what, text=text)
    assert not (Question.objects.exists() or ReportNote.objects.exists())


def test_closed_report_is_neither_linked_nor_recorded(client):
    person, report = known_person(), told(client, kind="release")
    send(client, report, "move/duplicate")
    send(client, report, "link", person=person.pk)
    send(client, report, "record")
    assert (report.state, ReportLink.objects.exists(), Document.objects.exists()) == ("duplicate", False, False)


def test_queries_of_a_page_do_not_grow_with_the_record(client, django_assert_max_num_queries):
    known_person()
    for number in range(2, 12):
        make_detention(make_person(number, surname_2=f"Sabanalar {number}"))
    profiles.refresh(profiles.load_corpus())
    report = told(client, name="Yoandri Pérez Sabanalar")
    client.get(page_of(report))
    with django_assert_max_num_queries(45):
        client.get(page_of(report))


def test_no_word_of_a_report_is_in_any_table_after_all_this(client):
    """Every column of every table, read as text, is searched for what was told, asked, noted and seen."""
    receipt = drop(
        text=f"texto {MARKER}", contact=f"{MARKER} contacto", place=f"{MARKER} lugar", when=f"{MARKER} día",
        name=f"Nadie {MARKER}", kind="release", files=(picture(),),
    )  # fmt: skip
    client.post(FILE)
    report = CitizenReport.objects.get()
    client.get(LIST)
    client.get(page_of(report), {"q": "nadie"})
    send(client, report, "ask", text=f"pregunta {MARKER}")
    send(client, report, "note", text=f"nota {MARKER}")
    slot.drop(slot.Message({"text": MARKER}), under=fresh(), answering=receipt, network=NETWORK, is_solved=True)
    client.post(FILE)
    send(client, report, "link", person=known_person().pk)
    send(client, report, "record")
    send(client, report, "move/reopen")
    send(client, report, "move/reject", reason="not_so", text=f"motivo {MARKER}")
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'SELECT count(*) FROM "{table}" row WHERE row::text ILIKE %s OR row::text ILIKE %s',
                [f"%{MARKER}%", f"%{MARKER.encode().hex()}%"],
            )
            if cursor.fetchone()[0]:
                found.append(table)
    assert not found
    assert Release.objects.count() == 1, "the scenario went its whole way"
