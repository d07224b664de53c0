"""CSV of what a figure counted, and of its breakdown: UTF-8 with a mark for spreadsheets, no cell that is a formula."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.db.models import QuerySet

from publication.cells import cell
from publication.models import PrisonerVersion
from publication.unnamed import province_shown
from reports.answer import Answer, Row
from reports.charts.parts import rows_of_parts
from reports.figure import Text
from reports.overlap import named_lists
from reports.series import Series
from reports.table import Cell, Table

PARTS_COLUMNS = ("code", "label", "value", "share", "figure", "as_of", "edition", "demo")
MONTHS_COLUMNS = ("as_of", "value", "figure", "version", "edition", "demo")
FLOW_COLUMNS = ("from", "to", "start", "left", "entered", "end", "figure", "version", "edition", "demo")
DAYS_COLUMNS = (
    "days",
    "share",
    "least",
    "most",
    "followed",
    "returned",
    "figure",
    "version",
    "as_of",
    "edition",
    "demo",
)
MARK = "\ufeff"
CHUNK = 2_000
HIDDEN = "hidden"
"""Stands in a cell whose number is not given (reports/small_cells.py), so that nobody takes it for a zero."""

PERSON_COLUMNS = (
    "public_id",
    "name",
    "gender",
    "province",
    "context",
    "detained_earliest",
    "detained_latest",
    "address",
    "figure",
    "as_of",
    "edition",
)
BREAKDOWN_COLUMNS = (
    "code",
    "label",
    "value",
    "share",
    "share_of",
    "share_of_known",
    "is_sum",
    "figure",
    "breakdown",
    "as_of",
    "edition",
)


class Rows(NamedTuple):
    """What a file holds, whatever its form: CSV (`lines`) or a workbook (reports/xlsx_files.py)."""

    columns: tuple[str, ...]
    rows: Iterable[Iterable[Any]]


def persons_csv(answer: Answer, of: str = "") -> Iterator[str]:
    return lines(*persons_rows(answer, of))


def persons_rows(answer: Answer, of: str = "") -> Rows:
    """The persons counted, or those behind one extra number or row (`of`). Raises BadParameter.

    Of a withheld person only the public id is given. Detention days are the bounds of a date known in part.
    """
    persons = answer.persons_behind(of) if of else answer.persons
    return Rows(PERSON_COLUMNS, person_cells(persons, (answer.id, answer.as_of, answer.edition)))


def person_cells(persons: QuerySet[PrisonerVersion], asked: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    """The first eight PERSON_COLUMNS of each, then what is `asked`. Of a withheld person only the public id."""
    columns = ("is_withheld", "public_id", "name_display", "gender", "told", *PERSON_COLUMNS[4:7])
    rows = persons.annotate(told=province_shown()).values_list(*columns)
    for is_withheld, public_id, *public in rows.iterator(chunk_size=CHUNK):
        if is_withheld:
            yield (public_id, *("" for _ in public), "", *asked)
        else:
            yield (public_id, *public, f"/api/v1/prisoners/{public_id}/", *asked)


def breakdown_csv(answer: Answer) -> Iterator[str]:
    return lines(*breakdown_rows(answer))


def breakdown_rows(answer: Answer) -> Rows:
    asked = (answer.id, answer.breakdown_code, answer.as_of, answer.edition)
    size = answer.counted.size

    def cells(row: Row) -> tuple[Any, ...]:
        whole = size if row.whole is None else row.whole
        value = HIDDEN if row.is_hidden else row.value
        return (row.code, row.label, value, row.share, whole, row.of_known, "yes" if row.is_sum else "no", *asked)

    return Rows(BREAKDOWN_COLUMNS, map(cells, answer.breakdown))


def parts_csv(answer: Answer) -> Iterator[str]:
    return lines(*parts_rows(answer))


def parts_rows(answer: Answer) -> Rows:
    """The parts of a whole, as the chart of the figure draws them."""
    asked = (answer.id, answer.as_of, answer.edition, "yes" if answer.is_demo else "no")
    return Rows(PARTS_COLUMNS, ((row.code, row.label, row.value, row.share, *asked) for row in rows_of_parts(answer)))


def months_csv(answer: Answer, months: Series) -> Iterator[str]:
    return lines(*months_rows(answer, months))


def months_rows(answer: Answer, months: Series) -> Rows:
    """The figure at the close of each month before, oldest first; the last line is the answer's own day."""
    known = (answer.id, answer.version, answer.edition, "yes" if answer.is_demo else "no")
    return Rows(MONTHS_COLUMNS, ((day, value, *known) for day, value in months.points))


def flow_rows(answer: Answer) -> Rows:
    """Month by month, oldest first, as the chart draws it; the states of those gone are in the figure's table."""
    known = (answer.id, answer.version, answer.edition, "yes" if answer.is_demo else "no")
    months = answer.figure.flow(answer) if answer.figure.flow else []
    return Rows(
        FLOW_COLUMNS, ((m.first, m.last, m.start, sum(m.left.values()), m.entered, m.end, *known) for m in months)
    )


def days_rows(answer: Answer) -> Rows:
    """The share still outside on each day on which it changed, and on those that the scale marks."""
    known = (answer.id, answer.version, answer.as_of, answer.edition, "yes" if answer.is_demo else "no")
    days = answer.figure.day_by_day(answer) if answer.figure.day_by_day else []
    return Rows(DAYS_COLUMNS, ((d.days, d.share, d.least, d.most, d.at_risk, d.returned, *known) for d in days))


def patterns_csv(answer: Answer) -> Iterator[str]:
    return lines(*patterns_rows(answer))


def patterns_rows(answer: Answer) -> Rows:
    """Of the figure `overlap`: a line for each pattern of lists, 1 where the list has the persons, and their number.

    As programs for capture-recapture read it, ours too (`manage.py estimate`).
    """
    names = [name for name, _, _ in named_lists(answer.question)]
    patterns = ((row.code.split("+"), row.value) for row in answer.breakdown)
    return Rows((*names, "count"), ((*(int(name in on) for name in names), count) for on, count in patterns))


def table_csv(answer: Answer, table: Table) -> Iterator[str]:
    return lines(*table_rows(answer, table))


def table_rows(answer: Answer, table: Table) -> Rows:
    """A figure's own table, its columns under their codes."""
    asked = (answer.id, answer.as_of, answer.edition)
    columns = (*(column.code for column in table.columns), "figure", "as_of", "edition")

    def told(value: Cell) -> Any:
        return value.in_language(answer.language) if isinstance(value, Text) else value

    return Rows(columns, ((*map(told, row), *asked) for row in table.rows))


NUMBER_COLUMNS = ("code", "value", "least", "most", "unit", "figure", "version", "as_of", "edition", "demo")


def number_rows(answer: Answer) -> Rows:
    """The number itself, with its possible range, then the numbers that stand beside it."""
    known = (answer.id, answer.version, answer.as_of, answer.edition, "yes" if answer.is_demo else "no")
    extras = ((name, value, None, None, None, *known) for name, value in answer.extras.items())
    return Rows(NUMBER_COLUMNS, [("value", answer.value, *answer.possible, answer.unit, *known), *extras])


def lines(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield MARK + writer.writerow(map(cell, columns))
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


class _Echo:
    """A file that gives back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line
