"""Citizens' reports are forgotten on their day, with all that was said; and what somebody still has to read is not."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta
from time import sleep

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.utils.timezone import localdate

from intake import keys
from intake.gathering import gather
from intake.models import MailboxKey, MailboxSecret, Piece, Question
from intake.opening import leave_question
from sources.mailbox.filing import file_new
from sources.mailbox.purging import purge
from sources.mailbox.reading import opened, write_note
from sources.models import CitizenReport, ReportMessage, ReportNote
from tests.intake.flood import pour
from tests.intake.letters import drop
from tests.sources.test_reports import DAY, PHRASE, PICTURE, answer, at_hand, editor

pytestmark = pytest.mark.django_db
__all__ = ["at_hand", "editor"]  # fixtures


@contextmanager
def a_session(**where):
    """A connection of its own to the test's database, or another, with a transaction that stays open."""
    settings = connection.get_connection_params() | where
    for own in ("cursor_factory", "context", "prepare_threshold", "autocommit"):
        settings.pop(own, None)
    with psycopg.connect(**settings) as session:
        yield session


def filed_report(at_hand, **said) -> CitizenReport:
    drop(files=(PICTURE,), **said)
    file_new(at_hand)
    return CitizenReport.objects.latest("pk")


def ask_and_note(report: CitizenReport, at_hand, editor) -> None:
    head = opened(report, at_hand)[0].head
    leave_question("¿Cuándo?", box=head.box, answer_to=head.answer_to, on=localdate(), shown_for=timedelta(days=3650))
    write_note("nota", MailboxKey.objects.first(), report=report, by=editor, on=localdate())


@pytest.mark.parametrize("verb", ["accept", "duplicate", "reject", "spam"])
def test_closed_report_goes_on_its_day_with_all_that_was_said(at_hand, editor, verb):
    report = filed_report(at_hand)
    ask_and_note(report, at_hand, editor)
    report.move(verb, by=editor, on=localdate(), reason="empty")
    assert report.purge_on is not None
    assert sum(purge(on=report.purge_on - timedelta(1)).counts().values()) == 0
    assert opened(report, at_hand)[0].said("text")
    done = purge(on=report.purge_on)
    assert (done.reports, done.pieces, done.questions) == (1, 5, 1)
    assert not (Piece.objects.exists() or Question.objects.exists() or ReportNote.objects.exists())
    assert not ReportMessage.objects.exists()
    left = CitizenReport.objects.filter(pk=report.pk).values("state", "box", "is_purged").first()
    assert left == ({"state": "accepted", "box": None, "is_purged": True} if verb == "accept" else None)
    assert sum(purge(on=report.purge_on).counts().values()) == 0


def test_what_nobody_opened_goes_after_90_days_and_what_is_in_work_stays(at_hand, editor):
    today = localdate()
    untouched, in_work = filed_report(at_hand, text="uno"), filed_report(at_hand, text="dos")
    in_work.move("verify", by=editor, on=today)
    drop(text="nunca abierto")
    gather()
    assert sum(purge(on=today + timedelta(89)).counts().values()) == 0
    done = purge(on=today + timedelta(90))
    assert (done.reports, done.pieces) == (1, 6)
    assert list(CitizenReport.objects.all()) == [in_work] and untouched.pk != in_work.pk
    assert opened(in_work, at_hand)[0].said("text") == "dos"


def test_what_nobody_ends_goes_after_180_days_and_is_told_a_month_before(at_hand, editor):
    today = localdate()
    in_work, new = filed_report(at_hand, text="dos"), filed_report(at_hand, text="tres")
    in_work.move("verify", by=editor, on=today)
    assert (in_work.is_gone_on, new.is_gone_on) == (today + timedelta(180), today + timedelta(90))
    ending = CitizenReport.objects.ending
    assert set(ending(on=today + timedelta(59))) == set()
    assert set(ending(on=today + timedelta(60))) == {new}
    assert set(ending(on=today + timedelta(150))) == {in_work, new}
    purge(on=today + timedelta(179))
    assert list(CitizenReport.objects.all()) == [in_work]
    done = purge(on=today + timedelta(180))
    assert (done.reports, done.pieces) == (1, 5)
    assert not (CitizenReport.objects.exists() or Piece.objects.exists() or ReportMessage.objects.exists())


@pytest.mark.parametrize("verb", ["accept", "duplicate", "reject", "spam"])
def test_answer_to_a_closed_report_can_be_read_for_thirty_days_at_least(at_hand, editor, verb, monkeypatch):
    receipt = drop()
    file_new(at_hand)
    report = CitizenReport.objects.get()
    report.move(verb, by=editor, on=localdate(), reason="empty")
    last = report.purge_on - timedelta(1)
    monkeypatch.setattr("sources.mailbox.filing.localdate", lambda: last)
    answer(receipt, "fue el martes")
    file_new(at_hand)
    report.refresh_from_db()
    assert report.purge_on == last + timedelta(30)
    assert report in CitizenReport.objects.waiting()
    assert purge(on=last + timedelta(29)).reports == 0
    assert [one.said("text") for one in opened(report, at_hand)][1:] == ["fue el martes"]
    assert purge(on=last + timedelta(30)).reports == 1


def test_answer_keeps_nothing_of_what_is_to_go_for_somebodys_safety(at_hand):
    receipt = drop()
    file_new(at_hand)
    CitizenReport.objects.end_for_safety(on=localdate())
    answer(receipt, "fue el martes")
    file_new(at_hand)
    assert purge(on=localdate()).reports == 1
    assert not Piece.objects.exists()


def test_key_of_what_has_not_been_gathered_is_kept(at_hand, settings):
    settings.GATHERS_AT_ONCE = False
    drop()
    keys.make(on=localdate(), passphrase=PHRASE)
    assert purge(on=localdate() + timedelta(1)).secrets == 0
    assert len(keys.opened_by(PHRASE)) == 2


def test_pieces_that_were_set_aside_go_after_90_days(at_hand):
    key = MailboxKey.objects.get()
    Piece.objects.create(id="00000000-0000-4000-8000-000000000001", key=key, received_on=DAY, sealed=b"x" * 16432)
    file_new(at_hand)
    assert purge(on=DAY + timedelta(89)).pieces == 0
    assert purge(on=DAY + timedelta(90)).pieces == 1


def test_questions_go_when_nobody_is_shown_them(at_hand):
    report = filed_report(at_hand)
    head = opened(report, at_hand)[0].head
    leave_question("¿?", box=head.box, answer_to=head.answer_to, on=localdate(), shown_for=timedelta(days=60))
    assert purge(on=localdate() + timedelta(59)).questions == 0
    assert purge(on=localdate() + timedelta(60)).questions == 1


def test_retired_key_is_forgotten_once_it_opens_nothing(at_hand, editor):
    report = filed_report(at_hand)
    keys.make(on=localdate(), passphrase=PHRASE)
    report.move("spam", by=editor, on=localdate())
    assert purge(on=localdate() + timedelta(29)).secrets == 0
    assert purge(on=localdate() + timedelta(30)).secrets == 1
    assert [secret.key.retired_on for secret in MailboxSecret.objects.all()] == [None]


def test_the_daily_command_purges_the_mailbox_too(at_hand, editor, capsys):
    report = filed_report(at_hand)
    report.move("spam", by=editor, on=localdate() - timedelta(31))
    call_command("purge")
    assert "reports of the mailbox: 1" in capsys.readouterr().out
    call_command("purge")
    assert "reports of the mailbox: 0" in capsys.readouterr().out


def twenty_old_pieces_and_a_new_one() -> None:
    keys.make(on=date(2026, 1, 1), passphrase=PHRASE)
    pour([{"text": str(number)} for number in range(20)], on=DAY)
    pour([{"text": "nuevo"}], on=DAY + timedelta(90))


def has_room_for(pieces: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_table_size('intake_piece') > %s", [pieces * 16384])
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_what_was_purged_is_gone_from_the_files_of_the_database(monkeypatch):
    monkeypatch.setattr("sources.mailbox.purging.LOOKS", 6_000)  # another worker's test may be one long transaction
    twenty_old_pieces_and_a_new_one()
    assert has_room_for(20)
    assert purge(on=DAY + timedelta(90)).pieces == 20
    assert not has_room_for(5)


READING = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM intake_question"


@pytest.mark.parametrize(
    ("where", "doing"), [({}, READING), ({"dbname": "postgres"}, "SELECT pg_current_xact_id()")], ids=["read", "write"]
)
@pytest.mark.django_db(transaction=True)
def test_purging_waits_for_those_who_might_still_see_what_goes(monkeypatch, where, doing):
    """Whoever reads this database since before, as a dump does, or writes in any other of the server."""
    twenty_old_pieces_and_a_new_one()
    with a_session(**where) as session:
        session.execute(doing)
        monkeypatch.setattr("sources.mailbox.purging.LOOKS", 6_000)
        monkeypatch.setattr("sources.mailbox.purging.sleep", lambda seconds: (session.commit(), sleep(seconds)))
        assert purge(on=DAY + timedelta(90)).pieces == 20
    assert not has_room_for(5)


@pytest.mark.django_db(transaction=True)
def test_purging_does_not_wait_for_ever(monkeypatch):
    twenty_old_pieces_and_a_new_one()
    monkeypatch.setattr("sources.mailbox.purging.BETWEEN", 0)
    with a_session() as session:
        session.execute(READING)
        assert purge(on=DAY + timedelta(90)).pieces == 20
    assert has_room_for(5)


@pytest.mark.django_db(transaction=True)
def test_a_table_in_use_is_left_and_nothing_is_written_anew_when_nothing_was_due(monkeypatch):
    keys.make(on=date(2026, 1, 1), passphrase=PHRASE)
    monkeypatch.setattr("sources.mailbox.purging.PATIENCE", "10ms")
    pour([{"text": "viejo"}], on=DAY)
    file_of_pieces = "SELECT pg_relation_filenode('intake_piece')"
    with connection.cursor() as cursor, a_session() as reading:
        before = cursor.execute(file_of_pieces) and cursor.fetchone()
        assert sum(purge(on=DAY + timedelta(89)).counts().values()) == 0
        cursor.execute(file_of_pieces)
        assert cursor.fetchone() == before
        reading.execute("SELECT count(*) FROM intake_piece")  # and its transaction stays open
        assert purge(on=DAY + timedelta(90)).pieces == 1
        cursor.execute("SELECT current_setting('lock_timeout')")
        assert cursor.fetchone() == ("0",)
    assert not Piece.objects.exists()
