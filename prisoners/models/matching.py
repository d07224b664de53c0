"""Decisions on which list entry speaks of which person: edges that can be withdrawn, never overwritten."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
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

    def waiting(self) -> Self:
        """One decision for each row that an editor must match: in doubt, or nobody whom it was held to be is left."""
        same = RowMatch.objects.in_force().filter(decision=MatchDecision.SAME, entry=OuterRef("entry"))
        open_rows = self.in_force().exclude(decision=MatchDecision.SAME).filter(~Exists(same))
        return open_rows.order_by("entry_id").distinct("entry_id")


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


@tracked
class RowDoubt(models.Model):
    """An editor looked at a row and could not tell whom it speaks of; what they noted is for the next one who looks."""

    entry = models.ForeignKey(ListEntry, models.PROTECT, related_name="doubts", verbose_name=_("list entry"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(Editor, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("doubt about a row"), _("doubts about rows")

    def __str__(self) -> str:
        return f"{self.entry_id} ?"


NONE_KNOWN = "[]"


class MatchProfile(models.Model):
    """What is compared of a person: derived from the dossier and the rows that speak of it, and made again when stale.

    `profiles`: first what is known together, then each source (prisoners/matching/profile.py), as the text of a JSON
    list: the database need not take it apart. `is_demo`: the person's. Triggers set `is_stale`.
    """

    # The database's own foreign key takes the row away with the person: triggers may write it in the same breath.
    person = models.OneToOneField(Person, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False)
    profiles = models.TextField(default=NONE_KNOWN)
    is_demo = models.BooleanField(db_default=False)  # triggers write rows as well
    is_stale = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["person"], condition=Q(is_stale=True), name="match_profile_stale")]


class MatchKey(models.Model):
    """A blocking key of a person (prisoners/matching/keys.py): who shares one may be the same."""

    key = models.IntegerField()
    person = models.ForeignKey(Person, models.DO_NOTHING, related_name="+", db_constraint=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "person"], name="match_key_once_per_person")]


class MatchCorpus(models.Model):
    """One row: what all lists taught (prisoners/matching/corpus.py), as counts. `rows` were read for it."""

    counts = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)
