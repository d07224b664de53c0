"""The picture that stands beside a link on social networks: 1200 × 630, a number or a name and what is said of it.

It is drawn 400 × 210 and turned into pixels as the charts are (picture.png). Colours are those of the light palette
(website/static/todos.css): such a picture has no dark one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from reports.charts.picture import FONT
from reports.charts.svg import short, words

WIDE, TALL, LEFT = 400, 210, 22
PAPER, INK, MUTED, LINE, ACCENT, FREE = "#fcfaf5", "#1b1a17", "#625d53", "#d8d1c2", "#a8231a", "#17616b"
STYLE = SafeString(
    f"<style>.half{{fill:{ACCENT}}}.free{{fill:{FREE}}}.bound,.other,.ring,.gone{{fill:none;stroke:{ACCENT};"
    f"stroke-width:.6}}.ring{{stroke:{FREE}}}.other{{stroke:{MUTED}}}.gone{{stroke:{INK}}}</style>"
)
TAB = format_html(
    '<rect x="{0}" width="68" height="30" fill="{1}"/><text x="{2}" y="21" font-size="14" font-weight="700" '
    'fill="{3}">#TODOS</text>',
    LEFT,
    ACCENT,
    LEFT + 7,
    PAPER,
)
BESIDE = 176
"""Width of a drawing to the right of the words, where there is one."""

SIZES = ((76, 1), (58, 1), (44, 1), (30, 2), (24, 2), (19, 3))
"""Of the large text, with the lines that there is room for."""
UNDER = ((15, 3), (13, 4), (11, 4), (9, 5))
"""Of the text below it, alike: a date or the name of a list cut in two says something else."""


@dataclass(frozen=True)
class SocialCard:
    """`over` stands above the large text, `under` below it, `day` beside our mark. `warning` is set white on black.

    `drawing` stands at the right and leaves half the width to the words.
    """

    large: str
    under: str
    day: str
    over: str = ""
    warning: str = ""
    drawing: SafeString = SafeString("")
    bar: tuple[int, int] | None = None  # a part and the whole


def social(card: SocialCard) -> SafeString:
    """The whole picture as SVG. What does not fit ends with an ellipsis; the page says it whole."""
    room = WIDE - 2 * LEFT - (BESIDE + 14 if card.drawing else 0)
    size, large = _fitted(card.large, room, SIZES[1:] if card.over else SIZES)
    lines, y = [], 38.0
    for line in _lines(card.over, 11.5, room, 1):
        lines.append(_line(y := y + 12, 11.5, line, weight=700, fill=MUTED))
    for line in large:
        lines.append(_line(y := y + size * 1.02, size, line, weight=700))
    y += 5
    small, under = _fitted(card.under, room, UNDER)
    for line in under:
        lines.append(_line(y := y + small * 1.27, small, line))
    if card.bar:
        lines.append(_bar(y + 12, *card.bar))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" color="{2}" fill="{2}" '
        'font-family="{3}, sans-serif">{4}<rect width="{0}" height="{1}" fill="{5}"/>{6}{7}{8}{9}{10}</svg>\n',
        WIDE,
        TALL,
        INK,
        FONT,
        STYLE,
        PAPER,
        TAB,
        format_html_join("", "{}", ((line,) for line in lines)),
        _day(card.day),
        _beside(card.drawing),
        _warning(card.warning),
    )


def _fitted(text: str, room: float, sizes: Sequence[tuple[float, int]]) -> tuple[float, Sequence[str]]:
    """As large as it fits in one line, or smaller in two or three; else cut at the smallest."""
    for size, most in sizes:
        lines = _lines(text, size, room, most)
        if " ".join(lines) == text:
            break
    return size, lines


def _lines(text: str, size: float, room: float, most: int) -> Sequence[str]:
    letters = max(int(room / (size * 0.58)), 4)  # an average bold letter of our font is as wide as that
    return wrap(text, letters, max_lines=most, placeholder="…", break_long_words=True)


def _line(y: float, size: float, text: str, *, weight: int = 400, fill: str = INK) -> SafeString:
    attributes = {"size": short(size), "weight": weight, "fill": fill, "text": words(LEFT, y, text)}
    return format_html('<g font-size="{size}" font-weight="{weight}" fill="{fill}">{text}</g>', **attributes)


def _day(text: str) -> SafeString:
    """At the right of the tab."""
    return format_html('<g font-size="9" fill="{}">{}</g>', MUTED, words(WIDE - LEFT, 20, text, anchor="end"))


def _bar(y: float, part: int, whole: int) -> SafeString:
    wide = WIDE - 2 * LEFT
    return format_html(
        '<rect x="{0}" y="{1}" width="{2}" height="18" fill="{3}"/><rect x="{0}" y="{1}" width="{4}" height="18" '
        'fill="{5}"/>',
        LEFT,
        short(y),
        wide,
        LINE,
        short(wide * min(part / whole, 1)),
        ACCENT,
    )


def _beside(drawing: SafeString) -> SafeString:
    """The drawing is 360 units wide."""
    x, scale = WIDE - LEFT - BESIDE, BESIDE / 360
    return format_html('<g transform="translate({} 40) scale({})">{}</g>', x, short(scale), drawing)


def _warning(text: str) -> SafeString:
    if not text:
        return SafeString("")
    return format_html(
        '<rect y="{}" width="{}" height="22" fill="{}"/><text x="{}" y="{}" font-size="10" font-weight="700" '
        'fill="{}">{}</text>',
        TALL - 22,
        WIDE,
        INK,
        LEFT,
        TALL - 7.5,
        PAPER,
        text,
    )
