"""What a report of releases is made of: numbers with the persons behind them, and how they are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any, NamedTuple
from uuid import UUID

from publication.models import PrisonerVersion, ReleaseVersion
from reports.definitions import release_report as words
from reports.figure import Text
from reports.rounding import one_decimal


class Left(NamedTuple):
    """One person verified, and the departure that counts. `left_by`: the last day on which it can have been."""

    person: PrisonerVersion
    release: ReleaseVersion
    left_by: date


@dataclass(frozen=True)
class Line:
    """One number. `whole`: of how many persons it is a share, where it is one; `unit`: of a measure, what it is in."""

    code: str
    label: Text
    value: Decimal | int | None
    persons: frozenset[UUID] = frozenset()
    whole: int | None = None
    unit: str = "persons"  # or years


@dataclass(frozen=True)
class Section:
    """A statistic: its definition in a sentence, its numbers, and the figure that counts it where there is one."""

    code: str
    title: Text
    definition: Text
    lines: list[Line]
    figure: str = ""


def among(of: Callable[[Left], str], *codes: str) -> Callable[[Left], bool]:
    """Whether what is asked of a person is one of these codes."""
    return lambda one: of(one) in codes


def counted(
    everybody: Sequence[Left], prefix: str, lines: Iterable[tuple[str, Text, Callable[[Left], Any]]]
) -> list[Line]:
    """A line for each condition, of all persons."""
    found = []
    for code, label, holds in lines:
        persons = frozenset(one.person.public_id for one in everybody if holds(one))
        found.append(Line(f"{prefix}-{code}", label, len(persons), persons, len(everybody)))
    return found


def without_zeros(lines: list[Line], *codes: str) -> list[Line]:
    """Leaves out these lines where they count nobody; all others stay, zero or not."""
    return [line for line in lines if line.value or line.code not in codes]


def measured(everybody: Sequence[Left], of: Callable[[Left], Any]) -> tuple[dict[UUID, Any], frozenset[UUID]]:
    """The values that are known, by person, and the persons of whom none is."""
    values = {one.person.public_id: of(one) for one in everybody}
    known = {person: value for person, value in values.items() if value is not None}
    return known, frozenset(values.keys() - known.keys())


def unknown(prefix: str, persons: frozenset[UUID], everybody: Sequence[Left]) -> Line:
    return Line(f"{prefix}-unknown", words.UNKNOWN, len(persons), persons, len(everybody))


def mean(values: Iterable[int], unit: Fraction | int = 1) -> Decimal | None:
    """With one decimal, half up, in that many of the values' own units; None of nothing."""
    known = list(values)
    return one_decimal(Fraction(sum(known), len(known)) / unit) if known else None


def middle(values: Iterable[int], unit: Fraction | int = 1) -> Decimal | None:
    known = [Fraction(value) for value in values]
    return one_decimal(median(known) / unit) if known else None
