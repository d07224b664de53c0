"""The invented editors that a newcomer signs in as. They exist only where the demonstration set does.

Their second factor is a secret of its own in each database, known to whoever may run commands there: a demonstration
that somebody put on the net by mistake is not open to all who have read this file.
"""

from __future__ import annotations

import time
from typing import NamedTuple

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth

from editorial.models import Editor, Role

OUTLETS = {
    "framboyan-demo": "Diario del Framboyán (demo)",
    "yagruma-demo": "La Yagruma (demo)",
    "almacigo-demo": "El Almácigo (demo)",
    "caguairan-demo": "Radio Caguairán (demo)",
    "guasima-demo": "La Guásima Digital (demo)",
    "majagua-demo": "Majagua Libre (demo)",
    "ocuje-demo": "El Ocuje (demo)",
    "jocuma-demo": "Voces de la Jocuma (demo)",
    "marabu-demo": "Marabú Noticias (demo)",
    "dagame-demo": "El Dagame (demo)",
}
"""Ten newsrooms, as at the launch of a coalition. Code → name."""


class Account(NamedTuple):
    name: str
    password: str
    role: str
    outlet: str
    told: str

    def __str__(self) -> str:
        return f"{self.name:<12} {self.password:<20} {self.told}"


ACCOUNTS = (
    Account("editora", "editora-demo-1", Role.EDITOR, "framboyan-demo",
            "editor of Diario del Framboyán (demo): writes and submits"),
    Account("revisor", "revisor-demo-1", Role.REVIEWER, "yagruma-demo",
            "reviewer of La Yagruma (demo): approves what others wrote"),
    Account("revisora", "revisora-demo-1", Role.REVIEWER, "almacigo-demo",
            "reviewer of El Almácigo (demo): the second signature"),
    Account("colabora", "colabora-demo-1", Role.CONTRIBUTOR, "framboyan-demo",
            "contributor of Diario del Framboyán (demo): writes, exports nothing"),
    Account("coordina", "coordina-demo-1", Role.COORDINATOR, "caguairan-demo",
            "coordinator of Radio Caguairán (demo): publishes editions"),
    Account("administra", "administra-demo-1", Role.ADMINISTRATOR, "framboyan-demo", "administrator"),
    Account("administra2", "administra2-demo-1", Role.ADMINISTRATOR, "majagua-demo",
            "the second administrator: invitations need two"),
)  # fmt: skip


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
