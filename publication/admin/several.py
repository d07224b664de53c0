"""Several dossiers on one page: each difference in short, one signature for those of them that are not sensitive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial import reviewing, roles, standing
from editorial.admin.dossiers import MOST_APPROVED_AT_ONCE, review_url
from editorial.admin.history import Tables
from editorial.models import Dossier, Refused, WorkflowState
from editorial.models.review import RISKS
from publication.publishing import DOSSIERS
from publication.review import acts, difference, proposal
from publication.review.lines import Section
from publication.review.wording import Words


@dataclass
class Candidate:
    """A dossier among several. `obstacle`: why it is left to a review of its own, or empty."""

    dossier: Dossier
    url: str
    sections: list[Section]
    seen: str
    obstacle: str


class SeveralAtOnce:
    """For the screen of reviews: approves several unrelated dossiers at once, and names what it leaves."""

    admin_site: Any

    def several_view(self, request: HttpRequest, step: str = "") -> HttpResponse:
        """Without a step, the page; with `approve`, the approval of what is ticked."""
        if not request.user.has_perm(roles.APPROVE):  # type: ignore[union-attr]
            raise PermissionDenied
        is_approval = request.method == "POST" and step == "approve"
        asked = request.POST if is_approval else request.GET
        model = {model._meta.label_lower: model for model in DOSSIERS}.get(asked.get("kind", ""))
        keys = [int(key) for key in asked.getlist("pk")[:MOST_APPROVED_AT_ONCE] if key.isdecimal() and len(key) < 19]
        if model is None or not keys:
            raise Http404
        if is_approval:
            return self._approve_several(request, model, keys)
        return self._several_page(request, model, self._candidates(request, model, keys))

    def _candidates(self, request: HttpRequest, model: type[Dossier], keys: list[int]) -> list[Candidate]:
        screen, words = self.admin_site.get_model_admin(model), Words()
        found = model._default_manager.filter(pk__in=keys)
        return [_candidate(request, dossier, words, screen.history_tables(request, dossier)) for dossier in found]

    def _several_page(self, request: HttpRequest, model: type[Dossier], found: list[Candidate]) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Review and approve together"),
            "opts": model._meta,
            "kind": model._meta.label_lower,
            "candidates": [one for one in found if not one.obstacle],
            "left": [one for one in found if one.obstacle],
            "risks": RISKS.values(),
        }
        return TemplateResponse(request, "admin/review/several.html", context)

    def _approve_several(self, request: HttpRequest, model: type[Dossier], keys: list[int]) -> HttpResponse:
        """All that was shown and is still so; each in a transaction of its own."""
        if request.POST.get("no_risk") != "on":
            messages.error(request, _("Answer the risk test: here only what bears none of the risks can be approved."))
            return self._several_page(request, model, self._candidates(request, model, keys))
        done = 0
        for key in keys:
            refusal = _approve(request, model, key)
            done += not refusal
            if refusal:
                messages.warning(request, refusal)
        if done:
            told = ngettext("%(count)d approved. It appears with the next edition.",
                            "%(count)d approved. They appear with the next edition.", done)  # fmt: skip
            messages.success(request, told % {"count": done})
        return HttpResponseRedirect(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))


def _candidate(request: HttpRequest, dossier: Dossier, words: Words, tables: Tables) -> Candidate:
    shown = proposal.of(dossier)
    sections = difference.sections(shown, words)
    acts.attribute(sections, dossier, tables)
    return Candidate(dossier, review_url(dossier), sections, shown.digest, _obstacle(request, dossier))


def _obstacle(request: HttpRequest, dossier: Dossier) -> str:
    if dossier.workflow_state != WorkflowState.IN_REVIEW:
        return _("It is not in review.")
    stand = standing.of(dossier, request.user)  # type: ignore[arg-type]
    if stand.is_sensitive:
        return _("It is sensitive (a release, a death, a merge or a withdrawal): review it alone.")
    return stand.obstacle or " ".join(str(problem) for problem in dossier.problems())


def _approve(request: HttpRequest, model: type[Dossier], key: int) -> str:
    """Empty when it is approved; else why not."""
    with transaction.atomic():
        dossier = model._default_manager.select_for_update(of=("self",)).filter(pk=key).first()
        if dossier is None:
            raise Http404
        if obstacle := _obstacle(request, dossier):
            return f"{dossier}: {obstacle}"
        seen = proposal.of(dossier).digest
        if request.POST.get(f"seen_{key}") != seen:
            return _("%(dossier)s changed after you opened the page: nothing of it was approved.") % {
                "dossier": dossier
            }
        try:
            reviewing.approve(dossier, by=request.user, answers=dict.fromkeys(RISKS, False), seen=seen)  # type: ignore[arg-type]
        except Refused as refusal:
            return f"{dossier}: {refusal}"
    return ""
