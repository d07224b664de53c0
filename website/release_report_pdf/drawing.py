"""The ledger day by day as a drawing on paper: the same two lines of steps as on the page (reports/charts/gap.py)."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from chronology.wording import in_words
from reports.charts.gap import HAPPENED, KNOWN
from reports.definitions.gap import NAMES
from reports.gap import GapDay
from website.numbers import number
from website.release_report_pdf.style import ACCENT, INK, LINE, MUTED, PLAIN, printable, styles

TALL, FOOT, HEAD, RIGHT = 150, 40, 14, 30
SIZE = 7.5
DASHES = (3, 2)


class GapDrawing(Flowable):
    """As wide as the page. Lines are told apart by their stroke, and the numbers are printed."""

    def __init__(self, days: Sequence[GapDay], language: str) -> None:
        super().__init__()
        styles()
        self.days, self.language = days, language
        self.announced = days[-1].announced
        self.top = max(self.announced or 0, *(day.verified.certain for day in days))
        self.height = HEAD + TALL + FOOT

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        self.canv.setFont(PLAIN, SIZE)
        self._rule(0)
        if self.announced is not None:
            self._rule(self.announced)
            said = f"{number(self.announced, self.language)} {NAMES['announced'].in_language(self.language)}"
            self._words(0, self._y(self.announced) + 3, said)
        known = [day.known.certain for day in self.days]
        happened = [day.verified.certain for day in self.days]
        self._steps(known, DASHES)
        self._steps(happened)
        self._words(self.width - RIGHT + 4, self._y(happened[-1]) - 2.5, number(happened[-1], self.language))
        if known[-1] != happened[-1]:
            self._words(self.width - RIGHT + 4, self._y(known[-1]) - 11, number(known[-1], self.language))
        self._foot()

    def _foot(self) -> None:
        first, last = (in_words(day.day, self.language) for day in (self.days[0], self.days[-1]))
        self._words(0, FOOT - 10, first)
        self.canv.drawRightString(self.width, FOOT - 10, printable(last))
        x = 0.0
        for text, dashes in ((HAPPENED, ()), (KNOWN, DASHES)):
            self._stroke(dashes)
            self.canv.line(x, FOOT - 23, x + 22, FOOT - 23)
            said = text.in_language(self.language)
            self._words(x + 27, FOOT - 25.5, said)
            x += 27 + self.canv.stringWidth(printable(said), PLAIN, SIZE) + 18

    def _steps(self, numbers: Sequence[int], dashes: tuple[int, ...] = ()) -> None:
        self._stroke(dashes)
        path = self.canv.beginPath()
        path.moveTo(self._x(0), self._y(numbers[0]))
        for place in range(1, len(numbers)):
            path.lineTo(self._x(place), self._y(numbers[place - 1]))
            path.lineTo(self._x(place), self._y(numbers[place]))
        self.canv.drawPath(path)

    def _stroke(self, dashes: tuple[int, ...]) -> None:
        self.canv.setStrokeColor(INK if dashes else ACCENT)
        self.canv.setLineWidth(1.2)
        self.canv.setDash(*([list(dashes)] if dashes else [[]]))

    def _rule(self, value: int) -> None:
        self.canv.setDash([])
        self.canv.setStrokeColor(LINE)
        self.canv.setLineWidth(0.6)
        self.canv.line(0, self._y(value), self.width, self._y(value))

    def _words(self, x: float, y: float, text: str) -> None:
        self.canv.setFillColor(MUTED)
        self.canv.drawString(x, y, printable(text))

    def _x(self, place: int) -> float:
        span = (self.days[-1].day - self.days[0].day).days or 1
        return (self.width - RIGHT) * (self.days[place].day - self.days[0].day).days / span

    def _y(self, value: int) -> float:
        return FOOT + TALL * value / self.top
