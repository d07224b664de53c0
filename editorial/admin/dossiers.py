"""The path of a dossier on its page and in its list: submit, approve, return; and back to draft by any change."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.forms import BaseFormSet, ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from editorial import roles
from editorial.admin.base import NeverDeleted, RecordAdmin
from editorial.models import Dossier, Refused, WorkflowState

STEPS = {"submit": Dossier.submit, "approve": Dossier.approve, "return": Dossier.return_to_author}
OPEN_STEPS: dict[str, list[str]] = {WorkflowState.DRAFT: ["submit"], WorkflowState.IN_REVIEW: ["approve", "return"]}
MOST_AT_ONCE = 200


def say_it_is_a_draft(request: HttpRequest) -> None:
    """Who saves a dossier, or a part of one, hears what comes next."""
    told = _(
        "It is a draft now: submit it for review. The public sees the change once a colleague has approved it "
        "and an edition is published."
    )
    messages.info(request, told)


class DossierAdmin(NeverDeleted, RecordAdmin):
    """A dossier is withdrawn by its visibility or left out of the next edition; it is never deleted here."""

    change_form_template = "admin/dossier/change_form.html"
    actions = ("submit_selected", "approve_selected", "return_selected")

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_step"
        view = self.admin_site.admin_view(self.step_view)
        return [path("<path:object_id>/step/<slug:step>/", view, name=name), *super().get_urls()]

    def may_take(self, request: HttpRequest, step: str) -> bool:
        """Who may write may submit; only who may approve may approve or return."""
        if step == "submit":
            return self.has_change_permission(request)
        return request.user.has_perm(roles.APPROVE)

    def step_view(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        """Takes one step with one dossier, on the version the editor saw."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if step not in STEPS:
            raise Http404
        if not self.may_take(request, step):
            raise PermissionDenied
        with transaction.atomic():
            dossier = self.model._default_manager.select_for_update(of=("self",)).filter(pk=object_id).first()
            if dossier is None:
                raise Http404
            if request.POST.get("seen_version") != dossier.updated_at.isoformat():
                messages.error(request, _("Somebody saved this record after you opened the page. Read it again first."))
            else:
                self._take(request, dossier, step)
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[dossier.pk])
        )

    def _take(self, request: HttpRequest, dossier: Dossier, step: str) -> None:
        try:
            STEPS[step](dossier, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return
        now = {"record": dossier, "state": dossier.get_workflow_state_display()}
        messages.success(request, _("“%(record)s” is now: %(state)s.") % now)
        self._say_what_comes_next(request, step)

    def _say_what_comes_next(self, request: HttpRequest, step: str) -> None:
        """Nobody publishes alone: who must act now, and how much of this kind waits for them."""
        state, told = {
            "submit": (
                WorkflowState.IN_REVIEW,
                _("Next, a colleague who neither wrote nor submitted it must approve it. In review: %(count)d."),
            ),
            "approve": (
                WorkflowState.APPROVED,
                _("It appears with the next edition, once somebody who may publishes it. Waiting: %(count)d."),
            ),
            "return": (WorkflowState.DRAFT, _("Its author may now change it and submit it again.")),
        }[step]
        waiting = self.model._default_manager.filter(workflow_state=state).count()
        messages.info(request, told % {"count": waiting})

    def render_change_form(self, request: HttpRequest, context: Any, **kwargs: Any) -> HttpResponse:
        dossier = kwargs.get("obj")
        if dossier is not None:
            context |= self.page(request, dossier)
        return super().render_change_form(request, context, **kwargs)

    def page(self, request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
        """What the page of a dossier shows beside its form."""
        return {
            "problems": dossier.problems(),
            "dossier_steps": self._open_steps(request, dossier),
            "step_url_name": f"admin:{self.opts.app_label}_{self.opts.model_name}_step",
        }

    def _open_steps(self, request: HttpRequest, dossier: Dossier) -> dict[str, str]:
        """{step: label} for what this editor may do next."""
        labels = {"submit": _("Submit for review"), "approve": _("Approve"), "return": _("Return to its author")}
        return {
            step: labels[step] for step in OPEN_STEPS.get(dossier.workflow_state, []) if self.may_take(request, step)
        }

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: list[BaseFormSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change or form.has_changed() or any(formset.has_changed() for formset in formsets):
            form.instance.reopen(by=request.user)
            say_it_is_a_draft(request)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        steps = {"submit_selected": "submit", "approve_selected": "approve", "return_selected": "return"}
        refused = {name for name, step in steps.items() if not self.may_take(request, step)}
        return {name: action for name, action in actions.items() if name not in refused}

    @admin.action(description=gettext_lazy("Submit for review"))
    def submit_selected(self, request: HttpRequest, chosen: models.QuerySet) -> None:
        self._take_all(request, chosen, "submit")

    @admin.action(description=gettext_lazy("Approve"))
    def approve_selected(self, request: HttpRequest, chosen: models.QuerySet) -> None:
        self._take_all(request, chosen, "approve")

    @admin.action(description=gettext_lazy("Return to their author"))
    def return_selected(self, request: HttpRequest, chosen: models.QuerySet) -> None:
        self._take_all(request, chosen, "return")

    def _take_all(self, request: HttpRequest, chosen: models.QuerySet, step: str) -> None:
        pks = list(chosen.order_by().values_list("pk", flat=True)[: MOST_AT_ONCE + 1])
        if len(pks) > MOST_AT_ONCE:
            messages.error(request, _("At most %(most)d at once: choose fewer.") % {"most": MOST_AT_ONCE})
            return
        done, refusals = 0, []
        with transaction.atomic():
            locked = self.model._default_manager.select_for_update(of=("self",)).filter(pk__in=pks)
            for dossier in locked.order_by("pk"):
                try:
                    STEPS[step](dossier, by=request.user)
                    done += 1
                except Refused as refusal:
                    refusals.append(f"{dossier}: {refusal}")
        if done:
            messages.success(request, ngettext("%(count)d done.", "%(count)d done.", done) % {"count": done})
            self._say_what_comes_next(request, step)
        for refusal in refusals[:5]:
            messages.warning(request, refusal)
        if len(refusals) > 5:
            messages.warning(request, _("%(count)d more were refused.") % {"count": len(refusals) - 5})
