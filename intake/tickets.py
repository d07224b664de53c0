"""The ticket in each form: when it was made, and a puzzle whose answer shows that a program did not send thousands.

A ticket is signed and kept nowhere. A form sent twice bears the same ticket: it has the same receipt and is one report.
Whoever runs no script need not solve the puzzle, but must have had the form for a while (admission.py has the limits).
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.timezone import now

from intake.receipts import receipt_from

SALT = "intake.ticket"
USUAL_BITS, HARD_BITS = 15, 19
"""How many zero bits the answer's digest begins with: about 30,000 tries, or half a million, a minute's work for a
telephone, when much is coming in or has come from one network."""
WITHOUT_SCRIPT = timedelta(seconds=20)
"""How long the form must have been open when the puzzle is not solved: nobody answers three questions in less."""
GOOD_FOR = timedelta(hours=24)
ANSWER = re.compile(r"[0-9]{1,12}")


class BadTicket(ValueError):
    """Not one of ours, or of yesterday: the form must be sent again with a new one."""


@dataclass(frozen=True)
class Ticket:
    text: str
    nonce: bytes
    bits: int
    age: timedelta

    @property
    def receipt(self) -> str:
        """The same for the same ticket, and not to be had from it without our secret."""
        return receipt_from(self.secret("receipt"))

    def secret(self, purpose: str) -> bytes:
        """32 bytes for a purpose that this ticket alone leads to."""
        return salted_hmac(f"{SALT}.{purpose}", self.nonce, algorithm="sha256").digest()

    def work_in(self, answer: str) -> int:
        """The bits of the puzzle when this solves it; 0 when it does not."""
        return self.bits if self.is_solved_by(answer) else 0

    def is_solved_by(self, answer: str) -> bool:
        if not ANSWER.fullmatch(answer):
            return False
        found = sha256(f"{self.text}.{answer}".encode()).digest()
        return int.from_bytes(found, "big") >> (256 - self.bits) == 0


def new_ticket(*, bits: int) -> Ticket:
    nonce = secrets.token_bytes(16)
    text = signing.dumps([nonce.hex(), bits], salt=SALT)
    return Ticket(text, nonce, bits, timedelta(0))


def read_ticket(text: str) -> Ticket:
    """Raises BadTicket for anything but a ticket of ours of the last day."""
    try:
        nonce, bits = signing.loads(text, salt=SALT, max_age=GOOD_FOR)
        made = signing.b62_decode(text.rsplit(":", 2)[1])
        return Ticket(text, bytes.fromhex(nonce), int(bits), timedelta(seconds=now().timestamp() - made))
    except (signing.BadSignature, ValueError, TypeError, IndexError) as error:
        raise BadTicket from error


def solve(ticket: Ticket) -> str:
    """The answer to the puzzle, as the script of the form finds it: for programs that send reports, and for tests."""
    number = 0
    while not ticket.is_solved_by(str(number)):
        number += 1
    return str(number)
