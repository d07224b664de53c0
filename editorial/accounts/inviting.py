"""Inviting somebody: one administrator proposes, another one confirms, a link lets the person in, once."""

from __future__ import annotations

from hashlib import sha256
from secrets import token_urlsafe

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.accounts import sessions
from editorial.models import Editor, Invitation, Membership, Refused
from editorial.models.accounts import INVITATION_IS_VALID


@transaction.atomic
def confirm(invitation: Invitation, *, by: Editor) -> str:
    """The second consent; returns the secret of the link, which is kept nowhere. Raises Refused."""
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if row.proposed_by_id == by.pk:
        raise Refused(_("You proposed this: another administrator must confirm it."))
    if row.confirmed_by_id or row.withdrawn_at:
        raise Refused(_("This invitation has been confirmed or withdrawn already."))
    token = token_urlsafe(32)
    row.confirmed_by, row.confirmed_at, row.digest = by, timezone.now(), _digest(token)
    row.save()
    return token


@transaction.atomic
def withdraw(invitation: Invitation) -> None:
    """Its link opens nothing any more. Raises Refused when somebody has come in by it."""
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if row.accepted_at:
        raise Refused(_("Somebody has come in by this invitation: end the membership instead."))
    row.withdrawn_at, row.digest = timezone.now(), ""
    row.save()


def open_one(token: str) -> Invitation | None:
    """The invitation that the link belongs to, while it is valid."""
    since = timezone.now() - INVITATION_IS_VALID
    return (
        Invitation.objects.filter(digest=_digest(token), confirmed_at__gt=since)
        .filter(withdrawn_at__isnull=True, accepted_at__isnull=True)
        .select_related("outlet")
        .first()
    )


@transaction.atomic
def accept(invitation: Invitation, *, username: str, password: str) -> Editor:
    """Makes the account and its membership; an account with this e-mail is handed over anew. Raises Refused.

    Handed over: another password, no second factor left, no session, and 72 hours without approving.
    """
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if row.accepted_at or row.withdrawn_at:
        raise Refused(_("This link has been used."))
    now = timezone.now()
    editor = holder(row) or Editor(username=username, email=row.email, date_joined=now)
    editor.is_staff = editor.is_active = True
    editor.handed_over_at = now
    editor.set_password(password)
    editor.save()
    Authenticator.objects.filter(user=editor).delete()
    sessions.end_all(editor)
    Membership.objects.update_or_create(
        editor=editor, outlet=row.outlet,
        defaults={"role": row.role, "starts_on": timezone.localdate(), "ends_on": None},
    )  # fmt: skip
    row.accepted_by, row.accepted_at, row.digest = editor, now, ""
    row.save()
    return editor


def holder(invitation: Invitation) -> Editor | None:
    """Who has an account with the e-mail of the invitation."""
    return Editor.objects.filter(email__iexact=invitation.email, is_superuser=False).first()


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
