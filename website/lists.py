"""The lists, one beside the other: what the page shows of three figures, each asked with the same restriction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import QueryDict

from reports.answer import Answer, Row
from reports.charts import names_of_lists
from reports.charts.inclusion import letter
from reports.listing_lag import first_snapshots
from reports.overlap import named_lists, number_on
from reports.parameters import MOST_LISTS
from reports.record import CONSOLIDATED, Record
from reports.restriction import RESTRICTIONS
from website.moment import Moment, only, several
from website.questions import Candidates, ask

LEFT_OUT = ("in_first_snapshot", "arrested_before", "date_not_certain", "listed_before_arrest")


@dataclass(frozen=True)
class ListShown:
    """A list of the page by its letter. `code` is its name in a pattern."""

    letter: str
    code: str
    name: str
    row: Row


@dataclass(frozen=True)
class Pattern:
    """Persons on exactly these lists."""

    letters: str
    row: Row


@dataclass(frozen=True)
class InCommon:
    """A cell of the matrix: `row` is None on the diagonal."""

    row: Row | None


@dataclass(frozen=True)
class Lag:
    """How long one list takes. `left_out`: the extra numbers of who is not measured and why, those of anybody."""

    answer: Answer
    first_snapshot: date | None
    left_out: list[str]


@dataclass(frozen=True)
class SideBySide:
    """`asked` and `restriction` ask the same again; `on_one` and `on_all`: how many are on one, and on all of them."""

    asked: dict[str, str]
    restriction: dict[str, str]
    patterns_answer: Answer
    pairs_answer: Answer
    alone: Answer
    lists: list[ListShown]
    patterns: list[Pattern]
    matrix: list[tuple[ListShown, list[InCommon]]]
    lags: list[Lag]
    on_one: int
    on_all: int


def asked_of(values: QueryDict, candidates: Candidates) -> dict[str, str]:
    """The lists chosen; without any, those of every organisation, as many as the figure takes. Empty when the edition
    has no list."""
    chosen = several(values, "lists") or ",".join(candidates.lists[:MOST_LISTS])
    return {"lists": chosen, **restriction_of(values)} if chosen else {}


def restriction_of(values: QueryDict) -> dict[str, str]:
    given = {parameter.name: only(values, parameter.name) for parameter in RESTRICTIONS}
    return {name: text for name, text in given.items() if text}


def side_by_side(asked: Mapping[str, str], moment: Moment) -> SideBySide:
    """Raises BadParameter."""
    restriction = {name: text for name, text in asked.items() if name != "lists"}
    patterns, pairs = ask("overlap", asked, moment), ask("overlap", {**asked, "breakdown": "pairs"}, moment)
    numbers = {row.code: row.count for row in patterns.breakdown}
    in_pairs = {row.code: row for row in pairs.breakdown}
    shown = [
        ListShown(letter(place), code, name, in_pairs[code])
        for place, (code, name) in enumerate(names_of_lists(patterns))
    ]
    return SideBySide(
        asked=dict(asked),
        restriction=restriction,
        patterns_answer=patterns,
        pairs_answer=pairs,
        alone=ask("one_organisation", restriction, moment),
        lists=shown,
        patterns=_patterns(patterns, shown),
        matrix=[(one, [InCommon(_both(one, other, in_pairs)) for other in shown]) for one in shown],
        lags=_lags(patterns, restriction, moment),
        on_one=sum(number for code, number in numbers.items() if "+" not in code),
        on_all=number_on("+".join(one.code for one in shown), numbers),
    )


def _patterns(answer: Answer, shown: list[ListShown]) -> list[Pattern]:
    """Those that hold anybody, the largest first."""
    letters = {one.code: one.letter for one in shown}
    rows = sorted((row for row in answer.breakdown if row.count), key=lambda row: -row.count)
    return [Pattern(" + ".join(letters[code] for code in row.code.split("+")), row) for row in rows]


def _both(one: ListShown, other: ListShown, rows: Mapping[str, Row]) -> Row | None:
    return rows.get(f"{one.code}+{other.code}") or rows.get(f"{other.code}+{one.code}")


def _lags(answer: Answer, restriction: Mapping[str, str], moment: Moment) -> list[Lag]:
    """Of each list that an organisation keeps, once, whatever day it was asked about."""
    codes = list(dict.fromkeys(code for _, code, _ in named_lists(answer.question) if code != CONSOLIDATED))
    first = first_snapshots(Record(moment.edition), codes, answer.as_of)
    return [_lag(ask("listing_lag", {"list": code, **restriction}, moment), first.get(code)) for code in codes]


def _lag(answer: Answer, first: date | None) -> Lag:
    return Lag(answer, first, [name for name in LEFT_OUT if answer.extras[name]])


def spread(lag: Lag) -> tuple[Decimal | int, Decimal | int] | None:
    """First and third quartile; None where nobody is measured."""
    first, third = lag.answer.extras["q1"], lag.answer.extras["q3"]
    return None if first is None or third is None else (first, third)
