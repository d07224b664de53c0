"""From lines of cells to rows that may be stored, and refusals that say which line, which field and why."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any

from django.utils.translation import gettext as _

from chronology.partial_date import PartialDate
from sources.import_list.cells import CellRefused, Reader, plain_number, refuse_hidden_characters
from sources.import_list.columns import Columns
from sources.import_list.reading import Table
from sources.import_list.report import Refusal
from sources.import_list.vocabularies import Vocabularies, fold

RURAL_HAVANA, HAVANA, RURAL_HAVANA_ENDED = "CU-02", "CU-03", date(2011, 1, 1)


@dataclass(frozen=True)
class CheckedRow:
    """A row that may be stored. `digest` is equal for equal wordings: what came, and how we read it."""

    line: int
    row_key: str
    raw: dict[str, str]
    values: dict[str, Any]

    @cached_property
    def raw_json(self) -> str:
        return _written(self.raw)

    @cached_property
    def values_json(self) -> str:
        return _written(self.values)

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"[{self.raw_json},{self.values_json}]".encode()).hexdigest()


_written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class _RowRefused(Exception):
    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field, reason)


def check_rows(
    table: Table, columns: Columns, *, as_of: date, vocabularies: Vocabularies
) -> tuple[list[CheckedRow], list[Refusal]]:
    """Good rows in the order of the file, and one refusal for each other line."""
    reader = Reader(vocabularies, columns.words, table.serials_allowed)
    rows, refusals = [], []
    for line, cells in table.rows:
        try:
            rows.append(_check(line, cells, table, columns, reader, as_of))
        except _RowRefused as error:
            field, reason = error.args
            refusals.append(
                Refusal(
                    line, field, reason, row_key=_key_at_least(cells, columns, reader), column=columns.heading(field)
                )
            )
    twice = dict(_keys_standing_twice(rows))
    refusals += [
        Refusal(
            row.line,
            "row_key",
            _("the same row key stands on lines %(lines)s") % {"lines": ", ".join(map(str, twice[row.row_key]))},
            row_key=row.row_key,
            column=columns.heading("row_key"),
        )
        for row in rows
        if row.row_key in twice
    ]
    return [row for row in rows if row.row_key not in twice], sorted(refusals, key=lambda refusal: refusal.line)


def _key_at_least(cells: list[object], columns: Columns, reader: Reader) -> str:
    """The row key of a line that is refused for another cell; empty when it cannot be read."""
    for field, place in columns.fields():
        if field.name == "row_key" and place < len(cells):
            try:
                return str(reader.read(field, cells[place]) or "")
            except CellRefused:
                return ""
    return ""


def _check(line: int, cells: list[object], table: Table, columns: Columns, reader: Reader, as_of: date) -> CheckedRow:
    if any(cell not in ("", None) for cell in cells[len(columns.headers) :]):
        raise _RowRefused("", _("has more cells than there are columns"))
    raw = _raw(columns.headers, cells)
    values = {}
    for field, place in columns.fields():
        cell = cells[place] if place < len(cells) else None
        if (line, place) in table.formulas:
            raise _RowRefused(field.name, _("holds a formula: paste its value"))
        try:
            value = reader.read(field, cell)
        except CellRefused as error:
            raise _RowRefused(field.name, str(error)) from None
        if value is not None:
            values[field.name] = value
    _settle_places(values, reader)
    _require_sense(values, as_of, columns)
    return CheckedRow(line, _row_key(values, columns), raw, values)


def _raw(headers: list[str], cells: list[object]) -> dict[str, str]:
    raw = {}
    for header, cell in zip(headers, cells, strict=False):
        text = cell if isinstance(cell, str) else "" if cell is None else plain_number(cell)
        if text:
            raw[header] = text
    if not "".join(raw.values()).isprintable():
        for header, text in raw.items():
            try:
                refuse_hidden_characters(text)
            except CellRefused as error:
                raise _RowRefused(header, str(error)) from None
    return raw


def _settle_places(values: dict[str, Any], reader: Reader) -> None:
    """“La Habana” means the city unless the code of the rural province stands there, which ended with 2010."""
    if values.get("province") == RURAL_HAVANA:
        detained = _date(values, "detained_on")
        if detained is None or detained.earliest is None or detained.earliest >= RURAL_HAVANA_ENDED:
            raise _RowRefused(
                "province", _("CU-02 ended with the year 2010: write CU-15 or CU-16, or the date of the arrest")
            )
    if "municipality" in values:
        values["municipality"] = reader.municipality_code(values["municipality"], values.get("province"))


def _require_sense(values: dict[str, Any], as_of: date, columns: Columns) -> None:
    words = name_words(values)
    if not words:
        raise _RowRefused("name", _("the name is empty"))
    if len(words) == 1:
        raise _RowRefused("name", _("a name of one word cannot be told from others: give at least one surname"))
    for field in ("birth_date", "detained_on"):
        known = _date(values, field)
        if known and known.earliest and known.earliest > as_of:
            raise _RowRefused(
                field, _("%(day)s lies after the day of the list, %(as_of)s") % {"day": known, "as_of": as_of}
            )
    for before, after in (("birth_date", "detained_on"), ("detained_on", "left_on")):
        first, second = _date(values, before), _date(values, after)
        if first and second and first.earliest and second.latest and second.latest < first.earliest:
            raise _RowRefused(
                after,
                _("%(second)s lies before %(field)s, %(first)s")
                % {"second": second, "field": columns.heading(before) or before, "first": first},
            )


def name_words(values: dict[str, Any]) -> list[str]:
    """The words of the name, from one cell or from several."""
    text = values.get("name") or " ".join(values.get(part, "") for part in ("given_names", "surname_1", "surname_2"))
    return [word for word in fold(text).split() if any(letter.isalpha() for letter in word)]


def _row_key(values: dict[str, Any], columns: Columns) -> str:
    """The organisation's own key; without such a column, the folded name with the year of birth."""
    if "row_key" in columns.places:
        if "row_key" not in values:
            raise _RowRefused("row_key", _("the row key is empty"))
        return values["row_key"]
    return f"name:{' '.join(name_words(values))} {values.get('birth_date', '')[:4]}".strip()[:200]


def _keys_standing_twice(rows: list[CheckedRow]) -> Iterator[tuple[str, list[int]]]:
    lines: dict[str, list[int]] = {}
    for row in rows:
        lines.setdefault(row.row_key, []).append(row.line)
    return ((key, found) for key, found in lines.items() if len(found) > 1)


def _date(values: dict[str, Any], field: str) -> PartialDate | None:
    return _parsed(values[field]) if field in values else None


_parsed = lru_cache(maxsize=65_536)(PartialDate.parse)
