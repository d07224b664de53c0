"""A stock over time, no larger than a word: steps above zero, each drawing on its own scale."""

from collections.abc import Sequence
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from reports.charts.svg import short

WIDE, TALL = 150, 40


def spark(days: Sequence[date], values: Sequence[int], *, title: str) -> SafeString:
    """The area begins at zero and its top is the largest value: what is compared is each with its own past."""
    largest, length = max(values) or 1, (days[-1] - days[0]).days or 1
    heights = [short(TALL * (1 - value / largest)) for value in values]
    across = [short(WIDE * (day - days[0]).days / length) for day in days]
    steps = f"M0 {heights[0]}" + "".join(f"H{x}V{y}" for x, y in zip(across[1:], heights[1:], strict=True))
    return format_html(
        '<svg class="spark" role="img" aria-label="{}" viewBox="0 -1 {} {}" fill="currentColor">'
        '<path class="under" fill-opacity=".2" d="{}V{}H0Z"/>'
        '<path fill="none" stroke="currentColor" stroke-width="1.5" d="{}"/></svg>',
        title,
        WIDE,
        TALL + 2,
        steps,
        TALL,
        steps,
    )
