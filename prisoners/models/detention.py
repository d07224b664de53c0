"""One arrest and everything after it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from chronology.fields import PartialDateField
from chronology.wording import in_words
from editorial.codes import Answer, valid_code
from editorial.models import Recorded, tracked
from prisoners.models.event import Event
from prisoners.models.person import Person
from prisoners.models.place import Municipality, Province


class DetentionKind(models.TextChoices):
    CRIMINAL_CASE = "criminal_case", _("criminal case")
    SHORT_DETENTION = "short_detention", _("short-term arbitrary detention")
    HOUSE_SIEGE = "house_siege", _("de facto house arrest")
    REARREST_REVOCATION = "rearrest_revocation", _("back in prison after revocation")


class Context(models.TextChoices):
    BEFORE_11J = "before_11j", _("before 11 July 2021")
    J11 = "j11", _("11 July 2021")
    AFTER_11J = "after_11j", _("after 11 July 2021")
    UNKNOWN = "unknown", _("unknown")


class Activity(models.TextChoices):
    PROTEST = "protest", _("protest")
    EXPRESSION_ONLINE = "expression_online", _("expression online")
    POSTER_GRAFFITI = "poster_graffiti", _("poster or graffiti")
    ACTIVISM = "activism", _("activism")
    JOURNALISM = "journalism", _("journalism")
    ART = "art", _("art")
    RELIGION = "religion", _("religion")
    FAMILY_OF_PRISONER = "family_of_prisoner", _("family of a prisoner")
    ILLEGAL_EXIT_OR_VIOLENT_OPPOSITION = (
        "illegal_exit_or_violent_opposition",
        _("illegal exit or violent opposition"),
    )
    OTHER = "other", _("other")
    UNKNOWN = "unknown", _("unknown")


class Agency(models.TextChoices):
    PNR = "pnr", _("police")
    DSE = "dse", _("State Security")
    TROPAS = "tropas", _("special troops")
    MILITARY = "military", _("military")
    UNKNOWN = "unknown", _("unknown")


class Manner(models.TextChoices):
    FLAGRANT = "flagrant", _("in the act")
    SUMMONS = "summons", _("after a summons")
    HOME_RAID = "home_raid", _("raid at home")
    STREET = "street", _("in the street")
    WORK = "work", _("at work")
    VOLUNTARY = "voluntary", _("gave themselves up")
    UNKNOWN = "unknown", _("unknown")


@tracked
class Detention(Recorded):
    """One arrest and everything after it. A re-imprisonment after revocation is a new detention with a parent.

    `ended_on` is kept by the database from the release (releases.Release): nobody types it.
    Detentions of one person never certainly overlap.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="detentions", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=20, choices=DetentionKind, default=DetentionKind.CRIMINAL_CASE)
    detained_on = PartialDateField(_("detained on"))
    ended_on = PartialDateField(_("left prison on"), editable=False)
    province = models.ForeignKey(
        Province, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("province")
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("municipality")
    )
    place = models.CharField(_("place"), max_length=200, blank=True, help_text=_("For editors only, never public."))
    agency = models.CharField(_("agency"), max_length=8, choices=Agency, default=Agency.UNKNOWN)
    manner = models.CharField(_("manner"), max_length=10, choices=Manner, default=Manner.UNKNOWN)
    violence_reported = models.CharField(_("violence reported"), max_length=7, choices=Answer, default=Answer.UNKNOWN)
    disappearance_reported = models.CharField(
        _("disappearance reported"), max_length=7, choices=Answer, default=Answer.UNKNOWN
    )
    event = models.ForeignKey(
        Event, models.PROTECT, null=True, blank=True, related_name="detentions", verbose_name=_("event")
    )
    context = models.CharField(_("context"), max_length=10, choices=Context, default=Context.UNKNOWN)
    activity = models.CharField(_("activity"), max_length=40, choices=Activity, default=Activity.UNKNOWN)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="re_entries", verbose_name=_("follows")
    )

    class Meta:
        verbose_name, verbose_name_plural = _("detention"), _("detentions")
        ordering = ("person", "pk")
        constraints = [
            valid_code("kind", DetentionKind),
            valid_code("agency", Agency),
            valid_code("manner", Manner),
            valid_code("context", Context),
            valid_code("activity", Activity),
            valid_code("violence_reported", Answer),
            valid_code("disappearance_reported", Answer),
            ExclusionConstraint(
                name="detentions_do_not_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (
                        Func(
                            Func(F("detained_on"), function="latest_day"),
                            Func(Func(F("detained_on"), function="latest_day"), F("ended_on"), function="certain_end"),
                            Value("[)"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(detained_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {in_words(self.detained_on) if self.detained_on else _('day unknown')}"


class ProceduralStage(models.TextChoices):
    SUMMONED = "summoned", _("summoned")
    HOUSE_SIEGE = "house_siege", _("de facto house arrest")
    SHORT_DETENTION = "short_detention", _("short-term arbitrary detention")
    DETAINED = "detained", _("detained")
    DISAPPEARED = "disappeared", _("enforced disappearance")
    UNDER_INVESTIGATION = "under_investigation", _("under investigation")
    REMAND = "remand", _("pre-trial detention (remand)")
    PRECAUTIONARY_OUTSIDE = "precautionary_outside", _("non-custodial precautionary measure")
    CHARGED = "charged", _("indicted (prosecutor's request known)")
    AWAITING_TRIAL = "awaiting_trial", _("awaiting trial")
    TRIED = "tried_awaiting_sentence", _("tried, awaiting sentence")
    SENTENCED_FIRST = "sentenced_first", _("sentenced at first instance")
    APPEAL = "appeal", _("on appeal")
    CASSATION = "cassation", _("in cassation")
    FINAL = "final", _("final sentence")
    REVIEW = "review", _("review")
    SECURITY_MEASURE = "security_measure", _("security measure")
    CLOSED = "closed_no_case", _("closed")
    DISMISSED = "dismissed", _("dismissed")
    ACQUITTED = "acquitted", _("acquitted")
    EXTINGUISHED = "extinguished", _("extinguished")


@tracked
class Stage(Recorded):
    """A step of the case, from a day on. The current one is the latest."""

    detention = models.ForeignKey(Detention, models.CASCADE, related_name="stages", verbose_name=_("detention"))
    stage = models.CharField(_("stage"), max_length=24, choices=ProceduralStage)
    from_on = PartialDateField(_("from"))

    class Meta:
        verbose_name, verbose_name_plural = _("stage of the case"), _("stages of the case")
        ordering = ("detention", "from_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["detention", "stage", "from_on"], name="stage_once"),
            valid_code("stage", ProceduralStage),
        ]

    def __str__(self) -> str:
        return self.get_stage_display()
