"""The receipt: the only way back to a report. It opens a box in which the newsroom leaves questions.

A receipt is 100 random bits, written in twenty letters and digits. From it alone comes, by Argon2id, the private key
that opens what lies in the box; the box is named after the public half. The server keeps neither the receipt nor
anything that leads to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from intake.sealing import private_key_from, public_half

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: without I, L, O, U
LETTERS, GROUP = 20, 5
READ_AS = str.maketrans("ILOU", "110V")  # what people read for letters that there are not
SALT = b"todos mail slot: box 2"  # receipts are random: no two hash alike, so the salt may be the same for all
COST = {"time_cost": 3, "memory_cost": 32 * 1024, "parallelism": 1, "hash_len": 32, "type": Type.ID}  # KiB


class NotAReceipt(ValueError):
    """Not twenty letters and digits of the alphabet."""


@dataclass(frozen=True)
class Box:
    """Where questions for the holder of a receipt lie: the key that opens them, and its name (16 bytes)."""

    private_key: X25519PrivateKey

    @property
    def public_key(self) -> bytes:
        return public_half(self.private_key)

    @property
    def name(self) -> bytes:
        return box_named_after(self.public_key)


def box_named_after(public_key: bytes) -> bytes:
    """The name of the box of that key: whoever knows a name can't have answers to it sealed to a key of their own."""
    return sha256(b"todos mail slot: box 2 " + public_key).digest()[:16]


def receipt_from(random: bytes) -> str:
    """The receipt of 13 or more random bytes, in groups of five: 7Q2MX-…"""
    number = int.from_bytes(random[:13], "big") >> 4
    letters = [ALPHABET[number >> (5 * place) & 31] for place in reversed(range(LETTERS))]
    return "-".join("".join(letters[start : start + GROUP]) for start in range(0, LETTERS, GROUP))


def read_receipt(text: str) -> str:
    """The receipt as it was given, however it was typed: small letters, spaces, O for 0. Raises NotAReceipt."""
    letters = "".join(one for one in text.upper().translate(READ_AS) if one not in " -–—._\t\r\n")  # noqa: RUF001
    if len(letters) != LETTERS or set(letters) - set(ALPHABET):
        raise NotAReceipt
    return "-".join(letters[start : start + GROUP] for start in range(0, LETTERS, GROUP))


def box_of(receipt: str) -> Box:
    """The box that a receipt opens; on purpose it takes some hundredths of a second."""
    made = hash_secret_raw(receipt.replace("-", "").encode(), SALT, **COST)  # type: ignore[arg-type]
    return Box(private_key_from(made))
