"""Horizontal bars: a row for each code, its name above its bar, its number at the end."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from reports.answer import Row
from reports.charts import svg

ROW, THICK = 38, 12
MOST = 14
ROOM_FOR_NUMBER = 52


def bars(rows: Sequence[Row], *, title: str, description: str, language: str) -> SafeString:
    """The fourteen longest, in the order of the rows, and below them how many more the table has. Rows that add up
    others are not drawn."""
    counted = [row for row in rows if not row.is_sum and row.count]
    longest = sorted(range(len(counted)), key=lambda place: -counted[place].count)[:MOST]
    drawn = [counted[place] for place in sorted(longest)]
    largest = max((row.count for row in drawn), default=0)
    parts = []
    for place, row in enumerate(drawn):
        y = place * ROW
        length = (svg.WIDTH - ROOM_FOR_NUMBER) * row.count / largest
        parts += [
            svg.words(0, y + 14, svg.fitted(row.label, svg.WIDTH)),
            svg.bar(0, y + 19, length, THICK),
            svg.words(length + 5, y + 19 + THICK - 1, svg.number(row.count, language), "value"),
        ]
    height = len(drawn) * ROW
    if left := len(counted) - len(drawn):
        height += 20
        parts.append(svg.words(0, height - 4, svg.more_rows(left, language)))
    return svg.drawing("bars", height or 1, title=title, description=description, parts=parts)
