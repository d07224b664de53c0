"""Offences of the two penal codes, and the charges brought against a person."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.bilingual import in_readers_language
from editorial.codes import valid_code
from editorial.models import Recorded, tracked


class Family(models.TextChoices):
    """Families of offences, most serious first: the order decides which charge is the principal one."""

    STATE_SECURITY = "state_security", _("State security")
    PERSONS = "persons", _("persons")
    AUTHORITY = "authority", _("authority")
    PUBLIC_ORDER = "public_order", _("public order")
    PROPERTY = "property", _("property")
    OTHER = "other", _("other")


class Offence(models.Model):
    """A concept that statistics use whatever the law in force: contempt is one offence under both codes."""

    code = models.SlugField(_("code"), primary_key=True)
    name_es = models.CharField(_("name, Spanish"), max_length=200)
    name_en = models.CharField(_("name, English"), max_length=200)
    family = models.CharField(_("family"), max_length=16, choices=Family)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("offence"), _("offences")
        ordering = ("order", "code")
        constraints = [valid_code("family", Family)]

    def __str__(self) -> str:
        return in_readers_language(self, "name")


LAWS = {
    "ley-62-1987": _("Law 62/1987, Penal Code"),
    "ley-151-2022": _("Law 151/2022, Penal Code"),
    "ley-88-1999": _("Law 88/1999"),
}


def law_in_words(code: str) -> str:
    """A law that we have no words for, as it is written."""
    return str(LAWS.get(code, code))


class OffenceInLaw(models.Model):
    """An offence as one law writes it. `is_checked`: the article was read in the Gaceta Oficial, or a source states it.

    Articles that are not checked never appear on a public page.
    """

    offence = models.ForeignKey(Offence, models.CASCADE, related_name="in_laws", verbose_name=_("offence"))
    law = models.SlugField(_("law"), help_text=_("ley-62-1987, ley-151-2022, ley-88-1999"))
    article = models.CharField(_("article"), max_length=40, blank=True)
    min_months = models.PositiveSmallIntegerField(_("minimum, months"), null=True, blank=True)
    max_months = models.PositiveSmallIntegerField(_("maximum, months"), null=True, blank=True)
    is_checked = models.BooleanField(_("article checked"), default=False)
    source_key = models.CharField(_("source"), max_length=60, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("offence in a law"), _("offences in laws")
        constraints = [
            models.UniqueConstraint(fields=["offence", "law"], name="offence_once_per_law"),
            models.CheckConstraint(
                condition=Q(min_months__isnull=True)
                | Q(max_months__isnull=True)
                | Q(min_months__lte=models.F("max_months")),
                name="offence_range_ordered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.offence}, {law_in_words(self.law)}"


class ChargeRole(models.TextChoices):
    PRINCIPAL = "principal", _("principal")
    ADDITIONAL = "additional", _("additional")
    UNKNOWN = "unknown", _("unknown")


class ChargeStage(models.TextChoices):
    ACCUSATION = "accusation", _("accusation")
    CONVICTION = "conviction", _("conviction")
    ACQUITTED = "acquitted", _("acquitted")
    DROPPED = "dropped", _("dropped")


@tracked
class Charge(Recorded):
    """One offence that a detained person is accused or convicted of. One row per detention, offence and stage."""

    detention = models.ForeignKey(
        "prisoners.Detention", models.CASCADE, related_name="charges", verbose_name=_("detention")
    )
    offence = models.ForeignKey(Offence, models.PROTECT, related_name="charges", verbose_name=_("offence"))
    law = models.SlugField(_("law"), blank=True)
    role = models.CharField(_("role"), max_length=10, choices=ChargeRole, default=ChargeRole.UNKNOWN)
    stage = models.CharField(_("at the stage of"), max_length=10, choices=ChargeStage, default=ChargeStage.ACCUSATION)
    case_number = models.CharField(
        _("case number"), max_length=60, blank=True, help_text=_("For editors only, never public.")
    )

    class Meta:
        verbose_name, verbose_name_plural = _("charge"), _("charges")
        ordering = ("detention", "role", "offence")
        constraints = [
            models.UniqueConstraint(fields=["detention", "offence", "stage"], name="charge_once_per_stage"),
            valid_code("role", ChargeRole),
            valid_code("stage", ChargeStage),
        ]

    NAMED_WITH = ("offence",)

    def __str__(self) -> str:
        return f"{self.offence} ({self.get_stage_display()})"
