"""A figure at the close of earlier months (rule 9.17), as one edition knows it: one query, kept like the answers."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet

from publication.models import ListingSpan
from reports.answer import Answer
from reports.answers import kept_beside
from reports.listed import months_later

MONTHS = 12
FEWEST = 3
"""Two points are no line."""


@dataclass(frozen=True)
class Series:
    """`points`: the closings of months, oldest first, then the answer's own day. Leading days with nobody are left out:
    nobody was followed yet, which is not to say that there was nobody. `is_of_lists`: it counts who is on lists.
    """

    title: str
    points: list[tuple[date, int]]
    language: str
    is_of_lists: bool = False


def month_ends(first: date, last: date) -> list[date]:
    """Every last day of a month from `first` to `last`, both included."""
    day = first.replace(day=monthrange(first.year, first.month)[1])
    found = []
    while day <= last:
        found.append(day)
        day = months_later(day, 1)
    return found


def series(answer: Answer) -> Series | None:
    """The year before the answer's day; None when the figure is no stock of a day, or there is too little to draw."""
    if answer.figure.stock is None:
        return None
    spans, column = answer.figure.stock(answer.question)
    points = kept_beside(answer, "series", lambda: _points(spans, column, answer.as_of))
    if len(points) < FEWEST:
        return None
    return Series(answer.title, points, answer.language, is_of_lists=spans.model is ListingSpan)


def _points(spans: QuerySet, column: str, last: date) -> list[tuple[date, int]]:
    """Counted as the figure counts: who is in its stock on each of the days."""
    days = [*month_ends(months_later(last, -MONTHS), last - timedelta(1)), last]
    counts = spans.aggregate(
        **{
            f"on_{place}": Count("prisoner", distinct=True, filter=Q(**{f"{column}__contains": day}))
            for place, day in enumerate(days)
        }
    )
    points = [(day, counts[f"on_{place}"]) for place, day in enumerate(days)]
    while points and not points[0][1]:
        points.pop(0)
    return points
