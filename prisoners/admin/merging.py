"""Two persons who are one, one who was two, two who are not the same: choosing, reading, deciding, undoing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.admin.base import ReadOnlyAdmin
from editorial.models import Refused
from prisoners.admin.merge_preview import likely, preview, seen, told_apart, told_of
from prisoners.admin.parts import dossier_url
from prisoners.admin.person_list import held, named
from prisoners.admin.suggestions import suggestions_view
from prisoners.merging import pairs
from prisoners.merging.merge import merge, unmerge
from prisoners.merging.split import split, unsplit
from prisoners.models import MatchDecision, Person, PersonMerge, PersonPair, PersonSplit, RowMatch
from sources.admin.field_labels import Words
from sources.import_list.report import named as name_as_written
from sources.models import SourceRecord

MOST = 30


class ReasonForm(forms.Form):
    """Why. Read by the colleague of another outlet who approves it, and by whoever wonders in a year."""

    reason = forms.CharField(
        label=gettext_lazy("why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300})
    )
    is_confirmed = forms.BooleanField(
        label=gettext_lazy("I have seen this, and decide so all the same"), required=False
    )


class Decisions(ReadOnlyAdmin):
    """What these three tables share: a list to look things up in, and addresses that act and go back."""

    def _require_permission(self, request: HttpRequest) -> None:
        if not request.user.has_perm(f"prisoners.change_{self.opts.model_name}"):
            raise PermissionDenied

    def _show(self, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/prisoners/{template}", {**shared, **context})

    def undo_view(self, request: HttpRequest, decision: int) -> HttpResponse:
        """Takes the decision back, and says what was written since and therefore stays."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        self._require_permission(request)
        found = get_object_or_404(self.model, pk=decision)
        try:
            later = UNDO[self.model](found, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Undone: %(what)s.") % {"what": found})
            if later:
                told = _("Written since, and left as it is: %(rows)s.") % {"rows": "; ".join(later)}
                messages.warning(request, told)
        return HttpResponseRedirect(reverse(f"admin:prisoners_{self.opts.model_name}_changelist"))

    def get_urls(self) -> list[Any]:
        undo = self.admin_site.admin_view(self.undo_view)
        return [path("<int:decision>/undo/", undo, name=f"prisoners_{self.opts.model_name}_undo"), *super().get_urls()]

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        extra = {"undo_url": reverse(f"admin:prisoners_{self.opts.model_name}_undo", args=[object_id])}
        if not object_id.isdecimal() or not self._may_undo(request, object_id):
            extra = {}
        return super().change_view(request, object_id, *args, extra_context=extra, **kwargs)

    def _may_undo(self, request: HttpRequest, key: str) -> bool:
        in_force = self.model._default_manager.in_force().filter(pk=key).exists()  # type: ignore[attr-defined]
        return bool(in_force and request.user.has_perm(f"prisoners.change_{self.opts.model_name}"))

    change_form_template = "admin/prisoners/decision_change_form.html"


@admin.register(PersonMerge)
class MergeAdmin(Decisions):
    list_display = ("merged", "kept", "by", "at", "reason", "undone_at")
    list_select_related = ("merged", "kept", "by")
    fields = ("merged", "kept", "reason", "by", "at", "undone_by", "undone_at")
    ordering = ("-pk",)

    def get_urls(self) -> list[Any]:
        site = self.admin_site
        return [
            path("of/<int:person>/", site.admin_view(self.choose_view), name="prisoners_personmerge_choose"),
            path(
                "of/<int:person>/<int:other>/", site.admin_view(self.decide_view), name="prisoners_personmerge_decide"
            ),
            *super().get_urls(),
        ]

    def choose_view(self, request: HttpRequest, person: int) -> HttpResponse:
        """Whom to merge with: found by any spelling of the name, at first those of the same surnames."""
        self._require_permission(request)
        one = get_object_or_404(Person, pk=person)
        asked = request.GET.get("q", "").strip()[:100]
        words = asked or f"{one.surname_1} {one.surname_2}".strip() or one.name_display
        found = likely(one, named(Person.objects.all(), words)).prefetch_related(held())
        return self._show(
            request, "merge_choose.html", _("Merge %(person)s with…") % {"person": one}, person=one, asked=asked,
            words=words, found=[(other, told_of(other)) for other in found[:MOST]], person_url=dossier_url(one),
        )  # fmt: skip

    def decide_view(self, request: HttpRequest, person: int, other: int) -> HttpResponse:
        """The preview; and by POST the decision: the same, or not the same."""
        self._require_permission(request)
        kept, merged = (get_object_or_404(Person, pk=key) for key in (person, other))
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            if request.POST.get("seen") != seen(kept, merged):
                messages.error(request, _("Somebody saved this record after you opened the page. Read it again first."))
            elif self._decide(request, kept, merged, form.cleaned_data):
                return HttpResponseRedirect(dossier_url(kept))
        read = preview(kept, merged)
        title = _("Are %(kept)s and %(merged)s one person?") % {"kept": read.kept, "merged": read.merged}
        return self._show(request, "merge_preview.html", title, form=form, preview=read)

    def _decide(self, request: HttpRequest, kept: Person, merged: Person, given: dict[str, Any]) -> bool:
        try:
            if request.POST.get("decision") == MatchDecision.NOT_SAME:
                pairs.decide(kept, merged, MatchDecision.NOT_SAME, by=request.user, reason=given["reason"])
                told = _("Noted: %(kept)s and %(merged)s are not the same person.")
            else:
                merge(kept, merged, by=request.user, reason=given["reason"], is_confirmed=given["is_confirmed"])
                told = _(
                    "%(merged)s is now a part of %(kept)s. The public sees it once another outlet has approved it."
                )
        except Refused as refusal:
            messages.error(request, str(refusal))
            return False
        kept_as, merged_as = told_apart(kept, merged)
        messages.success(request, told % {"kept": kept_as, "merged": merged_as})
        return True


@admin.register(PersonSplit)
class SplitAdmin(Decisions):
    list_display = ("person", "other", "by", "at", "reason", "undone_at")
    list_select_related = ("person", "other", "by")
    fields = ("person", "other", "reason", "by", "at", "undone_by", "undone_at")
    ordering = ("-pk",)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.split_view)
        return [path("of/<int:person>/", view, name="prisoners_personsplit_split"), *super().get_urls()]

    def split_view(self, request: HttpRequest, person: int) -> HttpResponse:
        """The lines of the person, each with a box: those that speak of somebody else."""
        self._require_permission(request)
        one = get_object_or_404(Person, pk=person)
        form = ReasonForm(request.POST or None)
        chosen = {int(key) for key in request.POST.getlist("entry") if key.isdecimal() and len(key) < 19}
        if request.method == "POST" and form.is_valid():
            try:
                done = split(one, chosen, by=request.user, reason=form.cleaned_data["reason"])
            except Refused as refusal:
                messages.error(request, str(refusal))
            else:
                told = _("%(other)s is a person of their own now. Read both dossiers: what nobody cites is marked.")
                messages.success(request, told % {"other": done.other})
                return HttpResponseRedirect(dossier_url(done.other))
        edges, words = RowMatch.objects.in_force().filter(person=one, decision=MatchDecision.SAME), Words()
        lines = [
            (edge.entry, _in_a_line(edge.entry.records.order_by("pk").last(), words), edge.entry_id in chosen)
            for edge in edges.select_related("entry__source_list").prefetch_related("entry__records").order_by("pk")
        ]
        title = _("Split %(person)s") % {"person": one}
        return self._show(request, "split.html", title, person=one, person_url=dossier_url(one), form=form, lines=lines)


def _in_a_line(record: SourceRecord | None, words: Words) -> str:
    """What tells a line of a list from others: its name, and of the arrest the day, the place and the age."""
    if record is None:
        return ""
    said = [str(words.of(name, record.values.get(name))) for name in ("detained_on", "province")]
    age = record.values.get("age_at_detention")
    parts = (name_as_written(record.values), *said, f"{_('age')} {age}" if age else "")
    return " · ".join(part for part in parts if part)


@admin.register(PersonPair)
class PairAdmin(Decisions):
    list_display = ("first", "second", "decision", "by", "at", "reason", "withdrawn_at")
    list_select_related = ("first", "second", "by")
    fields = ("first", "second", "decision", "reason", "by", "at", "withdrawn_at")
    ordering = ("-pk",)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.suggestions_view)
        return [path("suggestions/", view, name="prisoners_personpair_suggestions"), *super().get_urls()]

    def suggestions_view(self, request: HttpRequest) -> HttpResponse:
        return suggestions_view(self, request)


def _withdraw(pair: PersonPair, *, by: Any) -> list[str]:
    pairs.withdraw(pair, by=by)
    return []


UNDO: dict[Any, Callable[..., list[str]]] = {PersonMerge: unmerge, PersonSplit: unsplit, PersonPair: _withdraw}
