"""Leaving prison, and being sent back."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chronology.fields import PartialDateField
from chronology.wording import in_words
from editorial.codes import Answer, valid_code
from editorial.models import Recorded, tracked
from prisoners.models import Court, Detention
from releases.models.announcement import OfficialAnnouncement
from releases.models.vocabulary import ReleaseType, RevocationGround


class MeasureAfter(models.TextChoices):
    BAIL_CASH = "bail_cash", _("bail in cash")
    BAIL_MORAL = "bail_moral", _("moral bail")
    HOME_CONFINEMENT = "home_confinement_pretrial", _("home confinement before trial")
    SIGNED_UNDERTAKING = "signed_undertaking", _("signed undertaking")
    EXIT_BAN = "exit_ban", _("ban on leaving the country")


class Attribution(models.TextChoices):
    """Who ties a release to an announcement."""

    OFFICIAL = "official", _("by the State")
    ORGANISATION = "organisation", _("by an organisation")
    INFERRED_DATE = "inferred_date", _("inferred from the date")
    NONE = "none", _("not tied")


class Obligation(models.TextChoices):
    WORK = "work", _("to work")
    SIGN_IN = "sign_in", _("to sign in")
    NO_TRAVEL = "no_travel", _("not to travel")
    NO_SOCIAL_MEDIA = "no_social_media", _("no social media")
    NO_MEETINGS = "no_meetings", _("no meetings")
    AREA_LIMIT = "area_limit", _("not to leave the area")
    OTHER = "other", _("other")


@tracked
class Release(Recorded):
    """Left prison by a legal figure, or, already outside, passed from one figure to another.

    Points at a detention, never at a person. One release at most takes the person out of a detention; later ones of
    the same detention are marked `was_already_outside` (leave → conditional release → sentence completed, exile).
    `left_on` may be part-known or unknown; `reported_on` is the day it was made known. The database keeps
    `Detention.ended_on` from it. It refuses the same figure of the same day twice, and whatever makes of the detention,
    its releases and their revocations a story that no reading of their days allows (releases/contradictions.py).
    """

    NAMED_WITH = ("release_type",)

    detention = models.ForeignKey(Detention, models.PROTECT, related_name="releases", verbose_name=_("detention"))
    release_type = models.ForeignKey(ReleaseType, models.PROTECT, related_name="releases", verbose_name=_("figure"))
    left_on = PartialDateField(_("left prison on"))
    reported_on = models.DateField(_("made known on"))
    measure_after = models.CharField(_("measure afterwards"), max_length=26, choices=MeasureAfter, blank=True)
    court = models.CharField(_("court"), max_length=10, choices=Court, default=Court.UNKNOWN)
    granted_on = PartialDateField(_("granted on"))
    term_end = PartialDateField(_("trial period or leave ends on"))
    obligations = ArrayField(
        models.CharField(max_length=16, choices=Obligation),
        verbose_name=_("obligations"),
        default=list,
        blank=True,
        help_text=_("For editors only, never public."),
    )
    exile_condition = models.CharField(
        _("on condition of leaving the country"), max_length=7, choices=Answer, default=Answer.UNKNOWN
    )
    destination_country = models.CharField(_("country of destination"), max_length=2, blank=True)
    was_already_outside = models.BooleanField(
        _("was already outside"),
        default=False,
        help_text=_("The figure changed while the person was outside prison already: the date is the change's."),
    )
    announcement = models.ForeignKey(
        OfficialAnnouncement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="releases",
        verbose_name=_("announcement"),
    )
    attribution = models.CharField(_("tied to it"), max_length=14, choices=Attribution, default=Attribution.NONE)
    documents_given = models.CharField(_("papers given"), max_length=7, choices=Answer, default=Answer.UNKNOWN)

    class Meta:
        verbose_name, verbose_name_plural = _("release"), _("releases")
        ordering = ("-reported_on", "pk")
        constraints = [
            valid_code("measure_after", MeasureAfter, blank=True),
            valid_code("court", Court),
            valid_code("exile_condition", Answer),
            valid_code("attribution", Attribution),
            valid_code("documents_given", Answer),
            models.CheckConstraint(
                condition=Q(announcement__isnull=True, attribution="none")
                | Q(announcement__isnull=False) & ~Q(attribution="none"),
                name="release_tied_with_attribution",
            ),
            models.UniqueConstraint(
                fields=["detention"], condition=Q(was_already_outside=False), name="one_release_takes_out_of_prison"
            ),
            models.UniqueConstraint(
                fields=["detention", "release_type", "left_on"],
                name="release_once",
                nulls_distinct=False,
                violation_error_message="This detention has this release already.",
                violation_error_code="release_once",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="keep_detention_end",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("gone", "text")],
                func="""
                    IF TG_OP <> 'INSERT' AND NOT OLD.was_already_outside AND (
                        TG_OP = 'DELETE' OR OLD.detention_id <> NEW.detention_id OR NEW.was_already_outside
                    ) THEN
                        UPDATE prisoners_detention SET ended_on = NULL WHERE id = OLD.detention_id;
                    END IF;
                    IF TG_OP = 'DELETE' OR NEW.was_already_outside THEN
                        RETURN NULL;
                    END IF;
                    gone := COALESCE(NEW.left_on, '../' || NEW.reported_on);
                    UPDATE prisoners_detention SET ended_on = gone
                    WHERE id = NEW.detention_id AND ended_on IS DISTINCT FROM gone;
                    RETURN NULL;
                """,
            ),
            pgtrigger.Trigger(
                name="agree_with_what_followed",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="PERFORM refuse_contradicting_stay(NEW.detention_id); RETURN NULL;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release_type}, {in_words(self.left_on or self.reported_on)}"


@tracked
class Revocation(Recorded):
    """The benefit was withdrawn. The ground the State gave and the one an organisation alleges often differ.

    The database refuses one that contradicts the stay whose release it revokes (releases/contradictions.py): of a
    figure that is not revocable, after the penalty or the term had certainly ended, before the release, or with a new
    detention that is the same one or another person's.
    """

    release = models.OneToOneField(Release, models.PROTECT, related_name="revocation", verbose_name=_("release"))
    revoked_on = PartialDateField(_("revoked on"))
    reimprisoned_on = PartialDateField(_("back in prison on"))
    ground_official = models.ForeignKey(
        RevocationGround, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("official ground")
    )
    ground_alleged = models.ForeignKey(
        RevocationGround, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("alleged ground")
    )
    new_detention = models.OneToOneField(
        Detention, models.PROTECT, null=True, blank=True, related_name="revocation", verbose_name=_("new detention")
    )
    court = models.CharField(_("court"), max_length=10, choices=Court, default=Court.UNKNOWN)
    remaining_months = models.PositiveSmallIntegerField(_("months left to serve"), null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("revocation"), _("revocations")
        constraints = [valid_code("court", Court)]
        triggers = [
            pgtrigger.Trigger(
                name="agree_with_the_release",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    PERFORM refuse_contradicting_stay(detention_id) FROM releases_release WHERE id = NEW.release_id;
                    RETURN NULL;
                """,
            )
        ]

    def __str__(self) -> str:
        return in_words(self.revoked_on) if self.revoked_on else str(_("day unknown"))
