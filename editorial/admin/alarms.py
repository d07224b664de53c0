"""What the database refused, for those who answer for the newsroom: who tried to go around whom, and when."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from editorial.admin.base import ReadOnlyAdmin
from editorial.models import Alarm, Dossier, Editor

MAILBOX = "intake.mailboxkey"  # of no dossier: sources/migrations/0008
KINDS: dict[str, Any] = {
    model._meta.label_lower: model._meta for model in apps.get_models() if issubclass(model, Dossier)
}


@admin.register(Alarm)
class AlarmAdmin(ReadOnlyAdmin):
    """The newest first. Nobody writes or clears an alarm: it is the database's own."""

    list_display = ("at", "reason", "who", "dossier", "database_user")
    list_filter = ("reason", "at")
    fields = ("at", "reason", "who", "dossier", "database_user")
    ordering = ("-at", "-pk")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Alarm]:
        name = Editor.objects.filter(pk=OuterRef("editor_id")).values("username")
        return super().get_queryset(request).annotate(account=Subquery(name))

    @admin.display(description=_("who tried"))
    def who(self, alarm: Any) -> str:
        """No account where a script wrote somebody's name without being them."""
        return alarm.account or str(_("nobody signed in"))

    @admin.display(description=_("dossier"))
    def dossier(self, alarm: Alarm) -> str:
        if alarm.kind == MAILBOX:
            return str(_("the mailbox of citizens' reports"))
        kind = KINDS.get(alarm.kind)
        if kind is None:
            return f"{alarm.kind} {alarm.dossier_id}"
        url = reverse(f"admin:{kind.app_label}_{kind.model_name}_change", args=[alarm.dossier_id])
        return format_html('<a href="{}">{} {}</a>', url, kind.verbose_name, alarm.dossier_id)
