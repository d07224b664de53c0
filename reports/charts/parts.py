"""A figure as part of a whole: those verified of those announced, those still in prison of those arrested."""

from django.utils.safestring import SafeString

from reports.answer import Answer, Row
from reports.charts.stacked import stacked
from reports.figure import Number, Text
from reports.rounding import percent

TWO = 2


def rows_of_parts(answer: Answer) -> list[Row]:
    """The parts with their numbers; none when the figure has none, or a number is missing."""
    parts = answer.figure.parts
    if parts is None or answer.extras.get("share", 0) is None:
        return []
    numbers: dict[str, Number] = {**answer.extras, "value": answer.value}
    found = [(name, label, numbers[name]) for name, label in parts.of]
    if parts.whole and parts.rest:
        whole = numbers[parts.whole]
        rest = None if whole is None else whole - sum(number or 0 for _, _, number in found)
        found.append(("rest", parts.rest, rest))
    counts = [(name, label, int(number)) for name, label, number in found if number is not None and number >= 0]
    if len(counts) < max(len(found), TWO):
        return []
    total = sum(number for _, _, number in counts)
    return [row(answer, name, label, number, total) for name, label, number in counts]


def row(answer: Answer, name: str, label: Text, number: int, total: int) -> Row:
    return Row(name, label.in_language(answer.language), number, percent(number, total), False, label)


def chart_of_parts(answer: Answer) -> SafeString:
    """One bar, cut; an empty text when there is nothing to cut."""
    rows = rows_of_parts(answer)
    if not any(one.value for one in rows):
        return SafeString("")
    said = "; ".join(f"{one.label}: {one.value}" for one in rows)
    title = f"{answer.title}, {answer.as_of}"
    return stacked(rows, title=title, description=said, language=answer.language)
