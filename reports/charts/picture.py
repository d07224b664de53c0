"""A chart as a file that stands alone: drawing, title, day, edition, citation and source, in black on white.

The drawing is the page's own (reports/charts/svg.py); here it gets what a page says around it, so that a newspaper can
print it and its readers can find the number again. As PNG it needs a font of ours: a server has none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from textwrap import wrap

import resvg_py
import ttf_opensans
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.charts.svg import WIDTH, short, words
from reports.kept import Kept

FONT = "Open Sans"
MARGIN, GAP = 20, 14
INK = "#1b1a17"
PIXELS = 3
"""For each unit of the drawing: 1,200 across, a newspaper's column at 300 to the inch."""

pixels = Kept(100)
"""The pictures asked for last, of about a hundred thousand bytes each."""


@dataclass(frozen=True)
class Style:
    """A kind of line: letters of `size`, at most `letters` of them in a line, also in a wider font than ours."""

    size: int
    letters: int
    height: int
    weight: int = 400


TITLE = Style(15, 38, 20, 700)
LINE = Style(11, 54, 15)
SMALL = Style(9, 70, 12)


@dataclass(frozen=True)
class Caption:
    """What stands around a drawing: above it a title and lines, below it notes. `warning` is set white on black."""

    title: str
    lines: Sequence[str]
    notes: Sequence[str]
    warning: str = ""


class _Page:
    """Lines one below the other."""

    def __init__(self) -> None:
        self.y: float = MARGIN
        self.parts: list[SafeString] = []

    def write(self, texts: Iterable[str], style: Style) -> None:
        for text in texts:
            for line in lines_of(text, style.letters):
                self.y += style.height
                size = {"size": style.size, "weight": style.weight, "line": words(MARGIN, self.y - 4, line)}
                self.parts.append(format_html('<g font-size="{size}" font-weight="{weight}">{line}</g>', **size))

    def warn(self, text: str) -> None:
        self.parts.append(
            format_html(
                '<rect x="{x}" y="{y}" width="{width}" height="18" fill="{ink}"/>'
                '<text x="{left}" y="{base}" font-size="11" font-weight="700" fill="#fff">{text}</text>',
                **{"x": MARGIN, "y": short(self.y + 4), "width": WIDTH, "ink": INK, "text": text},
                **{"left": MARGIN + 6, "base": short(self.y + 17)},
            )
        )
        self.y += 24

    def draw(self, drawing: SafeString) -> None:
        self.parts.append(format_html('<g transform="translate({} {})">{}</g>', MARGIN, short(self.y + GAP), drawing))
        self.y += GAP + height_of(drawing) + GAP


def picture(drawing: SafeString, caption: Caption) -> SafeString:
    """The drawing with its caption as an SVG file: no style sheet, no script, nothing from elsewhere."""
    page = _Page()
    page.write([caption.title], TITLE)
    page.write(caption.lines, LINE)
    if caption.warning:
        page.warn(caption.warning)
    page.draw(drawing)
    page.write(caption.notes, SMALL)
    width, height = WIDTH + 2 * MARGIN, short(page.y + MARGIN)
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" color="{2}" fill="{2}" '
        'font-family="{3}, sans-serif"><rect width="{0}" height="{1}" fill="#fff"/>{4}</svg>\n',
        width,
        height,
        INK,
        FONT,
        format_html_join("", "{}", ((part,) for part in page.parts)),
    )


def lines_of(text: str, letters: int) -> Iterator[str]:
    """The text in lines. An address begins its own line and is cut after a mark, so that it can be typed."""
    for part in re.split(r" (?=https?://)", text):
        if part.startswith("http"):
            line = ""
            for piece in re.findall(r"[^/?&,]*[/?&,]|[^/?&,]+", part):
                if len(line) + len(piece) > letters and line:
                    yield from wrap(line, letters)
                    line = ""
                line += piece
            part = line
        yield from wrap(part, letters, break_on_hyphens=False)


def height_of(drawing: SafeString) -> float:
    """As its `viewBox` says, which reports/charts/svg.py writes."""
    return float(drawing.partition('viewBox="0 0 ')[2].partition('"')[0].split()[1])


def png(svg: str) -> bytes:
    """The same picture in pixels, kept: of the same drawing always the same bytes, and making them is what costs."""
    return pixels.get(sha256(svg.encode()).digest(), lambda: _drawn_in_pixels(svg))


def _drawn_in_pixels(svg: str) -> bytes:
    """Its letters are the same on every machine: no font of the system is looked at."""
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        background="#fff",
        zoom=PIXELS,
        skip_system_fonts=True,
        font_files=fonts(),
        font_family=FONT,
        sans_serif_family=FONT,
    )


@cache
def fonts() -> list[str]:
    return [str(font.path) for font in (ttf_opensans.OPENSANS_REGULAR, ttf_opensans.OPENSANS_BOLD)]
