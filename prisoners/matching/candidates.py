"""Candidates from the database: who shares the rarest keys with a row, the nearest of them with their profiles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

from django.db import connection

from prisoners.matching.keys import all_keys
from prisoners.matching.profile import Profile, from_line
from prisoners.matching.register import LEAST_SHARED, MOST_NEARNESS, by_nearness, nearest
from prisoners.matching.spelling import Spelling
from prisoners.models import NONE_KNOWN

AT_ONCE = 100  # rows
KEPT = 20_000  # persons read from the database, who stand near several rows of a list
FETCHED = 150  # persons for a row, before nearness decides which are compared
Near = list[tuple[int, Sequence[Profile]]]

SHARED = """
WITH asked (place, key) AS (SELECT * FROM unnest(%(places)s::int[], %(keys)s::int[])),
shared AS (
  SELECT asked.place, known.person_id, count(*) OVER (PARTITION BY asked.place, asked.key) AS bearers
  FROM asked JOIN prisoners_matchkey known USING (key)
), likely AS (
  SELECT place, person_id, sum(ln(%(persons)s::float / bearers)) / ln(2::float) AS worth FROM shared
  GROUP BY place, person_id
), ranked AS (
  SELECT *, row_number() OVER of_row AS number, first_value(worth) OVER of_row AS best FROM likely
  WINDOW of_row AS (PARTITION BY place ORDER BY worth DESC, person_id)
)
SELECT place, person_id, worth FROM ranked
WHERE number <= %(fetched)s AND worth + %(nearness)s >= %(least)s * (best - %(nearness)s)
"""
PROFILES = """
SELECT person_id, profiles FROM prisoners_matchprofile WHERE person_id = ANY(%s) AND is_demo = %s
"""


def near(
    rows: Sequence[Sequence[Profile]],
    spelling: Spelling,
    *,
    persons: int,
    is_demo: bool,
    least: float = LEAST_SHARED,
) -> Iterator[tuple[int, Near]]:
    """For each row (its readings), by its place: who may be meant, with their profiles, the likeliest first.

    `persons`: how many there are, for what a shared key is worth. `least`: see register.nearest. Rows are asked about
    in lots, so that memory stays bounded whatever the list is; and rows of like names together, since the same persons
    stand near them.
    """
    known = _Known(is_demo=is_demo)
    order = sorted(range(len(rows)), key=lambda place: [reading.surname_1_sound for reading in rows[place]])
    for start in range(0, len(order), AT_ONCE):
        lot = order[start : start + AT_ONCE]
        shared = _shared([rows[place] for place in lot], spelling, persons, least, is_demo=is_demo)
        known.read({person for found in shared for person, _worth in found})
        for place, found in zip(lot, shared, strict=True):
            yield place, _ranked(rows[place], found, known, least)


def _shared(
    rows: Sequence[Sequence[Profile]], spelling: Spelling, persons: int, least: float, *, is_demo: bool
) -> list[list[tuple[int, float]]]:
    """For each row the persons who share keys with it, and the worth of these keys in bits."""
    places, keys = [], []
    for place, readings in enumerate(rows):
        for key in all_keys(readings, spelling, is_demo=is_demo):
            places.append(place)
            keys.append(key)
    found: dict[int, list[tuple[int, float]]] = defaultdict(list)
    asked: dict[str, Any] = {
        "places": _array(places), "keys": _array(keys), "persons": persons + 1, "fetched": FETCHED, "least": least,
        "nearness": MOST_NEARNESS,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(SHARED, asked)
        for place, person, worth in cursor.fetchall():
            found[place].append((person, worth))
    return [found[place] for place in range(len(rows))]


def _array(numbers: list[int]) -> str:
    """As PostgreSQL reads it: the driver writes each number apart, which takes a tenth of a list's time."""
    return f"{{{','.join(map(str, numbers))}}}"


class Stored(Sequence[Profile]):
    """The profiles of a person as they are stored: each is made when it is looked at, which few of them are."""

    def __init__(self, text: str) -> None:
        self._made: list[Profile | str] = text.split("\n")  # type: ignore[assignment]

    def __len__(self) -> int:
        return len(self._made)

    @overload
    def __getitem__(self, place: int) -> Profile: ...

    @overload
    def __getitem__(self, place: slice) -> list[Profile]: ...

    def __getitem__(self, place: int | slice) -> Profile | list[Profile]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        made = self._made[place]
        if isinstance(made, str):
            made = self._made[place] = from_line(made)
        return made


class _Known:
    """What has been read of persons, and is kept while further rows may stand near them."""

    def __init__(self, *, is_demo: bool) -> None:
        self._is_demo = is_demo
        self._of: dict[int, Stored] = {}

    def get(self, person: int) -> Stored | None:
        return self._of.get(person)

    def read(self, persons: Iterable[int]) -> None:
        wanted = set(persons)
        if len(self._of) > KEPT:
            self._of = {person: stored for person, stored in self._of.items() if person in wanted}
        with connection.cursor() as cursor:
            cursor.execute(PROFILES, [list(wanted - self._of.keys()), self._is_demo])
            self._of.update((person, Stored(text)) for person, text in cursor.fetchall() if text != NONE_KNOWN)


def _ranked(readings: Sequence[Profile], found: list[tuple[int, float]], known: _Known, least: float) -> Near:
    of_known = ((worth, person, stored) for person, worth in found if (stored := known.get(person)))
    return [(person, of) for _worth, person, of in nearest(by_nearness(readings, of_known), least)]
