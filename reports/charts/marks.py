"""One mark for each person, in the shapes of the states: a field that shows how many there are before it is read."""

from collections.abc import Iterator, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.answer import Row
from reports.charts import svg

COLUMNS, CELL, MARK = 60, 6, 4.4
"""Of the drawing's 360 units: on a telephone a mark is as wide as a letter's stroke is high."""

SQUARE = SafeString(f'<rect class="{{}}" width="{MARK}" height="{MARK}"/>')
HALF = SafeString(
    f'<path class="half" d="M0 0H{MARK}L0 {MARK}Z"/><rect class="bound" x=".3" y=".3" width="3.8" height="3.8"/>'
)
SHAPES = {
    "in_custody": SafeString(SQUARE.format("in_custody")),
    "serving_outside": HALF,
    "awaiting_outside": HALF,
    "outside_unknown": SafeString('<rect class="bound" x=".3" y=".3" width="3.8" height="3.8"/>'),
    "free": SafeString('<circle class="free" cx="2.2" cy="2.2" r="2.2"/>'),
    "exiled": SafeString('<circle class="exiled ring" cx="2.2" cy="2.2" r="1.8"/>'),
    "deceased": SafeString('<path class="gone" d="M0 0L4.4 4.4M4.4 0L0 4.4"/>'),
}
OTHER = SafeString('<rect class="other" x=".6" y=".6" width="3.2" height="3.2"/>')


def marks(rows: Sequence[Row], *, title: str, description: str) -> SafeString:
    """In the order of the rows, line by line; rows that add up others are left out. The numbers stand in a list beside
    it: nobody counts two thousand marks."""
    parts, first = [], 0
    drawn = [row for row in rows if row.count and not row.is_sum]
    for row in drawn:
        last = first + row.count
        parts.append(
            format_html(
                '<pattern id="m-{0}" width="{1}" height="{1}" patternUnits="userSpaceOnUse">{2}</pattern>'
                '<path fill="url(#m-{0})" d="{3}"/>',
                row.code,
                CELL,
                SHAPES.get(row.code, OTHER),
                "".join(_run(first, last)),
            )
        )
        first = last
    height = -(-first // COLUMNS) * CELL
    return svg.drawing("marks", height or 1, title=title, description=description, parts=parts)


def _run(first: int, last: int) -> Iterator[str]:
    """The places from `first` to before `last` as at most three rectangles: the rest of a line, whole lines, a part."""
    while first < last:
        line, column = divmod(first, COLUMNS)
        whole = (last - first) // COLUMNS if column == 0 else 0
        wide = COLUMNS if whole else min(COLUMNS - column, last - first)
        lines = whole or 1
        yield f"M{column * CELL} {line * CELL}h{wide * CELL}v{lines * CELL}h-{wide * CELL}z"
        first += wide * lines
