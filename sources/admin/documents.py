"""Documents that facts rest on."""

from django.contrib import admin

from editorial.admin.base import NeverDeleted, RecordAdmin
from sources.models import Document


@admin.register(Document)
class DocumentAdmin(NeverDeleted, RecordAdmin):
    list_display = ("title", "kind", "publisher", "published_on")
    list_filter = ("kind",)
    list_select_related = ("publisher",)
    search_fields = ("title", "url")
    autocomplete_fields = ("publisher",)
    fields = ("kind", "title", "publisher", "url", "archived_url", "published_on", "accessed_at", "language", "sha256")
