"""What reviewers did, who is at work on what, and what a second newsroom looks at again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.codes import valid_code
from editorial.models.accounts import Freeze
from editorial.models.people import APPROVES_AFTER, Editor

# The risk test of the domain reference, 8.1. Every question is answered at each signature; a yes asks for a second one.
RISKS = {
    "revocation": _("Could it bring the person a revocation, or another reprisal?"),
    "family": _("Could it harm the family?"),
    "informant": _("Could it expose whoever told us?"),
    "minor": _("Could it identify a minor?"),
    "health": _("Does it reveal anybody's health?"),
}
CLAIMED_FOR = timedelta(hours=2)


class OfDossiers(models.QuerySet):
    def of(self, dossier: models.Model) -> Self:
        """Rows about this dossier."""
        return self.filter(kind=dossier._meta.label_lower, dossier_id=dossier.pk)


class Verb(models.TextChoices):
    SUBMIT = "submit", _("submitted")
    SIGN = "sign", _("signed, for a colleague to approve")
    APPROVE = "approve", _("approved")
    RETURN = "return", _("returned")
    TAKE_BACK = "take_back", _("taken back")


class ReviewQuerySet(OfDossiers):
    def in_this_round(self, dossier: Any) -> Self:
        """What reviewers did since the dossier was last submitted: an earlier signature counts for nothing."""
        return self.of(dossier).filter(at__gte=dossier.submitted_at or timezone.now())

    def signatures(self) -> Self:
        """Rows that answer the risk test, whether or not they approved."""
        return self.filter(verb__in=(Verb.SIGN, Verb.APPROVE))

    def standing(self) -> Self:
        """By accounts that were old enough when they signed, and are not frozen; the database knows the same rule."""
        frozen = Freeze.objects.in_force().values("editor")
        return self.filter(at__gte=F("by__handed_over_at") + APPROVES_AFTER).exclude(by__in=frozen)


class Review(models.Model):
    """One act of a review: who, when, on which content. Written once: the database refuses to change or delete it.

    `seen` is the digest of the difference that the reviewer had before them (publication/review); empty where the act
    was taken without reading it. `answers` holds the risk test as {question: true for yes}.
    """

    kind = models.CharField(_("kind of dossier"), max_length=60)  # the dossier's model, as “prisoners.person”
    dossier_id = models.BigIntegerField(_("dossier"))
    verb = models.CharField(_("act"), max_length=10, choices=Verb)
    by = models.ForeignKey(Editor, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    comment = models.TextField(_("comment"), blank=True)
    answers = models.JSONField(_("risk test"), default=dict)
    seen = models.CharField(_("digest of what was seen"), max_length=64, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("act of review"), _("acts of review")
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["kind", "dossier_id", "at"], name="review_by_dossier")]
        constraints = [
            valid_code("verb", Verb),
            models.CheckConstraint(condition=~Q(verb="return", comment=""), name="returned_with_a_comment"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.kind} {self.dossier_id}"

    @property
    def risks(self) -> list[str]:
        """The questions that were answered with yes, in words."""
        return [str(RISKS[name]) for name, is_yes in self.answers.items() if is_yes and name in RISKS]


class ClaimQuerySet(OfDossiers):
    def in_force(self) -> Self:
        return self.filter(until__gt=timezone.now())


class Claim(models.Model):
    """“I work on this”: shown to colleagues for two hours. No lock: whoever must may work on it none the less."""

    kind = models.CharField(max_length=60)
    dossier_id = models.BigIntegerField()
    by = models.ForeignKey(Editor, models.CASCADE, related_name="+")
    until = models.DateTimeField()

    objects = ClaimQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "dossier_id", "by"], name="claim_once_per_editor")]
        indexes = [models.Index(fields=["by", "until"], name="claim_by_editor")]


def claim(dossier: models.Model, *, by: Editor) -> Claim:
    """Notes that the editor works on the dossier, for two hours from now."""
    about = {"kind": dossier._meta.label_lower, "dossier_id": dossier.pk, "by": by}
    return Claim.objects.update_or_create(**about, defaults={"until": timezone.now() + CLAIMED_FOR})[0]


def let_go(dossier: models.Model, *, by: Editor) -> None:
    Claim.objects.of(dossier).filter(by=by).delete()


class PatrolQuerySet(OfDossiers):
    def waiting_for(self, outlets: list[int]) -> Self:
        """Not yet looked at, and published by other outlets than these."""
        return self.filter(looked_at=None).exclude(outlets__overlap=outlets)


class Patrol(models.Model):
    """A published dossier drawn for a second look by another outlet. `outlets`: of those who submitted and approved it.

    Drawn by a rule that anybody can recompute and nobody can foresee (editorial/patrol.py).
    """

    kind = models.CharField(_("kind of dossier"), max_length=60)
    dossier_id = models.BigIntegerField(_("dossier"))
    edition = models.PositiveIntegerField(_("edition"))
    outlets = ArrayField(models.BigIntegerField(), default=list)
    drawn_at = models.DateTimeField(default=timezone.now)
    looked_by = models.ForeignKey(
        Editor, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("looked at by")
    )
    looked_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    is_sound = models.BooleanField(_("all in order"), null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)

    objects = PatrolQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("second look"), _("second looks")
        constraints = [
            models.UniqueConstraint(fields=["kind", "dossier_id", "edition"], name="drawn_once_per_edition"),
            models.CheckConstraint(
                condition=Q(looked_by=None, looked_at=None, is_sound=None)
                | Q(looked_by__isnull=False, looked_at__isnull=False, is_sound__isnull=False),
                name="looked_at_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(is_sound=False, comment=""), name="what_is_unsound_is_said"),
        ]
        indexes = [models.Index(fields=["id"], condition=Q(looked_at=None), name="patrol_waiting")]
