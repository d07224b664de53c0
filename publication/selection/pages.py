"""Pages of persons: which rows, and what a list shows of each: in short from memory, or in full by one query."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from django.db import connections

from publication.selection.cursors import Cursor
from publication.selection.days import Standing
from publication.selection.matched import Matched
from publication.unnamed import PROVINCE_SQL

if TYPE_CHECKING:
    from publication.selection.selection import Selection


AnyRow = TypeVar("AnyRow")


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


class Shown(NamedTuple):
    """What a page for people shows of a person in a list."""

    slug: str
    name_display: str
    province: str
    standing: Standing


RowsOf = Callable[["Selection", list[int]], list[AnyRow]]

ROWS = f"""
SELECT p.public_id, p.slug, p.name_display, p.gender, p.minor_at_detention, p.age_at_detention,
       {PROVINCE_SQL.format("p")},
       p.municipality, p.context, p.offences, p.principal_offence,
       coalesce(p.document #>> '{{detentions,0,detained_on}}', ''), p.detained_earliest, p.detained_latest,
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
"""  # noqa: S608 - constants alone


@dataclass(frozen=True)
class Page(Generic[AnyRow]):
    """`first` is the number of the first row, from 1; `next` and `previous` are cursors, None at the ends. `matched`
    says of each row why it was found: None of all where no name was asked for."""

    rows: list[AnyRow]
    matched: list[Matched | None]
    total: int
    first: int
    next: str | None
    previous: str | None


def page_of(
    selection: Selection,
    start: int,
    size: int,
    rows: Callable[[Selection, list[int]], list[AnyRow]],
) -> Page[AnyRow]:
    """Rows `start` to `start + size` of the persons chosen, in the order of the list."""
    edition, total = selection.edition.number, selection.total
    places = selection.places(start, size)
    return Page(
        rows=rows(selection, places),
        matched=[selection.matched(place) for place in places],
        total=total,
        first=min(start, total) + 1,
        next=str(Cursor(edition, start + size)) if start + size < total else None,
        previous=str(Cursor(edition, max(0, min(start, total) - size))) if start else None,
    )


def in_full(selection: Selection, places: list[int]) -> list[Row]:
    """The rows of these places. One query, none for no places."""
    if not places:
        return []
    ids = [selection.index.ids[place] for place in places]
    values: dict[str, Any] = {"ids": ids, "day": selection.as_of, "edition": selection.edition.number}
    with connections[selection.using].cursor() as cursor:
        cursor.execute(ROWS, values)
        return [Row._make(row) for row in cursor.fetchall()]


def at_once(selection: Selection, number: int) -> Iterator[list[Row]]:
    """All the persons chosen in the order of the list, so many at a time: a query for each."""
    places = selection.places()
    for start in range(0, len(places), number):
        yield in_full(selection, places[start : start + number])


def in_short(selection: Selection, places: list[int]) -> list[Shown]:
    """The same persons from memory, without a query."""
    index, days = selection.index, selection.index.on(selection.as_of)
    found = []
    for place in places:
        slug, name, province = index.shown[place]
        found.append(Shown(slug, name, province, days.standing(place)))
    return found
