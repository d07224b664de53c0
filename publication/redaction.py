"""Who may no longer be named is not named in former editions either: those keep their numbers, not the person.

A person who became withheld, withdrawn, embargoed or pseudonymous was named in editions that stay readable. Their
closed rows are made withheld in place; each leaves its place in the chain as an ErasedRow, as an erasure does.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from publication.models import PrisonerVersion, ReleaseVersion
from publication.places import guards_open, keep_places
from publication.projector.identity import PSEUDONYM

BLANK = {
    "is_withheld": True, "slug": "", "name_display": "", "name_sort": "", "search_words": [], "municipality": "",
    "principal_offence": "", "offences": [], "document": {}, "birth_year": None, "age_at_detention": None,
    "detained_earliest": None, "detained_latest": None,
}  # fmt: skip
_NAMED = Q(is_withheld=False) & ~Q(name_display__startswith=PSEUDONYM)


def redact(number: int) -> dict[str, list[str]]:
    """Makes withheld every closed row that names somebody whom edition `number` does not name.

    Returns the digests of the rows by table, as `chain.of_edition` takes them.
    """
    still_named = PrisonerVersion.objects.current().filter(_NAMED, public_id=OuterRef("public_id"))
    rows = PrisonerVersion.objects.filter(_NAMED, ~Exists(still_named), edition_to__isnull=False)
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
