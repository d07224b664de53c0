"""Accounts as the door knows them: with a role since long ago, a second factor, and a browser that used both."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django.test import Client

from editorial.models import Editor, Membership, Outlet

PASSWORD = "una frase larga de prueba"
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


def make_editor(name: str, role: str, *, outlet: str = "medio-prueba") -> Editor:
    """An account that has worked for an outlet in a role since 2025."""
    account, is_new = Editor.objects.get_or_create(
        username=name, defaults={"is_staff": True, "handed_over_at": LONG_AGO, "email": f"{name}@example.org"}
    )
    if is_new:
        place, _ = Outlet.objects.get_or_create(code=outlet, defaults={"name": outlet.capitalize()})
        Membership.objects.create(editor=account, outlet=place, role=role, starts_on=date(2025, 1, 1))
    return account


def with_password(account: Editor) -> Editor:
    account.set_password(PASSWORD)
    account.save()
    return account


def enrol(account: Editor) -> Authenticator:
    """The app on the account's phone."""
    known = Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).first()
    return known or auth.TOTP.activate(account, auth.generate_totp_secret()).instance


def code_of(account: Editor, *, later: int = 0) -> str:
    """What the app shows now, or so many steps of half a minute later."""
    secret = enrol(account).wrap()
    return auth.format_hotp_value(
        auth.hotp_value(auth.decrypt(secret.instance.data["secret"]), int(time.time()) // 30 + later)
    )


def signed_in(account: Editor) -> Client:
    """A browser that the account signed in with just now, by password and app."""
    client = Client(headers={"accept-language": "es"})
    client.force_login(account)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time()},
        {"method": "mfa", "at": time.time(), "id": enrol(account).pk, "type": "totp"},
    ]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    return client
