"""Who allowed us to publish what: recorded, reviewed once a year, withdrawn at any time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chronology.partial_date import PartialDate
from editorial.codes import valid_code
from editorial.models import Editor, Recorded, Refused, tracked
from prisoners.models.person import Person

YEAR = timedelta(days=366)  # the same day of the next year is always within
KEPT = timedelta(days=90)  # who gave it and the evidence, after it was withdrawn
ADULT = 18


class Giver(models.TextChoices):
    SELF = "self", _("the person")
    FAMILY = "family", _("the family")
    LAWYER = "lawyer", _("a lawyer")
    ORGANISATION = "organisation", _("an organisation")
    GUARDIAN = "guardian", _("a guardian")


class Scope(models.TextChoices):
    """What the consent covers; what is not named in it, it does not allow."""

    NAME = "name", _("the name")
    PHOTO = "photo", _("a photo")
    HEALTH = "health", _("health: that a serious condition is reported")
    PRISON = "prison", _("the prison")
    TESTIMONY = "testimony", _("the testimony")
    FAMILY_MENTION = "family_mention", _("a mention of the family")
    AFFILIATION = "affiliation", _("the affiliation")
    MINOR_IDENTITY = "minor_identity", _("the identity of whoever was a minor when detained")
    CONTACT_MEDIA = "contact_media", _("contact with other media")


class Method(models.TextChoices):
    WRITTEN = "written", _("in writing")
    AUDIO = "audio", _("recorded voice")
    MESSAGE = "message", _("by message")
    ORAL_WITNESSED = "oral_witnessed", _("orally, before a witness")


NAMING = (Scope.NAME, Scope.MINOR_IDENTITY)
"""The scopes without which somebody may bear no name: whoever withdraws one of them objects to being named."""


def a_year_after(day: date) -> date:
    """The same day of the next year; of 29 February the 28th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def birthday_of_18(born: PartialDate | None) -> date | None:
    """The last day on which somebody born then may become 18; None where no day of birth bounds it. Of 29 February
    the first of March."""
    if born is None or born.latest is None:
        return None
    try:
        return born.latest.replace(year=born.latest.year + ADULT)
    except ValueError:
        return date(born.latest.year + ADULT, 3, 1)


class ConsentQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        """Given and not withdrawn. One whose review is due holds until an editor has asked again."""
        return self.filter(withdrawn_on=None)

    def of_scope(self, *scopes: str) -> Self:
        """Those that cover one of these."""
        return self.filter(scope__overlap=list(scopes))

    def due(self, *, on: date) -> Self:
        """Those to be asked about again by that day, the longest due first."""
        return self.in_force().filter(review_on__lte=on).order_by("review_on", "pk")


@tracked
class Consent(Recorded):
    """What somebody allowed us to publish of a person. Public is only what follows from it, never that it is there.

    States: in force → (reviewed once a year, in force again) → withdrawn, for ever: whoever changes their mind gives a
    new one. A part of the dossier: writing or withdrawing one leads it back to draft, a review of it does not. Who gave
    it by name, and the evidence, are in ConsentProof, which has no history.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents", verbose_name=_("person"))
    given_by = models.CharField(_("given by"), max_length=12, choices=Giver)
    scope = ArrayField(
        models.CharField(max_length=14, choices=Scope),
        verbose_name=_("what it covers"),
        help_text=_("What is not ticked is not allowed. The identity of a minor has a tick of its own."),
    )
    given_on = models.DateField(_("given on"))
    method = models.CharField(_("how"), max_length=14, choices=Method)
    withdrawn_on = models.DateField(
        pgettext_lazy("of a consent", "withdrawn on"),
        null=True,
        blank=True,
        help_text=_(
            "From that day it is an objection. What it allowed goes once two editors have approved that, with the "
            "edition that follows."
        ),
    )
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True, editable=False)
    review_on = models.DateField(
        _("to be reviewed on"), blank=True, help_text=_("A year later at most; empty: in a year.")
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("consent"), _("consents")
        ordering = ("-given_on", "-pk")
        indexes = [models.Index(fields=["review_on"], condition=Q(withdrawn_on=None), name="consent_to_review")]
        constraints = [
            valid_code("given_by", Giver),
            valid_code("method", Method),
            models.CheckConstraint(
                condition=Q(scope__contained_by=list(Scope.values), scope__len__gt=0), name="consent_scope_code"
            ),
            models.CheckConstraint(
                condition=~Q(scope__contains=[Scope.MINOR_IDENTITY])
                | Q(given_by__in=(Giver.SELF, Giver.FAMILY, Giver.GUARDIAN)),
                name="consent_to_a_minors_name_by_family",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")), name="consent_given_then_withdrawn"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on=None) | Q(reviewed_on__gte=F("given_on")), name="consent_given_then_reviewed"
            ),
            models.CheckConstraint(
                condition=Q(
                    review_on__gt=Coalesce("reviewed_on", "given_on"),
                    review_on__lte=Coalesce("reviewed_on", "given_on") + YEAR,
                ),
                name="consent_reviewed_yearly",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="withdrawn_for_ever",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF OLD.withdrawn_on IS NOT NULL
                       AND (NEW.withdrawn_on, NEW.scope, NEW.given_by, NEW.given_on)
                           IS DISTINCT FROM (OLD.withdrawn_on, OLD.scope, OLD.given_by, OLD.given_on) THEN
                        RAISE EXCEPTION 'a consent withdrawn stays withdrawn: record a new one'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_withdrawn_for_ever';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        covered = ", ".join(str(Scope(code).label) for code in self.scope or () if code in Scope.values)
        return f"{self.get_given_by_display()}: {covered}"

    def save(self, *args: Any, **options: Any) -> None:
        if self.review_on is None and self.given_on is not None:
            self.review_on = self._reviewed_next(self.reviewed_on or self.given_on)
        super().save(*args, **options)

    def clean(self) -> None:
        """Nothing of it lies in the future but its review; said in words before the constraint says it by its name."""
        super().clean()
        today = timezone.localdate()
        wrong: dict[str, Any] = {}
        if self._state.adding and self.person_id and self.person.merged_into_id:
            wrong["person"] = _("This person was merged into another: record it for the one who stays.")
        for name in ("given_on", "withdrawn_on"):
            if (day := getattr(self, name)) and day > today:
                wrong[name] = _("This day has not come yet.")
        if self.given_on and self.withdrawn_on and self.withdrawn_on < self.given_on:
            wrong["withdrawn_on"] = _("It can't be withdrawn before it was given.")
        since = self.reviewed_on or self.given_on
        if since and self.review_on and not since < self.review_on <= since + YEAR:
            wrong["review_on"] = _("Within a year of the day on which it was given or last reviewed.")
        elif since and self.review_on and (ends := self._ends_on(since)) and self.review_on > ends:
            wrong["review_on"] = _("By the birthday of 18 at the latest: from then on the person alone consents.")
        if Scope.MINOR_IDENTITY in (self.scope or ()) and self.given_by in (Giver.LAWYER, Giver.ORGANISATION):
            wrong["given_by"] = _("The identity of a minor: the person alone, the family or a guardian consent to it.")
        if wrong:
            raise ValidationError(wrong)

    def _ends_on(self, since: date) -> date | None:
        """The birthday of 18 where it comes after that day and this is family's or guardian's consent to the identity
        of whoever was a minor: from it on it names nobody, and somebody must ask the person. None elsewhere."""
        if self.withdrawn_on or self.given_by == Giver.SELF or not self.person_id:
            return None
        if Scope.MINOR_IDENTITY not in (self.scope or ()):
            return None
        birthday = birthday_of_18(self.person.birth_date)
        return birthday if birthday and birthday > since else None

    def _reviewed_next(self, since: date) -> date:
        """In a year, or on the day on which it ends."""
        return min(a_year_after(since), self._ends_on(since) or date.max)

    @property
    def is_of_naming(self) -> bool:
        return bool({*NAMING} & {*self.scope})

    def withdraw(self, *, by: Editor, on: date) -> None:
        """From that day on it allows nothing, and, where it allowed a name, it is an objection: the name goes.

        Raises Refused where it is withdrawn already, and for a day before it was given or to come.
        """
        if self.withdrawn_on is not None:
            raise Refused(_("It is withdrawn already."))
        if not self.given_on <= on <= timezone.localdate():
            raise Refused(_("Between the day on which it was given and today."))
        self.withdrawn_on = on
        self.save()
        self.follow(by=by)

    def follow(self, *, by: Editor) -> None:
        """What a withdrawal brings with it: the name is hidden, or the dossier goes to draft at least."""
        if self.withdrawn_on is not None and self.is_of_naming:
            self.person.hide(by=by)
        else:
            self.person.reopen(by=by)

    def hold(self, *, on: date) -> None:
        """Whoever gave it was asked again and stands by it: to be reviewed in a year. Raises Refused if withdrawn."""
        if self.withdrawn_on is not None:
            raise Refused(_("It is withdrawn already."))
        self.reviewed_on, self.review_on = on, self._reviewed_next(on)
        self.save()


class ConsentProofQuerySet(models.QuerySet):
    def to_be_forgotten(self, *, at: datetime) -> Self:
        """Of consents withdrawn for so long that nobody needs to prove any more that they were given."""
        return self.filter(consent__withdrawn_on__lte=timezone.localdate(at - KEPT))


class ConsentProof(models.Model):
    """Who gave a consent, by name, and how it can be proved. Restricted as a family's contacts are, never exported.

    Has no history by triggers: what is forgotten here, 90 days after the withdrawal, must be nowhere else.
    """

    consent = models.OneToOneField(
        Consent, models.CASCADE, primary_key=True, related_name="proof", verbose_name=_("consent")
    )
    giver = models.CharField(_("who gave it"), max_length=200, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)

    objects = ConsentProofQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("proof of a consent"), _("proofs of consents")

    def __str__(self) -> str:
        return str(self.consent_id)
