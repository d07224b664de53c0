"""The charts of a figure, each with the numbers behind it and what its file says around it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chronology.wording import in_words
from reports.answer import Answer
from reports.charts import chart, chart_day_by_day, chart_of_flow, chart_of_series
from reports.charts.parts import chart_of_parts
from reports.charts.picture import Caption, picture
from reports.charts.survival import FEW, floor_of
from reports.csv_files import Rows, breakdown_rows, days_rows, flow_rows, months_rows, parts_rows
from reports.errors import BadParameter
from reports.series import Series, series
from website.figure_wording import about, breakdown_name, unit_of, value_of
from website.maps import BY_PROVINCE, approximate

BREAKDOWN, PARTS, MONTHS, FLOW, DAYS = "breakdown", "parts", "months", "flow", "days"
KINDS = (BREAKDOWN, PARTS, MONTHS, FLOW, DAYS)
ROWS = {BREAKDOWN: breakdown_rows, PARTS: parts_rows, FLOW: flow_rows, DAYS: days_rows}


@dataclass(frozen=True)
class Charts:
    """The charts of an answer, by kind; an empty text where there is nothing to draw."""

    answer: Answer
    months: Series | None
    drawn: dict[str, SafeString]

    def picture(self, kind: str, citation: str) -> SafeString:
        """As a file that stands alone."""
        return picture(self.drawn[kind], self.caption(kind, citation))

    def rows(self, kind: str) -> Rows:
        """The numbers behind it."""
        if kind == MONTHS and self.months:
            return months_rows(self.answer, self.months)
        return ROWS[kind](self.answer)

    def caption(self, kind: str, citation: str) -> Caption:
        """The last of its lines is the number with its day and edition, the last of its notes the citation."""
        answer = self.answer
        day = _("As of %(day)s") % {"day": in_words(answer.as_of, answer.language)}
        edition = _("edition %(number)s") % {"number": answer.edition}
        value = f"{value_of(answer.value, answer.unit)} {unit_of(answer)}".strip()
        names = {
            BREAKDOWN: breakdown_name(answer.breakdown_code),
            MONTHS: _("The months before"),
            FLOW: _("Month by month: who entered and who was gone"),
            DAYS: _("Day by day after leaving prison"),
        }
        what = names.get(kind, "")
        return Caption(
            title=answer.title,
            lines=[line for line in (about(answer), what, f"{value} · {day} · {edition}") if line],
            notes=[*self._notes(kind), _("Source:") + " " + citation],
            warning=_("Invented demonstration data: do not print as fact") if answer.is_demo else "",
        )

    def _notes(self, kind: str) -> list[str]:
        if kind == MONTHS:
            return [series_note(self.answer)]
        if kind in (FLOW, DAYS):
            return [flow_note() if kind == FLOW else days_note(self.answer)]
        is_map = kind == BREAKDOWN and self.answer.breakdown_code == BY_PROVINCE
        return [approximate()] if is_map else []


def charts_of(answer: Answer) -> Charts:
    months = series(answer)
    drawn = {
        BREAKDOWN: chart(answer),
        PARTS: chart_of_parts(answer),
        MONTHS: chart_of_series(months) if months else SafeString(""),
        FLOW: chart_of_flow(answer),
        DAYS: chart_day_by_day(answer),
    }
    return Charts(answer, months, drawn)


def kind_of(text: str) -> str:
    """The chart meant by `of`; without it, that of the breakdown. Raises BadParameter."""
    kind = text or BREAKDOWN
    if kind not in KINDS:
        raise BadParameter("of", _("There is no such chart."), KINDS)
    return kind


def series_note(answer: Answer) -> str:
    """A figure is counted anew for each month, by the definition of today: no series crosses a change of one."""
    scale = _("The scale of the drawing does not begin at zero.")
    version = _("All of it by version %(n)s of the definition: a series never crosses a change of definition.")
    return f"{scale} {version % {'n': answer.version}}"


def flow_note() -> str:
    return _(
        "Each row closes: the number above it, less those gone, plus those who entered, is the number at its end. "
        "To be gone from prison is not to be free. A release that only made formal that somebody was outside already "
        "takes nobody out of prison: it is among the releases and not here."
    )


def days_note(answer: Answer) -> str:
    """What the line, the band and the dashes say, and from where to where the scale goes."""
    days = answer.figure.day_by_day(answer) if answer.figure.day_by_day else []
    notes = [
        _("Each departure counts for as long as it could be followed (Kaplan and Meier, 1958)."),
        _("The scale goes from %(floor)s %% to 100 %%.") % {"floor": floor_of(days)} if days else "",
        _("The band: as part-known dates of return allow.") if any(day.least != day.most for day in days) else "",
        _("In dashes: fewer than %(few)s were followed for so long.") % {"few": FEW}
        if any(day.at_risk < FEW for day in days)
        else "",
    ]
    return " ".join(note for note in notes if note)
