"""What had happened and what was known of it as two lines of steps, under the number that the State announced.

Told apart by their stroke, not their colour: whole for what had happened, dashes for what was known. The scale begins
at zero, for the gap is the news.
"""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from chronology.wording import in_words
from reports.charts import svg
from reports.definitions.gap import EACH_DAY, counted
from reports.figure import Text
from reports.gap import GapDay

TOP, TALL, FOOT = 24, 180, 64
LEFT, RIGHT = 2, 36
SAMPLE = 26
HAPPENED = Text("habían salido y hoy están verificadas", "had left, verified today")
KNOWN = Text("se sabía de ellas ese día", "known of by that day")
DASHES = "4 3"


def gap_chart(days: Sequence[GapDay], language: str) -> SafeString:
    """From the first of `days` to the last; an empty text when there is nothing to draw."""
    if len(days) < 2 or not any(day.verified.certain for day in days):  # noqa: PLR2004 - one point is no line
        return SafeString("")
    drawn = _Drawn(days, language)
    last = days[-1]
    numbers = {"verified": last.verified.certain, "known": last.known.certain}
    said = ", ".join(f"{n} {counted(code, n, language)}" for code, n in numbers.items())
    return svg.drawing(
        "gap",
        TOP + TALL + FOOT,
        title=EACH_DAY.title.in_language(language),
        description=f"{in_words(last.day, language)}: {said}",
        parts=[*drawn.ceiling(), *drawn.lines(), *drawn.widest(), *drawn.foot()],
    )


class _Drawn:
    def __init__(self, days: Sequence[GapDay], language: str) -> None:
        self.days, self.language = days, language
        self.announced = days[-1].announced
        self.top = max(self.announced or 0, *(day.verified.certain for day in days))
        self.first, self.last = days[0].day, days[-1].day
        self.step = (svg.WIDTH - LEFT - RIGHT) / ((self.last - self.first).days or 1)

    def x(self, place: int) -> float:
        return LEFT + self.step * (self.days[place].day - self.first).days

    def y(self, number: int) -> float:
        return TOP + TALL * (1 - number / self.top)

    def ceiling(self) -> list[SafeString]:
        """The number announced, in words over its line; nothing where none was announced."""
        if self.announced is None:
            return []
        said = f"{svg.number(self.announced, self.language)} {counted('announced', self.announced, self.language)}"
        y = self.y(self.announced)
        return [_rule(y), svg.words(0, y - 7, said, "value")]

    def lines(self) -> list[SafeString]:
        happened = [day.verified.certain for day in self.days]
        known = [day.known.certain for day in self.days]
        ends = [self._end(happened[-1], 0 if known[-1] == happened[-1] else -4)]
        if known[-1] != happened[-1]:
            ends.append(self._end(known[-1], 8))
        return [_rule(TOP + TALL), self._steps(known, DASHES), self._steps(happened), *ends]

    def _steps(self, numbers: Sequence[int], dashes: str = "") -> SafeString:
        path = f"M{svg.short(self.x(0))} {svg.short(self.y(numbers[0]))}"
        for place in range(1, len(numbers)):
            path += f"H{svg.short(self.x(place))}V{svg.short(self.y(numbers[place]))}"
        return _stroke(path, dashes)

    def _end(self, number: int, below: float) -> SafeString:
        said = svg.number(number, self.language)
        return svg.words(svg.WIDTH - RIGHT + 4, self.y(number) + 4 + below, said, "value")

    def widest(self) -> list[SafeString]:
        """Both numbers on the day of the widest gap between what had happened and what was known, over the lines."""
        widths = [day.verified.certain - day.known.certain for day in self.days]
        place = widths.index(max(widths))
        if not widths[place]:
            return []
        day, x = self.days[place], self.x(place)
        verified, known = day.verified.certain, day.known.certain
        both = f"{svg.number(verified, self.language)}, {svg.number(known, self.language)}"
        said = f"{in_words(day.day, self.language)}: {both} {counted('known', known, self.language)}"
        over = self.y(self.days[-1].verified.certain) - 12
        anchor = "end" if x > svg.WIDTH / 2 else ""
        dots = (
            format_html('<circle class="on" cx="{}" cy="{}" r="3"/>', svg.short(x), svg.short(self.y(number.certain)))
            for number in (day.verified, day.known)
        )
        path = f"M{svg.short(x)} {svg.short(over + 4)}V{svg.short(self.y(day.known.certain))}"
        thin = format_html('<path d="{}" stroke="currentColor" stroke-opacity=".45"/>', path)
        return [thin, *dots, svg.words(x, over, said, "value", anchor)]

    def foot(self) -> list[SafeString]:
        """First and last day, and what each stroke means."""
        y = TOP + TALL + 18
        said = [
            svg.words(0, y, in_words(self.first, self.language), "axis"),
            svg.words(svg.WIDTH, y, in_words(self.last, self.language), "axis", "end"),
        ]
        for text, dashes in ((HAPPENED, ""), (KNOWN, DASHES)):
            y += 20
            said += [
                _stroke(f"M0 {y - 4}H{SAMPLE}", dashes),
                svg.words(SAMPLE + 8, y, text.in_language(self.language), "legend"),
            ]
        return said


def _stroke(path: str, dashes: str = "") -> SafeString:
    broken = format_html(' stroke-dasharray="{}"', dashes) if dashes else ""
    return format_html('<path d="{}" fill="none" stroke="currentColor" stroke-width="2"{}/>', path, broken)


def _rule(y: float) -> SafeString:
    path = f"M0 {svg.short(y)}H{svg.WIDTH}"
    return format_html('<path d="{}" fill="none" stroke="currentColor" stroke-opacity=".45"/>', path)
