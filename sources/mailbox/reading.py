"""What reports say, opened for whoever reads them now and kept nowhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from intake.keys import Keys
from intake.models import MailboxKey, Piece
from intake.opening import Head, SentFile, content_of, head_of
from intake.sealing import QUESTION, CanNotOpen, seal, unseal
from intake.vocabulary import How, Kind, Level, Relation, Requester
from sources.models import CitizenReport, ReportMessage, ReportNote

MOST_NOTE = QUESTION - 4
"""Bytes of UTF-8 in a note."""
LABELS: dict[str, str | Promise] = {
    "kind": _("what it is about"), "level": _("how far it should go"), "requester": _("who asks"),
    "name": _("name, as typed"), "place": _("where, as typed"),
    "when": _("when, as typed"), "text": _("what they tell"), "how": _("how they know it"),
    "relation": _("who they are to the person"), "contact": _("how to reach them"),
    "consent_contact": _("may be asked by that way"), "consent_publish": _("may be quoted without a name"),
    "language": _("language of the form"),
}  # fmt: skip
CODES: dict[str, dict[str, Any]] = {
    "kind": dict(Kind.choices), "level": dict(Level.choices), "requester": dict(Requester.choices),
    "how": dict(How.choices), "relation": dict(Relation.choices),
}  # fmt: skip
EXCERPT = 160  # letters in the list


@dataclass
class Opened:
    """A message as it is read. `head` None: no key at hand opens it, or its piece is gone."""

    message: ReportMessage
    head: Head | None = None
    private_key: X25519PrivateKey | None = None

    def said(self, name: str) -> str:
        """What is said of a field of the form, as text that shows what it is; empty when nothing."""
        value = self.head.said.get(name) if self.head else None
        return harmless(value) if isinstance(value, str) else ""

    def is_true(self, name: str) -> bool:
        return bool(self.head and self.head.said.get(name) is True)

    @property
    def name(self) -> str:
        return self.said("name")

    @property
    def place(self) -> str:
        return self.said("place")

    @property
    def when(self) -> str:
        return self.said("when")

    @property
    def kind(self) -> str:
        kind = self.said("kind")
        return kind if kind in Kind.values else ""

    @property
    def kind_in_words(self) -> str:
        return str(CODES["kind"].get(self.kind, ""))

    @property
    def excerpt(self) -> str:
        text = " ".join(self.said("text").split())
        return text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…"

    def lines(self) -> list[tuple[str, str]]:
        """(label, words) of all that is said, in the order of the form."""
        found = []
        for name, label in LABELS.items():
            words = str(_("yes")) if self.is_true(name) else self.said(name)
            words = str(CODES[name].get(words, words)) if name in CODES else words
            if words:
                found.append((str(label), words))
        return found

    @property
    def files(self) -> Sequence[SentFile]:
        return self.head.files if self.head else ()


@dataclass
class Note:
    row: ReportNote
    text: str = ""
    is_opened: bool = field(default=False)


def opened(report: CitizenReport, keys: Keys, *, most: int | None = None) -> list[Opened]:
    """Its messages, the first one first. Where there are more than `most`, the first and the newest of them: there are
    as many as somebody sent."""
    told = report.messages.order_by("received_on", "pk")
    if most is None:
        return _opened(told, keys)
    first, newest = told[:1], told.order_by("-received_on", "-pk")[: most - 1]
    shown = {row.pk: row for row in (*first, *reversed(newest))}
    return _opened(shown.values(), keys)


def first_of(reports: Iterable[CitizenReport], keys: Keys) -> dict[int, Opened]:
    """By report, its first message, and nothing else is opened; in two queries for however many."""
    messages = ReportMessage.objects.filter(report__in=list(reports))
    first = messages.order_by("report_id", "received_on", "pk").distinct("report_id")
    return {one.message.report_id: one for one in _opened(first, keys)}


def message_of(report: CitizenReport, number: int, keys: Keys) -> Opened | None:
    """One message of a report by its number; None when it has no such message."""
    return next(iter(_opened(report.messages.filter(pk=number), keys)), None)


def _opened(rows: Iterable[ReportMessage], keys: Keys) -> list[Opened]:
    messages = list(rows)
    pieces = Piece.objects.in_bulk([message.piece for message in messages])
    return [_open(message, pieces.get(message.piece), keys) for message in messages]


def picture(told: Opened, number: int) -> bytes:
    """The bytes of a picture of a message, as they were kept. Raises CanNotOpen; IndexError when there is none."""
    file = told.files[number]
    if told.private_key is None:
        raise CanNotOpen
    return content_of(file, Piece.objects.filter(pk__in=told.message.parts), told.private_key)


def _note_info(report: CitizenReport) -> bytes:
    """What a note is sealed for: one report, so that it can't be put under another."""
    return f"todos newsroom: note on report 2 {report.pk}".encode()


def write_note(text: str, key: MailboxKey, *, report: CitizenReport, **values: Any) -> ReportNote:
    """Seals a note; whoever has unlocked the mailbox reads it. Raises TooLong."""
    sealed = seal(text.encode(), bytes(key.public_key), size=QUESTION, info=_note_info(report))
    return ReportNote.objects.create(key_id=key.pk, sealed=sealed, report=report, **values)


def notes_of(report: CitizenReport, keys: Keys) -> list[Note]:
    found = []
    for row in report.notes.select_related("by").order_by("pk"):
        note = Note(row)
        if (private_key := keys.get(row.key_id)) is not None:
            with suppress(CanNotOpen, UnicodeDecodeError):
                note = Note(
                    row, harmless(unseal(bytes(row.sealed), private_key, info=_note_info(report)).decode()), True
                )
        found.append(note)
    return found


def harmless(text: str) -> str:
    """The text with what is invisible, or turns the direction of writing, shown as “�”; lines stay lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        letter if letter == "\n" or not unicodedata.category(letter).startswith("C") else "\ufffd" for letter in lines
    )


def _open(message: ReportMessage, piece: Piece | None, keys: Keys) -> Opened:
    private_key = keys.get(piece.key_id) if piece else None
    if piece is None or private_key is None:
        return Opened(message)
    try:
        return Opened(message, head_of(piece, private_key), private_key)
    except CanNotOpen:
        return Opened(message)
