"""The mailbox is unlocked by its passphrase, for one browser and thirty minutes.

What unlocks it is in two halves: random bytes in a cookie of the browser, and the private keys sealed with them in the
row of the session. Neither opens anything without the other; signing out, freezing and the clock do away with the row.
"""

from __future__ import annotations

import os
import time
from base64 import b64decode, b64encode
from datetime import timedelta
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from editorial.accounts import throttling
from editorial.models import Editor
from intake import keys
from intake.keys import Keys
from intake.sealing import private_key_from
from sources.models import ReportAct, ReportVerb

COOKIE = KEPT_IN_SESSION = "mailbox"
UNLOCKED_FOR = timedelta(minutes=30)
NONCE = 12


class TooManyTries(Exception):
    """So many wrong passphrases within the hour that none is looked at."""


def keys_for(request: HttpRequest, secret: str, *, by: Editor) -> Keys:
    """The private keys that the passphrase, or a printed private key, opens; none when it is wrong.

    Counted as passwords are, before anything is hashed, and noted: the database makes an alarm of it after a few
    (migration 0008). Raises TooManyTries.
    """
    attempt = throttling.begin(request, by.get_username(), what="mailbox")
    if attempt is None:
        raise TooManyTries
    found = keys.opened_by(secret)
    if found:
        attempt.forgive()
    verb = ReportVerb.UNLOCK if found else ReportVerb.WRONG
    ReportAct.objects.create(by=by, verb=verb)
    return found


def unlock(request: HttpRequest, response: HttpResponse, found: Keys) -> None:
    """From now on this browser has the keys."""
    half = os.urandom(32)
    until = timezone.now() + UNLOCKED_FOR
    request.session[KEPT_IN_SESSION] = {
        "until": until.timestamp(),
        "keys": {str(key): _sealed(half, private_key.private_bytes_raw()) for key, private_key in found.items()},
    }
    response.set_cookie(
        COOKIE, b64encode(half).decode(), max_age=UNLOCKED_FOR, httponly=True, path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Strict",
    )  # fmt: skip


def lock(request: HttpRequest, response: HttpResponse, *, by: Editor) -> None:
    if request.session.pop(KEPT_IN_SESSION, None):
        ReportAct.objects.create(by=by, verb=ReportVerb.LOCK)
    response.delete_cookie(COOKIE, path=settings.SESSION_COOKIE_PATH, samesite="Strict")


def unlocked(request: HttpRequest) -> Keys:
    """The keys that this browser has now; empty while the mailbox is locked."""
    if not hasattr(request, "_mailbox_keys"):
        request._mailbox_keys = _opened(request)  # type: ignore[attr-defined]
    return request._mailbox_keys  # type: ignore[attr-defined,no-any-return]


def seconds_left(request: HttpRequest) -> int:
    return max(0, int(request.session.get(KEPT_IN_SESSION, {}).get("until", 0) - time.time()))


def _opened(request: HttpRequest) -> Keys:
    kept: dict[str, Any] = request.session.get(KEPT_IN_SESSION) or {}
    if not kept or kept["until"] <= time.time():
        return {}
    try:
        cipher = ChaCha20Poly1305(b64decode(request.COOKIES.get(COOKIE, ""), validate=True))
        return {int(key): private_key_from(_unsealed(cipher, sealed)) for key, sealed in kept["keys"].items()}
    except (InvalidTag, ValueError):  # another browser's half, or none
        return {}


def _sealed(half: bytes, content: bytes) -> str:
    nonce = os.urandom(NONCE)
    return b64encode(nonce + ChaCha20Poly1305(half).encrypt(nonce, content, None)).decode()


def _unsealed(cipher: ChaCha20Poly1305, sealed: str) -> bytes:
    raw = b64decode(sealed)
    return cipher.decrypt(raw[:NONCE], raw[NONCE:], None)
