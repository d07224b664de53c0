"""A figure at the close of each month (rule 9.17): the same answers, one after another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from publication.selection.editions import edition_asked
from reports import registry
from reports.errors import BadParameter
from reports.figure import Number
from reports.listed import months_later

MOST = 120


@dataclass(frozen=True)
class Series:
    title: str
    points: list[tuple[date, Number]]
    edition: int
    language: str


def month_ends(first: date, last: date) -> list[date]:
    """Every last day of a month from `first` to `last`, both included."""
    day = months_later(first.replace(day=1), 1) - timedelta(1)  # the end of the first month
    found = []
    while day <= last:
        found.append(day)
        day = months_later(day, 1)
    return found


def series(
    figure_id: str,
    texts: Mapping[str, str],
    *,
    first: date,
    last: date,
    edition: int | None = None,
    language: str = "es",
) -> Series:
    """The values of a figure asked about a day, at each month end. Raises what registry.answer raises."""
    days = month_ends(first, last)
    if len(days) > MOST:
        raise BadParameter("from", _("a series has at most %(most)s months") % {"most": MOST})
    number = edition_asked(edition).number
    asked = {name: text for name, text in texts.items() if name not in ("as_of", "edition")}
    points = [(day, registry.answer(figure_id, {**asked, "as_of": str(day)}, edition=number).value) for day in days]
    title = registry.figure(figure_id).definition.title.in_language(language)
    return Series(title, points, number, language)
