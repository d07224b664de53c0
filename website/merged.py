"""Addresses of persons who turned out to be another: they lead to the other's, for good."""

from __future__ import annotations

from uuid import UUID

from publication.models import MergedVersion, PrisonerVersion


def merged_into(edition: int, **asked: UUID | str) -> tuple[UUID, str] | None:
    """The identifier and name in the address of whoever the person is in that edition; None where nobody was merged.

    `asked`: slug or public_id, as the address had it.
    """
    formers = PrisonerVersion.objects.filter(edition_from__lte=edition, **asked).values("public_id")
    led = MergedVersion.objects.in_edition(edition).filter(prisoner__in=formers).values("into")
    shown = PrisonerVersion.objects.in_edition(edition).filter(public_id__in=led, is_withheld=False)
    return shown.values_list("public_id", "slug").first()
