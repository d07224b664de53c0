"""Decisions on which list entry speaks of which person: edges that can be withdrawn, never overwritten."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.codes import valid_code
from editorial.models import Editor, tracked
from prisoners.models.person import Person
from sources.models import ListEntry


class MatchDecision(models.TextChoices):
    SAME = "same", _("same person")
    NOT_SAME = "not_same", _("not the same person")
    UNSURE = "unsure", _("an editor must decide")


class RowMatchQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)


@tracked
class RowMatch(models.Model):
    """An entry of a list and a person: the same, not the same, or to be decided. `decided_by` None: the matcher."""

    entry = models.ForeignKey(ListEntry, models.PROTECT, related_name="matches", verbose_name=_("list entry"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="row_matches", verbose_name=_("person"))
    decision = models.CharField(_("decision"), max_length=8, choices=MatchDecision)
    score = models.FloatField(_("score"), null=True, blank=True)
    explanation = models.JSONField(_("explanation"), default=dict, blank=True)
    decided_by = models.ForeignKey(
        Editor, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = RowMatchQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("match"), _("matches")
        indexes = [
            models.Index(
                fields=["entry"], condition=Q(decision="unsure", withdrawn_at__isnull=True), name="match_to_be_decided"
            )
        ]
        constraints = [
            valid_code("decision", MatchDecision),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(decision="same", withdrawn_at__isnull=True), name="entry_is_one_person"
            ),
            models.UniqueConstraint(
                fields=["entry", "person"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_decision_in_force_per_pair",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.decision} {self.person_id}"
