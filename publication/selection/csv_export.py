"""The persons chosen as CSV, written by PostgreSQL and passed on in pieces: memory does not grow with the record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.db import connections

from publication.cells import CELL_SQL
from publication.unnamed import NAME_ORDER_SQL, PROVINCE_SQL

if TYPE_CHECKING:
    from publication.selection.selection import Selection

PIECE = 64 * 1024

# Column → expression. A closed list: what is not here can't leave. Several codes are joined by a space.
COLUMNS = {
    "public_id": "p.public_id",
    "name": CELL_SQL.format("p.name_display"),
    "gender": "p.gender",
    "minor_at_detention": "p.minor_at_detention",
    "age_at_detention": "p.age_at_detention",
    "birth_year": "p.birth_year",
    "province": f"nullif({PROVINCE_SQL.format('p')}, '')",
    "municipality": "nullif(p.municipality, '')",
    "context": "p.context",
    "activity": "p.activity",
    "events": "nullif(array_to_string(p.events, ' '), '')",
    "offences": "nullif(array_to_string(p.offences, ' '), '')",
    "principal_offence": "nullif(p.principal_offence, '')",
    "detained_earliest": "p.detained_earliest",
    "detained_latest": "p.detained_latest",
    "custody_state": "s.state",
    "custody_since": "lower(s.certain)",
    "lists": "l.codes",
    "as_of": "%(day)s::date",
    "edition": "%(edition)s::int",
    "demo": "p.is_demo::text",
}
MARK = "\ufeff"  # tells a spreadsheet that this is UTF-8
HEADER = MARK + ",".join(COLUMNS) + "\r\n"

_IN_EDITION = "{0}.edition_from <= %(edition)s AND ({0}.edition_to IS NULL OR {0}.edition_to > %(edition)s)"
# Everybody in the order of names, or the persons chosen in the order of the list.
_EVERYBODY = ("publication_prisonerversion p", NAME_ORDER_SQL.format("p"))
_CHOSEN = (
    "unnest(%(ids)s::bigint[]) WITH ORDINALITY AS chosen (id, place) "
    "JOIN publication_prisonerversion p ON p.id = chosen.id",
    "chosen.place",
)


def lines(selection: Selection, columns: Iterable[str]) -> tuple[str, dict[str, Any]]:
    """The query of one line for each person chosen, in the order of the list, and its values."""
    ids = selection.ids()
    persons, order = _EVERYBODY if ids is None else _CHOSEN
    query = f"""
    SELECT {", ".join(columns)}
    FROM {persons}
    LEFT JOIN publication_custodyspan s
      ON s.prisoner = p.public_id AND s.certain @> %(day)s::date AND {_IN_EDITION.format("s")}
    LEFT JOIN (
        SELECT prisoner, string_agg(source_list, ' ' ORDER BY source_list) AS codes
        FROM publication_listingspan m WHERE m.days @> %(day)s::date AND {_IN_EDITION.format("m")}
        GROUP BY prisoner
    ) l ON l.prisoner = p.public_id
    WHERE {_IN_EDITION.format("p")} AND NOT p.is_withheld
    ORDER BY {order}"""  # noqa: S608 - of the constants above and nothing else
    return query, {"ids": ids, "day": selection.as_of, "edition": selection.edition.number}


def stream(selection: Selection) -> Iterator[bytes]:
    """Pieces of UTF-8: the header at once, then the rows in the order of the list, read as the side of the house that
    called."""
    query, values = lines(selection, COLUMNS.values())
    return _pieces(selection.using, f"COPY ({query}) TO STDOUT WITH (FORMAT csv)", values)


def _pieces(using: str, statement: str, values: dict[str, Any]) -> Iterator[bytes]:
    yield HEADER.encode()
    held: list[bytes] = []
    size = 0
    with connections[using].cursor() as cursor, cursor.copy(statement, values) as rows:
        for row in rows:
            held.append(bytes(row))
            size += len(row)
            if size >= PIECE:
                yield b"".join(held)
                held, size = [], 0
    if held:
        yield b"".join(held)
