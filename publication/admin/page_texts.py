"""The form of a page text begins with the words that the page shows until editors publish their own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from editorial.admin.page_texts import PageTextAdmin
from editorial.models import PageCode, PageText
from publication.page_texts import shipped

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
        if obj is not None:
            return fieldsets
        there = set(PageText.objects.values_list("code", flat=True))
        address = reverse("admin:editorial_pagetext_add")
        pages = [(address, page.value, page.label) for page in PageCode if page.value not in there]
        if not pages:
            return fieldsets
        offered = format_html_join(" · ", '<a href="{}?code={}">{}</a>', pages)
        (name, options), *rest = fieldsets
        told = format_html("{} {}", _("Texts that editors can begin with:"), offered)
        return [(name, {**options, "description": told}), *rest]
