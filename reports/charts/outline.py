"""The provinces in their outline, painted by number: for a wide screen; a telephone gets the tiles (provinces.py).

The outline is Natural Earth's (public domain), corrected and simplified by .ci/outline.py; docs/design.md says how. The
boundaries are approximate.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from math import ceil, sqrt
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.answer import Row
from reports.charts import svg

WIDE, TALL, ABOVE = 1000, 345, 34
"""Units of the file, and room above for the number of La Habana, which is too narrow to hold it."""
MOVED = {"CU-03": (0, -26), "CU-06": (16, 0)}
STEPS = (0.05, 0.1, 0.18, 0.26, 0.34, 0.42)
"""Shades of the text's own colour: none, and five. In the darkest a number stays legible."""
HATCH = (
    '<pattern id="{}" width="8" height="8" patternUnits="userSpaceOnUse"><path d="M0 8L8 0" stroke="currentColor" '
    'stroke-opacity=".5"/></pattern>'
)
"""Of a number that is not given. Each drawing has its own: one that is not shown lends nothing to another."""

Told = Callable[[Row | None], str]
Link = Callable[[Row], str]


@cache
def outline() -> Mapping[str, tuple[str, tuple[int, int]]]:
    """By code: the path, and where the number stands."""
    read = json.loads(Path(__file__).with_name("outline.json").read_text())
    return {code: (one["path"], tuple(one["at"])) for code, one in read.items()}


def step_of(value: int, largest: int) -> int:
    """0 for nobody, 5 for the largest; by the square root, or a capital would leave all others alike."""
    return ceil(5 * sqrt(value / largest)) if value else 0


def hatch(name: str) -> SafeString:
    return format_html(HATCH, name)


def shapes(values: Mapping[str, Row], pattern: str) -> SafeString:
    """The painted provinces alone, for a drawing that has the numbers elsewhere."""
    largest = max((row.count for row in values.values()), default=0)
    return format_html_join("", "{}", ((_shape(code, values.get(code), largest, pattern),) for code in outline()))


def outlined(rows: Sequence[Row], *, title: str, told: Told, link: Link) -> SafeString:
    """Each province with its number, as a link where `link` gives an address. What `told` says of a row is read out
    with its name; hidden numbers are hatched."""
    values = {row.code: row for row in rows}
    largest = max((row.count for code, row in values.items() if code in outline()), default=0)
    parts: list[SafeString] = [hatch("hatch-map")]
    for code, (_path, (x, y)) in outline().items():
        row = values.get(code)
        across, down = MOVED.get(code, (0, 0))
        drawn = format_html(
            "{}{}",
            _shape(code, row, largest, "hatch-map"),
            svg.words(x + across, y + down + 6, told(row), "value", "middle"),
        )
        name = f"{row.label if row else code}: {told(row)}"
        address = link(row) if row else ""
        parts.append(
            format_html('<a href="{}" aria-label="{}"><title>{}</title>{}</a>', address, name, name, drawn)
            if address
            else format_html('<g role="img" aria-label="{}"><title>{}</title>{}</g>', name, name, drawn)
        )
    away = [row for row in rows if row.code not in outline() and row.count and not row.is_sum]
    for line, row in enumerate(reversed(away)):
        parts.append(svg.words(0, TALL - 6 - 26 * line, f"{row.label}: {told(row)}"))
    return format_html(
        '<svg class="map" role="group" aria-label="{}" viewBox="0 -{} {} {}" font-size="19" fill="currentColor">{}'
        "</svg>",
        title,
        ABOVE,
        WIDE,
        TALL + ABOVE,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _shape(code: str, row: Row | None, largest: int, pattern: str) -> SafeString:
    path = outline()[code][0]
    if row and row.is_hidden:
        return format_html('<path class="area" fill="url(#{})" stroke="currentColor" d="{}"/>', pattern, path)
    step = step_of(row.count if row else 0, largest)
    return format_html('<path class="area step-{}" fill-opacity="{}" d="{}"/>', step, svg.short(STEPS[step]), path)
