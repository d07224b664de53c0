"""What is told is not kept: reports, questions and keys go when their time is over (domain rule 8.7).

Run as the owner of the tables, every day: the newsroom's role may delete none of this.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from time import sleep
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet

from intake.models import MailboxKey, MailboxSecret, Piece, Question
from sources.models import CitizenReport, ReportMessage, ReportNote, ReportState
from sources.models.report import KEPT_UNTOUCHED

EMPTIED = (
    "intake_piece", "intake_question", "intake_mailboxsecret",
    "sources_reportmessage", "sources_reportnote", "sources_citizenreport",
)  # fmt: skip
PATIENCE = "5s"  # for a table that somebody reads at this moment
LOOKS, BETWEEN = 50, 0.1  # how often, and after how many seconds, we look whether older transactions have ended
# Whether one is open that began before %(ended)s: a reader of this database, or a writer of any on the server.
OLDER = """
SELECT pg_snapshot_xmin(pg_current_snapshot()) < %(ended)s::xid8 OR EXISTS (
  SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
  AND age(backend_xmin) > age(%(ended)s::xid8::xid)
)
"""


@dataclass
class Purged:
    """How many went. `reports` were forgotten wholly or but for their number, state and days."""

    reports: int = 0
    pieces: int = 0
    questions: int = 0
    secrets: int = 0

    def counts(self) -> dict[str, int]:
        return asdict(self)


def purge(*, on: date) -> Purged:
    """Deletes what was due on that day or before; where something was, writes the tables anew. A second time it finds
    nothing."""
    with transaction.atomic():
        done = Purged()
        _purge_reports(on, done)
        _purge_pieces(on, done)
        done.questions += Question.objects.filter(expires_on__lte=on).delete()[0]
        _purge_secrets(on, done)
    if any(done.counts().values()):
        _write_anew()
    return done


def _purge_reports(on: date, done: Purged) -> None:
    closed = CitizenReport.objects.filter(purge_on__lte=on, is_purged=False)
    recorded = closed.filter(state=ReportState.ACCEPTED)
    unfinished = CitizenReport.objects.untouched(on=on) | CitizenReport.objects.given_up(on=on)
    for due, is_kept in ((recorded, True), (closed.exclude(state=ReportState.ACCEPTED), False), (unfinished, False)):
        keys = list(due.select_for_update().values_list("pk", flat=True))
        _empty(keys, done)
        gone = CitizenReport.objects.filter(pk__in=keys)
        if is_kept:  # what rests on it still names it: its number, state and days stay
            gone.update(box=None, kind_mark=b"", likeness=b"", is_purged=True, is_unread=False, has_answer=False)
        else:
            gone.delete()
        done.reports += len(keys)


def _empty(reports: list[int], done: Purged) -> None:
    """Takes away what these reports say, what was written about them, and the questions in their boxes."""
    messages = ReportMessage.objects.filter(report__in=reports)
    named: list[UUID] = [one for piece, parts in messages.values_list("piece", "parts") for one in (piece, *parts)]
    boxes = CitizenReport.objects.filter(pk__in=reports).exclude(box=None).values_list("box", flat=True)
    done.pieces += _deleted(Piece.objects.filter(pk__in=named))
    done.questions += _deleted(Question.objects.filter(box__in=[bytes(box) for box in boxes if box]))
    messages.delete()
    ReportNote.objects.filter(report__in=reports).delete()


def _purge_pieces(on: date, done: Purged) -> None:
    """Those that nobody filed in all that time, and those that no report names any longer."""
    old = Piece.objects.filter(received_on__lte=on - KEPT_UNTOUCHED)
    done.pieces += _deleted(old.filter(is_filed=False))
    named = set(_named_pieces())
    filed = old.filter(is_filed=True).values_list("pk", flat=True).iterator(chunk_size=5000)
    done.pieces += _deleted(Piece.objects.filter(pk__in=[piece for piece in filed if piece not in named]))


def _named_pieces() -> Iterable[UUID]:
    for piece, parts in ReportMessage.objects.values_list("piece", "parts").iterator(chunk_size=5000):
        yield piece
        yield from parts


def _purge_secrets(on: date, done: Purged) -> None:
    """A retired key that opens nothing any longer is forgotten: what an old backup holds stays closed for good."""
    retired = MailboxKey.objects.filter(retired_on__lt=on, pieces=None, arrivals=None)
    in_notes = ReportNote.objects.values("key_id")
    done.secrets += _deleted(MailboxSecret.objects.filter(key__in=retired.exclude(pk__in=in_notes)))


def _deleted(rows: QuerySet) -> int:
    return rows.delete()[0]


def _write_anew() -> None:
    """What was deleted is gone from the files too. Within a caller's transaction it can't be: nothing is done.

    A table that is in use is left with its deleted rows marked as room for others, which these overwrite in time; and
    of what an older transaction might still see, such as that of a dump, nothing can be left out.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        _wait_for_older_transactions(cursor)
        cursor.execute(f"SET lock_timeout = '{PATIENCE}'")
        try:
            for table in EMPTIED:
                try:
                    cursor.execute(f"VACUUM (FULL, ANALYZE) {table}")
                except OperationalError:
                    cursor.execute(f"VACUUM (ANALYZE, SKIP_LOCKED) {table}")
        finally:
            cursor.execute("RESET lock_timeout")


def _wait_for_older_transactions(cursor: Any) -> None:
    """Some seconds at most: what one of them might still see would be written anew too."""
    cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
    ended = cursor.fetchone()[0]
    for _ in range(LOOKS):
        cursor.execute(OLDER, {"ended": ended})
        if not cursor.fetchone()[0]:
            return
        sleep(BETWEEN)
