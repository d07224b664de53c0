"""Filing: sealed pieces become reports, and answers join the report of their box.

Nothing that is read stays: of a report the tables keep its box, its day, and two marks that only the private key makes.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from intake.gathering import gather
from intake.keys import Keys
from intake.models import Arrival, Piece
from intake.opening import Head, head_of
from intake.sealing import CanNotOpen, digest
from intake.vocabulary import Kind
from sources.import_list.vocabularies import without_accents
from sources.models import CitizenReport, ReportMessage

BATCH = 500  # pieces opened in one transaction
SECONDS = 5.0  # how long an editor waits for a page
ALIKE = ("name", "place", "when", "text")  # what makes two reports the same words
FILING = 0x4D41_494C  # of the advisory lock: two who file at once would make two reports of one box


@dataclass
class Filed:
    """What came of it. `is_done`: everything that the keys open has been looked at."""

    reports: int = 0
    answers: int = 0
    unreadable: int = 0
    is_done: bool = False


@dataclass(frozen=True)
class Found:
    piece: Piece
    head: Head

    @property
    def parts(self) -> list[UUID]:
        return [part for file in self.head.files for part in file.piece_ids]


def unfiled(keys: Keys) -> QuerySet[Piece]:
    return Piece.objects.filter(is_filed=False, key__in=keys)


def of_former_days() -> QuerySet[Piece]:
    """Those that the newsroom may be told of before it files them: of today's not even that there are any."""
    return Piece.objects.filter(is_filed=False, received_on__lt=localdate())


def is_waiting(keys: Keys) -> bool:
    """Whether there is something to file."""
    return unfiled(keys).exists() or (settings.GATHERS_AT_ONCE and Arrival.objects.exists())


def file_new(keys: Keys, *, seconds: float = SECONDS) -> Filed:
    """Files what was gathered, in batches, for about so many seconds; what is left is filed the next time."""
    if settings.GATHERS_AT_ONCE:
        gather()
    filed, after, end = Filed(), None, time.monotonic() + seconds
    while not filed.is_done and time.monotonic() < end:
        after = _file_batch(keys, filed, after)
        filed.is_done = after is None
    return filed


def kind_mark(private_key: X25519PrivateKey, kind: str, day: date) -> bytes:
    """By it reports of a kind are found without opening them.

    Whoever has no private key sees which reports of one day are of one kind. Marks of different days tell nothing of
    each other, so that counting them does not tell which kind is which.
    """
    return _mark(private_key, b"kind", f"{day.isoformat()} {kind}")


def likeness(private_key: X25519PrivateKey, said: dict[str, Any]) -> bytes:
    """The same for the same words, whatever their accents, capitals and punctuation."""
    return _mark(private_key, b"likeness", "\0".join(_letters(str(said.get(field, ""))) for field in ALIKE))


def _letters(text: str) -> str:
    """The letters and digits alone, small and without accents."""
    return "".join(letter for letter in without_accents(text) if letter.isalnum())


def _mark(private_key: X25519PrivateKey, purpose: bytes, text: str) -> bytes:
    return digest(private_key.private_bytes_raw(), b"report " + purpose, text.encode())[:16]


@transaction.atomic
def _file_batch(keys: Keys, filed: Filed, after: tuple[date, UUID] | None) -> tuple[date, UUID] | None:
    """Files the pieces that follow `after`; returns the last of them, None at the end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FILING])
    waiting = unfiled(keys).order_by("received_on", "id")
    if after is not None:
        day, last = after
        waiting = waiting.filter(Q(received_on__gt=day) | Q(received_on=day, id__gt=last))
    pieces = list(waiting[:BATCH])
    if not pieces:
        return None
    unreadable: list[UUID] = []
    found = list(_heads(pieces, keys, unreadable))
    _keep(found, keys, filed)
    named = {part for each in found for part in each.parts} | {each.piece.pk for each in found}
    Piece.objects.filter(pk__in=[*named, *unreadable]).update(is_filed=True)
    filed.unreadable += len(unreadable)
    return pieces[-1].received_on, pieces[-1].pk


def _heads(pieces: Iterable[Piece], keys: Keys, unreadable: list[UUID]) -> Iterator[Found]:
    """The heads among them. A part of a file waits for its head; what no form of ours wrote is set aside."""
    for piece in pieces:
        try:
            head = head_of(piece, keys[piece.key_id])
        except CanNotOpen:
            unreadable.append(piece.pk)
            continue
        if head is not None:
            yield Found(piece, head)


def _keep(found: list[Found], keys: Keys, filed: Filed) -> None:
    former = CitizenReport.objects.filter(box__in=[each.head.box for each in found])
    known = {bytes(report.box or b""): report for report in former}
    new: dict[bytes, CitizenReport] = {}
    answered: dict[int, CitizenReport] = {}
    for each in sorted(found, key=lambda one: (one.piece.received_on, "kind" not in one.head.said)):
        box, day = each.head.box, each.piece.received_on
        if box in known:
            report = answered[known[box].pk] = known[box]
            report.take_answer(on=localdate())
            filed.answers += 1
        elif box in new:
            report = new[box]
            report.has_answer = True
            filed.answers += 1
        else:
            report = new[box] = _report(each, keys[each.piece.key_id])
            filed.reports += 1
        report.last_received_on = max(report.last_received_on, day)
    CitizenReport.objects.bulk_create(new.values())
    for report in answered.values():
        report.save(update_fields=["is_unread", "has_answer", "last_received_on", "purge_on", "version"])
    of_box = known | new
    ReportMessage.objects.bulk_create(
        ReportMessage(
            report=of_box[each.head.box], piece=each.piece.pk, parts=each.parts, received_on=each.piece.received_on
        )
        for each in sorted(found, key=lambda one: (one.piece.received_on, "kind" not in one.head.said))
    )


def _report(found: Found, private_key: X25519PrivateKey) -> CitizenReport:
    said, day = found.head.said, found.piece.received_on
    kind = said.get("kind")
    return CitizenReport(
        box=found.head.box, received_on=day, last_received_on=day, likeness=likeness(private_key, said),
        kind_mark=kind_mark(private_key, kind if kind in Kind.values else "", day),
    )  # fmt: skip
