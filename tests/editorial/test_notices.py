"""Who is told by e-mail that something awaits them, when, and how often."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from smtplib import SMTPRecipientsRefused

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from django.urls import reverse

from editorial import reviewing, roles
from editorial.accounts import freezing
from editorial.acting import acting_as
from editorial.models import Alarm, Editor, Invitation, NoticeChoice, Patrol, Role, When, WorkflowState
from editorial.models.review import RISKS
from editorial.notices import DAILY_AT, SETTLED, send_due
from prisoners.models import Person
from tests.editorial.accounts import make_editor, signed_in
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 3, 10, 16, tzinfo=UTC)  # in Havana
MORNING = NOON.replace(hour=11) + timedelta(days=1)  # the next one, at seven
RISKY = {**dict.fromkeys(RISKS, False), "family": True}


@pytest.fixture(autouse=True)
def _established(db):
    roles.establish()


@pytest.fixture
def author() -> Editor:
    return make_editor("autora", Role.EDITOR, outlet="uno")


@pytest.fixture
def reviewer() -> Editor:
    return make_editor("revisora", Role.REVIEWER, outlet="dos")


def prefer(editor: Editor, when: When, language: str = "es") -> None:
    NoticeChoice.objects.update_or_create(editor=editor, defaults={"when": when, "language": language})


def submit(author: Editor, *, at: datetime = NOON) -> Person:
    with time_machine.travel(at, tick=False):
        person = wc.person(last_confirmed_on=at.date(), workflow_state=WorkflowState.DRAFT)
        with acting_as(author):
            Person.objects.filter(pk=person.pk).update(occupation_group="artist")
            person.refresh_from_db()
            reviewing.submit(person, by=author)
    return person


def told(at: datetime) -> list[str]:
    """Sends what is due at that moment; returns whom it went to."""
    mail.outbox.clear()
    with time_machine.travel(at, tick=False):
        assert all(not failure for _key, failure in send_due(at=at))
    return sorted(message.to[0].partition("@")[0] for message in mail.outbox)


def soon(after: datetime = NOON) -> datetime:
    return after + SETTLED + timedelta(seconds=1)


def test_the_morning_tells_what_came_in_since_the_last_one(author, reviewer):
    submit(author)
    assert told(soon()) == []
    assert told(MORNING) == []  # not before it is certain that all of the night is written
    assert told(MORNING + SETTLED) == ["revisora"]
    assert told(MORNING + timedelta(hours=3)) == told(MORNING + timedelta(days=1, hours=3)) == []
    submit(author, at=MORNING + timedelta(hours=5))
    assert told(MORNING + timedelta(hours=6)) == []
    assert told(soon(MORNING + timedelta(days=2))) == ["revisora"]
    assert DAILY_AT.hour == 7


def test_at_once_is_at_most_once_in_four_hours(author, reviewer):
    prefer(reviewer, When.AT_ONCE)
    submit(author)
    assert told(NOON) == []
    assert told(soon()) == ["revisora"]
    assert told(soon(soon())) == []
    submit(author, at=NOON + timedelta(hours=1))
    assert told(NOON + timedelta(hours=2)) == []
    assert told(soon(NOON + timedelta(hours=4))) == ["revisora"]
    assert told(NOON + timedelta(hours=9)) == []


def test_never_is_never(author, reviewer):
    prefer(reviewer, When.NEVER)
    submit(author)
    assert told(MORNING + timedelta(days=3)) == []


def test_what_a_colleague_has_done_meanwhile_is_told_to_nobody(author, reviewer, monkeypatch):
    person = submit(author)
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        reviewing.take_back(person, by=author)
    assert told(soon(MORNING)) == []


def test_its_author_hears_of_what_came_back(author, reviewer):
    person = submit(author)
    prefer(author, When.AT_ONCE)
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        reviewing.return_to_author(person, by=reviewer, comment="falta una fuente")
    assert told(soon(NOON + timedelta(hours=1))) == ["autora"]


def test_a_second_signature_is_asked_of_who_has_not_signed(author, reviewer, monkeypatch):
    monkeypatch.setattr(Person, "problems", lambda self: [])
    other = make_editor("otra", Role.REVIEWER, outlet="dos")
    person = submit(author)
    assert told(soon(MORNING)) == ["otra", "revisora"]
    signed = MORNING + timedelta(hours=1)
    with time_machine.travel(signed, tick=False):
        reviewing.approve(person, by=reviewer, answers=RISKY, seen="a" * 64)
    prefer(reviewer, When.AT_ONCE)
    prefer(other, When.AT_ONCE)
    assert told(MORNING + timedelta(hours=6)) == ["otra"]


def test_a_second_look_waits_for_another_outlet(author, reviewer):
    Patrol.objects.create(kind="prisoners.person", dossier_id=1, edition=1, outlets=[0], drawn_at=NOON)
    assert told(soon(MORNING)) == ["revisora"]


def test_coordinators_hear_of_alarms_and_of_freezing(author, reviewer):
    make_editor("coordina", Role.COORDINATOR, outlet="dos")
    with time_machine.travel(NOON, tick=False):
        Alarm.objects.create(reason="own", kind="prisoners.person", dossier_id=1, database_user="x")
    assert told(soon(MORNING)) == ["coordina"]
    with time_machine.travel(MORNING + timedelta(hours=2), tick=False):
        freezing.freeze(author, by=reviewer)
    assert told(MORNING + timedelta(days=1, hours=1)) == ["coordina"]


def test_administrators_hear_of_an_invitation_to_confirm():
    one, _two = (make_editor(name, Role.ADMINISTRATOR, outlet=name) for name in ("una", "dos"))
    facts = {"email": "x@example.org", "outlet": one.memberships.get().outlet, "role": Role.EDITOR}
    Invitation.objects.create(**facts, proposed_by=one, proposed_at=NOON)
    assert told(soon(MORNING)) == ["dos"]


def left(editor: Editor) -> None:
    editor.memberships.update(ends_on=NOON.date())


def frozen(editor: Editor) -> None:
    freezing.freeze(editor, by=make_editor("una", Role.EDITOR, outlet="tres"))
    freezing.freeze(editor, by=make_editor("otra", Role.EDITOR, outlet="tres"))


def switched_off(editor: Editor) -> None:
    Editor.objects.filter(pk=editor.pk).update(is_active=False)


def without_address(editor: Editor) -> None:
    Editor.objects.filter(pk=editor.pk).update(email="")


def no_longer_reviewer(editor: Editor) -> None:
    editor.memberships.update(role=Role.EDITOR)


@pytest.mark.parametrize("happens", [left, frozen, switched_off, without_address, no_longer_reviewer])
def test_who_may_not_see_it_today_is_not_told(author, reviewer, happens):
    submit(author)
    happens(reviewer)
    assert told(soon(MORNING)) == []


class Fussy(EmailBackend):
    def send_messages(self, messages):
        if messages[0].to[0].startswith("revisora"):
            raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"no such mailbox")})
        return super().send_messages(messages)


def test_a_failure_of_one_address_stops_no_other_and_loses_nothing(author, reviewer, settings, capsys, caplog):
    make_editor("otra", Role.REVIEWER, outlet="dos")
    submit(author)
    settings.EMAIL_BACKEND = "tests.editorial.test_notices.Fussy"
    mail.outbox = []
    with time_machine.travel(soon(MORNING), tick=False), pytest.raises(CommandError) as failed:
        call_command("send_notices")
    assert failed.value.returncode == 1
    assert [message.to for message in mail.outbox] == [["otra@example.org"]]
    assert "example.org" not in caplog.text + str(failed.value) + capsys.readouterr().out
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert told(soon(MORNING)) == ["revisora"]


def test_without_a_mail_server_nothing_is_sent_and_the_command_says_so(author, reviewer, settings):
    submit(author)
    settings.EMAIL_BACKEND = ""
    with time_machine.travel(soon(MORNING), tick=False), pytest.raises(CommandError, match="EMAIL_URL") as refused:
        call_command("send_notices")
    assert refused.value.returncode == 2
    assert not NoticeChoice.objects.exclude(told_until=None).exists()


def test_a_machine_for_trying_keeps_e_mails_as_files_and_says_where(author, reviewer, settings, tmp_path, capsys):
    submit(author)
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", tmp_path
    with time_machine.travel(soon(MORNING), tick=False):
        call_command("send_notices")
    assert str(tmp_path) in capsys.readouterr().out
    assert "revisora@example.org" in next(tmp_path.iterdir()).read_text()


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_tell_once(author, reviewer):
    """While one run has an account in hand, another passes it over without waiting."""
    submit(author)
    NoticeChoice.objects.create(editor=reviewer)
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT 1 FROM editorial_noticechoice FOR UPDATE")
            assert told(soon(MORNING)) == []
            cursor.execute("ROLLBACK")
    finally:
        other.close()
    assert told(soon(MORNING)) == ["revisora"]
    assert told(soon(MORNING)) == []


def test_the_choice_is_made_on_ones_own_page(reviewer):
    client = signed_in(reviewer)
    page = client.get(reverse("own_notices")).content.decode()
    assert "revisora@example.org" in page and 'value="daily"' in page
    assert client.post(reverse("own_notices"), {"when": "at_once", "language": "en"}).status_code == 302
    kept = NoticeChoice.objects.get(editor=reviewer)
    assert (kept.when, kept.language) == ("at_once", "en")
    assert client.post(reverse("own_notices"), {"when": "hourly", "language": "en"}).status_code == 200
    kept.refresh_from_db()
    assert kept.when == "at_once"


def test_one_click_ends_the_e_mails_without_signing_in_and_tells_nothing(author, reviewer):
    submit(author)
    assert told(soon(MORNING)) == ["revisora"]
    address = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>")
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert NoticeChoice.objects.get(editor=reviewer).key in address
    path = address.partition("/admin/")[2]
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.get(f"/admin/{path}").status_code == 200
    assert NoticeChoice.objects.get(editor=reviewer).when == When.DAILY  # looking at it ends nothing
    answer = stranger.post(f"/admin/{path}", {"List-Unsubscribe": "One-Click"})
    assert NoticeChoice.objects.get(editor=reviewer).when == When.NEVER
    unknown = stranger.post(reverse("notices_stop", args=["x" * 32]))
    assert (answer.status_code, answer.content) == (unknown.status_code, unknown.content)
    assert b"revisora" not in answer.content
