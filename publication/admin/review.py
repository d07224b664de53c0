"""The review screen: what the public would see change, who changed it, what the figures make of it; the signature."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial import patrol, reviewing, roles, standing
from editorial.admin import desk
from editorial.admin.base import ReadOnlyAdmin
from editorial.admin.dossiers import review_url
from editorial.beside import Beside, beside
from editorial.models import Dossier, Patrol, Refused, Review, Verb, WorkflowState
from editorial.models.review import RISKS
from prisoners.models import Person
from prisoners.problems import all_of
from publication.admin.several import SeveralAtOnce
from publication.publishing import DOSSIERS
from publication.review import acts, difference, effects, proposal
from publication.review.wording import Words
from sources.models import ListSnapshot

KINDS = {model._meta.label_lower: model for model in DOSSIERS}
ACTS = ("approve", "return", "take_back", "look")


def answers_of(request: HttpRequest) -> dict[str, bool]:
    """The risk test as posted; a question without an answer is left out."""
    given = {name: request.POST.get(f"risk_{name}") for name in RISKS}
    return {name: answer == "yes" for name, answer in given.items() if answer in ("yes", "no")}


@admin.register(Review)
class ReviewAdmin(SeveralAtOnce, ReadOnlyAdmin):
    """Every act of a review, looked up; below it, the page of each dossier's review."""

    list_display = ("at", "verb", "by", "kind", "dossier_id", "comment")
    list_filter = ("verb", "kind")
    list_select_related = ("by",)
    ordering = ("-at", "-pk")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may sign reads what was signed."""
        return request.user.has_perm(roles.APPROVE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("queue/<slug:name>/", view(desk.queue_view), name="editorial_review_queue"),
            path("several/", view(self.several_view), name="editorial_review_several"),
            path("several/<slug:step>/", view(self.several_view), name="editorial_review_several_step"),
            path("of/<str:kind>/<int:pk>/", view(self.review_view), name="editorial_review_of"),
            path("of/<str:kind>/<int:pk>/<slug:step>/", view(self.step_view), name="editorial_review_step"),
            *super().get_urls(),
        ]

    def review_view(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """The difference, and the form that signs it."""
        dossier = self._model(request, kind).objects.select_related("submitted_by").filter(pk=pk).first()
        if dossier is None:
            raise Http404
        return self._page(request, dossier, proposal.of(dossier))

    def step_view(self, request: HttpRequest, kind: str, pk: int, step: str) -> HttpResponse:
        """One act upon exactly what was shown. In the address, so that the door may ask for the password first."""
        model = self._model(request, kind)
        if step not in ACTS:
            raise Http404
        if request.method != "POST":
            return HttpResponseRedirect(reverse("admin:editorial_review_of", args=[kind, pk]))
        if step != "take_back" and not request.user.has_perm(roles.APPROVE):
            raise PermissionDenied
        with transaction.atomic():
            dossier = model._default_manager.select_for_update(of=("self",)).filter(pk=pk).first()
            if dossier is None:
                raise Http404
            shown = proposal.of(dossier)
            if step == "approve" and request.POST.get("seen") != shown.digest:
                told = _(
                    "This changed after you opened the page. Nothing was approved; below is what would change now."
                )
                messages.error(request, told)
                return self._page(request, dossier, shown, status=409)
            try:
                self._take(request, dossier, step, shown.digest)
            except Refused as refusal:
                messages.error(request, str(refusal))
                return self._page(request, dossier, shown, status=409)
        return HttpResponseRedirect(review_url(dossier))

    def _model(self, request: HttpRequest, kind: str) -> type[Dossier]:
        if kind not in KINDS:
            raise Http404
        if not self.admin_site.get_model_admin(KINDS[kind]).has_view_permission(request):
            raise PermissionDenied
        return KINDS[kind]

    def _take(self, request: HttpRequest, dossier: Dossier, step: str, seen: str) -> None:
        comment, by = request.POST.get("comment", ""), request.user
        if step == "return":
            reviewing.return_to_author(dossier, by=by, comment=comment, seen=seen)
            messages.success(request, _("Returned. Its author reads your comment on the dossier's page."))
        elif step == "look":
            patrol.look(dossier, by=by, is_sound=request.POST.get("is_sound") == "yes", comment=comment)
            messages.success(request, _("Noted. Thank you for the second look."))
        elif step == "take_back":
            reviewing.take_back(dossier, by=by, comment=comment)
            messages.success(request, _("Taken back: it is a draft again."))
        elif reviewing.approve(dossier, by=by, answers=answers_of(request), seen=seen, comment=comment) == Verb.SIGN:
            messages.warning(request, _("Signed. Because of the risk a second editor must sign before it is approved."))
        else:
            messages.success(request, _("Approved. It appears with the next edition."))

    def _page(
        self, request: HttpRequest, dossier: Dossier, shown: proposal.Proposal, status: int = 200
    ) -> HttpResponse:
        words = Words(edition=shown.newest)
        noted = beside(dossier, to=request.user)
        screen = self.admin_site.get_model_admin(type(dossier))
        sections = difference.sections(shown, words)
        acts.attribute(sections, dossier, screen.history_tables(request, dossier))
        is_open = dossier.workflow_state == WorkflowState.IN_REVIEW
        stand = standing.of(dossier, request.user, noted)
        problems, warnings = all_of(dossier) if isinstance(dossier, Person) else (dossier.problems(), [])
        given = answers_of(request) if request.method == "POST" else {}
        context = {
            **self.admin_site.each_context(request),
            "title": _("Review: %(dossier)s") % {"dossier": dossier},
            "opts": dossier._meta,
            "kind": dossier._meta.label_lower,
            "original": dossier,
            "proposal": shown,
            "speaks_until": shown.day if shown.day < timezone.localdate() else None,
            "sections": sections,
            "effects": effects.of(shown, words) if isinstance(dossier, (Person, ListSnapshot)) else None,
            "problems": problems,
            "warnings": warnings,
            "standing": stand,
            "reviews": noted.reviews,
            "signed": self._signed(dossier, noted.reviews) if is_open else [],
            "claims": [one for one in noted.claims if one.by_id != request.user.pk],
            "is_open": is_open,
            "second_look": self._second_look(request, noted),
            "may_sign": is_open and request.user.has_perm(roles.APPROVE) and not stand.obstacle,
            "may_return": is_open and request.user.has_perm(roles.APPROVE),
            "may_take_back": is_open and dossier.submitted_by_id == request.user.pk,
            "risks": [(name, question, given.get(name)) for name, question in RISKS.items()],
            "comment": request.POST.get("comment", "") if status != 200 else "",
        }
        return TemplateResponse(request, "admin/review/review.html", context, status=status)

    def _signed(self, dossier: Dossier, rows: list[Review]) -> list[Review]:
        """The signatures of this round, which wait for another."""
        since = dossier.submitted_at
        return [row for row in rows if row.verb == Verb.SIGN and since and row.at >= since]

    def _second_look(self, request: HttpRequest, noted: Beside) -> Patrol | None:
        """The second look that waits for this editor, if one does."""
        if not request.user.has_perm(roles.APPROVE):
            return None
        mine = noted.outlets.get(request.user.pk or 0, set())
        return next((one for one in noted.looks if mine and not mine & set(one.outlets)), None)
