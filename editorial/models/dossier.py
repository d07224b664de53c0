"""The path of a dossier from draft to the public record."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from editorial.codes import valid_code
from editorial.models.pending import Alarm, PendingChange
from editorial.models.people import Editor, Recorded
from editorial.models.review import Review, Verb
from editorial.moves import MOVES, WorkflowState


class Refused(Exception):
    """A move that the rules do not allow; the message says why, for an editor."""


class DossierQuerySet(models.QuerySet):
    """The same verbs as on one dossier, for many at once: one statement, all or nothing by the caller's transaction."""

    def publishable(self) -> Self:
        """Dossiers whose working copy is what two editors agreed on: approved, or published and untouched since."""
        return self.filter(workflow_state__in=(WorkflowState.APPROVED, WorkflowState.PUBLISHED))

    def embargoed(self, *, on: date) -> Self:
        """Dossiers that must be absent from every output on that day (the last day of an embargo included)."""
        return self.filter(embargo_until__gte=on)

    def submit_all(self, *, by: Editor) -> int:
        """Submits every draft among these; returns how many."""
        now = timezone.now()
        return self.filter(workflow_state__in=MOVES["submit"][0]).update(
            workflow_state=WorkflowState.IN_REVIEW, submitted_by=by, submitted_at=now, updated_at=now
        )

    def approve_all(self, *, by: Editor) -> int:
        """Approves every dossier in review that `by` may approve (the database says which); returns how many."""
        now = timezone.now()
        waiting = self.filter(workflow_state=WorkflowState.IN_REVIEW).exclude(submitted_by=by)
        return waiting.filter(~Exists(written_by(self.model, by))).update(
            workflow_state=WorkflowState.APPROVED, approved_by=by, approved_at=now, updated_at=now
        )

    def void_all(self, *, signed_by: Editor) -> int:
        """What this account approved, or signed for a colleague to approve, waits for review again; returns how many.

        What an edition has published stays.
        """
        signed = Review.objects.filter(
            kind=self.model._meta.label_lower, dossier_id=OuterRef("pk"), at__gte=OuterRef("submitted_at"),
            verb=Verb.SIGN, by=signed_by,
        )  # fmt: skip
        theirs = self.filter(Q(approved_by=signed_by) | Exists(signed))
        return theirs.filter(workflow_state__in=MOVES["void"][0]).update(
            workflow_state=WorkflowState.IN_REVIEW, approved_by=None, approved_at=None, updated_at=timezone.now()
        )


def written_by(model: type[models.Model], editor: Editor) -> models.QuerySet[PendingChange]:
    """For a subquery on dossiers: the changes that the editor made since the last publication."""
    return PendingChange.objects.filter(kind=model._meta.label_lower, dossier_id=OuterRef("pk"), editor_id=editor.pk)


class Dossier(Recorded):
    """What two editors must agree on before the public sees it.

    States: draft (being written) → in review (submitted) → approved (waits for the next edition) → published.
    Any change of the working copy leads back to draft; the public keeps the last approved version until then.
    """

    workflow_state = models.CharField(
        _("state"), max_length=12, choices=WorkflowState, default=WorkflowState.DRAFT, editable=False
    )
    last_edited_by = models.ForeignKey(
        Editor, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("last edited by")
    )
    submitted_by = models.ForeignKey(
        Editor, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("submitted by")
    )
    submitted_at = models.DateTimeField(_("submitted at"), null=True, editable=False)
    approved_by = models.ForeignKey(
        Editor, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved at"), null=True, editable=False)
    embargo_until = models.DateField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Absent from every public output up to this day, inclusive."),
    )
    embargo_reason = models.CharField(_("reason of the embargo"), max_length=200, blank=True)

    objects = DossierQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            valid_code("workflow_state", WorkflowState),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by")),
                name="%(app_label)s_%(class)s_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(workflow_state__in=["approved", "published"])
                | Q(approved_by__isnull=False, submitted_by__isnull=False),
                name="%(app_label)s_%(class)s_approved_by_somebody",
            ),
        ]

    def save(self, *args: Any, update_fields: Any = None, **options: Any) -> None:
        """Of a row that is there, its content alone: verbs write the path, which may have moved since it was read."""
        if update_fields is None and not self._state.adding and not options.get("force_insert"):
            unread = self.get_deferred_fields()
            update_fields = [
                field.name
                for field in self._meta.concrete_fields
                if not field.primary_key and field.name not in PATH and field.attname not in unread
            ]
        super().save(*args, update_fields=update_fields, **options)

    def clean(self) -> None:
        """An embargo is set until a day to come, for a reason. One that ran out stands in no later change's way."""
        super().clean()
        if self.embargo_until is None:
            return
        if self.embargo_until < timezone.localdate():
            former = type(self)._base_manager.filter(pk=self.pk).values_list("embargo_until", flat=True).first()
            if self.embargo_until != former:
                told = _("This day has passed: an embargo ends today at the earliest. To end it, leave the day empty.")
                raise ValidationError({"embargo_until": told})
        elif not self.embargo_reason.strip():
            told = _("Say why it may not be public yet, without names: a colleague decides by it.")
            raise ValidationError({"embargo_reason": told})

    @property
    def is_embargoed(self) -> bool:
        """Whether an edition of today leaves it out; of an invented one, an edition of the demonstration's day."""
        day = settings.DEMONSTRATION_DATA_DATE if getattr(self, "is_demo", False) else timezone.localdate()
        return self.is_embargoed_on(day)

    def is_embargoed_on(self, day: date) -> bool:
        """Whether an edition of that day leaves it out (the last day of an embargo included)."""
        return self.embargo_until is not None and self.embargo_until >= day

    def limits(self) -> list[str]:
        """What keeps it from the public whatever its state, in words; empty when nothing does."""
        if self.embargo_until is None or not self.is_embargoed:
            return []
        return [_("under embargo until %(day)s") % {"day": date_format(self.embargo_until, "DATE_FORMAT")}]

    @property
    def state_in_words(self) -> str:
        return " · ".join(str(part) for part in (self.get_workflow_state_display(), *self.limits()))

    def problems(self) -> list[str]:
        """What must be mended before approval, in plain words; empty when nothing."""
        return []

    def reopen(self, *, by: Editor | None) -> None:
        """Back to draft because the working copy changed. `by` None: an import did, and who wrote before still did."""
        if by is not None:
            self.last_edited_by = by
        self.submitted_by = self.submitted_at = self.approved_by = self.approved_at = None
        self._move("edit")

    def submit(self, *, by: Editor) -> None:
        """Draft or returned → in review. Raises Refused from any other state."""
        self._require("submit")
        self.submitted_by, self.submitted_at = by, timezone.now()
        self._move("submit")

    def take_back(self, *, by: Editor) -> None:
        """In review → draft, by whoever submitted it. Raises Refused from any other state, and to anybody else."""
        self._require("take_back")
        if by.pk != self.submitted_by_id:
            raise Refused(_("Only whoever submitted it takes it back: ask for its return."))
        self._move("take_back")

    def approve(self, *, by: Editor) -> None:
        """In review → approved, by somebody who wrote and submitted none of it, and with no problem left.

        A sensitive change (release, death, merge, withdrawal and its end) needs another outlet than its authors'.
        Raises Refused otherwise. The database refuses the same (four_eyes.py), and notes who tried.
        """
        self._require("approve")
        if found := self.problems():
            raise Refused(" ".join(str(problem) for problem in found))
        before = self.workflow_state, self.approved_by, self.approved_at
        self.approved_by, self.approved_at = by, timezone.now()
        try:
            self._move("approve")
        except Refused:
            self.workflow_state, self.approved_by, self.approved_at = before
            raise

    def return_to_author(self, *, by: Editor) -> None:
        """In review → returned. Raises Refused from any other state."""
        self._require("return")
        self._move("return")

    def _require(self, verb: str) -> None:
        starts, _end = MOVES[verb]
        if self.workflow_state not in starts:
            needs = ", ".join(str(state.label) for state in WorkflowState if state in starts)
            raise Refused(
                _("This is “%(is)s”; the step needs “%(needs)s”.")
                % {"is": self.get_workflow_state_display(), "needs": needs}
            )

    def _move(self, verb: str) -> None:
        """Writes the columns of the path. Raises Refused, in words, when the database refuses the move."""
        self.workflow_state = MOVES[verb][1]
        self.updated_at = timezone.now()
        written = (
            type(self)
            ._base_manager.filter(pk=self.pk)
            .update(**{name: getattr(self, name) for name in (*PATH, "updated_at")})
        )
        if not written:
            raise Refused(self._why_refused())

    def _why_refused(self) -> str:
        alarm = Alarm.objects.filter(kind=self._meta.label_lower, dossier_id=self.pk).first()
        known = WHY.get(Alarm.Reason(alarm.reason)) if alarm else None
        return str(known or _("Somebody moved this dossier meanwhile: read it again."))


PATH = ("workflow_state", "last_edited_by", "submitted_by", "submitted_at", "approved_by", "approved_at")
WHY = {
    Alarm.Reason.OWN: _("Nobody approves their own work: ask a colleague."),
    Alarm.Reason.SAME_OUTLET: _(
        "A release, a death, a merge or a withdrawal is approved by somebody of another outlet than its authors'."
    ),
    Alarm.Reason.FORGED: _("Nobody submits, signs or approves in another's name."),
    Alarm.Reason.ACCOUNT: _(
        "This account may not approve: nobody does within 72 hours of receiving it, nor while it is frozen."
    ),
    Alarm.Reason.ALONE: _("Somebody saw a risk: a second editor, who wrote none of it, must sign too."),
    Alarm.Reason.UNREAD: _("Nobody approves without a review: read the difference and answer the risk test."),
}
