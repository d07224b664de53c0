"""One bar across the page, cut into parts, each with a digit above it that the list below the bar explains.

It is as wide as the page: lengths are percentages, so that digits are not stretched with it. Parts are told apart by
their digit and their texture, and only then by their colour (website/static/todos.css).
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

TOP, THICK = 18, 34
TEXTURES = (1, 2, 3, 4)
"""Of the parts in their order. All after the fourth look like it: their digits differ."""
HATCHED = 3
HATCH = (
    '<pattern id="{}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="p2" d="M0 0H2.5V5H0z"/></pattern>'
)
NEAREST = 3.4
"""Between two digits, in percent of the narrowest bar: below that they would touch."""


def strip(counts: Sequence[int], *, title: str, textures: Sequence[int] = TEXTURES) -> SafeString:
    """`counts`: of each part, in the order of the list. A digit that has no room is left out.

    The hatching is named after what is drawn: two strips of one page have each their own, and the same page always the
    same bytes.
    """
    pattern = f"hatch-{sha256(repr((title, *counts)).encode()).hexdigest()[:8]}"
    parts = format_html_join("", "{}", ((part,) for part in _parts(counts, textures, pattern)))
    return format_html(
        '<svg class="strip" role="img" aria-label="{}" fill="currentColor">{}{}</svg>',
        title,
        format_html(HATCH, pattern) if HATCHED in textures[: len(counts)] else "",
        parts,
    )


def _parts(counts: Sequence[int], textures: Sequence[int], pattern: str) -> Iterator[SafeString]:
    whole, x, digit = sum(counts) or 1, 0.0, -NEAREST
    for place, count in enumerate(counts, start=1):
        width, texture = 100 * count / whole, textures[min(place, len(textures)) - 1]
        yield format_html(
            '<rect class="p{}" x="{}%" y="{}" width="{}%" height="{}"{}/>',
            texture,
            _short(x),
            TOP,
            _short(width),
            THICK,
            format_html(' fill="url(#{})"', pattern) if texture == HATCHED else "",
        )
        middle = x + width / 2
        if middle - digit >= NEAREST:
            digit = middle
            yield format_html(
                '<text class="digit" x="{}%" y="{}" text-anchor="middle" font-size="13">{}</text>',
                _short(middle),
                TOP - 6,
                place,
            )
        x += width


def _short(percent: float) -> str:
    return f"{percent:.2f}".rstrip("0").rstrip(".")
