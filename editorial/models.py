"""Who edits, and the path of a dossier from draft to the public record."""

from __future__ import annotations

from datetime import date
from typing import Self

import pghistory
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.codes import valid_code


def tracked(model: type[models.Model]) -> type[models.Model]:
    """Keeps the history of a table: each insert, update and delete, with the acting user, by database triggers."""
    return pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(model)


class Recorded(models.Model):
    """When a row was written down and last changed. Who did it is in the history (pghistory context)."""

    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True, editable=False)

    class Meta:
        abstract = True


@tracked
class Outlet(Recorded):
    """A newsroom of the coalition. Two rows are the same outlet when their codes are equal."""

    code = models.SlugField(_("code"), unique=True, help_text=_("Short, ASCII, never changed."))
    name = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("address"), blank=True)
    is_demo = models.BooleanField(_("invented"), default=False, help_text=_("Belongs to the demonstration set."))

    class Meta:
        verbose_name, verbose_name_plural = _("outlet"), _("outlets")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Editor(AbstractUser):
    """An account of a person who edits. Never shown to the public, under no name."""

    is_demo = models.BooleanField(_("invented"), default=False, help_text=_("Belongs to the demonstration set."))

    class Meta:
        verbose_name, verbose_name_plural = _("editor"), _("editors")


class Role(models.TextChoices):
    CONTRIBUTOR = "contributor", _("contributor")
    EDITOR = "editor", _("editor")
    REVIEWER = "reviewer", _("reviewer")
    COORDINATOR = "coordinator", _("coordinator")
    ADMINISTRATOR = "administrator", _("administrator")


@tracked
class Membership(Recorded):
    """An editor works for an outlet in a role, from one day until another (inclusive; empty means still)."""

    editor = models.ForeignKey(Editor, models.CASCADE, related_name="memberships", verbose_name=_("editor"))
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="memberships", verbose_name=_("outlet"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("membership"), _("memberships")
        constraints = [
            valid_code("role", Role),
            models.UniqueConstraint(fields=["editor", "outlet"], name="membership_once_per_outlet"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="membership_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.editor} ({self.outlet})"


class WorkflowState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")


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
        return self.filter(workflow_state=WorkflowState.DRAFT).update(
            workflow_state=WorkflowState.IN_REVIEW, submitted_by=by, submitted_at=now, updated_at=now
        )

    def approve_all(self, *, by: Editor) -> int:
        """Approves every dossier in review that `by` neither wrote nor submitted; returns how many."""
        now = timezone.now()
        return (
            self.filter(workflow_state=WorkflowState.IN_REVIEW)
            .exclude(submitted_by=by)
            .filter(Q(last_edited_by__isnull=True) | ~Q(last_edited_by=by))
            .update(workflow_state=WorkflowState.APPROVED, approved_by=by, approved_at=now, updated_at=now)
        )


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

    def problems(self) -> list[str]:
        """What must be mended before approval, in plain words; empty when nothing."""
        return []

    def reopen(self, *, by: Editor | None) -> None:
        """Back to draft because the working copy changed. `by` None: an import did, and who wrote before still did."""
        self.workflow_state = WorkflowState.DRAFT
        if by is not None:
            self.last_edited_by = by
        self.submitted_by = self.submitted_at = self.approved_by = self.approved_at = None
        self._save_move()

    def submit(self, *, by: Editor) -> None:
        """Draft → in review. Raises Refused from any other state."""
        self._require(WorkflowState.DRAFT)
        self.workflow_state, self.submitted_by, self.submitted_at = WorkflowState.IN_REVIEW, by, timezone.now()
        self._save_move()

    def approve(self, *, by: Editor) -> None:
        """In review → approved, by somebody who neither wrote nor submitted it, and with no problem left.

        Raises Refused otherwise.
        """
        self._require(WorkflowState.IN_REVIEW)
        if by.pk in (self.submitted_by_id, self.last_edited_by_id):
            raise Refused(_("Nobody approves their own work: ask a colleague."))
        if found := self.problems():
            raise Refused(" ".join(str(problem) for problem in found))
        self.workflow_state, self.approved_by, self.approved_at = WorkflowState.APPROVED, by, timezone.now()
        self._save_move()

    def return_to_author(self, *, by: Editor) -> None:
        """In review → draft. Raises Refused from any other state."""
        self._require(WorkflowState.IN_REVIEW)
        self.workflow_state = WorkflowState.DRAFT
        self._save_move()

    def _require(self, state: WorkflowState) -> None:
        if self.workflow_state != state:
            raise Refused(
                _("This is “%(is)s”; the step needs “%(needs)s”.")
                % {"is": self.get_workflow_state_display(), "needs": state.label}
            )

    def _save_move(self) -> None:
        self.save(
            update_fields=[
                "workflow_state",
                "last_edited_by",
                "submitted_by",
                "submitted_at",
                "approved_by",
                "approved_at",
                "updated_at",
            ]
        )
