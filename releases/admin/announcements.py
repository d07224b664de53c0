"""Official announcements, with the figures that authorities gave and what organisations counted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from editorial.admin.base import SAFE_ADDRESSES, ReferenceAdmin
from editorial.admin.dossiers import DossierAdmin
from editorial.admin.history import Tables
from prisoners.admin.parts import CitedInline
from releases.models import AnnouncementComparison, Citation, ClaimedFigure, OfficialAnnouncement


class ClaimedFigureInline(admin.TabularInline):
    model = ClaimedFigure
    formfield_overrides = SAFE_ADDRESSES
    extra = 0


class ComparisonInline(admin.TabularInline):
    model = AnnouncementComparison
    formfield_overrides = SAFE_ADDRESSES
    extra = 0
    autocomplete_fields = ("organisation",)


class AnnouncementCitations(CitedInline):
    model = Citation
    fk_name = "announcement"
    fields = ("field", "document", "reliability", "credibility", "excerpt")


@admin.register(OfficialAnnouncement)
class AnnouncementAdmin(DossierAdmin, ReferenceAdmin):
    list_display = ("title_es", "authority", "announced_on", "announced_number", "state")
    list_filter = ("workflow_state", "authority")
    search_fields = ("code", "title_es", "title_en")
    ordering = ("-announced_on", "-pk")
    fieldsets = (
        (
            None,
            {"fields": ("code", ("authority", "announced_on", "announced_number"), ("title_es", "title_en"), "url")},
        ),
        (_("In its own words"), {"fields": (("wording_es", "wording_en"), ("scope_es", "scope_en"))}),
        (_("What followed"), {"fields": ("names_published", ("started_on", "ended_on"))}),
        (_("Embargo"), {"fields": ("embargo_until", "embargo_reason")}),
    )

    def get_inlines(self, request: HttpRequest, obj: OfficialAnnouncement | None) -> tuple[Any, ...]:
        return (ClaimedFigureInline, ComparisonInline, AnnouncementCitations) if obj else ()

    def history_tables(self, request: HttpRequest, obj: OfficialAnnouncement) -> Tables:
        lines = [(model, Q(announcement_id=obj.pk)) for model in (ClaimedFigure, AnnouncementComparison, Citation)]
        return [*super().history_tables(request, obj), *lines]
