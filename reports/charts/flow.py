"""Month by month, who was no longer in prison to the left and who entered to the right, and how many that leaves.

Each row closes: the number above it, less those gone, plus those who entered, is the number at its end. Those gone are
hollow and bear a minus, those who entered are full and bear a plus.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.html import format_html
from django.utils.safestring import SafeString

from chronology.wording import MONTHS, in_words
from reports.charts import svg
from reports.figure import Text
from reports.monthly_flow import Month

ROW, THICK, TOP = 24, 14, 40
LABEL, NUMBER, STOCK = 84, 34, 48
THINNEST = 1.5
GONE = Text("− ya no estaban", "− gone")
ENTERED = Text("+ entraron", "+ entered")
STOCKS = Text("en prisión al cierre", "in prison at the close")


def flow(months: Sequence[Month], *, title: str, language: str) -> SafeString:
    """Oldest first; an empty text when nothing moved."""
    gone, came = ([sum(month.left.values()) for month in months], [month.entered for month in months])
    if not any(gone) and not any(came):
        return SafeString("")
    scale = (svg.WIDTH - LABEL - 2 * NUMBER - STOCK) / (max(gone) + max(came))
    axis = LABEL + NUMBER + max(gone) * scale
    height = TOP + ROW * (len(months) + 1)
    parts = [
        svg.words(svg.WIDTH, 12, STOCKS.in_language(language), "legend", "end"),
        svg.words(axis - 4, 30, GONE.in_language(language), "legend", "end"),
        svg.words(axis + 4, 30, ENTERED.in_language(language), "legend"),
        *_row(0, close_of(months[0].first, language), months[0].start, language),
        _axis(axis, TOP + ROW, height),
    ]
    for place, month in enumerate(months, start=1):
        parts += _row(place, close_of(month.last, language), month.end, language)
        parts += _bars(place, axis, gone[place - 1] * scale, came[place - 1] * scale)
        parts += _numbers(place, axis, (gone[place - 1], came[place - 1]), scale, language)
    return svg.drawing("flow", height, title=title, description=in_sentence(months, language), parts=parts)


def in_sentence(months: Sequence[Month], language: str) -> str:
    """The whole year in one sum, which closes as each month does."""
    gone, came = (sum(sum(month.left.values()) for month in months), sum(month.entered for month in months))
    first, last = (in_words(day, language) for day in (months[0].first, months[-1].last))
    return f"{first}: {months[0].start}; −{gone}; +{came}; {last}: {months[-1].end}"


def close_of(day: date, language: str) -> str:
    """A month by its first letters; a day within a month with its number."""
    month = f"{MONTHS[language][day.month - 1][:3]} {day.year}"
    return month if (day + timedelta(1)).day == 1 else f"{day.day} {month}"


def _row(place: int, label: str, stock: int, language: str) -> list[SafeString]:
    y = TOP + ROW * place + 13
    return [svg.words(0, y, label), svg.words(svg.WIDTH, y, svg.number(stock, language), "value", "end")]


def _bars(place: int, axis: float, gone: float, came: float) -> list[SafeString]:
    """Nothing where nobody moved: a bar of no length is no bar."""
    y, found = TOP + ROW * place + 1, []
    if gone:
        width = max(gone, THINNEST)
        found.append(
            format_html(
                '<rect class="leaving" x="{}" y="{}" width="{}" height="{}" fill="none" stroke="currentColor"/>',
                svg.short(axis - width),
                svg.short(y + 0.5),
                svg.short(width),
                THICK - 1,
            )
        )
    if came:
        found.append(svg.bar(axis, y, max(came, THINNEST), THICK, "coming"))
    return found


def _numbers(place: int, axis: float, both: tuple[int, int], scale: float, language: str) -> list[SafeString]:
    """Outside of its bar each, with its sign; a zero has none."""
    y = TOP + ROW * place + 13
    gone, came = both
    return [
        svg.words(axis - gone * scale - 5, y, f"−{svg.number(gone, language)}" if gone else "0", "value", "end"),
        svg.words(axis + came * scale + 5, y, f"+{svg.number(came, language)}" if came else "0", "value"),
    ]


def _axis(x: float, top: float, foot: float) -> SafeString:
    path = f"M{svg.short(x)} {svg.short(top)}V{svg.short(foot - 6)}"
    return format_html('<path d="{}" fill="none" stroke="currentColor"/>', path)
