"""Our number beside a figure that others published: in words, with the address of a page headed by that very number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from publication.models import AnnouncementVersion, PublishedFigureVersion
from reports.answer import Answer
from reports.beside import Beside
from reports.figure import Number
from reports.release_report import Line
from reports.rounding import percent as percent_of
from website.announced import Announced
from website.figure_wording import has_persons, value_of
from website.links import Links
from website.moment import Moment
from website.printed import MODE, YEARS, line_of
from website.report_wording import in_years


@dataclass(frozen=True)
class Ours:
    """`known`: by when it was known, where that makes two numbers."""

    text: str
    address: str
    known: str = ""


def of_figure(one: Beside, links: Links) -> list[Ours]:
    """What a figure of ours counts, now and, where we keep that, as known then; empty where it counts nothing alike."""
    if one.ours is None or one.number is None:
        return []
    now = Ours(value_of(one.number, one.unit), _address(one.ours, one.part, links))
    if one.then is None:
        return [now]
    then = Ours(value_of(one.number_then, one.unit), _address(one.then, one.part, links), _("known then"))
    return [replace(now, known=_("known now")), then]


def query(ours: Answer) -> dict[str, str]:
    """The parameters of a link to our answer: its own day, whatever day the page speaks of."""
    return {name: text for name, text in ours.parameters.items() if name != "edition"}


def _address(answer: Answer, part: str, links: Links) -> str:
    """Of a part, where its persons are listed; of a number without persons, the announcement that it is of."""
    asked = query(answer)
    if not part:
        return links.to("figure", answer.id, **asked)
    row = next((row for row in answer.breakdown if row.code == part), None)
    if part in answer.counted.groups or (row and has_persons(answer, row)):
        return links.to("counted", answer.id, of=part, **asked)
    if "announcement" in asked:
        return links.to("announcement", asked["announcement"], as_of=asked["as_of"])
    return links.to("figure", answer.id, **asked)


@dataclass(frozen=True)
class OfReport:
    """The line of our report of releases that stands beside it, of the day that they speak of."""

    announcement: str
    day: date
    line: Line
    metric: str

    @property
    def number(self) -> Number:
        """In what they give theirs: years, per cent, persons."""
        if self.metric.endswith("_percent"):
            return percent_of(int(self.line.value or 0), self.line.whole or 0)
        if self.line.code.startswith(MODE):
            return Decimal(self.line.code.rpartition("-")[2]) / 12
        return self.line.value

    @property
    def unit(self) -> str:
        return "percent" if self.metric.endswith("_percent") else "years" if self.metric in YEARS else "persons"

    def shown(self, links: Links) -> list[Ours]:
        if self.number is None:
            return []
        text = in_years(self.number) if self.unit == "years" else value_of(self.number, self.unit)
        where = links.to("announced", self.announcement, of=self.line.code, as_of=str(self.day))
        return [Ours(text, where)]


class Reports:
    """Our reports of releases, each made once for a page. Of an announcement that nobody is tied to there is none."""

    def __init__(self, moment: Moment) -> None:
        self.moment = moment
        rows = AnnouncementVersion.objects.in_edition(moment.edition.number).order_by("-announced_earliest", "code")
        self._dated = [(row.announced_earliest, row.code) for row in rows if row.announced_earliest]
        self._made: dict[tuple[str, date], Announced] = {}

    def beside(self, row: PublishedFigureVersion) -> OfReport | None:
        """Of the newest announcement by the day that they speak of; of days after the edition nothing."""
        code = next((code for day, code in self._dated if day <= row.as_of), "")
        if not code or row.as_of > self.moment.edition.as_of:
            return None
        line = line_of(row, self._announced(code, row.as_of))
        return OfReport(code, row.as_of, line, row.metric) if line else None

    def announced_by(self, day: date) -> date | None:
        """The day of the newest announcement by then."""
        return next((announced for announced, _code in self._dated if announced <= day), None)

    def _announced(self, code: str, day: date) -> Announced:
        if (code, day) not in self._made:
            self._made[code, day] = Announced(replace(self.moment, as_of=day, is_other_day=True), code)
        return self._made[code, day]
