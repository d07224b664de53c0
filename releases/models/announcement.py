"""What the State announced, in its own words, and what others counted."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chronology.fields import PartialDateField
from editorial.bilingual import in_readers_language
from editorial.codes import Answer, valid_code
from editorial.models import Dossier, Recorded, tracked
from sources.models import SourceOrganisation


class Authority(models.TextChoices):
    MINREX = "minrex", _("Ministry of Foreign Affairs")
    TSP = "tsp", _("Supreme People's Court")
    FGR = "fgr", _("Attorney General's Office")
    COUNCIL_OF_STATE = "council_of_state", _("Council of State")
    PRESIDENCY = "presidency", _("Presidency")
    GOVERNMENT = "government", _("Government")
    CHURCH = "church", _("Catholic Church")


@tracked
class OfficialAnnouncement(Dossier):
    """An announcement of releases. Unique by code (anuncio-553). `announced_on` may be known to the month only."""

    code = models.SlugField(_("code"), unique=True)
    authority = models.CharField(_("authority"), max_length=16, choices=Authority)
    announced_on = PartialDateField(_("announced on"), null=False, blank=False)
    announced_number = models.PositiveIntegerField(_("number announced"), null=True, blank=True)
    title_es = models.CharField(_("title, Spanish"), max_length=200)
    title_en = models.CharField(_("title, English"), max_length=200)
    wording_es = models.TextField(_("exact words, Spanish"), blank=True)
    wording_en = models.TextField(_("translation, English"), blank=True)
    scope_es = models.TextField(_("scope, Spanish"), blank=True)
    scope_en = models.TextField(_("scope, English"), blank=True)
    names_published = models.CharField(_("names published"), max_length=7, choices=Answer, default=Answer.UNKNOWN)
    started_on = PartialDateField(_("releases began on"))
    ended_on = PartialDateField(_("releases ended on"))
    url = models.URLField(_("address"), blank=True, max_length=500)

    class Meta(Dossier.Meta):
        verbose_name, verbose_name_plural = _("official announcement"), _("official announcements")
        ordering = ("-announced_on",)
        constraints = [
            *Dossier.Meta.constraints,
            valid_code("authority", Authority),
            valid_code("names_published", Answer),
        ]

    def __str__(self) -> str:
        return in_readers_language(self, "title")


@tracked
class ClaimedFigure(Recorded):
    """A partial figure that an authority gave about its announcement (127 = 121 + 6)."""

    announcement = models.ForeignKey(OfficialAnnouncement, models.CASCADE, related_name="claimed_figures")
    label_es = models.CharField(_("label, Spanish"), max_length=200)
    label_en = models.CharField(_("label, English"), max_length=200)
    number = models.PositiveIntegerField(_("number"))
    stated_on = models.DateField(_("stated on"))
    url = models.URLField(_("address"), max_length=500)

    class Meta:
        verbose_name, verbose_name_plural = _("claimed figure"), _("claimed figures")
        ordering = ("stated_on", "-number")


@tracked
class AnnouncementComparison(Recorded):
    """What an organisation counted of an announcement, on a day, by its own definition."""

    announcement = models.ForeignKey(OfficialAnnouncement, models.CASCADE, related_name="comparisons")
    organisation = models.ForeignKey(SourceOrganisation, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("number"))
    stated_on = PartialDateField(_("stated on"))
    definition_es = models.CharField(_("what it counts, Spanish"), max_length=300)
    definition_en = models.CharField(_("what it counts, English"), max_length=300)
    url = models.URLField(_("address"), max_length=500)

    class Meta:
        verbose_name, verbose_name_plural = _("comparison"), _("comparisons")
        ordering = ("stated_on",)
