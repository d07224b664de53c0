"""Releases and revocations: rows of a dossier, with what supports them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from import_export import resources

from editorial.admin.base import SeenVersionForm
from editorial.admin.exports import ClosedExport
from prisoners.admin.parts import CitedInline, PartAdmin, choices_of_array
from prisoners.models import Detention, Person
from releases.models import Citation, Release, Revocation


class ReleaseResource(resources.ModelResource):
    class Meta:
        model = Release
        fields = (
            "id", "detention__person__public_id", "release_type", "left_on", "reported_on", "granted_on", "term_end",
            "announcement__code", "attribution", "was_already_outside",
        )  # fmt: skip
        export_order = fields


class ReleaseForm(SeenVersionForm):
    def why_refused(self, name: str) -> str:
        """Of a formality entered twice: which row it is that says so already."""
        twin = self._twin() if name == "release_once" else None
        if twin is None:
            return super().why_refused(name)
        told = _("This detention has it already: “%(release)s”, made known on %(day)s. Open that one instead.")
        return str(told) % {"release": twin, "day": date_format(twin.reported_on)}

    def _twin(self) -> Release | None:
        detention = (
            self.cleaned_data.get("detention") or Detention.objects.filter(pk=self.instance.detention_id).first()
        )
        same = {name: self.cleaned_data.get(name) for name in ("release_type", "left_on")}
        return Release.objects.filter(detention=detention, **same).exclude(pk=self.instance.pk).first()


class ReleaseCitations(CitedInline):
    model = Citation
    fk_name = "release"


class RevocationCitations(CitedInline):
    model = Citation
    fk_name = "revocation"

    def person(self, request: HttpRequest, row: Any) -> int | None:
        return row.release.detention.person_id


@admin.register(Release)
class ReleaseAdmin(ClosedExport, PartAdmin):
    form = ReleaseForm
    resource_classes = (ReleaseResource,)
    list_display = ("person", "release_type", "left_on", "reported_on", "announcement")
    list_filter = ("release_type", "announcement")
    list_select_related = ("detention__person", "release_type", "announcement")
    raw_id_fields = ("detention",)
    autocomplete_fields = ("announcement",)
    inlines = (ReleaseCitations,)
    ordering = ("-reported_on", "-pk")
    fieldsets = (
        (None, {"fields": ("detention", "release_type", ("left_on", "reported_on"), "was_already_outside",
                           ("announcement", "attribution"))}),
        (_("Terms"), {
            "classes": ("collapse",),
            "fields": (("granted_on", "term_end", "court"), ("measure_after", "documents_given"),
                       ("exile_condition", "destination_country")),
        }),
        (_("For editors only"), {"classes": ("collapse",), "fields": ("obligations",)}),
    )  # fmt: skip

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.display(description=_("person"))
    def person(self, release: Release) -> str:
        return release.detention.person.name_display

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "obligations":
            return choices_of_array(db_field)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(Revocation)
class RevocationAdmin(PartAdmin):
    raw_id_fields = ("release", "new_detention")
    above = "release"
    list_display = ("release", "revoked_on", "reimprisoned_on")
    list_select_related = ("release__release_type",)
    ordering = ("-pk",)
    fields = ("release", ("revoked_on", "reimprisoned_on"), ("ground_official", "ground_alleged"),
              ("court", "remaining_months"), "new_detention")  # fmt: skip

    def person_of(self, row: Revocation) -> Person:
        return row.release.detention.person

    def get_readonly_fields(self, request: HttpRequest, obj: Revocation | None = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), *(("release",) if obj else ()))

    def get_inlines(self, request: HttpRequest, obj: Revocation | None) -> tuple[Any, ...]:
        return (RevocationCitations,) if obj else ()
