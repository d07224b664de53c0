"""The invented editors that a newcomer signs in as. They exist only where the demonstration set does.

Their second factor is a secret of its own in each database, known to whoever may run commands there: a demonstration
that somebody put on the net by mistake is not open to all who have read this file.
"""

from __future__ import annotations

import time

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth

from editorial.models import Editor

ACCOUNTS = (
    (
        "editora",
        "editora-demo-1",
        "editor of Diario del Framboyán (demo): writes and submits",
    ),
    (
        "revisor",
        "revisor-demo-1",
        "reviewer of La Yagruma (demo): approves what others wrote",
    ),
    ("administra", "administra-demo-1", "administrator"),
)
"""Account, password, and what it may do."""


def enrol(editor: Editor) -> Authenticator:
    """The app that an invented editor would carry, made when there is none."""
    assert editor.is_demo, "a real editor's second factor is nobody else's"
    known = Authenticator.objects.filter(user=editor, type=Authenticator.Type.TOTP).first()
    return known or auth.TOTP.activate(editor, auth.generate_totp_secret()).instance


def code_of(editor: Editor) -> str:
    """The one-time code of an invented editor that has not been used yet."""
    secret = get_adapter().decrypt(enrol(editor).data["secret"])
    step = int(time.time()) // app_settings.TOTP_PERIOD
    return auth.format_hotp_value(auth.hotp_value(secret, max(step, min(step, editor.last_code_step) + 1)))
