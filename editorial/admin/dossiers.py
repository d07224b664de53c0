"""The path of a dossier on its page and in its list: submit it, read what it would change, back to draft by any edit.

Approving and returning happen on the review page alone (publication/admin/review.py), which shows the difference.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.forms import BaseFormSet, ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from editorial import reviewing, roles
from editorial.admin.base import NeverDeleted, RecordAdmin
from editorial.models import Claim, Dossier, Refused, Review, Verb, WorkflowState
from editorial.models.review import claim, let_go

STEPS = ("submit", "take_back", "claim", "let_go")
MOST_AT_ONCE = 200
MOST_APPROVED_AT_ONCE = 20


def say_it_is_a_draft(request: HttpRequest) -> None:
    """Who saves a dossier, or a part of one, hears what comes next."""
    told = _(
        "It is a draft now: submit it for review. The public sees the change once a colleague has approved it "
        "and an edition is published."
    )
    messages.info(request, told)


def review_url(dossier: Dossier) -> str:
    return reverse("admin:editorial_review_of", args=[dossier._meta.label_lower, dossier.pk])


class DossierAdmin(NeverDeleted, RecordAdmin):
    """A dossier is withdrawn by its visibility or left out of the next edition; it is never deleted here."""

    change_form_template = "admin/dossier/change_form.html"
    actions = ("submit_selected", "approve_selected")

    @admin.display(description=gettext_lazy("state"), ordering="workflow_state")
    def state(self, dossier: Dossier) -> str:
        """The state of the path, and what keeps it from the public besides: an embargo, a withdrawal."""
        return dossier.state_in_words

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_step"
        view = self.admin_site.admin_view(self.step_view)
        return [path("<path:object_id>/step/<slug:step>/", view, name=name), *super().get_urls()]

    def step_view(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        """Takes one step with one dossier, on the version the editor saw."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if step not in STEPS:
            raise Http404
        with transaction.atomic():
            dossier = self.model._default_manager.select_for_update(of=("self",)).filter(pk=object_id).first()
            if dossier is None:
                raise Http404
            if not self.has_change_permission(request, dossier):
                raise PermissionDenied
            if step in ("claim", "let_go"):
                (claim if step == "claim" else let_go)(dossier, by=request.user)
            elif request.POST.get("seen_version") != dossier.updated_at.isoformat():
                messages.error(request, _("Somebody saved this record after you opened the page. Read it again first."))
            else:
                self._take(request, dossier, step)
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[dossier.pk])
        )

    def _take(self, request: HttpRequest, dossier: Dossier, step: str) -> None:
        take = reviewing.submit if step == "submit" else reviewing.take_back
        try:
            take(dossier, by=request.user, comment=request.POST.get("comment", ""))
        except Refused as refusal:
            messages.error(request, str(refusal))
            return
        now = {"record": dossier, "state": dossier.get_workflow_state_display()}
        messages.success(request, _("“%(record)s” is now: %(state)s.") % now)
        if step == "submit":
            self._say_who_comes_next(request)

    def _say_who_comes_next(self, request: HttpRequest) -> None:
        """Nobody publishes alone: who must act now, and how much of this kind waits for them."""
        told = _("Next, a colleague who neither wrote nor submitted it must approve it. In review: %(count)d.")
        waiting = self.model._default_manager.filter(workflow_state=WorkflowState.IN_REVIEW).count()
        messages.info(request, told % {"count": waiting})

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> HttpResponse:
        dossier = kwargs.get("obj")
        if dossier is not None:
            context |= self.page(request, dossier)
        return super().render_change_form(request, context, **kwargs)

    def page(self, request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
        """What the page of a dossier shows beside its form."""
        claims = list(Claim.objects.of(dossier).in_force().select_related("by"))
        is_returned = dossier.workflow_state == WorkflowState.RETURNED
        return {
            "problems": dossier.problems(),
            "may_submit": dossier.workflow_state in (WorkflowState.DRAFT, WorkflowState.RETURNED)
            and self.has_change_permission(request, dossier),
            "may_take_back": dossier.workflow_state == WorkflowState.IN_REVIEW
            and dossier.submitted_by_id == request.user.pk,
            "may_review": request.user.has_perm(roles.APPROVE),
            "returned": Review.objects.of(dossier).filter(verb=Verb.RETURN).select_related("by").first()
            if is_returned
            else None,
            "claims": [one for one in claims if one.by_id != request.user.pk],
            "is_claimed_by_me": any(one.by_id == request.user.pk for one in claims),
            "step_url_name": f"admin:{self.opts.app_label}_{self.opts.model_name}_step",
            "review_url": review_url(dossier),
        }

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: list[BaseFormSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change or form.has_changed() or any(formset.has_changed() for formset in formsets):
            form.instance.reopen(by=request.user)
            say_it_is_a_draft(request)

    def response_post_save_add(self, request: HttpRequest, obj: models.Model) -> HttpResponse:
        return self._to_its_page(obj)

    def response_post_save_change(self, request: HttpRequest, obj: models.Model) -> HttpResponse:
        """Back to its page, which says what comes next; not to the list of all others."""
        return self._to_its_page(obj)

    def _to_its_page(self, obj: models.Model) -> HttpResponse:
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[obj.pk])
        )

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        allowed = {
            "submit_selected": self.has_change_permission(request),
            "approve_selected": request.user.has_perm(roles.APPROVE),
        }
        return {name: action for name, action in super().get_actions(request).items() if allowed.get(name, True)}

    @admin.action(description=gettext_lazy("Submit for review"))
    def submit_selected(self, request: HttpRequest, chosen: models.QuerySet) -> None:
        pks = self._few(request, chosen, MOST_AT_ONCE)
        done, refusals = 0, []
        with transaction.atomic():
            locked = self.model._default_manager.select_for_update(of=("self",)).filter(pk__in=pks)
            for dossier in locked.order_by("pk"):
                try:
                    reviewing.submit(dossier, by=request.user)
                    done += 1
                except Refused as refusal:
                    refusals.append(f"{dossier}: {refusal}")
        if done:
            messages.success(request, ngettext("%(count)d done.", "%(count)d done.", done) % {"count": done})
            self._say_who_comes_next(request)
        for told in refusals[:5]:
            messages.warning(request, told)
        if len(refusals) > 5:
            messages.warning(request, _("%(count)d more were refused.") % {"count": len(refusals) - 5})

    @admin.action(description=gettext_lazy("Review and approve together"))
    def approve_selected(self, request: HttpRequest, chosen: models.QuerySet) -> HttpResponse | None:
        """To the page that shows each difference; nothing is approved from a list."""
        pks = self._few(request, chosen, MOST_APPROVED_AT_ONCE)
        if not pks:
            return None
        asked = urlencode({"kind": self.model._meta.label_lower, "pk": pks}, doseq=True)
        return HttpResponseRedirect(f"{reverse('admin:editorial_review_several')}?{asked}")

    def _few(self, request: HttpRequest, chosen: models.QuerySet, most: int) -> list[int]:
        """Their keys; none, with a word to the editor, when there are too many."""
        pks = list(chosen.order_by().values_list("pk", flat=True)[: most + 1])
        if len(pks) <= most:
            return pks
        messages.error(request, _("At most %(most)d at once: choose fewer.") % {"most": most})
        return []
