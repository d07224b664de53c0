"""Documents that facts rest on."""

from typing import Any

from django.contrib import admin

from editorial.admin import telling
from editorial.admin.base import NeverDeleted, RecordAdmin
from sources.models import CitationBase, Document


@admin.register(Document)
class DocumentAdmin(NeverDeleted, RecordAdmin):
    list_display = ("title", "kind", "publisher", "published_on")
    list_filter = ("kind",)
    list_select_related = ("publisher",)
    search_fields = ("title", "url")
    autocomplete_fields = ("publisher", "derived_from")

    def save_model(self, request, obj, form, change) -> None:
        super().save_model(request, obj, form, change)
        if change and form.changed_data:
            for citations in CitationBase.__subclasses__():
                citations.reopen_citing(obj, by=request.user)

    def get_readonly_fields(self, request, obj=None):
        """What is sealed stays sealed: its kind cannot be changed to one that the public may see."""
        sealed = ("kind",) if obj is not None and obj.is_sealed else ()
        return (*super().get_readonly_fields(request, obj), *sealed)

    fields = ("kind", "title", "publisher", "derived_from", "url", "archived_url", "published_on", "accessed_at",
              "language", "sha256")  # fmt: skip


def of_citation(column: str, event: Any) -> str | None:
    """The history names the field that a citation supports as its form does."""
    return event.pgh_tracked_model.about(event) if column == "field" else None


telling.register(CitationBase, lambda: of_citation)
