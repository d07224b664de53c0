"""Where everybody was on a day, and who was on which list: two queries for a day, then bitmaps."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from django.db import connections, router

from publication.models import ListingSpan, OrganisationVersion, PrisonerVersion
from publication.selection.bitmaps import bitmap

PlacesOf = Callable[[Iterable[int]], list[int]]

_CURRENT = "{0}.edition_from <= %(edition)s AND ({0}.edition_to IS NULL OR {0}.edition_to > %(edition)s)"
_PERSONS = f"""
    JOIN publication_prisonerversion p ON p.public_id = s.prisoner AND NOT p.is_withheld
    WHERE {_CURRENT.format("s")} AND {_CURRENT.format("p")}"""
# Both interpolate the constants above and nothing else.
STATES = f"""
    SELECT s.state, s.detail, lower(s.certain), lower(s.possible), array_agg(p.id)
    FROM publication_custodyspan s {_PERSONS} AND s.certain @> %(day)s
    GROUP BY 1, 2, 3, 4"""  # noqa: S608
LISTS = f"""
    SELECT s.source_list, array_agg(p.id) FROM publication_listingspan s {_PERSONS} AND s.days @> %(day)s
    GROUP BY 1"""  # noqa: S608


class Standing(NamedTuple):
    """Where a person is on the day; all empty for whoever was not detained yet. The days are as in pages.Row."""

    custody_state: str = ""
    custody_detail: str = ""
    custody_since: date | None = None
    custody_since_earliest: date | None = None


class Days:
    """`states` and `lists` are bitmaps by code; `standing` says where the person of a place is.

    A person not yet detained on the day has no state; each of the others has exactly one.
    """

    def __init__(self, edition: int, day: date, places_of: PlacesOf, size: int) -> None:
        self._standings = [Standing()]
        self._standing_of = array("I", bytes(4 * size))
        places: dict[str, list[int]] = defaultdict(list)
        asked: dict[str, int | date] = {"edition": edition, "day": day}
        with connections[router.db_for_read(PrisonerVersion)].cursor() as cursor:
            cursor.execute(STATES, asked)
            for *standing, ids in cursor.fetchall():
                found = places_of(ids)
                for place in found:
                    self._standing_of[place] = len(self._standings)
                self._standings.append(Standing(*standing))
                places[standing[0]] += found
            cursor.execute(LISTS, asked)
            self.lists = {code: bitmap(places_of(ids), size) for code, ids in cursor.fetchall()}
        self.states = {state: bitmap(found, size) for state, found in places.items()}

    def standing(self, place: int) -> Standing:
        """Certain on the day (domain rule 9.2)."""
        return self._standings[self._standing_of[place]]


def lists_of(edition: int) -> list[str]:
    """The codes of all lists that the edition knows."""
    met = set(ListingSpan.objects.in_edition(edition).order_by().values_list("source_list", flat=True).distinct())
    for document in OrganisationVersion.objects.in_edition(edition).values_list("document", flat=True):
        met.update(line["code"] for line in document.get("lists", ()))
    return sorted(met)
