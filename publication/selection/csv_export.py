"""The persons chosen as CSV, written by PostgreSQL and passed on in pieces: memory does not grow with the record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import connections, router

from publication.cells import CELL_SQL
from publication.models import PrisonerVersion
from publication.unnamed import PROVINCE_SQL

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
# Interpolates the constants above and nothing else.
_QUERY = f"""
COPY (
    SELECT {", ".join(COLUMNS.values())}
    FROM publication_prisonerversion p
    LEFT JOIN publication_custodyspan s
      ON s.prisoner = p.public_id AND s.certain @> %(day)s::date AND {_IN_EDITION.format("s")}
    LEFT JOIN (
        SELECT prisoner, string_agg(source_list, ' ' ORDER BY source_list) AS codes
        FROM publication_listingspan m WHERE m.days @> %(day)s::date AND {_IN_EDITION.format("m")}
        GROUP BY prisoner
    ) l ON l.prisoner = p.public_id
    WHERE {_IN_EDITION.format("p")} AND NOT p.is_withheld AND (%(ids)s::bigint[] IS NULL OR p.id = ANY (%(ids)s))
    ORDER BY p.name_sort, p.public_id
) TO STDOUT WITH (FORMAT csv)"""  # noqa: S608


def stream(selection: Selection) -> Iterator[bytes]:
    """Pieces of UTF-8: the header at once, then the rows, read as the side of the house that called."""
    using = router.db_for_read(PrisonerVersion)
    values = {
        "ids": selection.ids(),
        "day": selection.as_of,
        "edition": selection.edition.number,
    }
    return _pieces(using, values)


def _pieces(using: str, values: dict) -> Iterator[bytes]:
    yield HEADER.encode()
    held: list[bytes] = []
    size = 0
    with connections[using].cursor() as cursor, cursor.copy(_QUERY, values) as rows:
        for row in rows:
            held.append(bytes(row))
            size += len(row)
            if size >= PIECE:
                yield b"".join(held)
                held, size = [], 0
    if held:
        yield b"".join(held)
