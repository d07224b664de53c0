"""Organisations that say something about prisoners, the State among them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from editorial.codes import valid_code
from editorial.models import Dossier, tracked


class OrganisationKind(models.TextChoices):
    NGO = "ngo", _("civil-society organisation")
    MEDIA = "media", _("news outlet")
    STATE = "state", _("State")
    UN = "un", _("United Nations")
    CHURCH = "church", _("church")
    FAMILY_GROUP = "family_group", _("group of families")
    OWN = "own", _("this coalition")


@tracked
class SourceOrganisation(Dossier):
    """Who says so. Two rows are the same organisation when their codes are equal."""

    code = models.SlugField(_("code"), unique=True, help_text=_("Short, ASCII, never changed."))
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=12, choices=OrganisationKind)
    url = models.URLField(_("address"), blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("ISO 3166 code of its seat."))
    definition_es = models.TextField(
        _("definition, Spanish"), blank=True, help_text=_("Whom it counts, in its own words.")
    )
    definition_en = models.TextField(_("definition, English"), blank=True)
    accepted_for_inclusion = models.BooleanField(
        _("accepted for inclusion"),
        default=False,
        help_text=_("Being on a list of this organisation puts a person on the consolidated list."),
    )
    derived_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="copies",
        verbose_name=_("takes its names from"),
        help_text=_("Where it repeats another organisation's list: the two count as one who names somebody."),
    )
    licence = models.CharField(_("terms of use"), max_length=200, blank=True)
    contact = models.CharField(_("contact"), max_length=200, blank=True, help_text=_("For editors only, never public."))
    is_demo = models.BooleanField(_("invented"), default=False, help_text=_("Belongs to the demonstration set."))

    class Meta(Dossier.Meta):
        verbose_name, verbose_name_plural = _("organisation"), _("organisations")
        ordering = ("name",)
        constraints = [
            *Dossier.Meta.constraints,
            valid_code("kind", OrganisationKind),
            models.CheckConstraint(condition=~Q(derived_from=F("pk")), name="organisation_not_derived_from_itself"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """One step alone: whoever repeats a repeater names the first of them."""
        super().clean()
        if self.derived_from is None:
            return
        if self.derived_from.derived_from_id or (self.pk and self.copies.exists()):
            told = _("Name the organisation from which all of them take their names, for each of them.")
            raise ValidationError({"derived_from": told})
