"""Which lists share persons: for each pattern a row of dots, full and joined where the lists have them, with a bar.

After UpSet (Lex and others, 2014), turned by a quarter: on a telephone the page is long and narrow.
"""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.answer import Row
from reports.charts import svg

ROW, DOT, STEP = 24, 5, 18
NAME, ROOM_FOR_NUMBER = 216, 44
MOST = 16


def inclusion(
    rows: Sequence[Row], names: Sequence[tuple[str, str]], *, title: str, description: str, language: str
) -> SafeString:
    """`names`: code and name of each list, in the order of the patterns; `rows`: the patterns.

    Above, the lists with their sizes. Below, the largest sixteen patterns that hold anybody: the table has all.
    """
    patterns = [(set(row.code.split("+")), row.count) for row in rows if row.count]
    drawn = sorted(patterns, key=lambda pattern: -pattern[1])[:MOST]
    totals = [sum(value for on, value in patterns if code in on) for code, _ in names]
    parts, largest = [], max(totals, default=0) or 1
    for place, ((_, name), total) in enumerate(zip(names, totals, strict=True)):
        y = 16 + ROW * place
        length = (svg.WIDTH - NAME - ROOM_FOR_NUMBER) * total / largest
        text = svg.fitted(f"{letter(place)}  {name}", NAME - 8)
        parts += [svg.words(0, y, text), *_measured(NAME, y - 5, length, total, language, "set")]
    top = ROW * len(names) + 16
    parts += [svg.words(DOT + STEP * place, top + 8, letter(place), "digit", "middle") for place in range(len(names))]
    start = STEP * len(names) + 8
    most = max((value for _, value in drawn), default=0)
    for place, (on, value) in enumerate(drawn):
        y = top + 26 + ROW * place
        columns = [column for column, (code, _) in enumerate(names) if code in on]
        parts.append(joined(columns, y))
        parts += [dot(DOT + STEP * column, y, is_full=column in columns) for column in range(len(names))]
        parts += _measured(start, y, (svg.WIDTH - start - ROOM_FOR_NUMBER) * value / most, value, language, "bar")
    height = top + 26 + ROW * len(drawn)
    if left := len(patterns) - len(drawn):
        parts.append(svg.words(0, height, svg.more_rows(left, language)))
        height += 8
    return svg.drawing("inclusion", height, title=title, description=description, parts=parts)


def letter(place: int) -> str:
    return "ABCDEF"[place]


def _measured(x: float, y: float, length: float, value: int, language: str, name: str) -> list[SafeString]:
    """A bar with its number behind it. The sizes of the lists are paler: they are another count."""
    shade = 0.4 if name == "set" else 1
    return [
        svg.bar(x, y - 7, length, 14, name, shade),
        svg.words(x + length + 5, y + 5, svg.number(value, language), "value"),
    ]


def joined(columns: Sequence[int], y: float) -> SafeString:
    """The line from the first full dot to the last."""
    return svg.bar(DOT + STEP * columns[0], y - 1, STEP * (columns[-1] - columns[0]), 2, "join")


def dot(x: float, y: float, *, is_full: bool) -> SafeString:
    if is_full:
        return format_html('<circle class="on" cx="{}" cy="{}" r="{}"/>', x, y, DOT)
    return format_html('<circle class="off" cx="{}" cy="{}" r="4" fill="none" stroke="currentColor"/>', x, y)
