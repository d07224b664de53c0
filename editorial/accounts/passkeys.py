"""Passkeys, in the words of the newsroom."""

from __future__ import annotations

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

NAME = _("Name of the passkey")


class AddPasskey(AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAME
        self.fields["name"].help_text = _("Which device it is in: you will know it again by this name.")
        self.fields["passwordless"].label = _("It signs me in by itself, without the password")
        self.fields["passwordless"].help_text = _("The device then asks for your fingerprint or PIN each time.")
        self.fields["passwordless"].initial = True


class RenamePasskey(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAME
