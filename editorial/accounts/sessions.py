"""Sessions of editors: begun at signing in, known to their owner, ended by anyone who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.signals import authentication_step_completed, password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models import Exists, OuterRef
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from editorial.models import Editor, Freeze, Membership, SignIn

KEY = "sign_in"
NOTED_EVERY = timedelta(minutes=1)  # a write for each request would be many; idle sessions end that much earlier
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
BROWSERS = (("Firefox/", "Firefox"), ("Edg", "Edge"), ("OPR/", "Opera"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
           ("Mac OS", "macOS"), ("Linux", "Linux"))  # fmt: skip


def browser(request: HttpRequest) -> str:
    """“Firefox, Android”: enough to know one's own sessions by, too little to know a person by."""
    said = request.headers.get("user-agent", "")
    names = [next((name for mark, name in known if mark in said), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, names)) or "?"


def current(request: HttpRequest) -> Any:
    """The session of this request while it lets in, with what the door asks of its editor; None when it does not.

    Notes that it is used.
    """
    now = timezone.now()
    factors = Authenticator.objects.filter(user=OuterRef("editor"), type__in=SECOND_FACTORS)
    memberships = Membership.objects.in_force(on=timezone.localdate()).filter(editor=OuterRef("editor"))
    frozen = Freeze.objects.in_force().filter(editor=OuterRef("editor"))
    found = (
        SignIn.objects.open(at=now)
        .filter(pk=request.session.get(KEY, 0), editor=request.user.pk)
        .annotate(has_factor=Exists(factors), has_outlet=Exists(memberships), is_frozen=Exists(frozen))
        .first()
    )
    if found is not None and now - found.seen_at > NOTED_EVERY:
        SignIn.objects.filter(pk=found.pk).update(seen_at=now)
    return found


def used_second_factor(request: HttpRequest) -> bool:
    """Whether this session began, or went on, with a one-time code, a passkey or a recovery code."""
    return any(record["method"] == "mfa" for record in get_authentication_records(request, request.user))


def end_all(editor: Editor) -> int:
    """Every session of the account ends with its next request; returns how many were open."""
    return SignIn.objects.filter(editor=editor).end(at=timezone.now())


@receiver(user_logged_in)
def begin(sender: Any, request: HttpRequest, user: Editor, **_kwargs: Any) -> None:
    now = timezone.now()
    row = SignIn.objects.create(editor=user, browser=browser(request), began_at=now, seen_at=now)
    request.session[KEY] = row.pk


@receiver(user_logged_out)
def end(sender: Any, request: HttpRequest, user: Editor | None, **_kwargs: Any) -> None:
    SignIn.objects.filter(pk=request.session.get(KEY, 0)).end(at=timezone.now())


@receiver(authentication_step_completed)
def change_key(sender: Any, request: HttpRequest, **_kwargs: Any) -> None:
    """Whoever planted the browser's cookie is left behind at each step, not only at the last."""
    request.session.cycle_key()


@receiver(authenticator_added)
def count_as_used(
    sender: Any, request: HttpRequest, user: Editor, authenticator: Authenticator, **_kwargs: Any
) -> None:
    """Who enrols a second factor has just shown it."""
    if authenticator.type in SECOND_FACTORS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@receiver(password_changed)
def end_all_at_new_password(sender: Any, user: Editor, **_kwargs: Any) -> None:
    end_all(user)
