"""The persons chosen as cells of a workbook (reports/list_files.py), and which columns of a list hold codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.db import connections

from publication.selection.csv_export import COLUMNS, lines

if TYPE_CHECKING:
    from publication.selection.selection import Selection

ROWS_AT_ONCE = 2_000

# As in the CSV, but the name as it is stored: the workbook's writer makes each text harmless itself.
PERSON_COLUMNS = {**COLUMNS, "name": "p.name_display"}

# Column of codes → vocabulary of their words. Several codes of a cell are parted by a space.
VOCABULARIES = {
    "gender": "gender",
    "province": "province",
    "municipality": "municipality",
    "context": "context",
    "activity": "activity",
    "events": "event",
    "offences": "offence",
    "principal_offence": "offence",
    "custody_state": "custody_state",
    "lists": "list",
    "release_type": "release_type",
    "state_after": "custody_state",
    "ground_official": "revocation_ground",
    "ground_alleged": "revocation_ground",
}


def persons(selection: Selection) -> Iterator[Sequence[Any]]:
    """The cells of PERSON_COLUMNS of each person chosen, in the order of the list."""
    query, values = lines(selection, PERSON_COLUMNS.values())
    with connections[selection.using].chunked_cursor() as cursor:
        cursor.execute(query, values)
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from rows
