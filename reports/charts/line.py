"""A stock over time as steps: it holds until the next point. First, last, highest and lowest are printed."""

from collections.abc import Sequence
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from chronology.wording import in_words
from reports.charts import svg

TOP, TALL, FOOT = 22, 130, 26
LEFT, RIGHT = 24, 48


def line(points: Sequence[tuple[date, int]], *, title: str, description: str, language: str) -> SafeString:
    """The scale does not begin at zero: the steps are small against the stock. The printed numbers say how small."""
    values = [value for _, value in points]
    lowest, highest = min(values), max(values)
    span = (highest - lowest) or 1
    first, last = points[0][0], points[-1][0]
    step = (svg.WIDTH - LEFT - RIGHT) / ((last - first).days or 1)

    def at(place: int) -> tuple[float, float]:
        return LEFT + step * (points[place][0] - first).days, TOP + TALL * (1 - (values[place] - lowest) / span)

    path = "M{} {}".format(*map(svg.short, at(0)))
    path += "".join(f"H{svg.short(at(place)[0])}V{svg.short(at(place)[1])}" for place in range(1, len(points)))
    ends = {0, len(points) - 1}
    marked = sorted(ends | {values.index(one) for one in (lowest, highest) if one not in (values[0], values[-1])})
    parts = [format_html('<path class="step" d="{}" fill="none" stroke="currentColor" stroke-width="2"/>', path)]
    for place in marked:
        x, y = at(place)
        parts += [
            format_html('<circle class="on" cx="{}" cy="{}" r="3"/>', svg.short(x), svg.short(y)),
            _number(x, y, svg.number(values[place], language), is_last=place == len(points) - 1),
        ]
    foot = TOP + TALL + FOOT - 6
    parts += [
        svg.words(0, foot, in_words(first, language), "axis"),
        svg.words(svg.WIDTH, foot, in_words(last, language), "axis", "end"),
    ]
    return svg.drawing("line", TOP + TALL + FOOT, title=title, description=description, parts=parts)


def _number(x: float, y: float, number: str, *, is_last: bool) -> SafeString:
    """Above its point; the last one to the right of it, where no step can run through it."""
    return svg.words(x + 7, y + 5, number, "value") if is_last else svg.words(x, y - 8, number, "value", "middle")
