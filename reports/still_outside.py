"""The share of those released after an announcement who are still outside prison after some days."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, F, QuerySet

from reports import labels, parameters
from reports.answer import Answer
from reports.answers import kept_beside
from reports.attributed import of_announcement
from reports.definitions import served as definitions
from reports.figure import Counted, Figure, Question, Text, Unit
from reports.listing_lag import DaysBetween
from reports.rounding import one_decimal
from reports.survival import Followed, Point, course, still_outside
from reports.table import Cell, Column, Table

STEPS, MOST_STEPS = (7, 15, 30, 60, 90, 180, 365), 5
TERMS = (30, 60, 90, 180, 365)
ALL = Text("todas", "all")
COLUMNS = ("release_type", "left_by", "reimprisoned_earliest", "reimprisoned_latest")


@dataclass(frozen=True)
class Day:
    """So many whole `days` after leaving: the share in percent still outside, with the least and the most that
    part-known returns allow; how many were followed so long (`at_risk`), how many were back by then.
    """

    days: int
    share: Decimal
    least: Decimal
    most: Decimal
    at_risk: int
    returned: int


def departures(question: Question) -> QuerySet:
    """Those on a day known exactly: a departure on paper only is none."""
    releases = of_announcement(question).certain
    return releases.filter(was_already_outside=False, left_earliest=F("left_latest"))


def alike(question: Question) -> list[tuple]:
    """COLUMNS, and how many departures have these values: they are far fewer than departures."""
    return list(departures(question).order_by().values_list(*COLUMNS).annotate(number=Count("pk")))


def followed(rows: Iterable[tuple], day: date, *, is_early: bool = False) -> list[Followed]:
    """A return counts from the last day on which it can have been, `is_early`: from the first."""
    found = []
    for _, left, earliest, latest, number in rows:
        back = earliest if is_early else latest
        has_returned = back is not None and back <= day
        found.append(Followed(max(0, ((back if has_returned else day) - left).days), has_returned, number))
    return found


def outside(question: Question) -> Counted:
    days, day = question["days"], question.as_of
    rows = alike(question)
    point = still_outside(followed(rows, day), days)
    other = still_outside(followed(rows, day, is_early=True), days)
    value = in_percent(point)
    # An earlier return weighs less where more others could still be followed: either reading may give the lower share.
    ends = sorted(end.share for end in (point, other) if end.share is not None)
    everybody = departures(question)
    n = sum(number for *_, number in rows)
    back = everybody.filter(reimprisoned_latest__lte=day).annotate(back=DaysBetween("reimprisoned_latest", "left_by"))
    return Counted(
        everybody,
        n,
        value,
        (percent_of(ends[0]), percent_of(ends[-1])) if ends else (None, None),
        {"n": n, "at_risk": point.at_risk, "returned": point.returned},
        {"n": question.record.persons(everybody), "returned": question.record.persons(back.filter(back__lte=days))},
    )


def day_by_day(answer: Answer) -> list[Day]:
    """From the day of leaving to the longest that anybody could be followed: the days on which somebody was back, and
    some at even distances between them. Empty where nobody was followed for a day.
    """
    return kept_beside(answer, "day by day", lambda: _days(answer.question))


def _days(question: Question) -> list[Day]:
    rows = alike(question)
    late, early = followed(rows, question.as_of), followed(rows, question.as_of, is_early=True)
    longest = max((one.days for one in late), default=0)
    if not longest:
        return []
    back = {one.days for one in (*late, *early) if one.has_returned}
    days = sorted({*range(0, longest + 1, step_of(longest)), *back, longest})
    found = []
    for point, other in zip(course(late, days), course(early, days), strict=True):
        ends = sorted(end.share for end in (point, other) if end.share is not None)
        if point.share is not None and ends:
            share, least, most = (percent_of(one) for one in (point.share, ends[0], ends[-1]))
            found.append(Day(point.days, share, least, most, point.at_risk, point.returned))
    return found


def step_of(longest: int) -> int:
    """Days between two marks of the scale, of which there are at most six."""
    return next((step for step in STEPS if longest <= step * MOST_STEPS), -(-longest // MOST_STEPS))


def number_of(those: Iterable[Followed]) -> int:
    return sum(one.number for one in those)


def in_percent(point: Point) -> Decimal | None:
    return None if point.share is None else percent_of(point.share)


def percent_of(share: Fraction) -> Decimal:
    return one_decimal(100 * share)


def by_legal_figure(answer: Answer) -> Table | None:
    """A row for all and one for each legal figure: at each term the share, and how many were followed so long."""
    question = answer.question
    rows = alike(question)
    if not rows:
        return None
    known = labels.terms(question.record, "release_type")
    everybody = followed(rows, answer.as_of)
    by_code: dict[str, list[Followed]] = {}
    for (code, *_days), one in zip(rows, everybody, strict=True):
        by_code.setdefault(code, []).append(one)
    groups = [(ALL, everybody)]
    for code in sorted(sorted(by_code), key=lambda code: -number_of(by_code[code])):
        groups.append((labels.label(code, known), by_code[code]))
    lines: list[tuple[Cell, ...]] = []
    for name, own in groups:
        points = [still_outside(own, term) for term in TERMS]
        lines.append((name, number_of(own), *(cell for point in points for cell in (in_percent(point), point.at_risk))))
    columns = [Column("release_type", Text("Figura legal", "Legal figure")), Column("n", Text("salidas", "departures"))]
    for term in TERMS:
        columns += [
            Column(f"outside_{term}", Text(f"fuera a los {term} días", f"outside after {term} days")),
            Column(f"at_risk_{term}", Text("seguidas ese tiempo", "followed so long")),
        ]
    return Table(
        "survival",
        Text("Por figura legal y plazo", "By legal figure and time"),
        tuple(columns),
        lines,
        Text(
            "«Seguidas ese tiempo»: salidas que se han podido seguir todo el plazo sin que la persona volviera. Cuando "
            "son pocas o ninguna, el porcentaje solo dice que no se conoce ningún regreso.",
            "“Followed so long”: departures that could be followed for the whole time without the person going back. "
            "Where they are few or none, the percentage only says that no return is known.",
        ),
    )


STILL_OUTSIDE = Figure(
    id="still_outside",
    version=1,
    unit=Unit.PERCENT,
    definition=definitions.STILL_OUTSIDE,
    count=outside,
    parameters=(parameters.ANNOUNCEMENT, replace(parameters.DAYS, default=30)),
    table=by_legal_figure,
    day_by_day=day_by_day,
)
