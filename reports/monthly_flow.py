"""Month by month: how many were in prison, how many entered, how many were no longer there at its end and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db import connections, router

from publication.models import CustodySpan
from reports import labels
from reports.answer import Answer
from reports.answers import kept_beside
from reports.breakdowns import STATES
from reports.figure import Text
from reports.listed import months_later
from reports.record import Record
from reports.series import MONTHS, month_ends
from reports.table import Cell, Column, Table


@dataclass(frozen=True)
class Month:
    """The period (first, last]; `left` by the state of those who left on its last day. All are distinct persons.

    It holds that start + entered − left = end, which is checked when it is made.
    """

    first: date
    last: date
    start: int
    entered: int
    left: dict[str, int]
    end: int

    def __post_init__(self) -> None:
        if self.start + self.entered - sum(self.left.values()) != self.end:
            raise ArithmeticError(f"the month to {self.last} does not close")


_CURRENT = "edition_from <= %(edition)s AND (edition_to IS NULL OR edition_to > %(edition)s)"
# Of each month and person inside at some time of it: whether on the day it begins from, whether on its last day, and
# the state then. Who was there all the time, as nearly everybody, has one span and is counted without being sorted.
# Interpolates the constant above and nothing else.
FLOW = f"""
    WITH spans AS (SELECT prisoner, state, certain FROM publication_custodyspan WHERE {_CURRENT}),
    months AS (
        SELECT first, last, daterange(first, last, '[]') AS days
        FROM unnest(%(firsts)s::date[], %(lasts)s::date[]) AS m (first, last)),
    inside AS (
        SELECT m.first, m.last, s.prisoner,
               bool_or(s.certain @> m.first) AS at_start, bool_or(s.certain @> m.last) AS at_end
        FROM months m JOIN spans s ON s.state = 'in_custody' AND s.certain && m.days AND NOT s.certain @> m.days
        GROUP BY 1, 2, 3)
    SELECT m.last, true, true, '', count(*)
    FROM months m JOIN spans s ON s.state = 'in_custody' AND s.certain @> m.days
    GROUP BY 1
    UNION ALL
    SELECT i.last, i.at_start, i.at_end, CASE WHEN i.at_end THEN '' ELSE coalesce(e.state, 'unknown') END, count(*)
    FROM inside i LEFT JOIN spans e ON NOT i.at_end AND e.prisoner = i.prisoner AND e.certain @> i.last
    GROUP BY 1, 2, 3, 4"""  # noqa: S608


def monthly_flow(record: Record, last: date, months: int = MONTHS) -> list[Month]:
    """The `months` before `last`, oldest first, each to the end of a calendar month, and the one that `last` cuts.

    Months before anybody was in prison are left out.
    """
    days = [*month_ends(months_later(last, -months), last - timedelta(1)), last]
    periods = list(pairwise(days))
    asked: dict[str, Any] = {
        "edition": record.edition.number,
        "firsts": [a for a, _ in periods],
        "lasts": [b for _, b in periods],
    }
    with connections[router.db_for_read(CustodySpan)].cursor() as cursor:
        cursor.execute(FLOW, asked)
        rows = cursor.fetchall()
    found = []
    for first, end in periods:
        own = [(at_start, at_end, state, n) for day, at_start, at_end, state, n in rows if day == end]
        left: dict[str, int] = {}
        for _, at_end, state, n in own:
            if not at_end:
                left[state] = left.get(state, 0) + n
        start = sum(n for at_start, _, _, n in own if at_start)
        entered = sum(n for at_start, _, _, n in own if not at_start)
        found.append(Month(first, end, start, entered, left, sum(n for _, at_end, _, n in own if at_end)))
    while found and not found[0].start + found[0].entered:
        found.pop(0)
    return found


def of_the_year(answer: Answer) -> list[Month]:
    """The year before the answer's day, oldest first."""
    return kept_beside(answer, "flow", lambda: monthly_flow(answer.question.record, answer.as_of))


def month_by_month(answer: Answer) -> Table | None:
    """The year before the answer's day; nothing where nobody was in prison."""
    months = of_the_year(answer)
    if not months:
        return None
    known = labels.terms(answer.question.record, "custody_state")
    states = [state for state in STATES if any(state in month.left for month in months)]
    rows: list[tuple[Cell, ...]] = [
        (month.last, month.start, month.entered, *(month.left.get(state, 0) for state in states), month.end)
        for month in reversed(months)
    ]
    columns = (
        Column("to", Text("Hasta el", "To")),
        Column("start", Text("al principio", "at the start")),
        Column("entered", Text("entraron", "entered")),
        *(Column(f"left_{state}", _now(labels.label(state, known))) for state in states),
        Column("end", Text("al final", "at the end")),
    )
    return Table(
        "months",
        Text("Mes a mes: quiénes entraron y quiénes ya no estaban", "Month by month: who entered and who was gone"),
        columns,
        rows,
        Text(
            "En cada fila, al principio + entraron − las columnas de quienes ya no estaban = al final. Quien ya no "
            "estaba se cuenta por su situación al cerrar el mes: salir de prisión no es ser libre.",
            "In each row, at the start + entered − the columns of those gone = at the end. Those gone are counted by "
            "where they stood when the month closed: leaving prison is not being free.",
        ),
    )


def _now(state: Text) -> Text:
    return Text(f"− {state.es}", f"− {state.en}")
