"""A stock at the close of earlier months, province by province: the same count as the figure's own, broken down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from reports.answer import Answer
from reports.answers import kept_beside
from reports.listed import months_later
from reports.registry import answer
from reports.series import FEWEST, MONTHS, month_ends

PROVINCE = "province"


@dataclass(frozen=True)
class Multiple:
    """One province: `values` by day, in the order of the days. `code` as in the figure's breakdown."""

    code: str
    label: str
    values: tuple[int, ...]


def by_province(asked: Answer) -> tuple[list[date], list[Multiple]]:
    """The closings of a year's months and the answer's own day, and every row that ever counted somebody.

    Whoever is not named in public is a row of its own, without a province (decision 0007). A row with a number that is
    hidden on any day is left out. Nothing where there is too little to draw.
    """
    days = [*month_ends(months_later(asked.as_of, -MONTHS), asked.as_of - timedelta(1)), asked.as_of]
    counted = kept_beside(asked, "months by province", lambda: [_counts(asked, day) for day in days])
    followed = [place for place, counts in enumerate(counted) if any(counts.values())]
    if len(followed) < FEWEST:
        return [], []
    days, counted = days[followed[0] :], counted[followed[0] :]
    found = []
    for row in asked.breakdown:
        values = [counts.get(row.code, 0) for counts in counted]
        if not row.is_sum and None not in values and any(values):
            found.append(Multiple(row.code, row.label, tuple(values)))
    return days, found


def _counts(asked: Answer, day: date) -> dict[str, int | None]:
    texts = {**asked.parameters, "as_of": str(day), "breakdown": PROVINCE}
    told = answer(asked.id, texts, edition=asked.edition, language=asked.language)
    return {row.code: row.value for row in told.breakdown}
