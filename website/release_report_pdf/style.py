"""The letters of a report on paper: a font that goes into the file, and its paragraphs.

Vera comes with the library, has what Spanish and English need, and is embedded, so that a printer needs nothing more.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

PLAIN, BOLD = "Vera", "VeraBd"
INK, MUTED, LINE, ACCENT = (HexColor(code) for code in ("#1b1a17", "#625d53", "#b9b1a1", "#a8231a"))
SIZES = {  # size, leading, font, colour, space before and after
    "eyebrow": (7.5, 10, BOLD, MUTED, 0, 2),
    "title": (19, 23, BOLD, INK, 0, 5),
    "heading": (11.5, 14, BOLD, INK, 12, 4),
    "section": (8.5, 11, BOLD, INK, 0, 0),
    "text": (8.5, 11.5, PLAIN, INK, 0, 3),
    "figure": (12, 14, BOLD, INK, 0, 0),
    "number": (8.5, 11.5, PLAIN, INK, 0, 0),
    "small": (7, 9.2, PLAIN, MUTED, 0, 2),
    "warning": (8, 10.5, BOLD, ACCENT, 0, 6),
}


@cache
def styles() -> dict[str, ParagraphStyle]:
    """Registers the fonts once."""
    for name in (PLAIN, BOLD):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)
    return {
        name: ParagraphStyle(
            name,
            fontName=font,
            fontSize=size,
            leading=leading,
            textColor=colour,
            spaceBefore=before,
            spaceAfter=after,
            alignment=2 if name in ("figure", "number") else 0,
            splitLongWords=1,
        )
        for name, (size, leading, font, colour, before, after) in SIZES.items()
    }


def paragraph(text: str, style: str = "text", address: str = "") -> Paragraph:
    """A paragraph of plain text, which may lead to an address."""
    return Paragraph(linked(text, address), styles()[style])


def linked(text: str, address: str = "") -> str:
    """Text for a paragraph, escaped."""
    said = escape(printable(text))
    return f'<a href="{escape(address, {chr(34): "&quot;"})}">{said}</a>' if address else said


def printable(text: str) -> str:
    """The text in letters that the font has: a name is shown without an accent rather than with a hole."""
    return "".join(_letter(letter) for letter in text)


@cache
def _letter(letter: str) -> str:
    styles()
    known = pdfmetrics.getFont(PLAIN).face.charToGlyph
    if ord(letter) in known:
        return letter
    if letter.isspace() or letter == "\u202f":
        return "\u00a0"
    bare = unicodedata.normalize("NFKD", letter)[:1]
    return bare if bare and ord(bare) in known else "?"
