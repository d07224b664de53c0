"""A detention on a page of its own: its steps as lines, what supports it, and how it ended."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from editorial.admin.history import Tables, event_model
from prisoners.admin.dossier import blocks, history_of
from prisoners.admin.parts import ChargeRowForm, CitationInline, PartAdmin, choices_of_array, dossier_url
from prisoners.models import Charge, Citation, Detention, FacilityStay, Person, Sentence, Stage


class StepInline(admin.TabularInline):
    extra = 0
    show_change_link = True

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related(*getattr(self.model, "NAMED_WITH", ()))


class StageInline(StepInline):
    model = Stage
    fields = ("stage", "from_on")


class ChargeInline(StepInline):
    model = Charge
    form = ChargeRowForm
    fields = ("offence", "role", "stage", "law", "case_number")
    autocomplete_fields = ("offence",)


class SentenceInline(admin.StackedInline):
    model = Sentence
    extra = 0
    show_change_link = True
    autocomplete_fields = ("court_municipality",)
    fields = (
        ("step", "sanction", "length_months", "length_days"),
        ("decided_on", "final_on", "counted_from", "official_end_on"),
        ("court", "court_municipality", "substituted_by"), ("is_operative", "superseded_on"), "accessory",
    )  # fmt: skip

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "accessory":
            return choices_of_array(db_field)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class StayInline(StepInline):
    model = FacilityStay
    fields = ("facility", "municipality", "unit", "regime", "from_on", "to_on", "end_reason", "is_nested")
    autocomplete_fields = ("facility", "municipality")


class DetentionCitations(CitationInline):
    fk_name = "detention"


@admin.register(Detention)
class DetentionAdmin(PartAdmin):
    change_form_template = "admin/prisoners/detention_change_form.html"
    list_display = ("person", "detained_on", "kind", "province")
    list_select_related = ("person", "province")
    raw_id_fields = ("person", "parent")
    above = "person"
    autocomplete_fields = ("municipality", "event")
    readonly_fields = ("ended_on",)
    ordering = ("-pk",)
    fieldsets = (
        (None, {"fields": (("person", "parent"), ("kind", "detained_on", "ended_on"),
                           ("province", "municipality", "place"))}),
        (_("Circumstances"), {
            "fields": (("event", "context", "activity"), ("agency", "manner"),
                       ("violence_reported", "disappearance_reported")),
        }),
    )  # fmt: skip

    def person_of(self, row: Detention) -> Person:
        return row.person

    def get_inlines(self, request: HttpRequest, obj: Detention | None) -> tuple[Any, ...]:
        return (StageInline, ChargeInline, SentenceInline, StayInline, DetentionCitations) if obj else ()

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> HttpResponse:
        detention = kwargs.get("obj")
        if detention is not None:
            (block,) = blocks(Detention.objects.filter(pk=detention.pk))
            context |= {"detention_block": block, "dossier_url": dossier_url(detention.person)}
        return super().render_change_form(request, context, **kwargs)

    def history_tables(self, request: HttpRequest, obj: Detention) -> Tables:
        """The detention's own, those of its steps, and what supports them."""
        cited = []
        for name, model in (("stage", Stage), ("charge", Charge), ("sentence", Sentence), ("stay", FacilityStay)):
            steps = event_model(model).objects.filter(detention_id=obj.pk).order_by().values("pgh_obj_id")
            cited.append((Citation, Q(**{f"{name}_id__in": steps})))
        return [*super().history_tables(request, obj), *history_of([obj.pk]), *cited]
