"""Organisations, and the table of them to take away."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from import_export import resources

from editorial.admin.base import ReferenceAdmin
from editorial.admin.dossiers import DossierAdmin
from editorial.admin.exports import ClosedExport
from sources.models import SourceList, SourceOrganisation


class OrganisationResource(resources.ModelResource):
    class Meta:
        model = SourceOrganisation
        fields = ("code", "name", "kind", "url", "country", "definition_es", "definition_en", "accepted_for_inclusion",
                  "licence", "workflow_state", "is_demo")  # fmt: skip
        export_order = fields


class ListInline(admin.TabularInline):
    model = SourceList
    extra = 0
    show_change_link = True

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


@admin.register(SourceOrganisation)
class OrganisationAdmin(ClosedExport, DossierAdmin, ReferenceAdmin):
    resource_classes = (OrganisationResource,)
    list_display = ("name", "code", "kind", "accepted_for_inclusion", "state")
    list_filter = ("workflow_state", "kind", "accepted_for_inclusion")
    search_fields = ("name", "code")
    readonly_fields = ("is_demo",)
    inlines = (ListInline,)
    fieldsets = (
        (
            None,
            {"fields": ("code", "name", "kind", "url", "country", "accepted_for_inclusion", "derived_from", "licence")},
        ),
        (_("Whom it counts"), {"fields": ("definition_es", "definition_en")}),
        (_("For editors only"), {"fields": ("contact", "embargo_until", "embargo_reason", "is_demo")}),
    )
