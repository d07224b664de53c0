"""The page on which colleagues stop an account, and administrators let it go."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from editorial import roles
from editorial.accounts import freezing
from editorial.models import Editor, Freeze, Refused


@require_GET
@login_required
def frozen(request: HttpRequest) -> HttpResponse:
    """Every account that could be frozen, with what has been asked about it."""
    freezes = {one.editor_id: one for one in Freeze.objects.filter(lifted_by__isnull=True).select_related("asked_by")}
    outlet = Editor.objects.filter(pk=OuterRef("pk")).values("memberships__outlet__name")[:1]
    accounts = Editor.objects.filter(is_staff=True, is_active=True).annotate(outlet=Subquery(outlet))
    rows = [
        (editor, freezes.get(editor.pk)) for editor in accounts.order_by("username") if editor.pk != request.user.pk
    ]
    context = {
        "title": _("Freeze an account"),
        "rows": rows,
        "may_lift": request.user.has_perm(roles.INVITE),
    }
    return render(request, "account/freezes.html", context)


@require_POST
@login_required
def freeze(request: HttpRequest, editor_id: int) -> HttpResponse:
    return _tell(request, editor_id, freezing.freeze)


@require_POST
@login_required
@permission_required(roles.INVITE, raise_exception=True)
def lift(request: HttpRequest, editor_id: int) -> HttpResponse:
    return _tell(request, editor_id, freezing.lift)


def _tell(request: HttpRequest, editor_id: int, act: Callable[..., Freeze]) -> HttpResponse:
    editor = get_object_or_404(Editor, pk=editor_id, is_staff=True)
    try:
        done = act(editor, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("people_freezes")
    if done.lifted_by_id:
        told = _("The account of %(editor)s is free again: its holder may sign in.")
    elif done.end_asked_by_id:
        told = _("Noted. The account of %(editor)s is free again when another administrator asks for it too.")
    elif done.seconded_by_id:
        told = _("The account of %(editor)s is frozen: its sessions have ended, and what it approved waits for review.")
    else:
        told = _("Noted. The account of %(editor)s is frozen as soon as another colleague asks for it too.")
    messages.success(request, told % {"editor": editor})
    return redirect("people_freezes")
