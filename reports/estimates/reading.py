"""Reads an inclusion table from a file: 0/1 columns, one for each list, and `count`. In any order of columns and rows.

Raises BadTable, with one sentence that says what is wrong and on which line; nothing is guessed.
"""

import csv
from collections import Counter

from django.utils.translation import gettext as _

from reports.estimates.tables import MOST_LISTS, MOST_PERSONS, Table

COUNT_NAMES = ("count", "n", "freq", "frequency", "cuenta", "personas", "persons", "número", "numero")
LONGEST_NAME = 60
MOST_BYTES = 1_000_000


class BadTable(ValueError):
    """A table that can't be used, in the reader's language."""


def read_table(content: bytes) -> Table:
    rows = rows_of(text_of(content))
    if not rows:
        raise BadTable(_("The file is empty."))
    (_line, header), *body = rows
    names, place = read_header([cell.strip() for cell in header])
    counts = read_rows(body, names, place)
    empty = [name for index, name in enumerate(names) if not any(pattern >> index & 1 for pattern in counts)]
    if not counts:
        raise BadTable(_("All counts are zero: there is nobody to estimate from."))
    if empty:
        raise BadTable(_("Nobody is on the list %(list)s: take its column out.") % {"list": empty[0]})
    return Table(tuple(names), counts)


def text_of(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise BadTable(_("The file is too large for a table of inclusion patterns."))
    for code in ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(code)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BadTable(_("The file is not a text: save it as CSV."))


def rows_of(text: str) -> list[tuple[int, list[str]]]:
    """Rows with their line numbers, empty ones left out. Commas, semicolons or tabs: whatever the first row has."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    try:
        return [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error:
        raise BadTable(_("Line %(line)s can't be read as CSV.") % {"line": reader.line_num}) from None


def read_header(header: list[str]) -> tuple[list[str], int]:
    """The names of the lists, and the place of the column of counts."""
    small = [name.lower() for name in header]
    place = next((small.index(name) for name in COUNT_NAMES if name in small), None)
    if place is None:
        raise BadTable(_("There is no column named “count”: the first line must name the lists and it."))
    names = [name for index, name in enumerate(header) if index != place]
    if not names:
        raise BadTable(_("There is no column for a list: one column of 0 and 1 for each is needed."))
    if not all(names):
        raise BadTable(_("A column has no name in the first line."))
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise BadTable(_("Two columns are named %(name)s.") % {"name": twice[0][:LONGEST_NAME]})
    if len(names) > MOST_LISTS:
        raise BadTable(
            _("There are %(lists)s lists; at most %(most)s can be used: join those that copy one another.")
            % {"lists": len(names), "most": MOST_LISTS}
        )
    return [name[:LONGEST_NAME] for name in names], place


def read_rows(rows: list[tuple[int, list[str]]], names: list[str], place: int) -> dict[int, int]:
    counts: dict[int, int] = {}
    lines: dict[int, int] = {}
    for line, row in rows:
        cells = [cell.strip() for cell in row]
        while len(cells) > len(names) + 1 and not cells[-1]:
            cells.pop()  # spreadsheets leave empty cells behind
        if len(cells) != len(names) + 1:
            raise BadTable(
                _("Line %(line)s has %(cells)s cells; the first line has %(wanted)s.")
                % {"line": line, "cells": len(cells), "wanted": len(names) + 1}
            )
        count = read_count(cells.pop(place), line)
        pattern = sum(1 << index for index, cell in enumerate(cells) if is_on(cell, names[index], line))
        if pattern in lines:
            raise BadTable(
                _("Lines %(first)s and %(line)s have the same pattern.") % {"first": lines[pattern], "line": line}
            )
        lines[pattern] = line
        if pattern == 0 and count:
            raise BadTable(
                _("Line %(line)s counts persons who are on no list: how many they are is what is asked.")
                % {"line": line}
            )
        if count:
            counts[pattern] = count
    return counts


def is_on(cell: str, name: str, line: int) -> bool:
    if cell not in ("0", "1"):
        raise BadTable(_("Line %(line)s, column %(name)s: only 0 and 1 are understood.") % {"line": line, "name": name})
    return cell == "1"


def read_count(cell: str, line: int) -> int:
    if cell.startswith("-") and cell[1:].isdigit():
        raise BadTable(_("Line %(line)s: the count is negative.") % {"line": line})
    if not (cell.isascii() and cell.isdigit()):
        raise BadTable(_("Line %(line)s: the count is not a whole number.") % {"line": line})
    if len(cell) > len(str(MOST_PERSONS)) or int(cell) > MOST_PERSONS:
        raise BadTable(_("Line %(line)s: the count is too large.") % {"line": line})
    return int(cell)
