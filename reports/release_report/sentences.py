"""How long they were inside, of which sentence, and by which legal figure they left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from reports import labels
from reports.definitions import release_report as words
from reports.figure import Text
from reports.release_report.parts import (
    Left,
    Line,
    Section,
    among,
    counted,
    mean,
    measured,
    middle,
    unknown,
    without_zeros,
)

YEAR = Fraction("365.25")
MONTH = YEAR / 12
TEN_YEARS, FIFTEEN_YEARS = 120, 180
MONTHS_LEFT = ((0, 6), (6, 12), (12, 24), (24, 36), (36, 60), (60, None))
"""In months, from the first (inclusive) to the second (exclusive)."""


def time_inside(everybody: Sequence[Left]) -> Section:
    days, without = measured(everybody, lambda one: one.release.days_inside)
    persons = frozenset(days)
    outside = frozenset(one.person.public_id for one in everybody if one.release.was_already_outside) - persons
    lines = [
        Line("inside-mean", words.MEAN, mean(days.values(), YEAR), persons, unit="years"),
        Line("inside-median", words.MEDIAN, middle(days.values(), YEAR), persons, unit="years"),
        Line("inside-outside", words.WERE_OUTSIDE, len(outside), outside, len(everybody)),
        unknown("inside", without - outside, everybody),
    ]
    return Section("inside", words.INSIDE, words.INSIDE_MEANS, lines)


def sentences(everybody: Sequence[Left]) -> Section:
    """The most frequent sentence, all of them where several are."""
    months, nobody = measured(everybody, lambda one: one.release.sentence_months)
    frequent = Counter(months.values())
    most = max(frequent.values(), default=0)
    lines = []
    for length in sorted(length for length, number in frequent.items() if number == most):
        persons = frozenset(person for person, value in months.items() if value == length)
        lines.append(
            Line(f"sentence-mode-{length}", words.most_frequent(length), len(persons), persons, len(everybody))
        )
    long = frozenset(person for person, value in months.items() if value >= TEN_YEARS)
    between = frozenset(person for person, value in months.items() if TEN_YEARS <= value <= FIFTEEN_YEARS)
    lines += [
        Line("sentence-10", words.TEN_AND_OVER, len(long), long, len(everybody)),
        Line("sentence-10-15", words.TEN_TO_FIFTEEN, len(between), between, len(everybody)),
        unknown("sentence", nobody, everybody),
    ]
    return Section("sentence", words.SENTENCE, words.SENTENCE_MEANS, lines)


def by_figure(everybody: Sequence[Left], known: dict[str, Text]) -> Section:
    found = Counter(one.release.release_type for one in everybody)
    lines = counted(
        everybody,
        "figure",
        (
            (code, labels.label(code, known), among(lambda one: one.release.release_type, code))
            for code, _ in sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
    )
    return Section("figure", words.BY_FIGURE, words.BY_FIGURE_MEANS, lines, "release_type")


def served(everybody: Sequence[Left]) -> Section:
    """Three numbers and two shares (rule 9.7); then the same less reductions."""

    def parts(prefix: str, column: str, labels_: tuple[Text, Text, Text]) -> list[Line]:
        answers = {one.person.public_id: getattr(one.release, column) for one in everybody}
        groups = {
            answer: frozenset(person for person, value in answers.items() if value == answer)
            for answer in ("yes", "no")
        }
        neither = frozenset(answers) - groups["yes"] - groups["no"]
        computable = len(everybody) - len(neither)
        return [
            Line(f"{prefix}-yes", labels_[0], len(groups["yes"]), groups["yes"], len(everybody)),
            Line(
                f"{prefix}-computable", words.of_computable(computable), len(groups["yes"]), groups["yes"], computable
            ),
            Line(f"{prefix}-no", labels_[1], len(groups["no"]), groups["no"], len(everybody)),
            Line(f"{prefix}-not-computable", labels_[2], len(neither), neither, len(everybody)),
        ]

    lines = parts("half", "more_than_half", (words.MORE_THAN_HALF, words.HALF_OR_LESS, words.NOT_COMPUTABLE))
    less = parts("less", "less_reductions", (words.LESS_REDUCTIONS, words.LESS_HALF, words.NOT_COMPUTABLE_LESS))
    return Section("half", words.SERVED, words.SERVED_MEANS, [*lines, less[0], less[1]], "more_than_half")


def months_left(everybody: Sequence[Left]) -> Section:
    def days(one: Left) -> int | None:
        sentence, spent = one.release.sentence_days, one.release.served_days
        return None if sentence is None or spent is None else max(0, sentence - spent)

    left, nobody = measured(everybody, days)
    lines = []
    for low, high in MONTHS_LEFT:
        persons = frozenset(
            person for person, value in left.items() if low <= value / MONTH and (high is None or value / MONTH < high)
        )
        lines.append(Line(f"left-{low}", words.months_left(low, high), len(persons), persons, len(everybody)))
    return Section("left", words.MONTHS_LEFT, words.MONTHS_LEFT_MEANS, [*lines, unknown("left", nobody, everybody)])


def free(everybody: Sequence[Left]) -> Section:
    lines = counted(
        everybody,
        "free",
        (
            ("yes", words.FREE, lambda one: one.release.extinguishes == "yes"),
            ("no", words.NOT_FREE, lambda one: one.release.extinguishes == "no"),
            ("unknown", words.FREE_UNKNOWN, lambda one: one.release.extinguishes not in ("yes", "no")),
        ),
    )
    return Section(
        "free", words.FREEDOM, words.FREEDOM_MEANS, without_zeros(lines, "free-unknown"), "free_among_released"
    )
