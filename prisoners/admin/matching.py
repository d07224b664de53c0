"""The queue of rows that the matcher left to an editor: what the row says beside what the persons' dossiers say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.admin.base import ReadOnlyAdmin
from editorial.models import Editor, Refused
from prisoners.admin.asked import asked_of, in_order, waiting_count
from prisoners.admin.parts import dossier_url
from prisoners.admin.precision import PrecisionPage
from prisoners.admin.side_by_side import LABELLED, Cell, Places, dossier_says, row_says, verdict
from prisoners.matching.cautions import cautions
from prisoners.matching.decisions import decide, doubt, still_there, withdraw
from prisoners.matching.explanation import Reason, in_a_sentence, reasons, together
from prisoners.models import MatchDecision, Person, RowDoubt, RowMatch
from prisoners.sayings.preview import Preview, preview
from sources.admin.field_labels import LABELS, Words
from sources.models import ListEntry, SourceRecord

PER_PAGE, MOST_CANDIDATES = 10, 5
LIKELY = 90  # of a hundred, from which on no more is told: a decision that was drawn is most often likelier still

KEYS_SAME, KEYS_NOT = "12345", "qwert"  # on the keyboard one row lies above the other


@dataclass
class Candidate:
    """A person whom the row may speak of, with why, and what each list says of them."""

    match: RowMatch
    url: str
    cells: list[Cell]
    key_same: str
    key_not: str
    others: list[tuple[str, str]]
    after: Preview
    words: Words

    def denied(self) -> dict[str, Any] | None:
        """Of a question asked anew: who said no, when, and what the row says now that it did not say then."""
        told = self.match.explanation
        if "changed" not in told:
            return None
        changed = [
            f"{LABELS[name]}: {self.words.of(name, then) or '—'} → {self.words.of(name, now) or '—'}"
            for name, (then, now) in told["changed"].items()
        ]
        return {"by": told["denied_by"], "on": date.fromisoformat(told["denied_on"]), "changed": changed}

    def effects(self) -> list[tuple[str, str, str, str]]:
        """What would become of the dossier: (kind, field, ours, what the row says), in words."""
        return [
            (
                each.kind,
                str(LABELS[each.name]),
                str(self.words.of(each.name, each.ours)),
                str(self.words.of(each.name, each.said)),
            )
            for kind in ("fills", "contradicts", "resembles")
            for each in self.after.of_kind(kind)
        ]

    @property
    def of_hundred(self) -> int | None:
        """Of a hundred such rows, how many are this person's by the model; LIKELY stands for that or more."""
        chance = self.match.explanation.get("chance")
        return None if chance is None else min(round(chance * 100), LIKELY)

    @property
    def is_likely(self) -> bool:
        return self.of_hundred == LIKELY

    @property
    def sentence(self) -> str:
        return in_a_sentence(self.match.explanation)

    @property
    def reasons(self) -> list[Reason]:
        return reasons(self.match.explanation)

    @property
    def bits(self) -> float:
        return together(self.reasons)


@dataclass
class Question:
    """One row, and the persons it may speak of."""

    entry: ListEntry
    labels: list[str]
    cells: list[str]
    candidates: list[Candidate] = field(default_factory=list)
    doubts: list[RowDoubt] = field(default_factory=list)

    def lines(self) -> list[dict[str, Any]]:
        """One line of the table for each thing compared that somebody says something of."""
        return [
            {"label": label, "row": self.cells[place], "cells": [(each, each.cells[place]) for each in self.candidates]}
            for place, label in enumerate(self.labels)
            if self.cells[place] or any(each.cells[place].text for each in self.candidates)
        ]


def questions(after: int, *, by: Editor | None = None) -> tuple[list[Question], int | None]:
    """The next rows that an editor is asked about; and after which entry to go on, None at the end."""
    entries = in_order(by, after=after)
    shown, more = entries[:PER_PAGE], len(entries) > PER_PAGE
    records = {
        record.entry_id: record for record in SourceRecord.objects.filter(entry__in=shown).defer("raw").standing()
    }
    known = ListEntry.objects.select_related("source_list").in_bulk(shown)
    said = {entry: records[entry].values if entry in records else {} for entry in shown}
    places, words = Places(), Words()
    rows = {entry: row_says(said[entry], places) for entry in shown}
    found = {
        entry: Question(
            known[entry],
            [str(LABELLED[name]) for name in rows[entry]],
            [", ".join(told) for told in rows[entry].values()],
        )
        for entry in shown
    }
    for each in RowDoubt.objects.filter(entry__in=shown).select_related("by").order_by("pk"):
        found[each.entry_id].doubts.append(each)
    asked = asked_of(shown)
    others = _rows_of({each.match.person_id for each in asked})
    for each in asked:
        match, row = each.match, rows[each.match.entry_id]
        candidates = found[match.entry_id].candidates
        place = len(candidates)
        if place == MOST_CANDIDATES:
            continue
        person = dossier_says(each.holdings.dossier(match.person_id), places)
        cells = [Cell(", ".join(person[name]), verdict(name, row[name], person[name])) for name in row]
        besides = [record for record in others[match.person_id] if record.entry_id != match.entry_id]
        candidates.append(
            Candidate(
                match, dossier_url(match.person), cells, KEYS_SAME[place], KEYS_NOT[place], _told(besides, places),
                preview(each.holdings, match.person_id, said[match.entry_id]), words,
            )
        )  # fmt: skip
    return list(found.values()), (shown[-1] if more else None)


def _rows_of(persons: set[int]) -> dict[int, list[SourceRecord]]:
    """The rows of lists that speak of these persons."""
    edges = RowMatch.objects.in_force().filter(decision=MatchDecision.SAME, person__in=persons)
    owners = dict(edges.values_list("entry_id", "person_id"))
    found = defaultdict(list)
    records = SourceRecord.objects.filter(entry__in=owners).select_related("entry__source_list").defer("raw")
    for record in sorted(records.standing(), key=lambda record: record.entry.source_list.code):
        found[owners[record.entry_id]].append(record)
    return found


def _told(records: Iterable[SourceRecord], places: Places) -> list[tuple[str, str]]:
    """Each list and what it says, once."""
    lines = (
        (record.entry.source_list.code,
         "; ".join(", ".join(each) for each in row_says(record.values, places).values() if each))
        for record in records
    )  # fmt: skip
    return list(dict.fromkeys(lines))


def _decided(row: ListEntry, person: Person | None, owner: Person | None) -> SafeString:
    """What became of the row, with the way to the dossier, where a decision is withdrawn."""
    if person and not owner:
        return format_html(_("Noted: the row {} is not {}."), row, link_to(person))
    told = _("The row {} is now a row of {}.") if person else _("Somebody new was made of the row {}: {}.")
    return format_html(told, row, link_to(owner))


def link_to(person: Person | None) -> SafeString:
    return format_html('<a href="{}">{}</a>', dossier_url(person), person)


@admin.register(RowMatch)
class MatchAdmin(PrecisionPage, ReadOnlyAdmin):
    """Decisions, looked up; the open ones are decided in the queue."""

    list_display = ("entry", "person", "decision", "score", "decided_by", "decided_at", "withdrawn_at")
    list_filter = ("decision",)
    list_select_related = ("entry__source_list", "person", "decided_by")
    fields = ("entry", "person", "decision", "score", "why", "decided_by", "decided_at", "withdrawn_at")
    readonly_fields = ("why",)
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

    @admin.display(description=gettext_lazy("explanation"))
    def why(self, match: RowMatch) -> str:
        return in_a_sentence(match.explanation)

    def _require_permission(self, request: HttpRequest) -> None:
        if not request.user.has_perm("prisoners.change_rowmatch"):
            raise PermissionDenied

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        self._require_permission(request)
        after = request.GET.get("after", "")
        after = after if after.isdecimal() and len(after) < 19 else ""
        found, next_after = questions(int(after or 0), by=request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Rows to be matched"),
            "opts": self.opts,
            "questions": found,
            "next_after": next_after,
            "after": after,
            "waiting": waiting_count(),
            "cautions": cautions(Person.objects.filter(merged_into=None).count()),
        }
        return TemplateResponse(request, "admin/prisoners/queue.html", context)

    def decide_view(self, request: HttpRequest, entry: int) -> HttpResponse:
        """Same, not same (with a person), somebody new (without), or unsure, with a note for the next editor."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self._require_permission(request)
        row = get_object_or_404(ListEntry.objects.select_related("source_list"), pk=entry)
        chosen = request.POST.get("person", "")
        if request.POST.get("decision") == MatchDecision.UNSURE:
            return self._doubt(request, row)
        if chosen and not chosen.isdecimal():
            raise Http404
        try:
            person = still_there(Person.objects.filter(pk=chosen).first()) if chosen else None
            owner = decide(row, person, request.POST.get("decision", ""), by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _decided(row, person, owner))
        return self._back(request)

    def _doubt(self, request: HttpRequest, row: ListEntry) -> HttpResponse:
        try:
            doubt(row, by=request.user, note=request.POST.get("note", ""))
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The row %(row)s waits for another editor, behind the others.") % {"row": row})
        return self._back(request)

    @staticmethod
    def _back(request: HttpRequest) -> HttpResponse:
        """To where the editor was: what was put off stays put off."""
        after = request.POST.get("after", "")
        page = reverse("admin:prisoners_rowmatch_queue")
        return HttpResponseRedirect(f"{page}?after={after}" if after.isdecimal() else page)

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
