"""The orders in which persons may be listed. Each is total: two persons never change places between two pages."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import cached_property

from publication.selection.bitmaps import positions

RELEVANCE, NAME, NEWEST, OLDEST = "relevance", "name", "detained_newest", "detained_oldest"
SORTS = (RELEVANCE, NAME, NEWEST, OLDEST)
LATER_THAN_ALL = 4_000_000  # an ordinal beyond the year 9999


class Orders:
    """Places in the order of the first detention. `earliest` and `latest`: its bounds as ordinals, 0 where unknown.

    The oldest first by the first day on which it may have been, the newest first by the last; a day that is not known
    stands at the end of both. Persons of one day stand in the order of their names.
    """

    def __init__(self, earliest: list[int], latest: list[int]) -> None:
        self._earliest = array("I", earliest)
        self._latest = array("I", latest)

    @cached_property
    def oldest(self) -> array:
        earliest, latest = self._earliest, self._latest
        return self._sorted(lambda place: (earliest[place] or LATER_THAN_ALL, latest[place] or LATER_THAN_ALL))

    @cached_property
    def newest(self) -> array:
        earliest, latest = self._earliest, self._latest
        return self._sorted(lambda place: (-latest[place], -earliest[place]))

    def _sorted(self, key) -> array:
        return array("I", sorted(range(len(self._earliest)), key=key))

    def nearest(self, place: int, places: list[int]) -> list[int]:
        """Those places in the order of how far from the first detention of `place` theirs was, unknown days last."""
        day = self._earliest[place]

        def distance(other: int) -> tuple[bool, int, int]:
            theirs = self._earliest[other]
            return not (day and theirs), abs(theirs - day), other

        return sorted(places, key=distance)

    def of(self, sort: str) -> array | None:
        """The places in that order; None for the order of names, which is that of the places themselves."""
        return {NEWEST: lambda: self.newest, OLDEST: lambda: self.oldest}.get(sort, lambda: None)()


def in_order(order: array, rows: int, skip: int = 0, limit: int | None = None) -> list[int]:
    """The places of the bitmap `rows` in that order, without the first `skip`, at most `limit`."""
    found: list[int] = []
    for place in _among(order, rows):
        if skip:
            skip -= 1
            continue
        if len(found) == limit:
            break
        found.append(place)
    return found


def in_tiers(tiers: tuple[int, ...], rows: int, skip: int = 0, limit: int | None = None) -> list[int]:
    """The same, those of an earlier tier first, within a tier by name."""
    found: list[int] = []
    for tier in tiers:
        if limit is not None and len(found) == limit:
            break
        chosen = tier & rows
        count = chosen.bit_count()
        if skip >= count:
            skip -= count
            continue
        found += positions(chosen, skip, None if limit is None else limit - len(found))
        skip = 0
    return found


def _among(order: array, rows: int) -> Iterator[int]:
    data = rows.to_bytes((rows.bit_length() + 7) // 8, "little")
    last = len(data) << 3
    return (place for place in order if place < last and data[place >> 3] >> (place & 7) & 1)
