"""A list as a workbook: a sheet of lines, and one that says what they are. Every cell is text: none is a formula."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from threading import Lock
from typing import IO, TYPE_CHECKING, Any

import xlsxwriter
from django.db import connections
from django.utils.translation import gettext as _

from publication.selection.csv_export import COLUMNS, lines

if TYPE_CHECKING:
    from publication.selection.selection import Selection

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
IN_MEMORY = 1_000_000  # bytes; a larger workbook is kept in a temporary file
ROWS_AT_ONCE = 2_000
TEXT_ALONE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

# As in the CSV, but a name stands as it is: a text cell needs no apostrophe.
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

_one_at_a_time = Lock()


def persons(selection: Selection) -> Iterator[Sequence[Any]]:
    """The cells of PERSON_COLUMNS of each person chosen, in the order of the list."""
    query, values = lines(selection, PERSON_COLUMNS.values())
    with connections[selection.using].chunked_cursor() as cursor:
        cursor.execute(query, values)
        while rows := cursor.fetchmany(ROWS_AT_ONCE):
            yield from rows


def workbook(
    columns: Iterable[str],
    rows: Iterable[Sequence[Any]],
    about: Iterable[tuple[str, str]],
    *,
    sheets: tuple[str, str],
    label: Callable[[str, str], str],
    created: datetime,
) -> IO[bytes]:
    """The file, from its beginning: the sheet of `rows`, that of `about`, named by `sheets`, and the codes in words.

    The same question has the same bytes: `created` is the moment that the file names. One is made at a time in each
    process, for it takes the whole of a core; the others wait.
    """
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
    with _one_at_a_time:
        book = xlsxwriter.Workbook(file, {"constant_memory": True, **TEXT_ALONE})
        # A zip file cannot tell what was before 1980, nor in which zone a moment was.
        book.set_properties({"created": created.replace(tzinfo=None)})
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(sheets[0])
        sheet.freeze_panes(1, 0)
        titles = list(columns)
        used: dict[str, set[str]] = {title: set() for title in titles if title in VOCABULARIES}
        for number, title in enumerate(titles):
            sheet.write_string(0, number, title, bold)
        for line, row in enumerate(rows, start=1):
            for number, value in enumerate(row):
                if value not in (None, ""):
                    sheet.write_string(line, number, str(value))
                    if titles[number] in used:
                        used[titles[number]].update(str(value).split(" "))
        told = book.add_worksheet(sheets[1])
        told.set_column(0, 0, 30)
        told.set_column(1, 1, 100)
        for line, (title, text) in enumerate(about):
            told.write_string(line, 0, title, bold)
            told.write_string(line, 1, text)
        _codes(book.add_worksheet(_("codes")), used, label, bold)
        book.close()
    file.seek(0)
    return file


def _codes(sheet: Any, used: dict[str, set[str]], label: Callable[[str, str], str], bold: Any) -> None:
    """What each code of each column is called in the reader's language."""
    sheet.set_column(0, 1, 30)
    sheet.set_column(2, 2, 60)
    for number, title in enumerate((_("column"), _("code"), _("meaning"))):
        sheet.write_string(0, number, title, bold)
    line = 1
    for column, codes in used.items():
        for code in sorted(codes):
            for number, text in enumerate((column, code, label(VOCABULARIES[column], code))):
                sheet.write_string(line, number, text)
            line += 1
