"""Keys of the mailbox: made, retired, and found again by a passphrase or by the private key on paper."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from threading import Lock

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.db import transaction

from intake import opening
from intake.models import MailboxKey, MailboxSecret
from intake.sealing import CanNotOpen, WrongPassphrase, private_key_from, public_half, unlock

LEAST_LETTERS, LEAST_DIFFERENT = 20, 8
PRIVATE_KEY = re.compile(r"[0-9a-f]{64}")
ONE_AT_A_TIME = Lock()  # each try takes 32 MB and a tenth of a second
Keys = dict[int, X25519PrivateKey]
"""Private keys by the id of their MailboxKey."""


class WeakPassphrase(ValueError):
    """Too short, or the same few letters again and again: whoever has a copy of the database would guess it."""


def normal(passphrase: str) -> str:
    """The passphrase whatever keyboard it was typed on: composed letters, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


@transaction.atomic
def make(*, on: date, passphrase: str = "") -> tuple[MailboxKey, X25519PrivateKey]:
    """A new key, which takes the reports from now on; those before it are retired and go on opening what they took.

    With a passphrase the private half stays in the database, sealed; without one nothing keeps it but the caller.
    Raises WeakPassphrase.
    """
    given = normal(passphrase)
    if given and (len(given) < LEAST_LETTERS or len(set(given)) < LEAST_DIFFERENT):
        raise WeakPassphrase
    MailboxKey.objects.filter(retired_on=None).update(retired_on=on)
    return opening.new_key(on=on, passphrase=given)


def opened_by(secret: str) -> Keys:
    """The keys that a passphrase, or a private key as it was printed, opens: none when it is neither."""
    given = normal(secret)
    if PRIVATE_KEY.fullmatch(printed := re.sub(r"[\s-]", "", given).lower()):
        return _of_private_key(bytes.fromhex(printed))
    found: Keys = {}
    for kept in MailboxSecret.objects.order_by("-key_id"):
        try:
            with ONE_AT_A_TIME:
                found[kept.key_id] = unlock(bytes(kept.sealed), given)
        except WrongPassphrase:
            continue
    return found


def as_printed(private_key: X25519PrivateKey) -> str:
    """The private key in groups of eight digits, to be written down or kept in a password safe."""
    digits = private_key.private_bytes_raw().hex()
    return " ".join(digits[start : start + 8] for start in range(0, 64, 8))


def _of_private_key(raw: bytes) -> Keys:
    try:
        private_key = private_key_from(raw)
    except CanNotOpen:
        return {}
    known = MailboxKey.objects.filter(public_key=public_half(private_key))
    return {key: private_key for key in known.values_list("pk", flat=True)}
