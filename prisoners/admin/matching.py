"""The queue of rows that the matcher left to an editor: what the row says beside what the persons' dossiers say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from chronology.partial_date import PartialDate
from chronology.wording import in_words
from editorial.admin.base import ReadOnlyAdmin
from editorial.models import Refused
from prisoners.admin.parts import dossier_url
from prisoners.matching.decisions import decide, withdraw
from prisoners.models import Charge, Detention, Gender, MatchDecision, Municipality, Offence, Person, Province, RowMatch
from sources.models import ListEntry, SourceRecord

PER_PAGE = 20

# The evidence of the matcher (prisoners/matching/evidence.py) in words.
COMPARED = {
    "name": gettext_lazy("name"),
    "birth_year": gettext_lazy("year of birth"),
    "province": gettext_lazy("province"),
    "detained_on": gettext_lazy("detained on"),
}
FOUND = {
    "exact": gettext_lazy("the same"),
    "sound": gettext_lazy("sounds the same"),
    "swapped": gettext_lazy("surnames swapped"),
    "reordered": gettext_lazy("in another order"),
    "no_second_surname": gettext_lazy("without the second surname"),
    "part_of_given": gettext_lazy("part of the given names"),
    "close": gettext_lazy("a letter or two differ"),
    "new": gettext_lazy("nobody like it"),
    "agrees": gettext_lazy("agrees"),
    "near": gettext_lazy("near"),
    "differs": gettext_lazy("differs"),
    "unknown": gettext_lazy("unknown"),
}


@dataclass
class Candidate:
    """A person whom the row may speak of. `cells`: (what the dossier says, whether it says the same as the row)."""

    match: RowMatch
    url: str
    cells: list[tuple[str, bool]]
    reasons: list[tuple[str, str]]


@dataclass
class Question:
    """One row, and the persons it may speak of."""

    entry: ListEntry
    labels: list[str]
    cells: list[str]
    candidates: list[Candidate] = field(default_factory=list)

    def lines(self) -> list[dict[str, Any]]:
        """One line of the table for each thing compared."""
        return [
            {"label": label, "row": self.cells[place], "cells": [each.cells[place] for each in self.candidates]}
            for place, label in enumerate(self.labels)
        ]


def questions(after: int) -> tuple[list[Question], int | None]:
    """The next open rows, by ascending entry; and after which entry to go on, None at the end."""
    unsure = RowMatch.objects.in_force().filter(decision=MatchDecision.UNSURE)
    entries = list(
        unsure.filter(entry_id__gt=after)
        .order_by("entry_id")
        .values_list("entry_id", flat=True)
        .distinct()[: PER_PAGE + 1]
    )
    shown = entries[:PER_PAGE]
    detentions = Detention.objects.prefetch_related(Prefetch("charges", Charge.objects.select_related("offence")))
    matches = (
        unsure.filter(entry_id__in=shown)
        .select_related("entry__source_list", "person")
        .prefetch_related(Prefetch("person__detentions", detentions, to_attr="held"))
        .order_by("entry_id", "-score", "pk")
    )
    records = {
        record.entry_id: record for record in SourceRecord.objects.filter(entry__in=shown).defer("raw").order_by("pk")
    }
    places = _Places()
    found: dict[int, Question] = {}
    for match in matches:
        values = records[match.entry_id].values if match.entry_id in records else {}
        row = _row_says(values, places)
        if match.entry_id not in found:
            found[match.entry_id] = Question(match.entry, list(row), [", ".join(said) for said in row.values()])
        person = _person_says(match.person, places)
        cells = [(", ".join(person[label]), _agree(row[label], person[label])) for label in row]
        reasons = [
            (COMPARED.get(key, key), FOUND.get(value, value)) for key, value in (match.explanation or {}).items()
        ]
        found[match.entry_id].candidates.append(Candidate(match, dossier_url(match.person), cells, reasons))
    return list(found.values()), (shown[-1] if len(entries) > PER_PAGE else None)


class _Places:
    """Names of territories and offences, each table read once."""

    def __init__(self) -> None:
        self.provinces = dict(Province.objects.values_list("code", "name"))
        self.municipalities = dict(Municipality.objects.values_list("code", "name"))
        self.offences = dict(Offence.objects.values_list("code", "name_es"))


def _row_says(values: dict[str, Any], places: _Places) -> dict[str, list[str]]:
    parts = (values.get("given_names"), values.get("surname_1"), values.get("surname_2"))
    offences = {*(values.get("offences") or []), values.get("principal_offence")}
    return {
        _("name"): _said(values.get("name") or " ".join(filter(None, parts))),
        _("birth date"): _said(_day(values.get("birth_date"))),
        _("age when detained"): _said(values.get("age_at_detention")),
        _("gender"): _said(dict(Gender.choices).get(values.get("gender", ""))),
        _("detained on"): _said(_day(values.get("detained_on"))),
        _("province"): _said(places.provinces.get(values.get("province", ""))),
        _("municipality"): _said(places.municipalities.get(values.get("municipality", ""), values.get("municipality"))),
        _("offences"): _said(*(places.offences.get(code, code) for code in offences)),
    }


def _person_says(person: Person, places: _Places) -> dict[str, list[str]]:
    held = person.held
    return {
        _("name"): _said(person.name_display),
        _("birth date"): _said(_day(person.birth_date)),
        _("age when detained"): _said(person.age_at_detention_stated),
        _("gender"): _said("" if person.gender == Gender.UNKNOWN else person.get_gender_display()),
        _("detained on"): _said(*(_day(each.detained_on) for each in held)),
        _("province"): _said(*(places.provinces.get(each.province_id) for each in held)),
        _("municipality"): _said(*(places.municipalities.get(each.municipality_id) for each in held)),
        _("offences"): _said(*(str(charge.offence) for each in held for charge in each.charges.all())),
    }


def _said(*values: Any) -> list[str]:
    return sorted({str(value) for value in values if value not in (None, "")})


def _agree(row: list[str], person: list[str]) -> bool:
    """True when all that the row says is also said of the person."""
    return bool(row) and set(row) <= set(person)


def _day(known: PartialDate | str | None) -> str:
    if not known:
        return ""
    return in_words(PartialDate.parse(known) if isinstance(known, str) else known, get_language() or "es")


@admin.register(RowMatch)
class MatchAdmin(ReadOnlyAdmin):
    """Decisions, looked up; the open ones are decided in the queue."""

    list_display = ("entry", "person", "decision", "score", "decided_by", "decided_at", "withdrawn_at")
    list_filter = ("decision",)
    list_select_related = ("entry__source_list", "person", "decided_by")
    ordering = ("-pk",)
    change_list_template = "admin/prisoners/match_change_list.html"

    def get_urls(self) -> list[Any]:
        site = self.admin_site
        return [
            path("queue/", site.admin_view(self.queue_view), name="prisoners_rowmatch_queue"),
            path("queue/<int:entry>/", site.admin_view(self.decide_view), name="prisoners_rowmatch_decide"),
            path("<int:match>/withdraw/", site.admin_view(self.withdraw_view), name="prisoners_rowmatch_withdraw"),
            *super().get_urls(),
        ]

    def _require_permission(self, request: HttpRequest) -> None:
        if not request.user.has_perm("prisoners.change_rowmatch"):
            raise PermissionDenied

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        self._require_permission(request)
        after = request.GET.get("after", "")
        found, next_after = questions(int(after) if after.isdecimal() and len(after) < 19 else 0)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Rows that an editor must match"),
            "opts": self.opts,
            "questions": found,
            "next_after": next_after,
        }
        return TemplateResponse(request, "admin/prisoners/queue.html", context)

    def decide_view(self, request: HttpRequest, entry: int) -> HttpResponse:
        """Same, not same (with a person), or somebody new (without)."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self._require_permission(request)
        row = get_object_or_404(ListEntry.objects.select_related("source_list"), pk=entry)
        chosen = request.POST.get("person", "")
        person = get_object_or_404(Person, pk=chosen) if chosen.isdecimal() else None
        try:
            owner = decide(row, person, request.POST.get("decision", ""), by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            told = _("%(row)s is now a row of %(person)s.") if owner else _("Noted: %(row)s is not %(person)s.")
            messages.success(request, told % {"row": row, "person": owner or person})
        return HttpResponseRedirect(reverse("admin:prisoners_rowmatch_queue"))

    def withdraw_view(self, request: HttpRequest, match: int) -> HttpResponse:
        """Takes a decision back, from the dossier's page."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self._require_permission(request)
        edge = get_object_or_404(RowMatch.objects.select_related("person", "entry__source_list"), pk=match)
        try:
            withdraw(edge, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Withdrawn: %(row)s.") % {"row": edge.entry})
        return HttpResponseRedirect(f"{dossier_url(edge.person)}#matches")
