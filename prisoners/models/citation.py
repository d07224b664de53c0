"""What supports each fact of a dossier."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.models import tracked
from prisoners.models.detention import Detention, Stage
from prisoners.models.facility import FacilityStay
from prisoners.models.offence import Charge
from prisoners.models.person import Person
from prisoners.models.sentence import Sentence
from sources.models import CitationBase, Document


@tracked
class Citation(CitationBase):
    """A source supports a fact of a person's dossier: of the row it names, or of the person when it names none."""

    SUPPORTS = ("detention", "stage", "charge", "sentence", "stay", "person")

    person = models.ForeignKey(Person, models.CASCADE, related_name="citations", verbose_name=_("person"))
    detention = models.ForeignKey(
        Detention, models.CASCADE, null=True, blank=True, related_name="citations", verbose_name=_("detention")
    )
    stage = models.ForeignKey(
        Stage, models.CASCADE, null=True, blank=True, related_name="citations", verbose_name=_("stage of the case")
    )
    charge = models.ForeignKey(
        Charge, models.CASCADE, null=True, blank=True, related_name="citations", verbose_name=_("charge")
    )
    sentence = models.ForeignKey(
        Sentence, models.CASCADE, null=True, blank=True, related_name="citations", verbose_name=_("sentence")
    )
    stay = models.ForeignKey(
        FacilityStay, models.CASCADE, null=True, blank=True, related_name="citations", verbose_name=_("stay")
    )

    @classmethod
    def dossiers_citing(cls, document: Document) -> Iterable[Person]:
        return Person.objects.filter(citations__document=document).distinct()

    class Meta(CitationBase.Meta):
        verbose_name, verbose_name_plural = _("citation"), _("citations")
        constraints = [
            *CitationBase.Meta.constraints,
            models.CheckConstraint(
                condition=Q(detention__isnull=True, stage__isnull=True, charge__isnull=True, sentence__isnull=True)
                | Q(detention__isnull=True, stage__isnull=True, charge__isnull=True, stay__isnull=True)
                | Q(detention__isnull=True, stage__isnull=True, sentence__isnull=True, stay__isnull=True)
                | Q(detention__isnull=True, charge__isnull=True, sentence__isnull=True, stay__isnull=True)
                | Q(stage__isnull=True, charge__isnull=True, sentence__isnull=True, stay__isnull=True),
                name="citation_names_at_most_one_row",
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(part for part in (str(self.document or self.record), self.about(self)) if part)
