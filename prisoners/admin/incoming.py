"""What a list changes: one question after the other, each with one key; and the way back out of a whole import."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from editorial.admin.base import ReadOnlyAdmin
from editorial.models import Claim, Refused
from editorial.models.review import claim
from prisoners.admin.parts import dossier_url
from prisoners.incoming import summary
from prisoners.incoming.deciding import decide, may_take
from prisoners.incoming.undoing import undo_import
from prisoners.models import ListChange, ListChangeKind, ListChoice, MatchAudit
from sources.admin.differences import differences
from sources.admin.field_labels import LABELS, Words
from sources.import_list.report import named
from sources.import_list.staging import snapshot_replaced
from sources.models import LeftReason, ListSnapshot

# The key of each answer: a letter of its words, for each language; of the reasons, a number.
OURS, THEIRS, LATER = pgettext_lazy("key", "K"), pgettext_lazy("key", "T"), pgettext_lazy("key", "L")
PARTS = {
    "person": gettext_lazy("person"), "detention": gettext_lazy("detention"), "sentence": gettext_lazy("sentence"),
    "stay": gettext_lazy("place of detention"), "release": gettext_lazy("release"),
    "revocation": gettext_lazy("revocation"), "custody": gettext_lazy("where the person is"),
    "list": gettext_lazy("the list"),
}  # fmt: skip


def next_question(snapshot: ListSnapshot, request: HttpRequest) -> ListChange | None:
    """The first open one on which no colleague is at work; if they are at work on all, the first. Claimed at once."""
    # A row that is asked about unmarked in the matching queue is nobody's there, and nobody's here.
    drawn = MatchAudit.objects.open().values("entry")
    waiting = ListChange.objects.open().filter(snapshot=snapshot).exclude(entry__in=drawn).in_order()
    kind = ListChange._meta.label_lower
    taken = Claim.objects.in_force().filter(kind=kind).exclude(by=request.user).values("dossier_id")
    with_all = waiting.select_related("entry__source_list", "person", "record")
    found = with_all.exclude(pk__in=taken).first() or with_all.first()
    if found and request.user.has_perm("prisoners.change_listchange"):
        claim(found, by=request.user)
    return found


@dataclass(frozen=True)
class Answered:
    """A question that an editor has decided: what it was about, and what became of it, in words."""

    change: ListChange
    url: str
    about: str
    decision: str


def answered(snapshot: ListSnapshot, words: Words) -> list[Answered]:
    """The last of this snapshot, the newest first."""
    found = ListChange.objects.answered().filter(snapshot=snapshot)
    shown = found.select_related("person", "entry__source_list", "decided_by")[: summary.MOST]
    return [Answered(each, dossier_url(each.person), _about(each, words), _decision(each)) for each in shown]


def _about(change: ListChange, words: Words) -> str:
    """Each field with the list's word and ours, as they were when it was asked."""
    told = _("%(field)s: the list says %(said)s, we said %(ours)s")
    return "; ".join(
        told % {"field": LABELS.get(name, name), "said": words.of(name, line["said"]),
                "ours": words.of(name, line["ours"])}
        for name, line in change.lines.items()
    )  # fmt: skip


def _decision(change: ListChange) -> str:
    left = change.entry.get_left_reason_display() if change.kind == ListChangeKind.GONE else ""
    return ": ".join(part for part in (change.get_decision_display(), str(left)) if part)


@admin.register(ListChange)
class ListChangeAdmin(ReadOnlyAdmin):
    """Questions and decisions, looked up; the open ones are decided on the page of their snapshot."""

    list_display = ("entry", "person", "kind", "decision", "decided_by", "decided_at")
    list_filter = ("kind", "decision")
    list_select_related = ("entry__source_list", "person", "decided_by")
    fields = ("snapshot", "entry", "person", "kind", "about", "lines_in_words", "decision", "decided_by", "decided_at")
    readonly_fields = ("about", "lines_in_words")
    ordering = ("-pk",)

    @admin.display(description=gettext_lazy("what it is about"))
    def about(self, change: ListChange) -> str:
        return str(PARTS.get(change.part, change.part))

    @admin.display(description=gettext_lazy("fields"))
    def lines_in_words(self, change: ListChange) -> str:
        return _about(change, Words())

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("of/<int:snapshot>/", view(self.of_view), name="prisoners_listchange_of"),
            path("<int:change>/decide/", view(self.decide_view), name="prisoners_listchange_decide"),
            path("of/<int:snapshot>/undo/", view(self.undo_view), name="prisoners_listchange_undo"),
            *super().get_urls(),
        ]

    def of_view(self, request: HttpRequest, snapshot: int) -> HttpResponse:
        """The next question, how far the work has come, and what was not asked."""
        if not request.user.has_perm("prisoners.view_listchange"):
            raise PermissionDenied
        one = get_object_or_404(ListSnapshot.objects.select_related("source_list"), pk=snapshot)
        question, words = next_question(one, request), Words()
        other = snapshot_replaced(one)
        asked = summary.asked_fields(one)
        noted = [
            (row, [change for change in row.changes if (row.row_key, change[0]) not in asked])
            for row in differences(one, other)["changed"]
        ]
        context = {
            "snapshot": one, "other": other, "progress": summary.progress(one), "new": summary.new_rows(one),
            "question": question, "words": words, "noted": [(row, changes) for row, changes in noted if changes],
            "answered": answered(one, words),
            "may_decide": request.user.has_perm("prisoners.change_listchange"),
            "may_undo": request.user.has_perm("sources.add_listsnapshot") and one.undone_at is None,
            "most": summary.MOST,
        }  # fmt: skip
        if question:
            context |= _question(question, words)
        return self._show(request, "list_changes.html", _("What this list changes: %(list)s") % {"list": one}, context)

    def decide_view(self, request: HttpRequest, change: int) -> HttpResponse:
        """One answer; then the next question comes."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not request.user.has_perm("prisoners.change_listchange"):
            raise PermissionDenied
        asked = get_object_or_404(ListChange, pk=change)
        answer, _dot, reason = request.POST.get("answer", "").partition(".")
        try:
            done = decide(asked, answer, by=request.user, left_reason=reason)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            told = _("%(row)s: %(decision)s.") % {"row": done.entry, "decision": done.get_decision_display()}
            messages.success(request, told)
        return HttpResponseRedirect(reverse("admin:prisoners_listchange_of", args=[asked.snapshot_id]))

    def undo_view(self, request: HttpRequest, snapshot: int) -> HttpResponse:
        """By POST, what would be taken back, by kind; with a reason, it is. Only a POST acts in an editor's name."""
        if not request.user.has_perm("sources.add_listsnapshot"):
            raise PermissionDenied
        one = get_object_or_404(ListSnapshot.objects.select_related("source_list"), pk=snapshot)
        page = reverse("admin:prisoners_listchange_of", args=[one.pk])
        context: dict[str, Any] = {"snapshot": one, "page": page, "reason": request.POST.get("reason", "")}
        if request.method == "POST":
            try:
                if request.POST.get("step") == "undo":
                    done = undo_import(one, by=request.user, reason=context["reason"])
                    told = _(
                        "The import is undone. Dossiers that an edition has shown wait for a colleague's approval."
                    )
                    messages.success(request, told)
                    if done.unnamed:
                        stay = _("No list names them any more, and they stay: %(persons)s.")
                        messages.warning(request, stay % {"persons": ", ".join(done.unnamed)})
                    return HttpResponseRedirect(page)
                context["told"] = undo_import(one, by=request.user, reason="-", dry_run=True)
            except Refused as refusal:
                context["refusal"] = str(refusal)
        return self._show(request, "undo_import.html", _("Undo the import of %(list)s") % {"list": one}, context)

    def _show(self, request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/prisoners/{template}", {**shared, **context})


def _question(change: ListChange, words: Words) -> dict[str, Any]:
    """The question with its answers: (value sent, key, label)."""
    answers: list[tuple[str, Any, Any]] = []
    if change.kind == ListChangeKind.GONE:
        answers += [
            (f"{ListChoice.NOTED}.{reason.value}", str(number), reason.label)
            for number, reason in enumerate(LeftReason, start=1)
        ]
    else:
        answers.append((ListChoice.OURS, OURS, _("Keep ours")))
        if may_take(change):
            answers.append((ListChoice.THEIRS, THEIRS, _("Take theirs")))
    answers.append((ListChoice.LATER, LATER, _("Look later")))
    return {
        "answers": answers,
        "part": PARTS.get(change.part, change.part),
        "row_name": named(change.record.values),
        "person_url": dossier_url(change.person),
        "lines": [
            (LABELS.get(field, field), words.of(field, line["before"]), words.of(field, line["said"]),
             words.of(field, line["ours"]))
            for field, line in change.lines.items()
        ],
        "is_gone": change.kind == ListChangeKind.GONE,
        "may_be_taken": may_take(change),
    }  # fmt: skip
