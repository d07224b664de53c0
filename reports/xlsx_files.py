"""A table as a workbook: the rows on one sheet, what they are and how to cite them on another. Memory does not grow."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from threading import Lock
from typing import IO, Any

import xlsxwriter

from publication.cells import cell
from reports.csv_files import Rows

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_MEMORY = 1_000_000  # bytes; a larger workbook is kept in a temporary file
MOST_ROWS = 1_048_576  # of a sheet, its header among them
LONGEST = 32_767  # letters of a cell
SHEETS = {"es": ("datos", "acerca"), "en": ("data", "about")}
WIDTH = 18  # letters: most codes and names of columns are seen whole
WIDTHS = (28, 100)
NO_GUESSES = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

_one_at_a_time = Lock()


def workbook(
    columns: Sequence[str],
    rows: Iterable[Iterable[Any]],
    about: Iterable[tuple[str, Any]],
    *,
    language: str,
    made_at: datetime,
    more: Mapping[str, Rows] | None = None,
) -> IO[bytes]:
    """An XLSX file, from its beginning; who asked closes it. The same arguments always give the same bytes, so
    `made_at` is when the edition was published, never now.

    `about`: lines of a name and a text for the last sheet. `more`: further sheets between, by their names; each is read
    only once the one before it is written, so its rows may tell what those held. Texts, days and identifiers are cells
    of text, and none of them is a formula; whole numbers and decimals are numbers; None is an empty cell. One file is
    made at a time in each process, for it takes the whole of a core; the others wait. Raises ValueError for more rows
    than a sheet holds.
    """
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    with _one_at_a_time, xlsxwriter.Workbook(file, {"constant_memory": True, **NO_GUESSES}) as book:
        # A zip file cannot tell what was before 1980, nor in which zone a moment was.
        book.set_properties({"author": "#TODOS", "created": made_at.replace(tzinfo=None)})
        bold = book.add_format({"bold": True})
        first, last = SHEETS[language]
        for name, (heads, lines) in {first: (columns, rows), **(more or {})}.items():
            _fill(book.add_worksheet(name), heads, lines, bold)
        told = book.add_worksheet(last)
        for column, width in enumerate(WIDTHS):
            told.set_column(column, column, width)
        for place, line in enumerate(about):
            _write(told, place, line)
    file.seek(0)
    return file


def _fill(sheet: Any, columns: Sequence[Any], rows: Iterable[Iterable[Any]], bold: Any) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(columns) - 1, WIDTH)
    _write(sheet, 0, columns, bold)
    for place, row in enumerate(rows, 1):
        if place >= MOST_ROWS:
            raise ValueError("more rows than a sheet holds")
        _write(sheet, place, row)


def _write(sheet: Any, place: int, row: Iterable[Any], form: Any = None) -> None:
    for column, value in enumerate(row):
        if value is None or value == "":
            continue
        if isinstance(value, int | Decimal | float) and not isinstance(value, bool):
            sheet.write_number(place, column, value, form)
        else:
            sheet.write_string(place, column, _text(value), form)


def _text(value: Any) -> str:
    """What the CSV file says in the same place, as far as a cell holds it."""
    text = value.isoformat() if isinstance(value, date) else str(value)
    return str(cell(text.encode(errors="replace").decode()))[:LONGEST]
