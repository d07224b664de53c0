"""Whose membership ended while a page was open: nothing is changed any more, and nothing that was typed is lost."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import Membership

LEAST = 30  # shorter values are names, codes, days and choices, which nobody needs back

NOT_TYPED = ("csrfmiddlewaretoken", "seen_version", "initial-", "_")


def page(request: HttpRequest) -> HttpResponse:
    """403: since when, what happened to the change, and the texts of the form, to be copied. They are kept nowhere."""
    ended = Membership.objects.filter(editor=request.user.pk, ends_on__lt=timezone.localdate())
    context = {
        **admin.site.each_context(request),
        "title": _("You work for no outlet today"),
        "ended": ended.select_related("outlet").order_by("-ends_on").first(),
        "was_saving": request.method == "POST",
        "typed": typed(request),
    }
    return render(request, "account/left.html", context, status=403)


def typed(request: HttpRequest) -> list[str]:
    """The texts of a form that was not taken, without secrets and without what the page itself had put in."""
    values = [
        value for name, value in request.POST.items() if not name.startswith(NOT_TYPED) and "password" not in name
    ]
    return [value for value in values if isinstance(value, str) and len(value) >= LEAST and " " in value.strip()]
