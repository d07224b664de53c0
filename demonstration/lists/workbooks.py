"""A list of one day as a spreadsheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from demonstration.lists.columns import COLUMNS
from demonstration.lists.rows import row
from demonstration.population import Population


def write_list(
    folder: Path,
    population: Population,
    list_code: str,
    as_of: date,
    names: dict[str, dict[str, str]],
    *,
    without: frozenset[int] = frozenset(),
    extra_rows: tuple[dict[str, Any], ...] = (),
) -> Path:
    """Writes the list as it was on that day and returns the file.

    `without`: keys of persons whose row is missing in this file. `extra_rows`: rows of nobody in the population.
    """
    path = folder / f"{list_code}-{as_of}{'-primera' if without else ''}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = COLUMNS[list_code]
    with xlsxwriter.Workbook(path, {"constant_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Lista")
        day_format = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, list(columns.values()))
        rows = [
            row(
                person,
                list_code,
                as_of,
                population.defects.of_row(person.key, list_code),
                names,
            )
            for person in population.persons
            if person.key not in without and person.is_listed(list_code, at=as_of)
        ]
        for line, values in enumerate([*rows, *extra_rows], start=1):
            for column, field in enumerate(columns):
                value = values.get(field)
                if isinstance(value, date):
                    sheet.write_datetime(line, column, value, day_format)
                elif value not in (None, ""):
                    sheet.write(line, column, value)
    return path
