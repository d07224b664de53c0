"""The sixteen territories as tiles, placed so that the island can be recognised: from Pinar del Río to Guantánamo."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.answer import Row
from reports.charts import svg
from reports.charts.outline import STEPS, TALL, WIDE, Link, Told, hatch, shapes, step_of

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


def provinces(rows: Sequence[Row], *, title: str, description: str, language: str) -> SafeString:
    """The outline, painted, and below it the tiles with the numbers: a drawing that stands alone, on any width."""
    values = {row.code: row for row in rows if row.code in PLACES}
    scale = svg.WIDTH / WIDE
    above = TALL * scale + 10
    outline = format_html(
        '{}<g class="map" stroke="#fff" transform="scale({})">{}</g>',
        hatch("hatch"),
        svg.short(scale),
        shapes(values, "hatch"),
    )
    drawn, height = _tiles(rows, lambda row: _in_short(row, language), lambda row: "", language)
    parts = [outline, format_html('<g transform="translate(0 {})">{}</g>', svg.short(above), drawn)]
    return svg.drawing("provinces", above + height, title=title, description=description, parts=parts)


def tiles(rows: Sequence[Row], *, title: str, told: Told, link: Link, language: str) -> SafeString:
    """The tiles alone, each a link where `link` gives an address: for a narrow screen."""
    drawn, height = _tiles(rows, lambda row: _in_short(row, language), link, language, told, "hatch-tiles")
    return svg.drawing("tiles", height, title=title, description="", parts=[hatch("hatch-tiles"), drawn], role="group")


def _in_short(row: Row | None, language: str) -> str:
    return HIDDEN if row and row.is_hidden else svg.number(row.count if row else 0, language)


def _tiles(
    rows: Sequence[Row], written: Told, link: Link, language: str, told: Told | None = None, pattern: str = "hatch"
) -> tuple[SafeString, float]:
    """The shade says roughly, the number exactly. What lies in no tile (unknown, withdrawn codes) is written below."""
    values = {row.code: row for row in rows if row.code in PLACES}
    elsewhere = [row for row in rows if row.code not in PLACES and row.count and not row.is_sum]
    largest = max((row.count for row in values.values()), default=0)
    drawn = SafeString("")
    for code, place in PLACES.items():
        row = values.get(code)
        name = f"{row.label if row else place[2]}: {(told or written)(row)}"
        tile = _tile(place, row, written(row), largest, pattern)
        address = link(row) if row else ""
        drawn += (
            format_html('<a href="{}" aria-label="{}"><title>{}</title>{}</a>', address, name, name, tile)
            if address
            else format_html("<g><title>{}</title>{}</g>", name, tile)
        )
    height = 4 * (TILE + GAP)
    for row in elsewhere:
        height += 20
        drawn += svg.words(0, height - 5, f"{row.label}: {svg.number(row.count, language)}")
    return drawn, height


def _tile(place: tuple[int, int, str], row: Row | None, text: str, largest: int, pattern: str) -> SafeString:
    column, line, letters = place
    x, y = column * (TILE + GAP), line * (TILE + GAP)
    ground = svg.bar(x, y, TILE, TILE, "tile", STEPS[step_of(row.count if row else 0, largest)])
    if row and row.is_hidden:
        ground = format_html(
            '<rect class="tile" x="{}" y="{}" width="{}" height="{}" fill="url(#{})"/>', x, y, TILE, TILE, pattern
        )
    return format_html(
        "{}{}{}",
        ground,
        svg.words(x + TILE / 2, y + 15, letters, "digit", "middle"),
        svg.words(x + TILE / 2, y + 31, text, "value", "middle"),
    )
