"""What django-allauth asks us: no sign-up, one answer for every refusal, secrets sealed in the database."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.translation import gettext_lazy as _

from editorial.accounts import confirming, sessions, throttling
from editorial.models import Editor, Freeze


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come by invitation of two administrators."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Of a change to one's own second factors: the same rule as for what confirming.py names."""
        return not confirming.is_confirmed(context.request)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """By whatever road: a frozen account is told what an inactive one is."""
        if Freeze.objects.in_force().filter(editor=user).exists():
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        messages.error(request, self.error_messages["username_password_mismatch"])
        return HttpResponseRedirect(reverse("account_login"))

    def post_login(self, request: HttpRequest, user: Editor, **kwargs: Any) -> HttpResponse:
        response = super().post_login(request, user, **kwargs)
        throttling.remember_device(request, response, user)
        return response

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")


class MFAAdapter(DefaultMFAAdapter):
    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Never the last one: an account without a second factor is an account with a password alone."""
        others = Authenticator.objects.filter(user=authenticator.user, type__in=sessions.SECOND_FACTORS)
        return others.exclude(pk=authenticator.pk).exists()

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("An account keeps at least one second factor: add another one first."),
    }


def _seal() -> MultiFernet:
    """Keys of the seal: a dump of the database without SECRET_KEY gives nobody a second factor."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [Fernet(urlsafe_b64encode(sha256(b"second factors\0" + force_bytes(secret)).digest())) for secret in secrets]
    )
