"""A list that an organisation keeps, and how its columns map to our fields."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.codes import valid_code
from editorial.models import Recorded, tracked
from sources.models.organisation import SourceOrganisation


class ListKind(models.TextChoices):
    """What being on the list says.

    prisoners: the organisation holds the person to be a political prisoner on the day of the list.
    arrests: the person was arrested; only rows stated to be in prison say that they are prisoners on that day.
    """

    PRISONERS = "prisoners", _("political prisoners")
    ARRESTS = "arrests", _("register of arrests")


@tracked
class SourceList(Recorded):
    """One list of one organisation. Two rows are the same list when their codes are equal."""

    organisation = models.ForeignKey(
        SourceOrganisation, models.PROTECT, related_name="lists", verbose_name=_("organisation")
    )
    code = models.SlugField(_("code"), unique=True, help_text=_("Short, ASCII, never changed."))
    name_es = models.CharField(_("name, Spanish"), max_length=200)
    name_en = models.CharField(_("name, English"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=ListKind)

    class Meta:
        verbose_name, verbose_name_plural = _("list"), _("lists")
        ordering = ("code",)
        constraints = [valid_code("kind", ListKind)]

    def __str__(self) -> str:
        return self.code


@tracked
class ColumnMapping(Recorded):
    """Which column of an organisation's file holds which of our fields, and what its words mean.

    `columns`: {our field: header in the file}; fields are those of sources/import_list/fields.py.
    `words`: {our field: {text in the file: our code}}, for coded fields.
    """

    organisation = models.ForeignKey(
        SourceOrganisation, models.CASCADE, related_name="mappings", verbose_name=_("organisation")
    )
    name = models.SlugField(_("name"), help_text=_("“default” is used when no mapping is named."))
    columns = models.JSONField(_("columns"), default=dict)
    words = models.JSONField(_("words"), default=dict, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("column mapping"), _("column mappings")
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="mapping_name_per_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation.code}: {self.name}"
