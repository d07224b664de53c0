"""Who may no longer be named is not named in former editions either: those keep their numbers, not the person.

A person who became withheld, withdrawn, embargoed or pseudonymous was named in editions that stay readable. Their
closed rows are made withheld in place; each leaves its place in the chain as an ErasedRow, as an erasure does.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef

from publication.models import MergedVersion, PrisonerVersion, ReleaseVersion
from publication.places import guards_open, keep_places
from publication.unnamed import NAMED

BLANK = {
    "is_withheld": True, "slug": "", "name_display": "", "name_sort": "", "search_words": [], "municipality": "",
    "principal_offence": "", "offences": [], "document": {}, "birth_year": None, "age_at_detention": None,
    "detained_earliest": None, "detained_latest": None,
}  # fmt: skip


def redact(number: int) -> dict[str, list[str]]:
    """Makes withheld every closed row that names somebody whom edition `number` does not name.

    A person merged into somebody who is named stays named, as they were, in the editions that named them.
    Returns the digests of the rows by table, as `chain.of_edition` takes them.
    """
    named = PrisonerVersion.objects.current().filter(NAMED)
    merged = MergedVersion.objects.current().filter(into__in=named.values("public_id"), prisoner=OuterRef("public_id"))
    is_named = Exists(named.filter(public_id=OuterRef("public_id"))) | Exists(merged)
    rows = PrisonerVersion.objects.filter(NAMED, ~is_named, edition_to__isnull=False)
    persons: set[UUID] = set(rows.values_list("public_id", flat=True))
    if not persons:
        return {}
    releases = ReleaseVersion.objects.filter(prisoner__in=persons, is_withheld=False, edition_to__isnull=False)
    erased = {
        PrisonerVersion._meta.db_table: keep_places(rows, number),
        ReleaseVersion._meta.db_table: keep_places(releases, number),
    }
    with guards_open():
        releases.update(is_withheld=True)
        PrisonerVersion.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(**BLANK)
    return {table: digests for table, digests in erased.items() if digests}
