"""What must hold between numbers, whatever the record says: they close, and the parts add up to the whole."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from reports import registry
from reports.answer import Answer
from reports.answers import table_of
from tests.oracle.stories import LISTS
from tests.oracle.writing import ANNOUNCEMENT


def broken(edition: int, dice: Random, days: list[str], answers: list[Answer]) -> Iterator[str]:
    """Sentences on what does not close, of an edition and on days drawn."""

    def ask(figure_id: str, **texts: str) -> Answer:
        return registry.answer(figure_id, {name.rstrip("_"): text for name, text in texts.items()}, edition=edition)

    def number(figure_id: str, **texts: str) -> int:
        return ask(figure_id, **texts).value

    first, last = sorted(dice.choices(days, k=2))
    period = {"from_": first, "to": last}
    source_list = dice.choice([*LISTS, "consolidated"])
    start, end = (number("listed", list=source_list, as_of=day) for day in (first, last))
    new, gone, through = (number(f"listed_{name}", list=source_list, **period) for name in ("new", "left", "through"))
    if end != start + new - gone or through != start + new:
        yield f"{source_list} from {first} to {last}: {start} + {new} - {gone} is not {end}, or {through} not the sum"
    start, end = (number("in_prison", as_of=day) for day in (first, last))
    came, left, passed = (number(f"prison_{name}", **period) for name in ("entered", "left", "through"))
    if end != start + came - left or passed != start + came:
        yield f"in prison from {first} to {last}: {start} + {came} - {left} is not {end}, or {passed} not the sum"
    months = table_of(ask("in_prison", as_of=last))
    if months and months.rows[0][-1] != end:
        yield f"the months to {last} end with {months.rows[0][-1]} and not {end}"
    verified = ask("announced_verified", announcement=ANNOUNCEMENT, as_of=last)
    announced, missing = verified.extras["announced"], verified.extras["not_identified"]
    if announced is not None and missing != max(0, announced - verified.value):
        yield f"{verified.value} verified and {missing} not identified are not {announced}"
    half = ask("more_than_half", announcement=ANNOUNCEMENT, as_of=last)
    everybody = number("release_type", announcement=ANNOUNCEMENT, as_of=last)
    if half.value + half.extras["no"] + half.extras["not_computable"] != everybody:
        yield f"more than half: {half.value}, {half.extras} of {everybody}"
    for answer in answers:
        yield from _of_rows(answer)


def _of_rows(answer: Answer) -> Iterator[str]:
    breakdown = next((one for one in answer.figure.breakdowns if one.code == answer.breakdown_code), None)
    if any(row.is_hidden for row in answer.breakdown):
        return  # what is hidden is hidden so that nobody can subtract it
    rows = sum(row.value for row in answer.breakdown if not row.is_sum)
    if breakdown and breakdown.is_whole and rows != answer.counted.size:
        yield f"{answer.id} {dict(answer.parameters)}: the rows add up to {rows}, not to {answer.counted.size}"
    if answer.value is not None and not answer.possible[0] <= answer.value <= answer.possible[1]:
        yield f"{answer.id} {dict(answer.parameters)}: {answer.value} is not within {answer.possible}"
