"""Freezing an account: two colleagues stop it, two administrators let it go."""

from __future__ import annotations

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.accounts import sessions
from editorial.models import Dossier, Editor, Freeze, Refused


@transaction.atomic
def freeze(editor: Editor, *, by: Editor) -> Freeze:
    """The first colleague asks, the second one stops the account. Raises Refused for oneself, and for asking twice."""
    if by.pk == editor.pk:
        raise Refused(_("Nobody freezes their own account: end your sessions and change your password instead."))
    Editor.objects.select_for_update().get(pk=editor.pk)
    asked = Freeze.objects.filter(editor=editor, lifted_by__isnull=True).first()
    now = timezone.now()
    if asked is None:
        return Freeze.objects.create(editor=editor, asked_by=by, asked_at=now)
    if asked.seconded_by_id:
        raise Refused(_("This account is frozen already."))
    if asked.asked_by_id == by.pk:
        raise Refused(_("You have asked for this: another colleague must ask too."))
    asked.seconded_by, asked.seconded_at = by, now
    asked.save()
    sessions.end_all(editor)
    void_approvals(editor)
    return asked


@transaction.atomic
def lift(editor: Editor, *, by: Editor) -> Freeze:
    """The first administrator asks, the second one lets the account go. Raises Refused where that is not open."""
    frozen = Freeze.objects.in_force().select_for_update().filter(editor=editor).first()
    if frozen is None:
        raise Refused(_("This account is not frozen."))
    if by.pk == editor.pk:
        raise Refused(_("Nobody lets their own account go."))
    if frozen.end_asked_by_id is None:
        frozen.end_asked_by = by
    elif frozen.end_asked_by_id == by.pk:
        raise Refused(_("You have asked for this: another administrator must ask too."))
    else:
        frozen.lifted_by, frozen.lifted_at = by, timezone.now()
    frozen.save()
    return frozen


def void_approvals(editor: Editor) -> int:
    """What the account approved or signed, and no edition has published, waits for review again; how many dossiers."""
    kinds = [model for model in apps.get_models() if issubclass(model, Dossier)]
    return sum(kind._default_manager.void_all(signed_by=editor) for kind in kinds)
