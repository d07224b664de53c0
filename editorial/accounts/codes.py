"""One-time codes and recovery codes: guesses are counted, and no code counts twice."""

from __future__ import annotations

import time
from typing import Any

from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from django import forms

from editorial.accounts import throttling
from editorial.models import Editor


class CountedCode(forms.Form):
    """A form with the code of an account's second factor."""

    user: Any
    authenticator: Authenticator

    def clean_code(self) -> str:
        attempt = throttling.begin(context.request, self.user.username, what="code")
        if attempt is None:
            raise get_adapter().validation_error("incorrect_code")
        code = super().clean_code()  # type: ignore[misc]  # of the forms it is mixed into
        if self.authenticator.type == Authenticator.Type.TOTP and not spend(self.user, self.authenticator, code):
            raise get_adapter().validation_error("incorrect_code")
        attempt.forgive()
        return code


class SignInCode(CountedCode, AuthenticateForm):
    pass


class ConfirmingCode(CountedCode, ReauthenticateForm):
    pass


def spend(editor: Editor, authenticator: Authenticator, code: str) -> bool:
    """False when this code, or a later one, has been used before: whoever looked over a shoulder comes too late."""
    secret = get_adapter().decrypt(authenticator.data["secret"])
    now = int(time.time()) // app_settings.TOTP_PERIOD
    steps = range(now - app_settings.TOTP_TOLERANCE, now + app_settings.TOTP_TOLERANCE + 1)
    given = code.replace(" ", "")
    step = next((one for one in steps if auth.format_hotp_value(auth.hotp_value(secret, one)) == given), 0)
    return bool(Editor.objects.filter(pk=editor.pk, last_code_step__lt=step).update(last_code_step=step))
