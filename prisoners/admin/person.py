"""Persons: the list, and the whole dossier on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from import_export import resources

from chronology.wording import in_words
from editorial.admin.dossiers import DossierAdmin, say_it_is_a_draft
from editorial.admin.exports import ClosedExport
from editorial.admin.history import Tables, event_model
from editorial.models import Refused
from prisoners import naming
from prisoners.admin import private
from prisoners.admin.disagreements import disagreements_view
from prisoners.admin.dossier import blocks, history_of, matches_of, source_of, with_sources
from prisoners.admin.parts import CitationInline, dossier_url
from prisoners.admin.person_list import (
    ContextFilter,
    PersonChangeList,
    ProblemFilter,
    ProvinceFilter,
    held,
    linked,
    named,
)
from prisoners.admin.sayings import choice_of, table_of
from prisoners.models import (
    Affiliation,
    Citation,
    Classification,
    Consent,
    Detention,
    FieldChoice,
    Person,
    PersonMerge,
    PersonName,
    RowMatch,
)
from prisoners.problems import warnings_of
from prisoners.sayings.choosing import choose
from sources.admin.field_labels import LABELS


class PersonResource(resources.ModelResource):
    """What an editor may take away: nothing that the register marks as restricted or sealed."""

    class Meta:
        model = Person
        fields = (
            "public_id", "name_display", "given_names", "surname_1", "surname_2", "age_at_detention_stated", "gender",
            "occupation_group", "last_confirmed_on", "visibility", "workflow_state", "is_demo",
        )  # fmt: skip
        export_order = fields


class NameInline(admin.TabularInline):
    model = PersonName
    extra = 0
    fields = ("kind", "text")


class AffiliationInline(admin.TabularInline):
    model = Affiliation
    extra = 0


class ClassificationInline(admin.TabularInline):
    model = Classification
    extra = 0
    autocomplete_fields = ("organisation",)


class PersonCitations(CitationInline):
    """What supports the person's own fields; a detention's facts have theirs on their own pages."""

    fk_name = "person"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Citation]:
        return super().get_queryset(request).filter(detention=None, stage=None, charge=None, sentence=None, stay=None)


@admin.register(Person)
class PersonAdmin(ClosedExport, DossierAdmin):
    resource_classes = (PersonResource,)
    change_form_template = "admin/prisoners/person_change_form.html"
    change_list_template = "admin/prisoners/person_change_list.html"
    list_display = ("name", "state", "detained_on", "province", "list_count", "problem_count")
    list_display_links = ("name",)
    list_filter = ("workflow_state", "visibility", ProvinceFilter, ContextFilter, ProblemFilter)
    search_fields = ("name_display",)
    search_help_text = _("Any part of the name, in any spelling we know; accents and capitals do not matter.")
    sortable_by = ()
    ordering = ("surname_1", "surname_2", "given_names", "pk")
    prepopulated_fields = {"slug": ("name_display",)}
    autocomplete_fields = ("residence_municipality",)
    readonly_fields = ("public_id", "merged_into", "is_demo")
    fieldsets = (
        (_("Name"), {"fields": ("name_display", ("given_names", "surname_1", "surname_2"), "slug")}),
        (_("Person"), {
            "fields": (("gender", "birth_date", "age_at_detention_stated"), "residence_municipality",
                       ("occupation", "occupation_group"), "has_affiliation", "last_confirmed_on"),
        }),
        (_("On the public record"), {
            "fields": ("visibility", ("embargo_until", "embargo_reason"), ("public_id", "merged_into", "is_demo")),
        }),
        (_("Biography"), {"classes": ("collapse",), "fields": ("biography_es", "biography_en")}),
    )  # fmt: skip

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[PersonChangeList]:
        return PersonChangeList

    def list_prefetches(self) -> list[Prefetch]:
        """What the columns read; asked for once a page."""
        return [held(), linked()]

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        return (named(queryset, search_term) if search_term.strip() else queryset), False

    @admin.display(description=_("name"))
    def name(self, person: Person) -> str:
        return person.name_display

    @admin.display(description=_("detained on"))
    def detained_on(self, person: Person) -> str:
        days = [detention.detained_on for detention in person.held if detention.detained_on]
        return in_words(min(days, key=lambda day: day.value)) if days else ""

    @admin.display(description=_("province"))
    def province(self, person: Person) -> str:
        return ", ".join(dict.fromkeys(held.province.name for held in person.held if held.province))

    @admin.display(description=_("lists"))
    def list_count(self, person: Person) -> int:
        return len({match.entry.source_list_id for match in person.linked})

    @admin.display(description=_("problems"))
    def problem_count(self, person: Person) -> str:
        return str(len(person.found_problems) or "")

    def get_readonly_fields(self, request: HttpRequest, obj: Person | None = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), *(("slug",) if obj else ()))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Person | None = None) -> dict[str, Any]:
        return {} if obj else self.prepopulated_fields

    def get_inlines(self, request: HttpRequest, obj: Person | None) -> tuple[Any, ...]:
        inlines = (NameInline, AffiliationInline, ClassificationInline, PersonCitations, *private.PRIVATE_INLINES)
        return inlines if obj else ()

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("disagreements/", view(self.disagreements_view), name="prisoners_person_disagreements"),
            path("<int:person>/choose/", view(self.choose_view), name="prisoners_person_choose"),
            *super().get_urls(),
        ]

    def disagreements_view(self, request: HttpRequest) -> HttpResponse:
        return disagreements_view(self, request)

    def choose_view(self, request: HttpRequest, person: int) -> HttpResponse:
        """Keeps ours of one field, or takes what a line says; then back to where it was chosen."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        one = get_object_or_404(Person, pk=person)
        try:
            done = choose(one, by=request.user, **choice_of(request.POST))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            field = LABELS.get(done.field, done.field)
            told = _("%(field)s: taken from the list.") if done.record_id else _("%(field)s: ours was kept.")
            messages.success(request, told % {"field": str(field).capitalize()})
            if done.record_id:
                say_it_is_a_draft(request)
        back = request.POST.get("back", "")
        if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            back = f"{dossier_url(one)}#sayings"
        return HttpResponseRedirect(back)

    def page(self, request: HttpRequest, dossier: Person) -> dict[str, Any]:
        """The dossier as it is read: its detentions, what supports the person's fields, who says what, matches."""
        matches = matches_of(dossier)
        said = table_of(
            dossier,
            confidential=request.user.has_perm("prisoners.view_privatedetails"),
            may_choose=request.user.has_perm("prisoners.change_person"),
        )
        citations = with_sources(Citation.objects.filter(person=dossier)).filter(
            detention=None, stage=None, charge=None, sentence=None, stay=None
        )
        return {
            **super().page(request, dossier),
            "warnings": warnings_of(dossier),
            "blocks": blocks(Detention.objects.filter(person=dossier)),
            "sources": [source_of(citation) for citation in citations],
            "said": said,
            "matches": matches,
            "merges": PersonMerge.of(dossier),
            "naming": naming.told_of(dossier),
            "may_merge": not dossier.merged_into_id and request.user.has_perm("prisoners.change_personmerge"),
            "add_detention_url": f"{reverse('admin:prisoners_detention_add')}?person={dossier.pk}",
        }

    def history_tables(self, request: HttpRequest, obj: Person) -> Tables:
        """Everything that hangs from the person, also what was removed since; private tables for those who may."""
        detentions = event_model(Detention).objects.filter(person_id=obj.pk).order_by().values("pgh_obj_id")
        consents = (Consent,) if request.user.has_perm("prisoners.view_consent") else ()
        tables = [(model, Q(person_id=obj.pk)) for model in (
            PersonName, Affiliation, Classification, Detention, Citation, RowMatch, FieldChoice, *consents,
        )]  # fmt: skip
        return [
            *super().history_tables(request, obj), *tables, *history_of(detentions), *private.history_of(request, obj),
        ]  # fmt: skip
