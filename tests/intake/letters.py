"""Reports for the tests of the mail slot: the smallest that each needs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from intake import opening, slot, tickets
from intake.gathering import gather
from intake.models import Arrival, Piece

NETWORK = "198.51.100.0/24"


def mailbox(passphrase: str = ""):
    """The private key of a mailbox that takes reports."""
    return opening.new_key(on=date(2026, 1, 1), passphrase=passphrase)[1]


def fresh() -> tickets.Ticket:
    """A ticket as it comes back in a form."""
    return tickets.read_ticket(slot.ticket().text)


def drop(under: tickets.Ticket | None = None, files: tuple[slot.File, ...] = (), **said: Any) -> str:
    filled = {"kind": "release", "text": "salió de prisión", **said}
    ticket = under or fresh()
    slot.admit(ticket, network=NETWORK, work=ticket.bits)
    return slot.drop(slot.Message(filled, files), under=ticket)


def heads(private_key) -> list[opening.Head]:
    """What the newsroom reads: the head of each report and answer, with what is gathered now."""
    gather()
    found = [opening.head_of(piece, private_key) for piece in Piece.objects.order_by("id")]
    return [head for head in found if head]


def ask(head: opening.Head, text: str, on: date = date(2026, 1, 2), shown_for: timedelta = timedelta(days=36_500)):
    return opening.leave_question(text, box=head.box, answer_to=head.answer_to, on=on, shown_for=shown_for)


def is_empty() -> bool:
    """Whether nothing is kept, gathered or not."""
    return not (Arrival.objects.exists() or Piece.objects.exists())
