"""Invitations: the administrators' list, and the page that the invited person opens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.password_validation import password_validators_help_text_html, validate_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from editorial import roles
from editorial.accounts import inviting
from editorial.models import Editor, Invitation, Refused
from editorial.models.accounts import INVITATION_IS_VALID

View = Callable[..., HttpResponse]


def administrators(view: View) -> View:
    """Who is not signed in goes there; who is no administrator is refused."""
    return login_required(permission_required(roles.INVITE, raise_exception=True)(view))


class InvitationForm(forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ("email", "outlet", "role")


class AcceptanceForm(forms.Form):
    """A name and a password; who has an account keeps its name."""

    username = forms.CharField(
        label=gettext_lazy("User name"), max_length=150, validators=[UnicodeUsernameValidator()],
        help_text=gettext_lazy("Colleagues see it beside what you change. It need not be your real name."),
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )  # fmt: skip
    password = forms.CharField(
        label=gettext_lazy("Password"), strip=False, help_text=password_validators_help_text_html,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.holder = inviting.holder(invitation)
        if self.holder is not None:
            del self.fields["username"]

    def clean_username(self) -> str:
        name = self.cleaned_data["username"]
        if Editor.objects.filter(username__iexact=name).exists():
            raise ValidationError(_("Somebody has this name: choose another one."))
        return name

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "password" in given:
            self._check_password(given)
        return given

    def _check_password(self, given: dict[str, Any]) -> None:
        try:
            validate_password(given["password"], self.holder or Editor(username=given.get("username", "")))
        except ValidationError as error:
            self.add_error("password", error)


@administrators
def invitations(request: HttpRequest) -> HttpResponse:
    """Proposes one, and lists those of the last months."""
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.proposed_by, form.instance.proposed_at = request.user, timezone.now()
        form.save()
        messages.success(request, _("Proposed. Another administrator must confirm it."))
        return redirect("people_invitations")
    known = Invitation.objects.select_related("outlet", "proposed_by", "confirmed_by", "accepted_by")
    context = {
        "title": _("Invitations"),
        "form": form,
        "invitations": known[:100],
        "expired_before": timezone.now() - INVITATION_IS_VALID,
    }
    return render(request, "account/invitations.html", context)


@never_cache
@require_POST
@administrators
def confirm(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Shows the link, this once."""
    invitation = get_object_or_404(Invitation, pk=invitation_id)
    try:
        token = inviting.confirm(invitation, by=request.user)  # type: ignore[arg-type]  # an administrator
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("people_invitations")
    address = request.build_absolute_uri(reverse("invitation_accept", args=[token]))
    context = {"title": _("The link for %(email)s") % {"email": invitation.email}, "address": address}
    return render(request, "account/invitation_link.html", context)


@require_POST
@administrators
def withdraw(request: HttpRequest, invitation_id: int) -> HttpResponse:
    try:
        inviting.withdraw(get_object_or_404(Invitation, pk=invitation_id))
        messages.success(request, _("Withdrawn: its link opens nothing."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("people_invitations")


@never_cache
@sensitive_post_parameters("password")
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """The invited person chooses a name and a password; signing in then asks for a second factor."""
    invitation = inviting.open_one(token)
    if invitation is None:
        return render(request, "account/invitation_over.html", {"title": _("This link opens nothing")}, status=404)
    form = AcceptanceForm(request.POST or None, invitation=invitation)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            inviting.accept(invitation, username=given.get("username", ""), password=given["password"])
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The account is yours. Sign in, and set up a second factor."))
        return redirect("account_login")
    context = {"title": _("Welcome to the newsroom"), "form": form, "invitation": invitation}
    return render(request, "account/invitation_accept.html", context)
