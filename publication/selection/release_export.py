"""Departures from prison as lines of a file: those who are named, the newest first, as the page lists them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from publication.selection.releases import ReleaseSelection

COLUMNS = {
    "public_id": "prisoner",
    "name": "name",
    "province": "province",
    **{
        column: column
        for column in (
            "release_type",
            "state_after",
            "extinguishes",
            "left_on",
            "left_earliest",
            "left_latest",
            "reported_on",
            "announcement",
            "attribution",
            "was_already_outside",
            "exile_condition",
            "served_days",
            "sentence_days",
            "more_than_half",
            "revoked_on",
            "ground_official",
            "ground_alleged",
            "reimprisoned_earliest",
            "reimprisoned_latest",
        )
    },
}
"""Column of the file → column of the row. A closed list: what is not here can't leave."""
TITLES = (*COLUMNS, "edition", "demo")
AT_ONCE = 2_000


def cells(selection: ReleaseSelection) -> Iterator[Sequence[Any]]:
    """The cells of TITLES of each departure chosen. Days are those known, as EDTF, and their bounds."""
    edition = selection.edition
    besides = (edition.number, "true" if edition.is_demo else "false")
    rows = selection.named.values_list(*COLUMNS.values())
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield (*(_written(value) for value in row), *besides)


def _written(value: Any) -> Any:
    return ("yes" if value else "no") if isinstance(value, bool) else value
