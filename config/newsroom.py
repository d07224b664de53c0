"""What the newsroom says in its own words rather than in a reader's."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from config.sides import NEWSROOM_PREFIX
from website import errors


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403. An editor is told what the account lacks and whom to ask; a reader gets the public page."""
    if not request.path.startswith(NEWSROOM_PREFIX):
        return errors.permission_denied(request, exception)
    shown = {**admin.site.each_context(request), "title": _("Your account may not do this")}
    return render(request, "admin/403.html", shown, status=403, using="django")
