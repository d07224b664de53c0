"""What was asked and decided: one row for each judicial step."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from chronology.fields import PartialDateField
from editorial.codes import valid_code
from editorial.models import Recorded, tracked
from prisoners.models.detention import Detention
from prisoners.models.place import Municipality


class SentenceStep(models.TextChoices):
    """Judicial steps, in the order in which they can be taken."""

    PROSECUTOR_REQUEST = "prosecutor_request", _("prosecutor's request")
    FIRST_INSTANCE = "first_instance", _("first instance")
    APPEAL = "appeal", _("appeal")
    CASSATION = "cassation", _("cassation")
    REVIEW = "review", _("review")
    JOINT_SENTENCE = "joint_sentence", _("joint sentence")
    REDUCTION = "reduction", _("reduction")


class Sanction(models.TextChoices):
    IMPRISONMENT = "imprisonment", _("imprisonment")
    LIFE = "life", _("life imprisonment")
    DEATH = "death", _("death")
    TCCI = "tcci", _("correctional work with internment")
    TCSI = "tcsi", _("correctional work without internment")
    LIMITATION = "limitation", _("limitation of liberty")
    HOME_CONFINEMENT = "home_confinement", _("home confinement")
    COMMUNITY_SERVICE = "community_service", _("community service")
    FINE = "fine", _("fine")
    ADMONITION = "admonition", _("admonition")
    SECURITY_MEASURE = "security_measure", _("security measure")
    ACQUITTAL = "acquittal", _("acquittal")
    UNKNOWN = "unknown", _("unknown")


class Substitution(models.TextChoices):
    TCCI = "tcci", _("correctional work with internment")
    TCSI = "tcsi", _("correctional work without internment")
    LIMITATION = "limitation", _("limitation of liberty")


class Accessory(models.TextChoices):
    POLITICAL_RIGHTS = "political_rights", _("loss of political rights")
    EXIT_BAN = "exit_ban", _("ban on leaving the country")
    AREA_BAN = "area_ban", _("ban on an area")
    CONFISCATION = "confiscation", _("confiscation")
    OTHER = "other", _("other")


class Court(models.TextChoices):
    MUNICIPAL = "municipal", _("municipal court")
    PROVINCIAL = "provincial", _("provincial court")
    SUPREME = "supreme", _("Supreme Court")
    MILITARY = "military", _("military court")
    UNKNOWN = "unknown", _("unknown")


@tracked
class Sentence(Recorded):
    """One judicial step. At any date at most one step of a detention is operative, and no step is certainly decided
    before one that must precede it: the database holds both.

    Lengths are whole months and days, never decimals of years. `superseded_on`: the day from which another step,
    or none, is operative instead (exclusive end). A prosecutor's request is never operative; nor is a reduction, whose
    length is what it takes off the operative sentence.
    """

    detention = models.ForeignKey(Detention, models.CASCADE, related_name="sentences", verbose_name=_("detention"))
    step = models.CharField(_("step"), max_length=18, choices=SentenceStep)
    court = models.CharField(_("court"), max_length=10, choices=Court, default=Court.UNKNOWN)
    court_municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("seat of the court")
    )
    sanction = models.CharField(_("sanction"), max_length=18, choices=Sanction)
    length_months = models.PositiveSmallIntegerField(_("length, months"), null=True, blank=True)
    length_days = models.PositiveSmallIntegerField(_("and days"), null=True, blank=True)
    substituted_by = models.CharField(_("substituted by"), max_length=12, choices=Substitution, blank=True)
    accessory = ArrayField(
        models.CharField(max_length=18, choices=Accessory),
        verbose_name=_("accessory sanctions"),
        default=list,
        blank=True,
    )
    decided_on = PartialDateField(_("decided on"))
    final_on = PartialDateField(_("final on"))
    counted_from = PartialDateField(_("counted from"), help_text=_("Start of the computation, usually the arrest."))
    official_end_on = PartialDateField(_("ends on, by a court paper"))
    is_operative = models.BooleanField(_("operative"), default=False)
    superseded_on = models.DateField(_("operative until"), null=True, blank=True, help_text=_("Exclusive."))

    class Meta:
        verbose_name, verbose_name_plural = _("sentence"), _("sentences")
        ordering = ("detention", "pk")
        constraints = [
            valid_code("step", SentenceStep),
            valid_code("court", Court),
            valid_code("sanction", Sanction),
            valid_code("substituted_by", Substitution, blank=True),
            models.CheckConstraint(
                condition=Q(length_days__isnull=True) | Q(length_days__lte=31), name="sentence_days_below_a_month"
            ),
            models.CheckConstraint(
                condition=Q(is_operative=False) | ~Q(step="prosecutor_request"), name="request_is_never_operative"
            ),
            models.CheckConstraint(
                condition=Q(is_operative=False) | ~Q(step="reduction"), name="reduction_is_never_operative"
            ),
            ExclusionConstraint(
                name="one_operative_sentence",
                expressions=[
                    ("detention", RangeOperators.EQUAL),
                    (
                        Func(
                            Func(F("decided_on"), function="earliest_day"),
                            F("superseded_on"),
                            Value("[)"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(is_operative=True),
            ),
        ]

        triggers = [
            pgtrigger.Trigger(
                name="steps_in_order",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("rank", "jsonb")],
                # Review, joint sentence and reduction may come at any time after the first decision.
                func="""
                    rank := '{"prosecutor_request": 1, "first_instance": 2, "appeal": 3, "cassation": 4,
                              "review": 5, "joint_sentence": 5, "reduction": 5}';
                    IF EXISTS (
                        SELECT 1 FROM prisoners_sentence other
                        WHERE other.detention_id = NEW.detention_id AND other.id <> NEW.id
                        AND NOT ('5' IN (rank->other.step, rank->NEW.step)
                                 AND (rank->other.step IN ('3', '4') OR rank->NEW.step IN ('3', '4')))
                        AND (
                            (rank->other.step < rank->NEW.step
                             AND earliest_day(other.decided_on) > latest_day(NEW.decided_on))
                            OR (rank->other.step > rank->NEW.step
                                AND latest_day(other.decided_on) < earliest_day(NEW.decided_on)))
                    ) THEN
                        RAISE EXCEPTION 'the step %, decided on %, is out of order', NEW.step, NEW.decided_on
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'sentence_steps_in_order';
                    END IF;
                    RETURN NULL;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.get_sanction_display()}"
