"""Charts drawn by the server: plain SVG, without a script, a library or a style of its own."""

from django.utils.safestring import SafeString

from reports.answer import Answer
from reports.charts.bars import bars
from reports.charts.flow import flow
from reports.charts.inclusion import inclusion
from reports.charts.line import line
from reports.charts.provinces import provinces
from reports.charts.stacked import stacked
from reports.charts.survival import survival
from reports.overlap import named_lists
from reports.series import Series

PARTS_OF_A_WHOLE = {"custody", "context", "state", "affiliation", "medical", "mental", "minors"}


def chart(answer: Answer) -> SafeString:
    """The drawing that suits the answer's breakdown; an empty text when there is nothing to draw."""
    language, code = answer.language, answer.breakdown_code
    if not any(row.count for row in answer.breakdown):
        return SafeString("")
    texts = {"title": _titled(answer), "description": summary(answer), "language": language}
    if code == "inclusion":
        return inclusion(answer.breakdown, names_of_lists(answer), **texts)
    if code == "province":
        return provinces(answer.breakdown, **texts)
    return (stacked if code in PARTS_OF_A_WHOLE else bars)(answer.breakdown, **texts)


def names_of_lists(answer: Answer) -> list[tuple[str, str]]:
    """Code and name of each list of an overlap, in the order asked."""
    rows = {row.code: row.label for row in answer.breakdown}  # a list alone is a pattern too
    return [(name, rows[name]) for name, _, _ in named_lists(answer.question)]


def summary(answer: Answer) -> str:
    """The largest rows in words, for who does not see the drawing."""
    rows = sorted((row for row in answer.breakdown if row.count and not row.is_sum), key=lambda row: -row.count)
    return "; ".join(f"{row.label}: {row.count}" for row in rows[:5])


def chart_of_series(series: Series) -> SafeString:
    (first, start), (last, end) = series.points[0], series.points[-1]
    title = f"{series.title}, {first} – {last}"
    return line(series.points, title=title, description=f"{first}: {start}; {last}: {end}", language=series.language)


def chart_of_flow(answer: Answer) -> SafeString:
    """Who entered and who was gone; an empty text where the figure has no flow, or nothing moved."""
    months = answer.figure.flow(answer) if answer.figure.flow else []
    return flow(months, title=_titled(answer), language=answer.language) if months else SafeString("")


def chart_day_by_day(answer: Answer) -> SafeString:
    """The share still outside after each day; an empty text where the figure has none, or nobody was followed."""
    days = answer.figure.day_by_day(answer) if answer.figure.day_by_day else []
    return survival(days, title=_titled(answer), language=answer.language)


def _titled(answer: Answer) -> str:
    return f"{answer.title}, {answer.as_of}"
