"""Decisions on persons as wholes: two are one, one was two, two are not the same. Kept for ever; each can be undone."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from editorial.models import Editor, tracked
from prisoners.models.matching import MatchDecision
from prisoners.models.person import Person


class ReversibleQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        return self.filter(undone_at__isnull=True)


class Reversible(models.Model):
    """What was done to two dossiers, by whom and why, with every row that it changed (merging/footprint.py)."""

    reason = models.CharField(
        _("reason"), max_length=300, help_text=_("Why, for colleagues who will read it in a year. Without secrets.")
    )
    by = models.ForeignKey(Editor, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    rows = models.JSONField(_("rows, as they were and as they became"), default=dict, editable=False)
    undone_by = models.ForeignKey(
        Editor, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, editable=False)

    objects = ReversibleQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="%(class)s_has_a_reason"),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="%(class)s_undone_by_somebody",
            ),
        ]


@tracked
class PersonMerge(Reversible):
    """Two persons were one: `merged` lives on in `kept`, whose dossier took what hung from the other.

    In force until undone; a person is merged once at a time.
    """

    kept = models.ForeignKey(Person, models.CASCADE, related_name="merges", verbose_name=_("person who stays"))
    merged = models.ForeignKey(Person, models.CASCADE, related_name="merges_away", verbose_name=_("person merged"))

    class Meta(Reversible.Meta):
        verbose_name, verbose_name_plural = _("merge"), _("merges")
        constraints = [
            *Reversible.Meta.constraints,
            models.CheckConstraint(condition=~Q(kept=F("merged")), name="nobody_merged_with_themselves"),
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="merged_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"

    @classmethod
    def of(cls, person: Person) -> "list[PersonMerge]":
        """The merges in force by which this person took in others, also by way of one of these, or went."""
        found = PersonMerge.objects.in_force().filter(Q(merged__merged_into=person) | Q(merged=person))
        return list(found.select_related("kept", "merged", "by"))


@tracked
class PersonSplit(Reversible):
    """One person was two: some list entries of `person`, with what they say, were given to `other`, made for it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="splits", verbose_name=_("person"))
    other = models.ForeignKey(Person, models.CASCADE, related_name="split_from", verbose_name=_("new person"))

    class Meta(Reversible.Meta):
        verbose_name, verbose_name_plural = _("split"), _("splits")
        constraints = [
            *Reversible.Meta.constraints,
            models.CheckConstraint(condition=~Q(person=F("other")), name="nobody_split_from_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.other}"


class PersonPairQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        return self.filter(withdrawn_at__isnull=True)

    def between(self, some: set[int], others: set[int]) -> Self:
        """Decisions on one of these persons and one of those."""
        return self.filter(Q(first__in=some, second__in=others) | Q(first__in=others, second__in=some))


@tracked
class PersonPair(models.Model):
    """Two persons whom an editor held to be not the same, or could not tell apart. `first` is the older row.

    `facts` is the fingerprint of what was compared: the pair is asked again only when that has changed.
    """

    first = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("person"))
    second = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("other person"))
    decision = models.CharField(
        _("decision"),
        max_length=8,
        choices=[(each.value, each.label) for each in (MatchDecision.NOT_SAME, MatchDecision.UNSURE)],
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    facts = models.CharField(_("fingerprint of the facts"), max_length=64, editable=False)
    by = models.ForeignKey(Editor, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    objects = PersonPairQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("pair of persons"), _("pairs of persons")
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="pair_in_order"),
            models.CheckConstraint(condition=Q(decision__in=("not_same", "unsure")), name="pair_decision_is_known"),
            models.UniqueConstraint(
                fields=["first", "second"], condition=Q(withdrawn_at__isnull=True), name="one_decision_per_pair"
            ),
        ]

    def __str__(self) -> str:
        sign = "≠" if self.decision == MatchDecision.NOT_SAME else "?"
        return f"{self.first} {sign} {self.second}"


class PairSuggestion(models.Model):
    """Two persons whom the matcher holds for likely one: derived, and made anew by `suggest_pairs`. People decide.

    `first` is the older row, `score` the bits that speak for one person, `chance` among all who are alike.
    """

    first = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("person"))
    second = models.ForeignKey(Person, models.CASCADE, related_name="+", verbose_name=_("other person"))
    score = models.FloatField(_("score"))
    chance = models.FloatField(_("chance"))
    explanation = models.JSONField(_("explanation"), default=dict)
    made_at = models.DateTimeField(_("computed at"), auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("suggested pair"), _("suggested pairs")
        constraints = [
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="suggested_pair_in_order"),
            models.UniqueConstraint(fields=["first", "second"], name="suggested_pair_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first} ~ {self.second}"
