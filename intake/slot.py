"""Putting a report into the slot, and looking for questions: all that the public side can do with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.utils.timezone import localdate

from intake import admission
from intake.models import MailboxKey, piece_id
from intake.receipts import box_of
from intake.role import in_slot
from intake.sealing import (
    PIECE,
    QUESTION_INFO,
    CanNotOpen,
    TooLong,
    as_json,
    digest,
    piece_info,
    room,
    seal,
    unseal,
)
from intake.tickets import HARD_BITS, USUAL_BITS, Ticket, new_ticket

HEAD, PART = b"H", b"P"
"""The first byte of a piece: the head of a report, or a part of a file of one."""
PART_ROOM = room(PIECE) - 1
SEED = 16


class NoMailbox(Exception):
    """The newsroom has no key: nothing can be taken."""


@dataclass(frozen=True)
class File:
    """A picture as it is kept: cleaned bytes, their type, and the SHA-256 of what was sent, by which it is known."""

    content: bytes
    kind: str
    original_sha256: str


@dataclass(frozen=True)
class Message:
    """What a citizen says: the fields of the form that were filled, and pictures."""

    said: dict[str, Any]
    files: Sequence[File] = field(default=())


@dataclass(frozen=True)
class Left:
    """A question that the newsroom left, and its day."""

    on: str
    text: str


def is_open() -> bool:
    """Whether the newsroom has a key to which reports are sealed."""
    with in_slot() as using:
        return _newest_key(using) is not None


def ticket() -> Ticket:
    """A ticket for a form."""
    with in_slot() as using:
        return new_ticket(bits=HARD_BITS if admission.is_busy(using=using) else USUAL_BITS)


def hard_ticket() -> Ticket:
    """For a network from which much has come."""
    return new_ticket(bits=HARD_BITS)


def admit(under: Ticket, *, network: str, work: int) -> None:
    """Asks to be let in, before pictures are cleaned and anything is sealed. `work`: Ticket.work_in the answer.

    Raises TooMany, NoMailbox.
    """
    with in_slot() as using:
        if _newest_key(using) is None:
            raise NoMailbox
        admission.admit(network, ticket=under.secret("uses"), work=work, using=using)


def drop(message: Message, *, under: Ticket, answering: str = "") -> str:
    """Seals the message, keeps it, and returns the receipt; the same message under the same ticket is kept once.

    `answering` is the receipt of the report that it answers. Raises TooLong (nothing was kept), NoMailbox, and TooMany
    for pictures that there is no room for today.
    """
    receipt = answering or under.receipt
    box = box_of(receipt)
    with in_slot() as using:
        key = _newest_key(using)
        if key is None:
            raise NoMailbox
        said = {"said": message.said, "box": box.name.hex(), "answer_to": box.public_key.hex()}
        pieces = list(_pieces(said, message.files, under))
        admission.admit_parts(len(pieces) - 1, using=using)
        rows = [(name, key.pk, _sealed(name, content, key)) for name, content in pieces]
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            # Without RETURNING: the role may not read what it wrote.
            cursor.executemany(
                "INSERT INTO intake_arrival (id, key_id, sealed) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                rows,
            )
    return receipt


def questions(receipt: str, *, network: str, under: Ticket | None = None, work: int = 0) -> list[Left]:
    """What the newsroom asks the holder of this receipt, oldest first; none for a receipt that there never was.

    `under`, `work`: of a form that had a puzzle. Raises TooMany.
    """
    with in_slot() as using:
        admission.admit_look(network, ticket=under.secret("looks") if under else b"", work=work, using=using)
    box = box_of(receipt)
    with in_slot() as using, connections[using].cursor() as cursor:
        # The role may ask for one box and list none.
        cursor.execute("SELECT left_on, sealed FROM intake_questions(%s)", [box.name])
        rows = cursor.fetchall()
    found = []
    for left_on, sealed in rows:
        try:
            found.append(Left(left_on.isoformat(), unseal(bytes(sealed), box.private_key, info=QUESTION_INFO).decode()))
        except CanNotOpen:  # somebody else's, put into this box
            continue
    return found


def _pieces(said: dict[str, Any], files: Sequence[File], under: Ticket) -> Iterator[tuple[UUID, bytes]]:
    """The pieces and their ids. Those of a file are named by a seed that the head alone tells."""
    secret = under.secret("pieces")
    told: list[dict[str, Any]] = []
    parts: list[tuple[UUID, bytes]] = []
    for file in files:
        seed = digest(secret, file.original_sha256.encode(), len(told).to_bytes(1, "big"))[:SEED]
        cut = [file.content[start : start + PART_ROOM] for start in range(0, len(file.content), PART_ROOM)]
        told.append({"kind": file.kind, "sha256": file.original_sha256, "seed": seed.hex(), "pieces": len(cut)})
        parts += [(part_id(seed, number), PART + content) for number, content in enumerate(cut)]
    head = HEAD + as_json({**said, "files": told})
    yield piece_id(digest(secret, head)), head
    yield from parts


def part_id(seed: bytes, number: int) -> UUID:
    """The id of a part of a file, from the seed that the head of its report tells."""
    return piece_id(digest(seed, number.to_bytes(4, "big")))


def _sealed(name: UUID, content: bytes, key: MailboxKey) -> bytes:
    return seal(content, bytes(key.public_key), size=PIECE, info=piece_info(name))


def _newest_key(using: str) -> MailboxKey | None:
    """The key to which reports are sealed today."""
    keys = MailboxKey.objects.using(using).order_by("-id").only("id", "public_key", "retired_on")
    return next((key for key in keys if key.retired_on is None or key.retired_on > localdate()), None)


__all__ = [
    "File", "Left", "Message", "NoMailbox", "TooLong", "admit", "drop", "hard_ticket", "is_open", "questions", "ticket",
]  # fmt: skip
