"""Which lists share persons: for each pattern a row of dots, full where the list has them, with a bar."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.answer import Row
from reports.charts import svg

ROW, DOT, STEP = 24, 5, 18
MOST = 16


def inclusion(
    rows: Sequence[Row], names: Sequence[tuple[str, str]], *, title: str, description: str, language: str
) -> SafeString:
    """`names`: code and name of each list, in the order of the patterns; `rows`: the patterns.

    The largest sixteen that hold anybody are drawn: the table has all.
    """
    drawn = sorted((row for row in rows if row.value), key=lambda row: -row.value)[:MOST]
    largest = max((row.value for row in drawn), default=0)
    parts = [svg.words(0, 16 + ROW * place, f"{letter(place)}  {name}") for place, (_, name) in enumerate(names)]
    top = ROW * len(names) + 12
    parts += [svg.words(DOT + STEP * place, top + 8, letter(place), "digit", "middle") for place in range(len(names))]
    start = STEP * len(names) + 8
    for place, row in enumerate(drawn):
        y = top + 26 + ROW * place
        on = set(row.code.split("+"))
        length = (svg.WIDTH - start - 48) * row.value / largest
        parts += [dot(DOT + STEP * column, y, is_full=code in on) for column, (code, _) in enumerate(names)]
        parts += [
            svg.bar(start, y - 7, length, 14),
            svg.words(start + length + 5, y + 5, svg.number(row.value, language), "value"),
        ]
    height = top + 26 + ROW * len(drawn)
    return svg.drawing("inclusion", height, title=title, description=description, parts=parts)


def letter(place: int) -> str:
    return "ABCDEF"[place]


def dot(x: float, y: float, *, is_full: bool) -> SafeString:
    if is_full:
        return format_html('<circle class="on" cx="{}" cy="{}" r="{}"/>', x, y, DOT)
    return format_html('<circle class="off" cx="{}" cy="{}" r="4" fill="none" stroke="currentColor"/>', x, y)
