"""The texts of the coalition's own pages."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.admin.base import ReferenceAdmin
from editorial.admin.dossiers import DossierAdmin
from editorial.models import PageText


@admin.register(PageText)
class PageTextAdmin(DossierAdmin, ReferenceAdmin):
    list_display = ("title_es", "code", "state")
    list_filter = ("workflow_state",)
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 24})}}
    readonly_fields = ("is_demo",)
    fieldsets = (
        (None, {"fields": ("code",)}),
        (_("In Spanish"), {"fields": ("title_es", "body_es")}),
        (_("In English"), {"fields": ("title_en", "body_en")}),
        (_("For editors only"), {"fields": ("embargo_until", "embargo_reason", "is_demo")}),
    )
