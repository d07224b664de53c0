"""Cards: a number, or a few, large enough to be read in a corner of a page."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.charts import svg

TALL, LARGE = 62, 46
ROW, NUMBER = 26, 74


def card_of_number(value: str, unit: str, *, title: str, description: str) -> SafeString:
    """The number and below it what it counts."""
    large = format_html('<text x="0" y="44" font-size="{}" font-weight="700" class="value">{}</text>', LARGE, value)
    parts = [large, svg.words(0, TALL, svg.fitted(unit, svg.WIDTH))]
    return svg.drawing("card", TALL + 6, title=title, description=description, parts=parts)


def card_of_chain(rows: Sequence[tuple[str, str]], *, title: str, description: str) -> SafeString:
    """A number and a text for each row, from top to bottom."""
    parts = []
    for place, (value, text) in enumerate(rows):
        y = 18 + ROW * place
        number = '<text x="{}" y="{}" font-size="18" font-weight="700" text-anchor="end" class="value">{}</text>'
        parts.append(format_html(number, NUMBER - 10, y, value))
        parts.append(svg.words(NUMBER, y, svg.fitted(text, svg.WIDTH - NUMBER)))
    return svg.drawing("card", ROW * len(rows) or 1, title=title, description=description, parts=parts)
