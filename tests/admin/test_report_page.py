"""A citizen's report on its page: read, linked, asked about, and turned into a sealed source with a draft."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from editorial.models import Role
from intake import slot
from intake.models import Question
from prisoners.matching import profiles
from prisoners.models import ReportLink
from releases.models import Release
from sources.models import CitizenReport, Document, ReportAct, ReportNote
from tests.admin.conftest import make_detention, make_person
from tests.admin.reports import FILE, LIST, LOCK, MARKER, known_person, page_of, picture, send, told, unlock
from tests.admin.test_every_page import assert_nothing_inline
from tests.intake.flood import pour
from tests.intake.letters import NETWORK, drop, fresh

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary", "a_key", "unknown_figure")]


@pytest.fixture
def client(as_role) -> Client:
    return unlock(as_role(Role.EDITOR))


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
    client.post(LOCK)
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
    slot.drop(slot.Message({"text": "el martes"}), under=fresh(), answering=receipt)
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


def test_nobody_is_asked_who_left_no_box(client):
    pour([{"kind": "release", "text": "uno"}], answer_to=bytes(32))  # no key that anybody could seal to
    client.post(FILE)
    report = CitizenReport.objects.get()
    assert send(client, report, "ask", text="¿Cuándo?").status_code == 302
    assert not Question.objects.exists()


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
    slot.drop(slot.Message({"text": MARKER}), under=fresh(), answering=receipt)
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


def test_a_note_that_is_too_long_rejects_nothing_and_says_so(client):
    report = told(client, text=MARKER)
    answer = send(client, report, "move/reject", reason="harm", text="ñ" * 4092)
    assert answer.status_code == 302
    report.refresh_from_db()
    assert report.state == "new"
