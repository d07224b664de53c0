"""The share still outside prison, day by day after leaving, as steps; below it the shares and how many were followed.

The band is what part-known returns allow. The line is broken where so few could be followed that a share says little.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.charts import svg
from reports.figure import Text
from reports.still_outside import Day, step_of

TOP, TALL, LINE = 22, 120, 18
SIDE = 20
FEW = 20
FLOORS = (90, 50, 0)
"""Where the scale begins, in percent: the first that the lowest share does not fall below."""
DAYS = Text("días desde la salida", "days since leaving")
SHARE = Text("siguen fuera, en %", "still outside, in %")
FOLLOWED = Text("salidas que se han podido seguir tanto", "departures followed for so long")


def survival(days: Sequence[Day], *, title: str, language: str) -> SafeString:
    """An empty text where there is no second day."""
    if len(days) < 2:  # noqa: PLR2004 - one point is no line
        return SafeString("")
    drawn = _Drawn(days, language)
    height = TOP + TALL + 6 * LINE + 4
    parts = [*drawn.scale(), *drawn.band(), *drawn.lines(), *drawn.foot()]
    return svg.drawing("survival", height, title=title, description=in_words(days, language), parts=parts)


def marked(days: Sequence[Day]) -> list[Day]:
    """Those at even distances, from the first day on."""
    step = step_of(days[-1].days)
    return [day for day in days if day.days % step == 0]


def in_words(days: Sequence[Day], language: str) -> str:
    return "; ".join(f"{day.days}: {svg.number(day.share, language)} % ({day.at_risk})" for day in marked(days))


def floor_of(days: Sequence[Day]) -> int:
    return next(floor for floor in FLOORS if min(day.least for day in days) >= floor)


class _Drawn:
    def __init__(self, days: Sequence[Day], language: str) -> None:
        self.days, self.language = days, language
        self.floor = floor_of(days)

    def x(self, days: int) -> float:
        return SIDE + (svg.WIDTH - 2 * SIDE) * days / self.days[-1].days

    def y(self, share: Decimal) -> float:
        return TOP + TALL * float(100 - share) / (100 - self.floor)

    def scale(self) -> list[SafeString]:
        """Both ends of the scale, each in words at its rule."""
        parts = []
        for share in (100, self.floor):
            y = self.y(Decimal(share))
            path = f"M0 {svg.short(y)}H{svg.WIDTH}"
            parts.append(format_html('<path d="{}" fill="none" stroke="currentColor" stroke-opacity=".45"/>', path))
            parts.append(svg.words(0, y - 6, f"{share} %", "axis"))
        return parts

    def band(self) -> list[SafeString]:
        if all(day.least == day.most for day in self.days):
            return []
        over = [(day.days, day.most) for day in self.days]
        under = [(day.days, day.least) for day in self.days]
        back = "".join(
            f"V{svg.short(self.y(share))}H{svg.short(self.x(before))}"
            for (before, share), _after in reversed(list(pairwise(under)))
        )
        return [format_html('<path class="band" fill-opacity=".25" d="{}{}Z"/>', self._steps(over), back)]

    def lines(self) -> list[SafeString]:
        """Whole, and from the day on after which only few are followed, in dashes."""
        few = next((at for at, day in enumerate(self.days) if day.at_risk < FEW), len(self.days) - 1)
        shares = [(day.days, day.share) for day in self.days]
        return [
            format_html(
                '<path class="step" d="{}" fill="none" stroke="currentColor" stroke-width="2"{}/>', path, dashes
            )
            for path, dashes in (
                (self._steps(shares[: few + 1]), ""),
                (self._steps(shares[few:]), SafeString(' stroke-dasharray="4 3"')),
            )
            if "H" in path
        ]

    def _steps(self, shares: Sequence[tuple[int, Decimal]]) -> str:
        first, *others = [(svg.short(self.x(days)), svg.short(self.y(share))) for days, share in shares]
        return f"M{first[0]} {first[1]}" + "".join(f"H{x}V{y}" for x, y in others)

    def foot(self) -> list[SafeString]:
        """Three rows under the scale, each under what it says: days, shares, how many were followed."""
        y, parts = TOP + TALL + 2.0, []
        rows = (
            (DAYS, lambda day: str(day.days), "axis"),
            (SHARE, lambda day: svg.number(day.share, self.language), "value"),
            (FOLLOWED, lambda day: svg.number(day.at_risk, self.language), "value"),
        )
        for name, said, kind in rows:
            y += LINE
            parts.append(svg.words(0, y, name.in_language(self.language), "legend"))
            y += LINE
            parts += [svg.words(self.x(day.days), y, said(day), kind, "middle") for day in marked(self.days)]
        return parts
