"""The territories of Cuba: sixteen since 2011, 168 municipalities."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Province(models.Model):
    """A province or the special municipality, by its ISO 3166-2 code. `order` runs west to east.

    `ended_on` marks the withdrawn CU-02 (La Habana, rural), accepted on import for dates before that day.
    """

    code = models.CharField(_("code"), max_length=5, primary_key=True)
    name = models.CharField(_("name"), max_length=60)
    capital = models.CharField(_("capital"), max_length=60, blank=True)
    order = models.PositiveSmallIntegerField(_("order, west to east"))
    ended_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("province"), _("provinces")
        ordering = ("order",)

    def __str__(self) -> str:
        return self.name


class PlaceManager(models.Manager):
    """Of places that are named with their province."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().select_related("province")


class Municipality(models.Model):
    """A municipality. The name alone is not unique (San Luis): province and name together are."""

    NAMED_WITH = ("province",)

    code = models.CharField(_("code"), max_length=60, primary_key=True, help_text=_("CU-13-san-luis"))
    name = models.CharField(_("name"), max_length=60)
    province = models.ForeignKey(Province, models.PROTECT, related_name="municipalities", verbose_name=_("province"))

    objects = PlaceManager()

    class Meta:
        verbose_name, verbose_name_plural = _("municipality"), _("municipalities")
        ordering = ("province__order", "name")
        constraints = [models.UniqueConstraint(fields=["province", "name"], name="municipality_name_per_province")]

    def __str__(self) -> str:
        return f"{self.name} ({self.province})"


class MunicipalityAlias(models.Model):
    """Another name that sources give: a former name, or a town given as if it were a municipality."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="aliases")
    name = models.CharField(_("name"), max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="municipality_alias_once")]

    def __str__(self) -> str:
        return self.name
