"""The parts of a drawing. It has no style of its own: all is in the text's colour unless CSS says otherwise.

Drawn 360 units wide with letters of 13, so that nothing gets too small on a telephone. The numbers are printed, and a
table stands beside every chart: a drawing never says anything alone, and nothing by colour alone.
"""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 360
LETTER = 6.6
"""Width of a letter, on the safe side."""


def drawing(
    name: str, height: float, *, title: str, description: str, parts: Iterable[SafeString], role: str = "img"
) -> SafeString:
    """`role`: a group where its parts are links."""
    return format_html(
        '<svg class="chart {}" role="{}" viewBox="0 0 {} {}" width="{}" height="{}" font-size="13" '
        'fill="currentColor"><title>{}</title><desc>{}</desc>{}</svg>',
        name,
        role,
        WIDTH,
        short(height),
        WIDTH,
        short(height),
        title,
        description,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def bar(x: float, y: float, width: float, height: float, name: str = "bar", opacity: float = 1) -> SafeString:
    shade = "" if opacity == 1 else format_html(' fill-opacity="{}"', short(opacity))
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"{}/>',
        name,
        short(x),
        short(y),
        short(max(width, 0)),
        short(height),
        shade,
    )


def words(x: float, y: float, text: str, name: str = "", anchor: str = "") -> SafeString:
    return format_html(
        '<text x="{}" y="{}"{}{}>{}</text>',
        short(x),
        short(y),
        format_html(' class="{}"', name) if name else "",
        format_html(' text-anchor="{}"', anchor) if anchor else "",
        text,
    )


def short(number: float) -> str:
    """At most one decimal; two below one, for shades."""
    return f"{number:.2f}".rstrip("0").rstrip(".") if number < 1 else f"{number:.1f}".removesuffix(".0")


def more_rows(count: int, language: str) -> str:
    """Below a drawing that has not room for all of them."""
    if language == "es":
        return f"y {count} {'fila' if count == 1 else 'filas'} más: en la tabla están todas"
    return f"and {count} more {'row' if count == 1 else 'rows'}: the table has them all"


def fitted(text: str, width: float) -> str:
    """As much of the text as fits; the whole is in the table."""
    most = int(width / LETTER)
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def number(value: int | Decimal, language: str) -> str:
    """Spanish: 1396, 12 345 (a thin space); English: 1,396."""
    whole = f"{value:,}"
    if language == "en":
        return whole
    whole = whole.replace(",", "\u202f").replace(".", ",")
    return whole.replace("\u202f", "") if -10_000 < value < 10_000 else whole  # noqa: PLR2004 - the Academy's rule
