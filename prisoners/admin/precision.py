"""The page of what a random sample proves of the matcher's own decisions, and whether it may go on making them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial.models import Refused
from prisoners.matching import precision
from prisoners.matching.cautions import cautions
from prisoners.matching.in_force import scorecard_in_force
from prisoners.matching.sampling import draw_from_the_past
from prisoners.models import AuditAnswer, MatchAudit, MatchDecision, MatchLimits, MatchStop, Person, RowMatch

PAGE = "admin:prisoners_rowmatch_precision"
MOST_DRAWN, MOST_SHOWN = 300, 100


class PrecisionPage:
    """Adds the page, and what may be done there, to the screens of the decisions on rows."""

    admin_site: Any
    opts: Any

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("precision/", view(self.precision_view), name="prisoners_rowmatch_precision"),
            path("precision/draw/", view(self.draw_view), name="prisoners_rowmatch_draw"),
            path("precision/end-stop/", view(self.end_stop_view), name="prisoners_rowmatch_end_stop"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def precision_view(self, request: HttpRequest) -> HttpResponse:
        """What the sample proves, of the scorecard in force and of former ones."""
        if not request.user.has_perm("prisoners.change_rowmatch"):  # type: ignore[union-attr]
            raise PermissionDenied
        is_demo = precision.is_only_demo()
        persons = Person.objects.filter(merged_into=None).count()
        card = scorecard_in_force(persons)
        former = [version for version in precision.versions(is_demo=is_demo) if version != card.version]
        stop = precision.stop_in_force(is_demo=is_demo)
        context = {
            **self.admin_site.each_context(request),
            "title": _("How often the matcher is right"), "opts": self.opts, "is_demo": is_demo,
            "card": card, "persons": persons, "now": precision.standing(card.version, is_demo=is_demo),
            "former": [precision.standing(version, is_demo=is_demo) for version in former[:MOST_SHOWN]],
            "limits": MatchLimits.objects.in_force(), "stop": stop, "wanted": precision.WANTED,
            "cautions": cautions(persons)[1 if stop else 0 :],
            "stops": MatchStop.objects.filter(is_demo=is_demo).select_related("ended_by").order_by("-pk")[:MOST_SHOWN],
            "errors": _errors(is_demo=is_demo), "most": MOST_SHOWN,
            "may_steer": request.user.has_perm("prisoners.change_matchstop"),  # type: ignore[union-attr]
        }  # fmt: skip
        return TemplateResponse(request, "admin/prisoners/precision.html", context)

    def draw_view(self, request: HttpRequest) -> HttpResponse:
        """Draws more of what the matcher decided before: it comes up in the queue, unmarked."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        _require_steering(request)
        asked = request.POST.get("number", "")
        number = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
        if not 1 <= number <= MOST_DRAWN:
            messages.error(request, _("Say how many to draw: 1 to %(most)d.") % {"most": MOST_DRAWN})
            return HttpResponseRedirect(reverse(PAGE))
        version = scorecard_in_force(Person.objects.filter(merged_into=None).count()).version
        drawn = draw_from_the_past(number, version=version, is_demo=precision.is_only_demo())
        told = ngettext(
            "%(number)d decision was drawn, and waits unmarked in the queue.",
            "%(number)d decisions were drawn, and wait unmarked in the queue.",
            drawn,
        )
        messages.success(request, told % {"number": drawn})
        return HttpResponseRedirect(reverse(PAGE))

    def end_stop_view(self, request: HttpRequest) -> HttpResponse:
        """Lets the matcher accept by itself again, for a reason that is kept."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        _require_steering(request)
        try:
            precision.end_stop(
                is_demo=precision.is_only_demo(), by=request.user, reason=request.POST.get("reason", "")  # type: ignore[arg-type]
            )  # fmt: skip
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("From the next import on the matcher accepts by itself again."))
        return HttpResponseRedirect(reverse(PAGE))


def _require_steering(request: HttpRequest) -> None:
    if not request.user.has_perm("prisoners.change_matchstop"):  # type: ignore[union-attr]
        raise PermissionDenied


def _errors(*, is_demo: bool) -> list[dict[str, Any]]:
    """The wrong decisions of the sample, the latest first: to whom the row was given, and whose it is now."""
    wrong = MatchAudit.objects.filter(is_right=False, entry__source_list__organisation__is_demo=is_demo)
    audits = list(
        wrong.select_related("entry__source_list", "answered_by").order_by("-answered_at", "-pk")[:MOST_SHOWN]
    )
    given = RowMatch.objects.select_related("person").in_bulk([audit.match_id for audit in audits])
    same = RowMatch.objects.in_force().filter(
        entry__in=[audit.entry_id for audit in audits], decision=MatchDecision.SAME
    )
    now = {match.entry_id: match.person for match in same.select_related("person")}
    labels = dict(AuditAnswer.choices)
    return [
        {
            "audit": audit, "answer": labels[audit.answer], "now": now.get(audit.entry_id),
            "given": given[audit.match_id].person if audit.match_id in given else None,
        }
        for audit in audits
    ]  # fmt: skip
