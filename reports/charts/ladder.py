"""The way from one total to another: a bar for each total, between them a piece for each step, taken off or put on.

What is taken off is hollow, what is put on is full; each bears its sign and its number.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.charts import svg
from reports.walks import Walk
from reports.walks.walk import COMING, total

ROW, THICK = 40, 14
ROOM_FOR_NUMBER = 52
THINNEST = 3


def ladder(walk: Walk, language: str) -> SafeString:
    """The scale begins at zero. A piece too thin to see is drawn thicker than it is: the number beside it is exact."""
    reached = total(walk.first)
    heights = [reached]
    for step in walk.steps:
        heights.append(heights[-1] + step.sign * step.count)
    scale = (svg.WIDTH - ROOM_FOR_NUMBER) / (max(heights) or 1)
    rows = [_whole(0, walk.titles[0].in_language(language), reached, scale, language)]
    for place, step in enumerate(walk.steps, start=1):
        least = min(heights[place - 1], heights[place])
        label = step.label.in_language(language)
        rows.append(_piece(place, label, least, step.count, scale, language, is_coming=step.sign == COMING))
    rows.append(_whole(len(heights), walk.titles[1].in_language(language), heights[-1], scale, language))
    return svg.drawing(
        "ladder",
        ROW * len(rows),
        title=f"{walk.titles[0].in_language(language)} → {walk.titles[1].in_language(language)}, {walk.as_of}",
        description="; ".join([str(reached), *(signed(step.sign * step.count, language) for step in walk.steps)])
        + f"; {heights[-1]}",
        parts=[part for row in rows for part in row],
    )


def signed(value: int, language: str) -> str:
    """With a true minus sign, or a plus."""
    return ("−" if value < 0 else "+") + svg.number(abs(value), language)


def _whole(place: int, label: str, value: int, scale: float, language: str) -> list[SafeString]:
    y = ROW * place
    return [
        svg.words(0, y + 14, svg.fitted(label, svg.WIDTH), "total"),
        svg.bar(0, y + 20, value * scale, THICK, "total"),
        svg.words(value * scale + 5, y + 32, svg.number(value, language), "value"),
    ]


def _piece(
    place: int, label: str, least: int, count: int, scale: float, language: str, *, is_coming: bool
) -> list[SafeString]:
    """From `least` on, `count` long; its number behind it."""
    y, x, width = ROW * place, least * scale, max(count * scale, THINNEST)
    drawn = svg.bar(x, y + 20, width, THICK, "coming", 0.5) if is_coming else _hollow(x, y + 20, width)
    end = signed(count if is_coming else -count, language)
    return [
        svg.words(0, y + 14, svg.fitted(label, svg.WIDTH)),
        drawn,
        svg.words(x + width + 5, y + 32, end, "value"),
    ]


def _hollow(x: float, y: float, width: float) -> SafeString:
    return format_html(
        '<rect class="leaving" x="{}" y="{}" width="{}" height="{}" fill="none" stroke="currentColor"/>',
        svg.short(x + 0.5),
        svg.short(y + 0.5),
        svg.short(max(width - 1, 1)),
        svg.short(THICK - 1),
    )
