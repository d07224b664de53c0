"""Pages of persons: which rows, and what a list shows of each, in one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db import connections, router

from publication.models import PrisonerVersion
from publication.selection.bitmaps import positions
from publication.selection.cursors import Cursor

if TYPE_CHECKING:
    from publication.selection.selection import Selection


class Row(NamedTuple):
    """What a list shows of a person. Codes have their labels in TermVersion; empty text: unknown.

    `detained_on` is the day of the first detention as known (EDTF); `custody_since` the first day on which the state
    is certain, None when that is unknown or when the person was not detained yet on the day asked about;
    `custody_since_earliest` the first day on which it may have begun.
    """

    public_id: UUID
    slug: str
    name_display: str
    gender: str
    minor_at_detention: str
    age_at_detention: int | None
    province: str
    municipality: str
    context: str
    offences: list[str]
    principal_offence: str
    detained_on: str
    detained_earliest: date | None
    detained_latest: date | None
    custody_state: str
    custody_detail: str
    custody_since: date | None
    lists: list[str]
    custody_since_earliest: date | None


ROWS = """
SELECT p.public_id, p.slug, p.name_display, p.gender, p.minor_at_detention, p.age_at_detention, p.province,
       p.municipality, p.context, p.offences, p.principal_offence,
       coalesce(p.document #>> '{detentions,0,detained_on}', ''), p.detained_earliest, p.detained_latest,
       coalesce(s.state, ''), coalesce(s.detail, ''), lower(s.certain),
       ARRAY(
           SELECT l.source_list FROM publication_listingspan l
           WHERE l.prisoner = p.public_id AND l.days @> %(day)s
             AND l.edition_from <= %(edition)s AND (l.edition_to IS NULL OR l.edition_to > %(edition)s)
           ORDER BY l.source_list
       ), lower(s.possible)
FROM unnest(%(ids)s::bigint[]) WITH ORDINALITY AS wanted (id, place)
JOIN publication_prisonerversion p ON p.id = wanted.id
LEFT JOIN publication_custodyspan s
  ON s.prisoner = p.public_id AND s.certain @> %(day)s
 AND s.edition_from <= %(edition)s AND (s.edition_to IS NULL OR s.edition_to > %(edition)s)
ORDER BY wanted.place
"""


@dataclass(frozen=True)
class Page:
    """`first` is the number of the first row, from 1; `next` and `previous` are cursors, None at the ends."""

    rows: list[Row]
    total: int
    first: int
    next: str | None
    previous: str | None


def page_of(selection: Selection, tiers: tuple[int, ...], start: int, size: int) -> Page:
    """Rows `start` to `start + size` of the persons chosen, those of an earlier tier first."""
    places = _places(selection.rows, tiers, start, size)
    edition, total = selection.edition.number, selection.total
    return Page(
        rows=_rows(selection, [selection.index.ids[place] for place in places]) if places else [],
        total=total,
        first=min(start, total) + 1,
        next=str(Cursor(edition, start + size)) if start + size < total else None,
        previous=str(Cursor(edition, max(0, min(start, total) - size))) if start else None,
    )


def _places(chosen: int, tiers: tuple[int, ...], skip: int, size: int) -> list[int]:
    places: list[int] = []
    for tier in tiers:
        rows = tier & chosen
        count = rows.bit_count()
        if skip >= count:
            skip -= count
            continue
        places += positions(rows, skip, size - len(places))
        skip = 0
        if len(places) == size:
            break
    return places


def _rows(selection: Selection, ids: list[int]) -> list[Row]:
    values: dict[str, Any] = {"ids": ids, "day": selection.as_of, "edition": selection.edition.number}
    with connections[router.db_for_read(PrisonerVersion)].cursor() as cursor:
        cursor.execute(ROWS, values)
        return [Row._make(row) for row in cursor.fetchall()]
