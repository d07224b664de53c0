"""What a figure is made of. Each is declared once, in the module of its noun, and gathered in reports/registry.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import QuerySet

from reports.record import Record

if TYPE_CHECKING:
    from reports.answer import Answer
    from reports.breakdowns import Breakdown
    from reports.estimates.publication_rules import Judged
    from reports.monthly_flow import Month
    from reports.still_outside import Day
    from reports.table import Table

Number = int | Decimal | None


class Unit(StrEnum):
    PERSONS = "persons"
    RELEASES = "releases"
    PERCENT = "percent"
    YEARS = "years"
    DAYS = "days"


class Text(NamedTuple):
    """The same sentence in both languages."""

    es: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language == "en" else self.es


@dataclass(frozen=True)
class Definition:
    """What a figure counts, in plain sentences: `short` in one of them. `rule` is the number of the rule that it
    follows."""

    title: Text
    short: Text
    text: Text
    rule: str


@dataclass(frozen=True)
class Parameter:
    """A question's parameter. `read` turns its text into a value, or raises ValueError saying what is wrong."""

    name: str
    help: Text
    read: Callable[[str, Record], Any]
    is_required: bool = False
    default: Any = None


@dataclass(frozen=True)
class Question:
    """What is asked, read and checked. `as_of` is the day spoken of, closed at midnight in Havana."""

    record: Record
    as_of: date
    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


@dataclass(frozen=True)
class Counted:
    """What a figure found. `things` are the persons or releases counted, so that value, list and rows can't differ;
    `size` is how many they are.

    `possible` is the range that part-known dates allow, both ends included. `groups` are the persons behind the
    numbers of `extras`, by the same names. `judged`: an estimate that stands beside the number, or why there is none.
    """

    things: QuerySet
    size: int
    value: Number
    possible: tuple[Number, Number]
    extras: dict[str, Number] = field(default_factory=dict)
    groups: dict[str, QuerySet] = field(default_factory=dict)
    judged: Judged | None = None


def number_of(things: QuerySet, possible: QuerySet | None = None) -> Counted:
    """Counts `things`; `possible`, which holds them all, gives the upper end of the range."""
    value = things.count()
    most = value if possible is None else possible.count()
    return Counted(things, value, value, (value, most))


def number_on_list(question: Question, source_list: str) -> Counted:
    """Those whom that list names on the day."""
    record, day = question.record, question.as_of
    value = record.number_on_list(source_list, day)
    return Counted(record.on_list(source_list, day), value, value, (value, value))


@dataclass(frozen=True)
class Parts:
    """What a figure is a part of, to be drawn: numbers by name (`value` or one of the extras) and what they are called.

    With `whole`, the number that holds them all, what is left over is called `rest`.
    """

    of: tuple[tuple[str, Text], ...]
    whole: str = ""
    rest: Text | None = None


@dataclass(frozen=True)
class Figure:
    """A number with a stable id. A change of what it counts is a new `version`, and a break in every series.

    `stock`, of a figure that counts who holds on a day: the spans that hold, and the name of their range of days.
    `usual`: the code of the breakdown given when none is asked for, where there are several. `table`: what stands
    beside the number and is no breakdown of it. `number`: the same numbers as `count` gives, where that works out much
    more beside them. `flow` and `day_by_day`: what is drawn of it over time, where it is no stock that one line shows.
    """

    id: str
    version: int
    unit: Unit
    definition: Definition
    count: Callable[[Question], Counted]
    parameters: tuple[Parameter, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    parts: Parts | None = None
    stock: Callable[[Question], tuple[QuerySet, str]] | None = None
    usual: str = ""
    table: Callable[[Answer], Table | None] | None = None
    number: Callable[[Question], Counted] | None = None
    flow: Callable[[Answer], list[Month]] | None = None
    day_by_day: Callable[[Answer], list[Day]] | None = None
