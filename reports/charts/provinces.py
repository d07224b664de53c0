"""The sixteen territories as tiles, placed so that the island can be recognised: from Pinar del Río to Guantánamo."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.answer import Row
from reports.charts import svg

TILE, GAP = 38, 2

# Column and row, counted from the north-west, and the letters printed on the tile.
PLACES = {
    "CU-01": (0, 1, "PRI"),
    "CU-15": (1, 0, "ART"),
    "CU-03": (2, 0, "HAB"),
    "CU-16": (3, 0, "MAY"),
    "CU-04": (4, 0, "MTZ"),
    "CU-05": (5, 0, "VCL"),
    "CU-06": (4, 1, "CFG"),
    "CU-07": (5, 1, "SSP"),
    "CU-08": (6, 1, "CAV"),
    "CU-09": (6, 2, "CMG"),
    "CU-10": (7, 2, "LTU"),
    "CU-11": (8, 2, "HOL"),
    "CU-12": (6, 3, "GRA"),
    "CU-13": (7, 3, "SCU"),
    "CU-14": (8, 3, "GTM"),
    "CU-99": (2, 2, "IJV"),
}
HIDDEN = "—"
"""In place of a number that is not given (reports/small_cells.py): the table beside says “hidden”."""

DARKEST = 0.42
"""Of the text's own colour, so that the text on the tile stays legible."""


def provinces(rows: Sequence[Row], *, title: str, description: str, language: str) -> SafeString:
    """The shade says roughly, the number exactly. What lies in no tile (unknown, withdrawn codes) is written below."""
    values = {row.code: row for row in rows if row.code in PLACES}
    elsewhere = [row for row in rows if row.code not in PLACES and row.count and not row.is_sum]
    largest = max((row.count for row in values.values()), default=0) or 1
    parts = []
    for code, (column, line, letters) in PLACES.items():
        row = values.get(code)
        value = row.count if row else 0
        told = HIDDEN if row and row.is_hidden else svg.number(value, language)
        x, y = column * (TILE + GAP), line * (TILE + GAP)
        parts.append(
            format_html(
                "<g><title>{}: {}</title>{}{}{}</g>",
                row.label if row else letters,
                told,
                svg.bar(x, y, TILE, TILE, "tile", 0.06 + (DARKEST - 0.06) * value / largest),
                svg.words(x + TILE / 2, y + 15, letters, "digit", "middle"),
                svg.words(x + TILE / 2, y + 31, told, "value", "middle"),
            )
        )
    height = 4 * (TILE + GAP)
    for row in elsewhere:
        height += 20
        parts.append(svg.words(0, height - 5, f"{row.label}: {svg.number(row.count, language)}"))
    return svg.drawing("provinces", height, title=title, description=description, parts=parts)
