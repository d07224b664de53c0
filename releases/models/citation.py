"""What supports a release, a revocation or an announcement."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.models import tracked
from prisoners.models import Person
from releases.models.announcement import OfficialAnnouncement
from releases.models.release import Release, Revocation
from sources.models import CitationBase, Document


@tracked
class Citation(CitationBase):
    """A source supports exactly one release, revocation or announcement."""

    SUPPORTS = ("release", "revocation", "announcement")

    release = models.ForeignKey(Release, models.CASCADE, null=True, blank=True, related_name="citations")
    revocation = models.ForeignKey(Revocation, models.CASCADE, null=True, blank=True, related_name="citations")
    announcement = models.ForeignKey(
        OfficialAnnouncement, models.CASCADE, null=True, blank=True, related_name="citations"
    )

    @classmethod
    def dossiers_citing(cls, document: Document) -> Iterable[Person | OfficialAnnouncement]:
        cited = cls.objects.filter(document=document)
        released = Q(detentions__releases__citations__in=cited)
        revoked = Q(detentions__releases__revocation__citations__in=cited)
        yield from Person.objects.filter(released | revoked).distinct()
        yield from OfficialAnnouncement.objects.filter(citations__in=cited).distinct()

    class Meta(CitationBase.Meta):
        verbose_name, verbose_name_plural = _("citation"), _("citations")
        constraints = [
            *CitationBase.Meta.constraints,
            models.CheckConstraint(
                condition=Q(release__isnull=False, revocation__isnull=True, announcement__isnull=True)
                | Q(release__isnull=True, revocation__isnull=False, announcement__isnull=True)
                | Q(release__isnull=True, revocation__isnull=True, announcement__isnull=False),
                name="citation_names_one_row",
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(part for part in (str(self.document or self.record), self.about(self)) if part)
