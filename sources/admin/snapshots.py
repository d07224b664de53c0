"""Snapshots of lists with what each changed, and their rows as they came."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from editorial.admin.base import ReadOnlyAdmin
from editorial.admin.dossiers import DossierAdmin
from sources.admin.differences import differences
from sources.admin.field_labels import Words
from sources.admin.import_view import ListImport
from sources.import_list.report import named
from sources.import_list.staging import snapshot_replaced
from sources.models import ListEntry, ListSnapshot, SourceRecord


@admin.register(ListSnapshot)
class SnapshotAdmin(ListImport, DossierAdmin):
    """What a file said is never edited; an editor may note how the organisation's definition changed."""

    change_form_template = "admin/sources/snapshot_change_form.html"
    list_display = ("__str__", "row_count", "new_count", "changed_count", "gone_count", "state")
    list_filter = ("source_list", "workflow_state")
    list_select_related = ("source_list",)
    search_fields = ("source_list__code", "file_name")
    editable = ("published_on", "url", "definition_note", "embargo_until", "embargo_reason")
    fieldsets = (
        (None, {"fields": (("source_list", "as_of"), ("published_on", "retrieved_at"), "url", "definition_note")}),
        (
            _("The file"),
            {
                "fields": (
                    "file_name", "file_sha256", "mapping_name", "supersedes",
                    ("row_count", "new_count", "changed_count", "unchanged_count", "gone_count"),
                    "published_aggregates",
                )
            },
        ),
        (_("Embargo"), {"fields": ("embargo_until", "embargo_reason")}),
    )  # fmt: skip

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: ListSnapshot | None = None) -> list[str]:
        return [column.name for column in self.opts.fields if column.name not in self.editable]

    def page(self, request: HttpRequest, dossier: ListSnapshot) -> dict[str, Any]:
        other = snapshot_replaced(dossier)
        return {
            **super().page(request, dossier),
            "compared_with": other,
            "differences": differences(dossier, other),
            "words": Words(),
        }


@admin.register(ListEntry)
class EntryAdmin(ReadOnlyAdmin):
    """A line of a list through time: looked up by its key."""

    list_display = ("row_key", "source_list", "left_reason")
    list_filter = ("source_list", "left_reason")
    list_select_related = ("source_list",)
    search_fields = ("row_key__startswith",)
    ordering = ("-pk",)

    def has_change_permission(self, request: HttpRequest, obj: ListEntry | None = None) -> bool:
        return request.user.has_perm("sources.change_listentry")

    readonly_fields = ("source_list", "row_key", "wordings")
    fields = ("source_list", "row_key", "left_reason", "wordings")

    @admin.display(description=_("wordings"))
    def wordings(self, entry: ListEntry) -> str:
        records = entry.records.select_related("first_snapshot__source_list").order_by("pk")
        lines = ((record.first_snapshot, named(record.values), _table(record.values)) for record in records)
        return format_html_join("", "<p>{}: <strong>{}</strong></p>{}", lines)


@admin.register(SourceRecord)
class RecordRowAdmin(ReadOnlyAdmin):
    """One wording of a line, for ever as it came."""

    list_display = ("entry", "name", "first_snapshot")
    list_select_related = ("entry__source_list", "first_snapshot__source_list")
    list_filter = ("entry__source_list",)
    search_fields = ("entry__row_key__startswith",)
    ordering = ("-pk",)
    fields = ("entry", "first_snapshot", "as_read", "as_it_came", "digest")
    readonly_fields = fields

    @admin.display(description=_("name"))
    def name(self, record: SourceRecord) -> str:
        return named(record.values)

    @admin.display(description=_("as read"))
    def as_read(self, record: SourceRecord) -> str:
        return _table(record.values)

    @admin.display(description=_("as it came"))
    def as_it_came(self, record: SourceRecord) -> str:
        return _table(record.raw)


def _table(pairs: dict[str, Any]) -> str:
    rows = format_html_join("", '<tr><th scope="row">{}</th><td>{}</td></tr>', pairs.items())
    return format_html('<table class="pairs"><tbody>{}</tbody></table>', rows)
