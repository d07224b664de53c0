"""What the matcher's own precision rests on: decisions drawn for an editor, stops of acceptance, limits chosen anew."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.codes import valid_code
from editorial.models import Editor, tracked
from prisoners.models.matching import MatchDecision, RowMatch
from sources.models import ListEntry


class AuditAnswer(models.TextChoices):
    SAME = "same", _("the same person")
    NOT_SAME = "not_same", _("not the same person")
    OTHER = "other", _("another person")
    NEW = "new", _("somebody new")
    WITHDRAWN = "withdrawn", _("withdrawn in the dossier")


class MatchAuditQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Still to be answered: of a decision that is in force as the matcher made it."""
        standing = RowMatch.objects.in_force().filter(
            pk=OuterRef("match"), decision=MatchDecision.SAME, decided_by__isnull=True
        )
        return self.filter(Exists(standing), answered_at=None)

    def answered(self) -> Self:
        return self.filter(answered_at__isnull=False)

    def of(self, version: str, *, is_demo: bool) -> Self:
        """Of one scorecard, on lists of real people or of invented ones: neither proves anything of the other."""
        return self.filter(version=version, entry__source_list__organisation__is_demo=is_demo)


class MatchAudit(models.Model):
    """A row that the matcher gave to a person by itself, drawn to be asked of an editor as if it were in doubt.

    States: open, answered; without a decision in force it falls away unanswered (its import was undone). `beside`: the
    other persons who are shown with it, [{"person": key, "why": the sum}]. A decision is drawn once.
    """

    # An undone import takes the decision with it; what an editor answered of it stays true.
    match = models.OneToOneField(RowMatch, models.DO_NOTHING, related_name="+", db_constraint=False)
    entry = models.ForeignKey(ListEntry, models.PROTECT, related_name="+", verbose_name=_("list entry"))
    version = models.CharField(_("scorecard"), max_length=60)
    beside = models.JSONField(default=list, blank=True)
    drawn_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(_("answer"), max_length=9, choices=AuditAnswer, blank=True)
    is_right = models.BooleanField(_("the matcher was right"), null=True, blank=True)
    answered_by = models.ForeignKey(
        Editor, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = MatchAuditQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("drawn decision"), _("drawn decisions")
        indexes = [
            models.Index(fields=["entry"], condition=Q(answered_at=None), name="match_audit_open"),
            models.Index(fields=["version", "answered_at"], name="match_audit_of_version"),
        ]
        constraints = [
            valid_code("answer", AuditAnswer, blank=True),
            models.CheckConstraint(
                condition=Q(answer="", is_right=None, answered_by=None, answered_at=None)
                | Q(is_right__isnull=False, answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer=""),
                name="match_audit_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(is_right=None) | Q(is_right=True, answer="same") | Q(is_right=False) & ~Q(answer="same"),
                name="match_audit_right_when_the_same",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.version}"

    def note(self, answer: str, *, by: Editor) -> None:
        """Writes the answer down; what follows for the row and for the matcher is not done here."""
        self.answer, self.is_right = answer, answer == AuditAnswer.SAME
        self.answered_by, self.answered_at = by, timezone.now()
        self.save()


@tracked
class MatchStop(models.Model):
    """From then on the matcher accepted nothing by itself. States: in force, ended by somebody with a reason."""

    version = models.CharField(_("scorecard"), max_length=60)
    is_demo = models.BooleanField(_("invented people"), default=False)
    answered = models.PositiveIntegerField(_("answered"))
    errors = models.PositiveIntegerField(_("errors"))
    stopped_at = models.DateTimeField(_("stopped at"), default=timezone.now)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        Editor, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ended by")
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("stop of the matcher"), _("stops of the matcher")
        constraints = [
            models.UniqueConstraint(fields=["is_demo"], condition=Q(ended_at=None), name="one_match_stop_in_force"),
            models.CheckConstraint(condition=Q(errors__lte=F("answered")), name="match_stop_errors_of_answers"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, reason="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(reason=""),
                name="match_stop_ended_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} {self.errors}/{self.answered}"


class MatchLimitsQuerySet(models.QuerySet):
    def in_force(self) -> Any:
        """The last that nobody has taken back, or None."""
        return self.filter(withdrawn_at=None).order_by("-pk").first()


@tracked
class MatchLimits(models.Model):
    """Limits `same` and `new` of a scorecard, chosen on the answers of editors in place of those that came with it.

    The last that nobody has taken back is in force, as long as the program still brings the scorecard `base`.
    """

    version = models.CharField(_("scorecard"), max_length=60, unique=True)
    base = models.CharField(_("scorecard that came with the program"), max_length=60)
    persons = models.PositiveIntegerField(_("persons"))
    same = models.FloatField(_("accepted from the chance"))
    new = models.FloatField(_("somebody new from the chance"))
    notes = models.JSONField(default=dict, blank=True)
    reason = models.TextField(_("reason"))
    stored_by = models.ForeignKey(Editor, models.PROTECT, related_name="+", verbose_name=_("stored by"))
    stored_at = models.DateTimeField(_("stored at"), default=timezone.now)
    withdrawn_by = models.ForeignKey(
        Editor, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("taken back by")
    )
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = MatchLimitsQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("limits of the matcher"), _("limits of the matcher")
        constraints = [
            models.CheckConstraint(
                condition=Q(same__gt=0, same__lte=1, new__gt=0, new__lte=1), name="match_limits_are_chances"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="match_limits_taken_back_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.version
