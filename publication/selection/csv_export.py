"""The persons chosen as CSV, written by PostgreSQL some at a time: memory does not grow with the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from django.db import connections, router

from publication.models import PrisonerVersion
from publication.selection.days import Standing

if TYPE_CHECKING:
    from publication.selection.selection import Selection

# A spreadsheet takes a text that begins so for a formula; an apostrophe before it makes it text again.
# A text that begins with a plain letter needs no closer look, which would take a fifth of the whole file's time.
_SAFE = (
    r"CASE WHEN ascii({0}) BETWEEN 65 AND 122 THEN {0} "
    r"WHEN {0} ~ '^\s*[=+\-@\t\r\n＝＋－＠]' THEN '''' || {0} ELSE {0} END"
)

# Column → expression. A closed list: what is not here can't leave. Several codes are joined by a space.
PERSON = {
    "public_id": "p.public_id",
    "name": _SAFE.format("p.name_display"),
    "gender": "p.gender",
    "minor_at_detention": "p.minor_at_detention",
    "age_at_detention": "p.age_at_detention",
    "birth_year": "p.birth_year",
    "province": "nullif(p.province, '')",
    "municipality": "nullif(p.municipality, '')",
    "context": "p.context",
    "activity": "p.activity",
    "events": "nullif(array_to_string(p.events, ' '), '')",
    "offences": "nullif(array_to_string(p.offences, ' '), '')",
    "principal_offence": "nullif(p.principal_offence, '')",
    "detained_earliest": "p.detained_earliest",
    "detained_latest": "p.detained_latest",
}
ON_THE_DAY = ("custody_state", "custody_since", "lists", "as_of", "edition", "demo")  # from memory (days.py)
COLUMNS = (*PERSON, *ON_THE_DAY)
MARK = "\ufeff"  # tells a spreadsheet that this is UTF-8
HEADER = MARK + ",".join(COLUMNS) + "\r\n"
PERSONS_AT_A_TIME = 2000

# Interpolates the constants above and nothing else.
_QUERY = f"""
COPY (
    SELECT p.id, p.is_demo::text, {", ".join(PERSON.values())}
    FROM unnest(%(ids)s::bigint[]) WITH ORDINALITY AS wanted (id, place)
    JOIN publication_prisonerversion p ON p.id = wanted.id
    ORDER BY wanted.place
) TO STDOUT WITH (FORMAT csv)"""  # noqa: S608


def stream(selection: Selection) -> Iterator[bytes]:
    """Pieces of UTF-8 in the order of the list: the header at once, then persons, some at a time.

    Read as the side of the house that called.
    """
    return _pieces(router.db_for_read(PrisonerVersion), selection)


def _pieces(using: str, selection: Selection) -> Iterator[bytes]:
    yield HEADER.encode()
    places = selection.places()
    on_the_day = _ends(selection)
    for first in range(0, len(places), PERSONS_AT_A_TIME):
        place_of = {selection.index.ids[place]: place for place in places[first : first + PERSONS_AT_A_TIME]}
        piece = []
        with connections[using].cursor() as cursor, cursor.copy(_QUERY, {"ids": list(place_of)}) as rows:
            for row in rows:
                number, demo, person = bytes(row).split(b",", 2)
                piece.append(person[:-1] + on_the_day(place_of[int(number)]) + demo + b"\r\n")
        yield b"".join(piece)


def _ends(selection: Selection) -> Callable[[int], bytes]:
    """What each line says of the day, by the person's place: everything but the last column."""
    days = selection.index.on(selection.as_of)
    edition = f",{selection.as_of},{selection.edition.number},".encode()

    @cache
    def where(standing: Standing) -> bytes:
        return f",{standing.custody_state},{standing.custody_since or ''},".encode()

    @cache
    def on(mark: int) -> bytes:
        return " ".join(days.lists_marked(mark)).encode() + edition

    return lambda place: where(days.standing(place)) + on(days.marks[place])
