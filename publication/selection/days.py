"""Where everybody was on a day, and who was on which list: two queries for a day, then bitmaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connections, router

from publication.models import ListingSpan, OrganisationVersion, PrisonerVersion

OfIds = Callable[[Iterable[int]], int]

_CURRENT = "{0}.edition_from <= %(edition)s AND ({0}.edition_to IS NULL OR {0}.edition_to > %(edition)s)"
_PERSONS = f"""
    JOIN publication_prisonerversion p ON p.public_id = s.prisoner AND NOT p.is_withheld
    WHERE {_CURRENT.format("s")} AND {_CURRENT.format("p")}"""
# Both interpolate the constants above and nothing else.
STATES = f"""
    SELECT s.state, array_agg(p.id) FROM publication_custodyspan s {_PERSONS} AND s.certain @> %(day)s
    GROUP BY 1"""  # noqa: S608
LISTS = f"""
    SELECT s.source_list, array_agg(p.id) FROM publication_listingspan s {_PERSONS} AND s.days @> %(day)s
    GROUP BY 1"""  # noqa: S608


@dataclass(frozen=True)
class Days:
    """Bitmaps by code. A person not yet detained on the day has no state; each of the others has exactly one."""

    states: dict[str, int]
    lists: dict[str, int]


def days_of(edition: int, day: date, of_ids: OfIds) -> Days:
    """States that are certain on the day (domain rule 9.2), and lists as their snapshots stood."""
    found = []
    with connections[router.db_for_read(PrisonerVersion)].cursor() as cursor:
        for query in (STATES, LISTS):
            cursor.execute(query, {"edition": edition, "day": day})
            found.append({code: of_ids(ids) for code, ids in cursor.fetchall()})
    return Days(*found)


def lists_of(edition: int) -> list[str]:
    """The codes of all lists that the edition knows."""
    met = set(ListingSpan.objects.in_edition(edition).order_by().values_list("source_list", flat=True).distinct())
    for document in OrganisationVersion.objects.in_edition(edition).values_list("document", flat=True):
        met.update(line["code"] for line in document.get("lists", ()))
    return sorted(met)
