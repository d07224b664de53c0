"""What the newsroom does with sealed pieces: open them with the private key, and leave questions in boxes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from intake.models import MailboxKey, MailboxSecret, Piece, Question
from intake.receipts import box_named_after
from intake.sealing import (
    QUESTION,
    QUESTION_INFO,
    CanNotOpen,
    lock,
    new_private_key,
    piece_info,
    public_half,
    room,
    seal,
    unseal,
)
from intake.slot import HEAD, PART, part_id

MOST_OF_A_QUESTION = room(QUESTION)
"""Bytes of UTF-8 in a question."""


MOST_FILES, MOST_PIECES = 10, 1_000
"""Pictures of a report, pieces of a picture: more than any form sends. Else a forged head would fill the memory."""


@dataclass(frozen=True)
class SentFile:
    """A picture of a report: its type, its pieces, and the SHA-256 of what was sent before it was cleaned."""

    kind: str
    original_sha256: str
    seed: bytes
    count: int

    @property
    def piece_ids(self) -> list[UUID]:
        return [part_id(self.seed, number) for number in range(self.count)]


@dataclass(frozen=True)
class Head:
    """A report or an answer: what is said (the fields of the form), whose box, and its pictures.

    Two of the same box come from holders of the same receipt.
    """

    said: dict[str, Any]
    box: bytes
    answer_to: bytes
    files: Sequence[SentFile]


def head_of(piece: Piece, private_key: X25519PrivateKey) -> Head | None:
    """What the piece says; None for a part of a file.

    Raises CanNotOpen for another key, a piece put into another's place, and what no form wrote: such as a box that is
    not of the key to which answers shall be sealed.
    """
    content = unseal(bytes(piece.sealed), private_key, info=piece_info(piece.pk))
    if content[:1] == PART:
        return None
    if content[:1] != HEAD:
        raise CanNotOpen("neither a head nor a part")
    try:
        told = json.loads(content[1:])
        files = [
            SentFile(one["kind"], one["sha256"], bytes.fromhex(one["seed"]), int(one["pieces"]))
            for one in told["files"]
        ]
        if len(files) > MOST_FILES or any(not 0 <= file.count <= MOST_PIECES for file in files):
            raise CanNotOpen("more pieces than any form sends")
        answer_to = bytes.fromhex(told["answer_to"])
        box = bytes.fromhex(told["box"])
        if box != box_named_after(answer_to):
            raise CanNotOpen("a box of somebody else")
        return Head(dict(told["said"]), box, answer_to, files)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise CanNotOpen("no form of ours wrote this") from error


def content_of(file: SentFile, pieces: Iterable[Piece], private_key: X25519PrivateKey) -> bytes:
    """The cleaned picture, of the pieces that its head names. Raises CanNotOpen when one is missing or another's."""
    by_id = {piece.pk: piece for piece in pieces}
    content = b""
    for name in file.piece_ids:
        if name not in by_id:
            raise CanNotOpen("a piece is missing")
        opened = unseal(bytes(by_id[name].sealed), private_key, info=piece_info(name))
        if opened[:1] != PART:
            raise CanNotOpen("not a part of a file")
        content += opened[1:]
    return content


def leave_question(text: str, *, box: bytes, answer_to: bytes, on: date, shown_for: timedelta) -> Question:
    """Seals a question into a box; whoever has the receipt finds it there. Raises TooLong."""
    sealed = seal(text.encode(), answer_to, size=QUESTION, info=QUESTION_INFO)
    return Question.objects.create(box=box, sealed=sealed, left_on=on, expires_on=on + shown_for)


def new_key(*, on: date, passphrase: str = "") -> tuple[MailboxKey, X25519PrivateKey]:
    """A key to which reports are sealed from now on.

    With a passphrase the private half is kept, sealed, in the database; without one the caller must keep it.
    """
    private_key = new_private_key()
    key = MailboxKey.objects.create(public_key=public_half(private_key), made_on=on)
    if passphrase:
        MailboxSecret.objects.create(key=key, sealed=lock(private_key, passphrase))
    return key, private_key


def fingerprint(public_key: bytes) -> str:
    """Sixteen digits in groups of four, by which people compare a public key."""
    digits = sha256(bytes(public_key)).hexdigest()[:16]
    return " ".join(digits[start : start + 4] for start in range(0, 16, 4))
