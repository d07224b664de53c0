"""The rows a dossier is made of. Any change of one leads the dossier back to draft, and the editor back to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.forms import BaseFormSet, ModelForm
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from editorial.admin.base import RecordAdmin, SeenVersionForm
from editorial.admin.dossiers import say_it_is_a_draft
from editorial.admin.history import Tables
from prisoners.admin.dossier import with_sources
from prisoners.models import (
    Charge,
    Citation,
    Detention,
    FacilityStay,
    MatchDecision,
    Person,
    Sentence,
    Stage,
)  # fmt: skip
from prisoners.models.offence import LAWS, law_in_words
from sources.models import SourceRecord


class PartAdmin(RecordAdmin):
    """A row of a dossier, reached from the dossier, not from the index. `above`: the field of what it belongs to."""

    above = "detention"

    def person_of(self, row: models.Model) -> Person:
        return row.detention.person

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        """A row never passes to another detention or person."""
        fixed = [column.name for column in self.opts.fields if column.name in ("detention", "person")]
        return (*super().get_readonly_fields(request, obj), *(fixed if obj else ()))

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: list[BaseFormSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change or form.has_changed() or any(formset.has_changed() for formset in formsets):
            self.person_of(form.instance).reopen(by=request.user)
            say_it_is_a_draft(request)

    def history_tables(self, request: HttpRequest, obj: models.Model) -> Tables:
        """The row's own, and what supports it."""
        inlines = [inline for inline in self.get_inlines(request, obj) if hasattr(inline.model, "SUPPORTS")]
        cited = [(inline.model, models.Q(**{f"{inline.fk_name}_id": obj.pk})) for inline in inlines]
        return [*super().history_tables(request, obj), *cited]

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        person = self.person_of(obj)
        super().delete_model(request, obj)
        person.reopen(by=request.user)

    def response_post_save_add(self, request: HttpRequest, obj: models.Model) -> HttpResponse:
        return self._to_dossier(obj)

    def response_post_save_change(self, request: HttpRequest, obj: models.Model) -> HttpResponse:
        return self._to_dossier(obj)

    def _to_dossier(self, obj: models.Model) -> HttpResponse:
        """To its top, which says what was saved and what comes next."""
        return HttpResponseRedirect(dossier_url(self.person_of(obj)))

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> HttpResponse:
        """Says above the form whose dossier it belongs to."""
        obj = kwargs.get("obj")
        if obj is not None:
            context["subtitle"] = f"{self.person_of(obj)} · {obj}"
        elif above := self._row_above(request):
            context["subtitle"] = str(self.person_of(self.model(**{self.above: above})))
        return super().render_change_form(request, context, **kwargs)

    def get_form(self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any) -> Any:
        """What a new row belongs to was chosen on the dossier's page: one digit more would give it to somebody else."""
        form = super().get_form(request, obj, **kwargs)
        if obj is None and self.above in form.base_fields and self._row_above(request):
            form.base_fields[self.above].widget = forms.HiddenInput()
        return form

    def _row_above(self, request: HttpRequest) -> models.Model | None:
        key = request.GET.get(self.above, "")
        if not (key.isascii() and key.isdigit() and len(key) < 19):
            return None
        model: Any = self.opts.get_field(self.above).related_model
        found: models.Model | None = model._default_manager.filter(pk=int(key)).first()
        return found

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        row = self.get_object(request, admin.utils.unquote(object_id))
        person = self.person_of(row) if row else None
        response = super().delete_view(request, object_id, extra_context)
        if person is not None and isinstance(response, HttpResponseRedirect):
            return HttpResponseRedirect(dossier_url(person))
        return response


def dossier_url(person: Person) -> str:
    return reverse("admin:prisoners_person_change", args=[person.pk])


class CitationFormSet(BaseInlineFormSet):
    """A citation belongs to the person of the row that it supports."""

    def save_new(self, form: ModelForm, commit: bool = True) -> Citation:
        form.instance.person = person_of_row(self.instance)
        return super().save_new(form, commit)


def person_of_row(row: models.Model) -> Person:
    if isinstance(row, Person):
        return row
    return row.person if isinstance(row, Detention) else row.detention.person


class RecordChoice(forms.ModelChoiceField):
    def label_from_instance(self, record: SourceRecord) -> str:
        return f"{record.entry.source_list.code} · {record.entry.row_key} · {record.first_snapshot.as_of}"


class CitedInline(admin.TabularInline):
    """What supports this row: a wording of a list that names the person, or a document."""

    fields = ("field", "record", "document", "reliability", "credibility", "excerpt")
    autocomplete_fields = ("document",)

    def get_extra(self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any) -> int:
        """A new row is written down together with its source."""
        return 0 if obj else 1

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return with_sources(super().get_queryset(request))

    def get_formset(self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        field = formset.form.base_fields.get("record")
        if field is not None:
            choice = RecordChoice(records_of(self.person(request, obj)), required=False, label=field.label)
            choice.choices = list(choice.choices)  # read once, not once for each line
            formset.form.base_fields["record"] = choice
            formset.form.base_fields["excerpt"].widget.attrs.update(rows=2, cols=30)
        return formset

    def person(self, request: HttpRequest, row: Any) -> int | None:
        """Whose dossier the form belongs to, if it belongs to one."""
        return person_on_page(request, row)


class CitationInline(CitedInline):
    model = Citation
    formset = CitationFormSet


def person_on_page(request: HttpRequest, row: models.Model | None) -> int | None:
    """Whose dossier the form belongs to; of a row that is being added, its detention says so."""
    if row is not None and row.pk:
        return person_of_row(row).pk
    detention = request.POST.get("detention") or request.GET.get("detention", "")
    if not (detention.isascii() and detention.isdigit()):
        return None
    return Detention.objects.filter(pk=int(detention)).values_list("person", flat=True).first()


def records_of(person: int | None) -> models.QuerySet[SourceRecord]:
    """The wordings of the rows held to speak of this person; none of nobody."""
    records = SourceRecord.objects.select_related("entry__source_list", "first_snapshot").defer("raw", "values")
    if person is None:
        return records.none()
    same = {"entry__matches__decision": MatchDecision.SAME, "entry__matches__withdrawn_at__isnull": True}
    return records.filter(entry__matches__person=person, **same).order_by("pk")


class StepAdmin(PartAdmin):
    """A row of a detention, with what supports it."""

    raw_id_fields = ("detention",)
    list_select_related = ("detention",)
    ordering = ("-pk",)


@admin.register(Stage)
class StageAdmin(StepAdmin):
    inlines = (type("StageCitations", (CitationInline,), {"fk_name": "stage"}),)
    fields = ("detention", "stage", "from_on")


class OfLaw:
    """Forms of charges: the laws that we have words for, to choose from; a row of another one keeps it."""

    fields: dict[str, forms.Field]
    instance: Charge

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "law" in self.fields:
            codes = dict.fromkeys([*LAWS, *([self.instance.law] if self.instance.law else [])])
            self.fields["law"] = forms.ChoiceField(
                choices=[("", "---------"), *((code, law_in_words(code)) for code in codes)],
                label=self.fields["law"].label, required=False,
            )  # fmt: skip


class ChargeForm(OfLaw, SeenVersionForm):
    pass


class ChargeRowForm(OfLaw, forms.ModelForm):
    pass


@admin.register(Charge)
class ChargeAdmin(StepAdmin):
    form = ChargeForm
    inlines = (type("ChargeCitations", (CitationInline,), {"fk_name": "charge"}),)
    autocomplete_fields = ("offence",)
    list_select_related = ("detention", "offence")
    fields = ("detention", "offence", "role", "stage", "law", "case_number")


@admin.register(Sentence)
class SentenceAdmin(StepAdmin):
    inlines = (type("SentenceCitations", (CitationInline,), {"fk_name": "sentence"}),)
    autocomplete_fields = ("court_municipality",)
    fields = (
        "detention", ("step", "is_operative", "superseded_on"), ("court", "court_municipality"),
        ("sanction", "length_months", "length_days", "substituted_by"), "accessory",
        ("decided_on", "final_on"), ("counted_from", "official_end_on"),
    )  # fmt: skip

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "accessory":
            return choices_of_array(db_field)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(FacilityStay)
class StayAdmin(StepAdmin):
    inlines = (type("StayCitations", (CitationInline,), {"fk_name": "stay"}),)
    autocomplete_fields = ("facility", "municipality")
    list_select_related = ("detention", "facility__province")
    fields = ("detention", ("facility", "municipality"), ("regime", "unit"), ("from_on", "to_on", "end_reason"),
              "is_nested")  # fmt: skip


def choices_of_array(column: Any) -> forms.MultipleChoiceField:
    """Tick boxes for a column that holds several codes."""
    return forms.MultipleChoiceField(
        label=column.verbose_name.capitalize(),
        choices=column.base_field.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=column.help_text,
    )
