"""Protests, trials and other events in which people were arrested."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chronology.fields import PartialDateField
from editorial.bilingual import in_readers_language
from editorial.codes import valid_code
from editorial.models import Recorded, tracked
from prisoners.models.place import Municipality


class EventKind(models.TextChoices):
    PROTEST = "protest", _("protest")
    CACEROLAZO = "cacerolazo", _("pot-banging protest")
    MARCH = "march", _("march")
    STRIKE = "strike", _("strike")
    ONLINE_CAMPAIGN = "online_campaign", _("online campaign")
    ART_ACTION = "art_action", _("art action")
    MASS_ARREST = "mass_arrest", _("mass arrest")
    TRIAL = "trial", _("trial")
    RIOT = "riot", _("riot")
    OTHER = "other", _("other")


@tracked
class Event(Recorded):
    """Something that happened on known days. Two rows are the same event when their codes are equal."""

    code = models.SlugField(_("code"), unique=True)
    name_es = models.CharField(_("name, Spanish"), max_length=200)
    name_en = models.CharField(_("name, English"), max_length=200)
    kind = models.CharField(_("kind"), max_length=16, choices=EventKind)
    starts_on = PartialDateField(_("from"))
    ends_on = PartialDateField(_("until"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    description_es = models.TextField(_("description, Spanish"), blank=True)
    description_en = models.TextField(_("description, English"), blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("event"), _("events")
        ordering = ("starts_on", "code")
        constraints = [valid_code("kind", EventKind)]

    def __str__(self) -> str:
        return in_readers_language(self, "name")


class EventPlace(models.Model):
    event = models.ForeignKey(Event, models.CASCADE, related_name="places")
    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="+", verbose_name=_("municipality"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "municipality"], name="event_place_once")]
