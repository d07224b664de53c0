"""Aggregate figures as an organisation or the State printed them: never overwritten, never computed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.codes import valid_code
from editorial.models import Dossier, tracked
from sources.models.organisation import SourceOrganisation


class FigureRole(models.TextChoices):
    """What a figure is within its group, so that the group can be checked by machine (sources/figure_checks.py)."""

    TOTAL = "total", _("total")
    PART = "part", _("part of the total")
    START = "start", _("stock at the start")
    IN = "in", _("came in")
    OUT = "out", _("went out")
    END = "end", _("stock at the end")
    BASE = "base", _("base of a share")
    SHARE_OF_BASE = "share_of_base", _("part of the base")
    PERCENT = "percent", _("percentage of the base")
    BAND = "band", _("band of the base, not exhaustive")


@tracked
class PublishedFigure(Dossier):
    """One number as printed, with who printed it and which day it speaks of. Unique by code."""

    code = models.SlugField(_("code"), unique=True)
    publisher = models.ForeignKey(
        SourceOrganisation, models.PROTECT, related_name="published_figures", verbose_name=_("publisher")
    )
    as_of = models.DateField(_("as of"))
    metric = models.SlugField(_("what is counted"), max_length=60)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=1)
    group = models.SlugField(_("group"), blank=True, help_text=_("Figures printed together, which must agree."))
    role = models.CharField(_("role in the group"), max_length=14, choices=FigureRole, blank=True)
    url = models.URLField(_("address"), max_length=500)
    note = models.CharField(
        _("working note"), max_length=300, blank=True, help_text=_("For editors only, never public.")
    )
    note_es = models.CharField(
        _("note for readers, Spanish"), max_length=300, blank=True, help_text=_("What is printed beside the number.")
    )
    note_en = models.CharField(_("note for readers, English"), max_length=300, blank=True)

    class Meta(Dossier.Meta):
        verbose_name, verbose_name_plural = _("published figure"), _("published figures")
        ordering = ("-as_of", "code")
        constraints = [*Dossier.Meta.constraints, valid_code("role", FigureRole, blank=True)]

    def __str__(self) -> str:
        return f"{self.code}: {self.value}"
