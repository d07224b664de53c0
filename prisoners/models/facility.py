"""Prisons and other places of detention, and the stays of a detention in them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from chronology.fields import PartialDateField
from chronology.wording import in_words
from editorial.codes import valid_code
from editorial.models import Recorded, tracked
from prisoners.models.place import Municipality, PlaceManager, Province


class FacilityKind(models.TextChoices):
    PRISON = "prison", _("prison")
    CAMP = "camp", _("work camp")
    POLICE_STATION = "police_station", _("police station")
    INVESTIGATION = "investigation", _("investigation centre")
    SECURITY = "security_villa", _("State Security detention centre")
    HOSPITAL = "hospital", _("hospital")
    YOUTH = "juvenile_centre", _("centre for minors")
    MILITARY = "military", _("military unit")


class Regime(models.TextChoices):
    MAX = "max", _("maximum severity")
    MEDIUM = "medium", _("medium severity")
    MIN = "min", _("minimum severity")
    OPEN = "open", _("open")
    REMAND = "remand", _("remand")
    WOMEN = "women", _("women")
    YOUTH = "youth", _("youth")
    SPECIAL = "special", _("special regime")


class Facility(Recorded):
    """A place of detention. Unique by name and province, never by name alone (Canaleta exists twice)."""

    NAMED_WITH = ("province",)

    code = models.SlugField(_("code"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    province = models.ForeignKey(
        Province,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="facilities",
        verbose_name=_("province"),
        help_text=_("Empty only for a kind of centre that exists in several provinces."),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=FacilityKind)
    regime = models.CharField(_("usual regime"), max_length=8, choices=Regime, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    objects = PlaceManager()

    class Meta:
        verbose_name, verbose_name_plural = _("place of detention"), _("places of detention")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["name", "province"], name="facility_name_per_province"),
            valid_code("kind", FacilityKind),
            valid_code("regime", Regime, blank=True),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.province})" if self.province_id else self.name


class FacilityAlias(models.Model):
    facility = models.ForeignKey(Facility, models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facility", "name"], name="facility_alias_once")]

    def __str__(self) -> str:
        return self.name


class EndReason(models.TextChoices):
    TRANSFER = "transfer", _("transfer")
    RELEASE = "release", _("left prison")
    HOSPITAL = "hospital", _("hospital")
    PASS = "pass", _("pass")
    DEATH = "death", _("death")
    ESCAPE = "escape", _("escape")
    UNKNOWN = "unknown", _("unknown")


@tracked
class FacilityStay(Recorded):
    """Held in a place from one day until another (exclusive).

    Stays of one detention never certainly overlap, except passes and hospital stays, which lie within another.
    """

    NAMED_WITH = ("facility__province",)

    detention = models.ForeignKey(
        "prisoners.Detention", models.CASCADE, related_name="stays", verbose_name=_("detention")
    )
    facility = models.ForeignKey(
        Facility, models.PROTECT, null=True, blank=True, related_name="stays", verbose_name=_("place")
    )
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("municipality")
    )
    unit = models.CharField(
        _("unit or cell"), max_length=100, blank=True, help_text=_("For editors only, never public.")
    )
    regime = models.CharField(_("regime"), max_length=8, choices=Regime, blank=True)
    from_on = PartialDateField(_("from"))
    to_on = PartialDateField(_("until"))
    end_reason = models.CharField(_("why it ended"), max_length=10, choices=EndReason, blank=True)
    is_nested = models.BooleanField(_("within another stay"), default=False, help_text=_("A pass or a hospital stay."))

    class Meta:
        verbose_name, verbose_name_plural = _("stay"), _("stays")
        ordering = ("detention", "from_on")
        constraints = [
            valid_code("regime", Regime, blank=True),
            valid_code("end_reason", EndReason, blank=True),
            ExclusionConstraint(
                name="stays_do_not_overlap",
                expressions=[
                    ("detention", RangeOperators.EQUAL),
                    (
                        Func(
                            Func(F("from_on"), function="latest_day"),
                            Func(Func(F("from_on"), function="latest_day"), F("to_on"), function="certain_end"),
                            Value("[)"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(is_nested=False, from_on__isnull=False, to_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (str(self.facility or "?"), self.from_on and in_words(self.from_on)) if part)
