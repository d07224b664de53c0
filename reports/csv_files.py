"""CSV of what a figure counted, and of its breakdown: UTF-8 with a mark for spreadsheets, no cell that is a formula."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from publication.unnamed import province_shown
from reports.answer import Answer, Row
from reports.overlap import named_lists

MARK = "\ufeff"
STARTS_A_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
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
BREAKDOWN_COLUMNS = ("code", "label", "value", "share", "share_of", "is_sum", "figure", "breakdown", "as_of", "edition")


def persons_csv(answer: Answer, of: str = "") -> Iterator[str]:
    """Lines with the persons counted, or those behind one extra number or row (`of`). Raises BadParameter.

    Of a withheld person only the public id is given; where the list tells a place, of nobody unnamed more than that
    there is one (Answer.tells_place). Detention days are the bounds of a date known in part.
    """
    persons = answer.persons_behind(of) if of else answer.persons
    asked = (answer.id, answer.as_of, answer.edition)
    tells_place = answer.tells_place(of)

    def cells() -> Iterator[tuple[Any, ...]]:
        columns = ("is_unnamed", "public_id", "name_display", "gender", "told", *PERSON_COLUMNS[4:7])
        rows = persons.annotate(told=province_shown()).values_list(*columns)
        for is_unnamed, public_id, *public in rows.iterator(chunk_size=CHUNK):
            if is_unnamed:
                yield ("" if tells_place else public_id, *("" for _ in public), "", *asked)
            else:
                yield (public_id, *public, f"/api/v1/prisoners/{public_id}/", *asked)

    return lines(PERSON_COLUMNS, cells())


def breakdown_csv(answer: Answer) -> Iterator[str]:
    asked = (answer.id, answer.breakdown_code, answer.as_of, answer.edition)
    size = answer.counted.size

    def cells(row: Row) -> tuple[Any, ...]:
        whole = size if row.whole is None else row.whole
        value = HIDDEN if row.is_hidden else row.value
        return (row.code, row.label, value, row.share, whole, "yes" if row.is_sum else "no", *asked)

    return lines(BREAKDOWN_COLUMNS, map(cells, answer.breakdown))


def patterns_csv(answer: Answer) -> Iterator[str]:
    """Of the figure `overlap`: a line for each pattern of lists, 1 where the list has the persons, and their number.

    As programs for capture-recapture read it, ours too (`manage.py estimate`).
    """
    names = [name for name, _, _ in named_lists(answer.question)]
    patterns = ((row.code.split("+"), row.value) for row in answer.breakdown)
    return lines((*names, "count"), ((*(int(name in on) for name in names), count) for on, count in patterns))


def lines(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield MARK + writer.writerow(columns)
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


def cell(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula gets an apostrophe in front; None is an empty cell."""
    if isinstance(value, str) and (value.startswith(STARTS_A_FORMULA) or value.lstrip().startswith(STARTS_A_FORMULA)):
        return f"'{value}"
    return "" if value is None else value


class _Echo:
    """A file that gives back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line
