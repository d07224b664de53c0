"""Which addresses of persons lead to another's, since the two are one."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet

from prisoners.models import Person
from publication.models import MergedVersion, PrisonerVersion
from publication.unnamed import NAMED


def addresses(persons: QuerySet[Person]) -> Iterator[MergedVersion]:
    """Of those who were shown before and whose other is shown now. Whoever was named leads to nobody unnamed."""
    others = PrisonerVersion.objects.current().filter(public_id=OuterRef("merged_into__public_id"))
    formers = PrisonerVersion.objects.filter(public_id=OuterRef("public_id"))
    found = persons.filter(Exists(formers.filter(is_withheld=False)), Exists(others.filter(is_withheld=False)))
    found = found.filter(Exists(others.filter(NAMED)) | ~Exists(formers.filter(NAMED)))
    for public_id, into in found.order_by("pk").values_list("public_id", "merged_into__public_id"):
        yield MergedVersion(prisoner=public_id, into=into)
