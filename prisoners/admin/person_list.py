"""The list of persons: found by any spelling, filtered by facts of their detentions, no query per line."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, F, Func, OuterRef, Prefetch, Q, QuerySet, TextField, Value
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from prisoners import problems
from prisoners.models import Context, Detention, MatchDecision, Person, PersonName, Province, RowMatch

FEW = 500  # hits that are named one by one


class Folded(Func):
    """A text without accents and case, as the index of names holds it."""

    function = "fold_name"
    output_field = TextField()


def named(persons: QuerySet[Person], term: str) -> QuerySet[Person]:
    """Those who bear every word of `term` in their name, or in one other way in which it is written.

    Few hits are looked up once, through the index of names, and then named one by one; with many, reading in the order
    of names ends sooner.
    """
    words = term.split()[:8]
    ours = _bearing(Person.objects.alias(folded=Folded(F("name_display"))), words)
    written = _bearing(PersonName.objects.alias(folded=Folded(F("text"))), words)
    hits = ours.order_by().values_list("pk").union(written.values_list("person_id"), all=True)[: FEW + 1]
    found = [pk for (pk,) in hits]
    if len(found) <= FEW:
        return persons.filter(pk__in=set(found))
    return _bearing(
        persons.alias(folded=Folded(F("name_display"))), words, Exists(written.filter(person=OuterRef("pk")))
    )


def _bearing(rows: QuerySet[Any], words: list[str], otherwise: Any = None) -> QuerySet[Any]:
    """Rows whose `folded` text holds every word; or else those of which `otherwise` is true."""
    every = Q(*(Q(folded__contains=Folded(Value(word))) for word in words))
    return rows.filter(every if otherwise is None else every | Q(otherwise))


class PersonChangeList(ChangeList):
    """Loads what the columns show, for the lines of one page."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Person]:
        return super().get_queryset(request, exclude_parameters).prefetch_related(*self.model_admin.list_prefetches())

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        found = problems.by_person(Person.objects.filter(pk__in=[person.pk for person in self.result_list]))
        for person in self.result_list:
            person.found_problems = found.get(person.pk, [])


def held() -> Prefetch:
    return Prefetch("detentions", Detention.objects.select_related("province").order_by("pk"), to_attr="held")


def linked() -> Prefetch:
    same = RowMatch.objects.in_force().filter(decision=MatchDecision.SAME).select_related("entry")
    return Prefetch("row_matches", same, to_attr="linked")


class ProvinceFilter(admin.SimpleListFilter):
    title, parameter_name = _("province of detention"), "province"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Province.objects.values_list("code", "name"))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> QuerySet[Person]:
        if not self.value():
            return queryset
        return queryset.filter(Exists(Detention.objects.filter(person=OuterRef("pk"), province=self.value())))


class ContextFilter(admin.SimpleListFilter):
    title, parameter_name = _("context"), "context"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(Context.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> QuerySet[Person]:
        if not self.value():
            return queryset
        return queryset.filter(Exists(Detention.objects.filter(person=OuterRef("pk"), context=self.value())))


class ProblemFilter(admin.SimpleListFilter):
    title, parameter_name = _("problems"), "problems"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("something hinders approval")), ("no", _("nothing hinders approval"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> QuerySet[Person]:
        if self.value() == "yes":
            return problems.with_problems(queryset)
        return problems.without_problems(queryset) if self.value() == "no" else queryset
