"""Citizens' reports in the newsroom's tables: filed from sealed pieces, moved by verbs, purged on their day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from editorial.database_roles import NEWSROOM_ROLE
from editorial.models import Refused, Role
from intake import keys, slot
from intake.gathering import gather
from intake.models import MailboxKey, Piece
from sources.mailbox import reading
from sources.mailbox.filing import file_new, kind_mark
from sources.mailbox.reading import first_of, notes_of, opened, write_note
from sources.models import CitizenReport, ReportAct, ReportMessage, ReportNote, ReportState
from sources.models.report import CLOSED, MOVES, OPEN
from tests.editorial.accounts import make_editor
from tests.intake.flood import pour
from tests.intake.letters import drop, fresh

pytestmark = pytest.mark.django_db
PHRASE = "cuatro palmas y un río crecido"
DAY = date(2026, 3, 1)
PICTURE = slot.File(bytes(range(256)) * 200, "image/jpeg", "ab" * 32)


@pytest.fixture
def at_hand() -> keys.Keys:
    """The keys of a mailbox that is unlocked."""
    keys.make(on=date(2026, 1, 1), passphrase=PHRASE)
    return keys.opened_by(PHRASE)


@pytest.fixture
def editor(db):
    return make_editor("cuenta-editor", Role.EDITOR)


def make_report(state: str = "new", **values) -> CitizenReport:
    closed = {} if state in OPEN else {"purge_on": DAY + timedelta(30), "decided_on": DAY}
    reason = "empty" if state == "rejected" else ""
    return CitizenReport.objects.create(
        state=state, received_on=DAY, last_received_on=DAY, reason=reason, **{**closed, **values}
    )


def answer(receipt: str, text: str) -> None:
    slot.drop(slot.Message({"text": text}), under=fresh(), answering=receipt)


# Filing


def test_pieces_become_reports_and_all_of_them_are_filed(at_hand):
    drop(text="una", files=(PICTURE,))
    drop(text="otra", kind="new")
    filed = file_new(at_hand)
    assert (filed.reports, filed.answers, filed.is_done) == (2, 0, True)
    assert not Piece.objects.filter(is_filed=False).exists()
    assert {len(message.parts) for message in ReportMessage.objects.all()} == {0, 4}
    assert file_new(at_hand).reports == 0


def test_an_answer_joins_the_report_of_its_box(at_hand):
    receipt = drop(text="salió ayer")
    file_new(at_hand)
    report = CitizenReport.objects.get()
    CitizenReport.objects.update(is_unread=False)
    slot.drop(slot.Message({"text": "fue el martes"}), under=fresh(), answering=receipt)
    assert file_new(at_hand).answers == 1
    report.refresh_from_db()
    assert report.has_answer and report.is_unread and CitizenReport.objects.count() == 1
    assert [one.said("text") for one in opened(report, at_hand)] == ["salió ayer", "fue el martes"]


def test_report_and_answer_of_one_batch_are_one_report_whatever_their_order(at_hand):
    receipt = drop(text="salió ayer")
    slot.drop(slot.Message({"text": "fue el martes"}), under=fresh(), answering=receipt)
    file_new(at_hand)
    report = CitizenReport.objects.get()
    assert opened(report, at_hand)[0].kind == "release"


def test_pieces_of_another_key_wait_for_its_passphrase(at_hand):
    drop()
    keys.make(on=date(2026, 1, 2))
    drop(text="para la otra")
    assert file_new(at_hand).reports == 1
    assert Piece.objects.filter(is_filed=False).count() == 1


def test_an_answer_with_another_key_for_what_is_asked_is_set_aside(at_hand):
    drop()
    file_new(at_hand)
    report = CitizenReport.objects.get()
    pour([{"text": "responda aquí"}], box=bytes(report.box))
    filed = file_new(at_hand)
    assert (filed.reports, filed.answers, filed.unreadable) == (0, 0, 1)
    assert len(opened(report, at_hand)) == 1


def test_what_no_form_wrote_is_set_aside(at_hand):
    key = MailboxKey.objects.get()
    Piece.objects.create(id="00000000-0000-4000-8000-000000000001", key=key, received_on=DAY, sealed=b"x" * 16432)
    filed = file_new(at_hand)
    assert (filed.reports, filed.unreadable) == (0, 1)
    assert not Piece.objects.filter(is_filed=False).exists()


@pytest.mark.parametrize("files", [
    [{"kind": "image/jpeg", "sha256": "", "seed": "00", "pieces": 10**12}], [{"pieces": -1}], "x", None,
    [{"kind": "image/jpeg", "sha256": "", "seed": "00", "pieces": 1}] * 11,
])  # fmt: skip
def test_forged_head_is_set_aside(at_hand, files):
    pour([{"text": "uno"}], files=files)
    filed = file_new(at_hand)
    assert (filed.reports, filed.unreadable) == (0, 1)


def test_same_words_bear_the_same_mark_and_others_do_not(at_hand):
    pour([{"text": "¡Salió de prisión!"}, {"text": "salio de  PRISION"}, {"text": "sigue preso"}])
    file_new(at_hand)
    assert len({bytes(report.likeness) for report in CitizenReport.objects.all()}) == 2


def test_kinds_are_told_apart_by_the_private_key_alone(at_hand):
    (private_key,) = at_hand.values()
    _other, stranger = keys.make(on=date(2026, 1, 2))
    assert kind_mark(private_key, "new", DAY) != kind_mark(private_key, "release", DAY)
    assert kind_mark(private_key, "new", DAY) != kind_mark(stranger, "new", DAY)


def test_marks_of_two_days_tell_nothing_of_each_other(at_hand):
    pour([{"kind": "new", "text": "uno"}, {"kind": "new", "text": "dos"}], on=DAY)
    pour([{"kind": "new", "text": "tres"}], on=DAY + timedelta(1))
    file_new(at_hand)
    assert [len({bytes(one.kind_mark) for one in CitizenReport.objects.filter(received_on=day)})
            for day in (DAY, DAY + timedelta(1))] == [1, 1]  # fmt: skip
    assert len({bytes(one.kind_mark) for one in CitizenReport.objects.all()}) == 2


def test_filing_goes_on_where_the_time_ran_out(at_hand, monkeypatch):
    monkeypatch.setattr("sources.mailbox.filing.BATCH", 4)
    pour({"kind": "release", "text": f"texto {number}"} for number in range(10))
    clock = iter([0, 0, 10])  # the time is up after the first lot
    monkeypatch.setattr("sources.mailbox.filing.time.monotonic", lambda: next(clock))
    filed = file_new(at_hand, seconds=5)
    assert (filed.reports, filed.is_done) == (4, False)
    monkeypatch.undo()
    filed = file_new(at_hand, seconds=600)
    assert (filed.reports, filed.is_done) == (6, True)
    assert CitizenReport.objects.count() == 10


# Verbs


@pytest.mark.parametrize("verb", MOVES)
@pytest.mark.parametrize("state", ReportState.values)
def test_verb_is_allowed_from_its_states_and_refused_from_others(editor, verb, state):
    report = make_report(state)
    allowed, end = MOVES[verb]
    if state in allowed:
        report.move(verb, by=editor, on=DAY, reason="empty")
        assert report.state == end
        assert (report.purge_on is None) == (end in OPEN)
        assert ReportAct.objects.get().reports == [report.pk]
    else:
        with pytest.raises(Refused):
            report.move(verb, by=editor, on=DAY, reason="empty")
        report.refresh_from_db()
        assert report.state == state
        assert not ReportAct.objects.exists()


@pytest.mark.parametrize("verb, days", [("accept", 90), ("duplicate", 90), ("reject", 30), ("spam", 30)])
def test_closing_says_until_when_it_is_kept(editor, verb, days):
    report = make_report()
    report.move(verb, by=editor, on=DAY, reason="empty")
    assert report.purge_on == DAY + timedelta(days)


@pytest.mark.parametrize("reason", ["", "because", "ELVIO"])
def test_rejection_has_one_of_the_reasons(editor, reason):
    report = make_report()
    with pytest.raises(Refused):
        report.move("reject", by=editor, on=DAY, reason=reason)


def test_of_two_editors_at_once_the_second_is_told(editor):
    report = make_report()
    seen = report.version
    report.move("verify", by=editor, on=DAY, seen=seen)
    with pytest.raises(Refused):
        report.move("spam", by=editor, on=DAY, seen=seen)
    report.refresh_from_db()
    assert report.state == "verifying"


def test_what_was_purged_is_not_taken_up_again(editor):
    report = make_report("accepted", is_purged=True)
    assert report.verbs == []
    with pytest.raises(Refused):
        report.move("reopen", by=editor, on=DAY)


# Reading


def test_of_a_list_the_first_messages_alone_are_opened(at_hand, monkeypatch):
    receipt = drop(text="salió ayer")
    drop(text="otra")
    file_new(at_hand)
    for number in range(5):
        answer(receipt, f"y además {number}")
    file_new(at_hand)
    asked = []
    inner = reading.head_of
    monkeypatch.setattr(reading, "head_of", lambda *given: asked.append(given) or inner(*given))
    first = first_of(CitizenReport.objects.all(), at_hand)
    assert sorted(one.said("text") for one in first.values()) == ["otra", "salió ayer"]
    assert len(asked) == 2


def test_of_many_messages_the_first_and_the_newest_are_opened(at_hand):
    receipt = drop(text="salió ayer")
    for number in range(5):
        answer(receipt, str(number))
        file_new(at_hand)
    (report,) = CitizenReport.objects.all()
    assert [one.said("text") for one in opened(report, at_hand, most=3)] == ["salió ayer", "3", "4"]
    assert [one.said("text") for one in opened(report, at_hand, most=1)] == ["salió ayer"]
    assert len(opened(report, at_hand, most=9)) == 6


# Notes


def test_note_is_sealed_and_read_with_the_key_alone(at_hand, editor):
    report = make_report()
    write_note("llamé a MARCADOR", MailboxKey.objects.get(), report=report, by=editor, on=DAY)
    assert b"MARCADOR" not in bytes(ReportNote.objects.get().sealed)
    assert [note.text for note in notes_of(report, at_hand)] == ["llamé a MARCADOR"]
    assert [note.is_opened for note in notes_of(report, {})] == [False]


def test_note_that_was_put_under_another_report_does_not_open(at_hand, editor):
    report, other = make_report(), make_report()
    write_note("llamé", MailboxKey.objects.get(), report=report, by=editor, on=DAY)
    ReportNote.objects.update(report=other)
    assert [note.is_opened for note in notes_of(other, at_hand)] == [False]


# What the newsroom's processes may do


@pytest.mark.parametrize("statement", [
    "INSERT INTO intake_mailboxkey (public_key, made_on) VALUES ('', now())",
    "UPDATE intake_mailboxkey SET public_key = ''",
    "UPDATE intake_mailboxsecret SET sealed = ''",
    "UPDATE intake_piece SET sealed = ''",
    "DELETE FROM intake_arrival",
    "DELETE FROM intake_piece",
    "DELETE FROM sources_citizenreport",
    "UPDATE sources_reportact SET verb = 'lock'",
    "DELETE FROM sources_reportact",
])  # fmt: skip
def test_newsroom_can_not(statement):
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {NEWSROOM_ROLE}")
        cursor.execute(statement)


def test_newsroom_files_what_was_gathered(at_hand, settings):
    drop()
    settings.GATHERS_AT_ONCE = False
    assert file_new(at_hand).reports == 0
    gather()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {NEWSROOM_ROLE}")
        assert file_new(at_hand).reports == 1
        cursor.execute("RESET ROLE")


def test_states_are_open_or_closed():
    assert set(ReportState.values) == OPEN | CLOSED and not OPEN & CLOSED
