"""Figures as they were printed, with the verdict of the machine checks on their group."""

from __future__ import annotations

from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from editorial.admin.base import ReferenceAdmin
from editorial.admin.dossiers import DossierAdmin
from sources.figure_checks import check_group
from sources.models import PublishedFigure

VERDICTS = {"agrees": _("agrees"), "disagrees": _("disagrees"), "not_checked": _("not checked")}


@admin.register(PublishedFigure)
class PublishedFigureAdmin(DossierAdmin, ReferenceAdmin):
    list_display = ("code", "publisher", "as_of", "metric", "value", "group", "state")
    list_filter = ("workflow_state", "publisher")
    list_select_related = ("publisher",)
    search_fields = ("code", "metric", "group")
    autocomplete_fields = ("publisher",)
    readonly_fields = ("verdict",)
    fields = ("code", "publisher", "as_of", "metric", "value", "group", "role", "verdict", "url", "note_es",
              "note_en", "note", "embargo_until", "embargo_reason")  # fmt: skip

    @admin.display(description=_("verdict on its group"))
    def verdict(self, figure: PublishedFigure) -> str:
        if not figure.group:
            return str(VERDICTS["not_checked"])
        found = check_group(PublishedFigure.objects.filter(group=figure.group))
        sentence = found.en if get_language() == "en" else found.es
        return format_html('<strong class="verdict-{}">{}</strong> {}', found.kind, VERDICTS[found.kind], sentence)
