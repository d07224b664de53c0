"""The form of a page text begins with the words that the page shows until editors publish their own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.admin.page_texts import PageTextAdmin
from editorial.models import PageCode, PageText
from publication.page_texts import shipped

OF_ABOUT = gettext_lazy(
    "This page says who the coalition is. Name here, under {#outlets}, each outlet that wishes it to be known, with the"
    " address where it says how to write to it: “How to report” and other pages send readers there. The program"
    " publishes no list of outlets by itself, so that none is named that would rather not be."
)

admin.site.unregister(PageText)


@admin.register(PageText)
class ShippedTextAdmin(PageTextAdmin):
    """A page that has no row is not empty: its text came with the program, and is where an editor begins."""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        code = request.GET.get("code", "")
        words = shipped(code) if code in PageCode.values else {}
        return {**super().get_changeform_initial_data(request), **words}

    def get_fieldsets(self, request: HttpRequest, obj: PageText | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if (obj.code if obj else request.GET.get("code")) == PageCode.ABOUT:
            fieldsets = _described(fieldsets, OF_ABOUT)
        if obj is not None:
            return fieldsets
        there = set(PageText.objects.values_list("code", flat=True))
        address = reverse("admin:editorial_pagetext_add")
        pages = [(address, page.value, page.label) for page in PageCode if page.value not in there]
        if not pages:
            return fieldsets
        offered = format_html_join(" · ", '<a href="{}?code={}">{}</a>', pages)
        return _described(fieldsets, format_html("{} {}", _("Texts that editors can begin with:"), offered))


def _described(fieldsets: Any, told: Any) -> Any:
    """The first group of fields says this too, above what it says already."""
    (name, options), *rest = fieldsets
    before = options.get("description", "")
    return [(name, {**options, "description": format_html("<p>{}</p>{}", told, before)}), *rest]
