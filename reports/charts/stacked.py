"""One bar cut into parts, each with a digit; the digits are explained below with names, numbers and shares.

A name too long for its line goes on in the next: it is never cut, as the number stands at its end.
"""

from collections.abc import Sequence
from textwrap import wrap

from django.utils.safestring import SafeString

from reports.answer import Row
from reports.charts import svg

THICK, LINE, GAP = 34, 22, 2
SHADES = (1, 0.62, 0.36, 0.2, 0.5, 0.28, 0.75, 0.15, 0.45, 0.1)
INDENT, NEXT_LINE = 34, 16
NARROWEST = 14
"""Below this a part can't hold its digit."""


def stacked(rows: Sequence[Row], *, title: str, description: str, language: str) -> SafeString:
    drawn = [row for row in rows if not row.is_sum and row.count]
    total = sum(row.count for row in drawn)
    parts, x = [], 0.0
    space = "" if language == "en" else "\u00a0"
    for place, row in enumerate(drawn):
        shade = SHADES[place % len(SHADES)]
        width = svg.WIDTH * row.count / total
        parts.append(svg.bar(x, 16, max(width - GAP, 1), THICK, f"part part-{place + 1}", shade))
        if width >= NARROWEST:
            parts.append(svg.words(x + width / 2 - 1, 12, f"{place + 1}", "digit", "middle"))
        x += width
    y = 16.0 + THICK
    for place, row in enumerate(drawn):
        y += LINE
        share = "" if row.share is None else f" ({svg.number(row.share, language)}{space}%)"
        text = f": {svg.number(row.count, language)}{share}"
        first, *more = wrap(f"{row.label}{text}", int((svg.WIDTH - INDENT) / svg.LETTER), break_on_hyphens=False)
        shade = SHADES[place % len(SHADES)]
        parts += [
            svg.bar(0, y - 10, 11, 11, f"part part-{place + 1}", shade),
            svg.words(17, y, f"{place + 1}", "digit"),
            svg.words(INDENT, y, first),
        ]
        for line in more:
            y += NEXT_LINE
            parts.append(svg.words(INDENT, y, line))
    height = y + 8
    return svg.drawing("stacked", height, title=title, description=description, parts=parts)
