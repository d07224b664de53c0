"""An editor's own sessions: seen, and ended."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from editorial.accounts import sessions
from editorial.models import SignIn


@require_GET
@login_required
def own(request: HttpRequest) -> HttpResponse:
    shown = SignIn.objects.open(at=timezone.now()).filter(editor=request.user.pk).order_by("-seen_at")
    context = {"title": _("Your sessions"), "sessions": shown, "this": request.session.get(sessions.KEY)}
    return render(request, "account/sessions.html", context)


@require_POST
@login_required
def end(request: HttpRequest) -> HttpResponse:
    """Ends one session of one's own, named by the form, or all but this one."""
    others = SignIn.objects.filter(editor=request.user.pk).exclude(pk=request.session.get(sessions.KEY, 0))
    chosen = request.POST.get("session", "")
    ended = (others.filter(pk=chosen) if chosen.isdecimal() else others).end(at=timezone.now())
    if ended:
        messages.success(request, _("Ended, from the next request on."))
    return redirect("own_sessions")
