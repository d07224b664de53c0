"""Persons who may be one: pairs that the matcher suggests, the likeliest first; each leads to the merge's preview."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from prisoners.admin.merge_preview import told_apart, told_of
from prisoners.admin.person_list import held
from prisoners.matching.explanation import Reason, in_a_sentence, reasons, together
from prisoners.merging.suggestions import AT_MOST, suggest, waiting
from prisoners.models import MatchDecision, PairSuggestion, Person, RowMatch
from sources.import_list.consumers import no_progress

PER_PAGE = 25


@dataclass
class Shown:
    """A pair as an editor reads it. `both_on`: lists that hold each of them, which seldom hold one person twice."""

    suggestion: PairSuggestion
    names: tuple[str, str]
    first: str
    second: str
    both_on: list[str]

    @property
    def sentence(self) -> str:
        return in_a_sentence(self.suggestion.explanation)

    @property
    def reasons(self) -> list[Reason]:
        return reasons(self.suggestion.explanation)

    @property
    def bits(self) -> float:
        return together(self.reasons)

    @property
    def of_hundred(self) -> int:
        return round(self.suggestion.chance * 100)


def suggestions_view(admin: Any, request: HttpRequest) -> HttpResponse:
    """The list; by POST it is made anew, where that takes seconds."""
    if not request.user.has_perm("prisoners.change_personpair"):
        raise PermissionDenied
    persons = Person.objects.filter(merged_into=None).count()
    if request.method == "POST":
        if persons <= AT_MOST:
            found = suggest(no_progress)
            told = ngettext("Compared: %(count)d pair may be one person.",
                            "Compared: %(count)d pairs may be one person each.", found)  # fmt: skip
            messages.success(request, told % {"count": found})
        else:
            messages.error(request, _("Among so many persons this takes minutes: run “suggest_pairs” by night."))
        return HttpResponseRedirect(reverse("admin:prisoners_personpair_suggestions"))
    page = Paginator(waiting(), PER_PAGE).get_page(request.GET.get("page"))
    newest = PairSuggestion.objects.order_by("made_at").last()
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Persons who may be one"), "opts": admin.opts, "page": page, "pairs": _shown(list(page)),
        "made_at": newest.made_at if newest else None, "may_compute": persons <= AT_MOST,
    }  # fmt: skip
    return TemplateResponse(request, "admin/prisoners/suggestions.html", context)


def _shown(found: list[PairSuggestion]) -> list[Shown]:
    keys = {key for each in found for key in (each.first_id, each.second_id)}
    told = {person.pk: told_of(person) for person in Person.objects.filter(pk__in=keys).prefetch_related(held())}
    lists: dict[int, set[str]] = defaultdict(set)
    edges = RowMatch.objects.in_force().filter(decision=MatchDecision.SAME, person__in=keys)
    for person, code in edges.values_list("person_id", "entry__source_list__code"):
        lists[person].add(code)
    return [
        Shown(
            each, told_apart(each.first, each.second), told[each.first_id], told[each.second_id],
            sorted(lists[each.first_id] & lists[each.second_id]),
        )
        for each in found
    ]  # fmt: skip
