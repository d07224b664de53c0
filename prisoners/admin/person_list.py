"""The list of persons: found by any spelling, filtered by facts of their detentions, no query per line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, F, Func, OuterRef, Prefetch, Q, QuerySet, TextField, Value
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from prisoners import problems
from prisoners.models import Context, Detention, MatchDecision, Person, PersonName, Province, RowMatch

FEW = 500  # hits that are named one by one
LONG = 4  # letters from which on a word is sought by its sound


class Folded(Func):
    """A text without accents and case, as the index of names holds it."""

    function = "fold_name"
    output_field = TextField()


class Sounded(Func):
    """A text as it sounds, word by word: Yohandry and Yoandri are one (migration 0005)."""

    function = "sound_name"
    output_field = TextField()


def named(persons: QuerySet[Person], term: str) -> QuerySet[Person]:
    """Those who bear every word of `term` in their name, or in one other way in which it is written.

    As written, as it sounds, and where neither finds anybody, nearly so. Few hits are looked up once, through the
    indexes of names, and then named one by one; with many, reading in the order of names ends sooner.
    """
    words = term.split()[:8]
    written = _keys(words, _as_written)
    if len(written) > FEW:
        others = _bearing(PersonName, "text", words, _as_written).filter(person=OuterRef("pk"))
        return persons.alias(folded=Folded(F("name_display"))).filter(_as_written(words) | Q(Exists(others)))
    sounding = _keys(words, _as_it_sounds)
    if len(sounding) > FEW:
        return persons.filter(Q(pk__in=written) | Q(pk__in=_hits(words, _as_it_sounds)))
    return persons.filter(pk__in=written | sounding or _keys(words, _nearly))


def _as_written(words: list[str]) -> Q:
    return Q(*(Q(folded__contains=Folded(Value(word))) for word in words))


def _as_it_sounds(words: list[str]) -> Q:
    """Short words must be as written: by sound, too much would be like them."""
    return Q(
        *(
            Q(sounded__contains=Sounded(Value(word))) if len(word) >= LONG else Q(folded__contains=Folded(Value(word)))
            for word in words
        )
    )


def _nearly(words: list[str]) -> Q:
    """With a letter wrong, missing or too many, by the trigrams of the sound."""
    return Q(sounded__trigram_word_similar=Sounded(Value(" ".join(words))))


def _bearing(model: Any, column: str, words: list[str], alike: Callable[[list[str]], Q]) -> QuerySet[Any]:
    rows = model.objects.order_by().alias(folded=Folded(F(column)), sounded=Sounded(F(column)))
    return rows.filter(alike(words))


def _hits(words: list[str], alike: Callable[[list[str]], Q]) -> QuerySet[Any]:
    ours = _bearing(Person, "name_display", words, alike).values_list("pk")
    return ours.union(_bearing(PersonName, "text", words, alike).values_list("person_id"), all=True)


def _keys(words: list[str], alike: Callable[[list[str]], Q]) -> set[int]:
    """Keys of the first persons found, one more than few."""
    return {pk for (pk,) in _hits(words, alike)[: FEW + 1]}


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
        return [
            ("yes", _("something hinders approval")),
            ("no_basis", _("nothing carries the name")),
            ("no", _("nothing hinders approval")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> QuerySet[Person]:
        if self.value() == "yes":
            return problems.with_problems(queryset)
        if self.value() == "no_basis":
            return queryset.filter(problems.NO_BASIS)
        return problems.without_problems(queryset) if self.value() == "no" else queryset
