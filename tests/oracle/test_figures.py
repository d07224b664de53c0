"""Every figure, asked of random working copies on random days, against the oracle.

The daily run makes the same few databases every time; `ORACLE_EXAMPLES=500` makes as many new ones (CONTRIBUTING.md).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from reports import answers as kept
from reports import registry
from reports.answer import Answer
from reports.breakdowns import MEDICAL, MENTAL
from tests.oracle import (  # noqa: F401 - figures register themselves
    identities,
    of_persons,
    of_prison,
    of_releases,
    of_sentences,
)
from tests.oracle.answers import ORACLES, Asked, Expected, counts, percent
from tests.oracle.people import World, read
from tests.oracle.stories import LISTS, OFFENCES, Story, stories
from tests.oracle.writing import ANNOUNCEMENT, Written

EXAMPLES = int(os.environ.get("ORACLE_EXAMPLES", "0"))
DAILY = 10
FEWEST = 5
OF_ORGANISATIONS = {"listing_lag", "behind_bars"}
LAST = date(2026, 11, 1)
"""No figure speaks of days to come."""
HEALTH = {MEDICAL.code, MENTAL.code}
OF_LISTS = {"consolidated", "listed", "listed_new", "listed_left", "listed_through", "overlap"}
"""Their numbers stay when somebody is no longer named. Former editions tell such a person's days to the month and
neither offence nor sentence: numbers of those change, on purpose."""


def test_every_figure_has_an_oracle():
    assert set(ORACLES) == {figure.id for figure in registry.figures()}


class Asking:
    """Draws questions to an edition and keeps what the answers and the oracle disagree on."""

    def __init__(self, dice: Random, world: World, edition: int) -> None:
        self.dice, self.world, self.edition = dice, world, edition
        self.days = interesting_days(world)
        self.answers: dict[tuple[str, tuple[tuple[str, str], ...]], Answer] = {}
        self.disagreements: list[str] = []

    def ask_everything(self) -> Asking:
        """Each figure with each of its breakdowns, of another day every time, and at least twice."""
        for figure in registry.figures():
            codes = [breakdown.code for breakdown in figure.breakdowns]
            for code in codes if len(codes) > 1 else [*codes, *codes] or ["", ""]:
                self.ask(figure.id, {**self.texts_for(figure.id), **({"breakdown": code} if code else {})})
        return self

    def ask(self, figure_id: str, texts: dict[str, str]) -> None:
        answer = registry.answer(figure_id, texts, edition=self.edition)
        self.answers[figure_id, tuple(texts.items())] = answer
        expected = ORACLES[figure_id](Asked(self.world, texts, answer.as_of))
        self.disagreements += [
            f"{figure_id} {texts}: {what} is {told}, should be {right}"
            for what, told, right in compared(answer, expected)
            if told != right
        ]

    def day(self) -> str:
        return str(self.dice.choice(self.days))

    def texts_for(self, figure_id: str) -> dict[str, str]:
        first, last = sorted((self.day(), self.day()))
        texts: dict[str, str] = {}
        for parameter in registry.figure(figure_id).parameters:
            text = self.text_for(parameter.name, is_required=parameter.is_required, figure_id=figure_id)
            if parameter.name in ("from", "to"):
                text = "" if "announcement" in texts else {"from": first, "to": last}[parameter.name]
            if text:
                texts[parameter.name] = text
        return texts if "from" in texts else {**texts, "as_of": self.day()}

    def text_for(self, name: str, *, is_required: bool, figure_id: str) -> str:
        dice = self.dice
        if name == "list":
            return dice.choice([*LISTS, "consolidated"] if figure_id not in OF_ORGANISATIONS else list(LISTS))
        if name == "lists":
            codes = dice.sample(list(LISTS), 3)
            if figure_id == "overlap" and dice.random() < 0.5:
                codes = [codes[0], "consolidated", f"{codes[0]}@{self.day()}"]
            return ",".join(codes)
        if name == "announcement":
            return ANNOUNCEMENT if is_required or dice.random() < 0.5 else ""
        if name == "known_by":
            return self.day() if dice.random() < 0.5 else ""
        return dice.choice(PARAMETERS.get(name, [""]))


PARAMETERS = {
    "event": ["11j", "11j-playa", "nuevitas"],
    "offence": list(OFFENCES),
    "mode": ["any", "principal", ""],
    "reductions": ["not_deducted", "deducted", ""],
    "days": ["1", "30", "180", "642", ""],
    "part": ["third", "half", "two_thirds", ""],
    "province": ["CU-03", "CU-02", "unknown", "", ""],
    "context": ["11j", "before", "after", "unknown", "", "", ""],
}


def compared(answer: Answer, expected: Expected) -> Iterator[tuple[str, Any, Any]]:
    """What is compared, what the answer says, and what the oracle does."""
    yield "value", answer.value, expected.value
    yield "persons", {one.public_id for one in answer.persons}, set(expected.things)
    yield "possible", answer.possible, expected.possible
    yield "extras", dict(answer.extras), expected.extras
    yield "groups", set(answer.counted.groups), set(expected.groups)
    for name, group in expected.groups.items():
        yield name, {one.public_id for one in answer.persons_behind(name)}, set(group)
    if answer.breakdown_code in HEALTH:
        number = sum(row.value for row in answer.breakdown)
        yield "enough persons to hide one", number == 0 or number >= 5, True
    elif answer.breakdown_code:
        yield from compared_rows(answer, expected)


def compared_rows(answer: Answer, expected: Expected) -> Iterator[tuple[str, Any, Any]]:
    rows = expected.rows[answer.breakdown_code]
    wholes = expected.wholes.get(answer.breakdown_code, {})
    hidden = {row.code for row in answer.breakdown if row.is_hidden}
    small = {code for code, number in counts(rows).items() if 0 < number < FEWEST}
    if answer.id == "minors_by_province":
        yield "small numbers shown", small - hidden, set()
    told = {row.code: row.value for row in answer.breakdown if row.code not in hidden}
    right = {code: number for code, number in counts(rows).items() if code not in hidden}
    yield "rows", _more_than_nothing(told), _more_than_nothing(right)
    if _more_than_nothing(told) != _more_than_nothing(right):
        return
    chosen = next(one for one in answer.figure.breakdowns if one.code == answer.breakdown_code)
    for row in answer.breakdown:
        if row.is_hidden:
            continue
        whole = wholes.get(row.code, len(expected.things))
        yield f"share of {row.code}", row.share, percent(row.value, whole)
        if row.value and chosen.names_persons:
            behind = {one.public_id for one in answer.persons_behind(row.code)}
            yield f"persons of {row.code}", behind, set(rows.get(row.code, []))


def _more_than_nothing(rows: Mapping[str, int]) -> dict[str, int]:
    return {code: number for code, number in rows.items() if number}


def interesting_days(world: World) -> list[date]:
    """Days before anything and after everything, and those on and around which something may have changed."""
    found = {date(1990, 1, 1), LAST, world.day}
    for person in world.persons.values():
        for _, first, last in person.custody.changes:
            found |= {first, last}
        found |= {day for said in person.listed.values() for day, _ in said}
        for one in person.departures:
            found |= {day for day in (*one.left, one.reported_on, *one.back, *one.revoked) if day}
        for _, _, _, since, until in person.sentences:
            found |= {day for day in (since, until) if day}
    around = {day + timedelta(n) for day, n in product(found, (-1, 0, 1))}
    return sorted(day for day in around if date(1960, 1, 1) <= day <= LAST)


class TestOracle(TestCase):
    @settings(
        max_examples=EXAMPLES or DAILY,
        derandomize=not EXAMPLES,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, *([Phase.shrink] if "ORACLE_SHRINK" in os.environ else [])],
    )
    @given(stories(), st.integers(0, 2**32))
    def test_every_figure_agrees_with_the_working_copy(self, story: Story, seed: int):
        kept.forget()
        written = Written(story)
        first = read(story.days[0])
        assert all(person.custody.is_consistent() for person in first.persons.values())
        edition = written.publish(story.days[0])
        then = Asking(Random(seed), first, edition.number).ask_everything()  # noqa: S311 - no secret
        written.change()
        second = read(story.days[1], former=first)
        later = written.publish(story.days[1])
        kept.forget()
        now = Asking(Random(seed + 1), second, later.number).ask_everything()  # noqa: S311 - no secret
        found = [*then.disagreements, *now.disagreements, *changed(then, unnamed_since(first, second))]
        found += identities.broken(now.edition, now.dice, [str(day) for day in now.days], list(now.answers.values()))
        assert not found, "\n".join(found)


def unnamed_since(first: World, second: World) -> set[UUID]:
    """Who was named, or had a pseudonym, and is now named less or not counted at all."""
    shown = {one.public_id for one in second.persons.values() if not one.is_withheld}
    named = {one.public_id for one in second.persons.values() if one.is_named}
    lost = {one.public_id for one in first.persons.values() if not one.is_withheld} - shown
    return lost | ({one.public_id for one in first.persons.values() if one.is_named} - named)


def changed(then: Asking, unnamed: set[UUID]) -> Iterator[str]:
    """Answers of a former edition that are not what they were: a third of them, drawn."""
    for (figure_id, texts), answer in then.dice.sample(list(then.answers.items()), len(then.answers) // 3):
        again = registry.answer(figure_id, dict(texts), edition=then.edition)
        if unnamed and (figure_id not in OF_LISTS or "province" in dict(texts)):
            continue
        for what in ("value", "possible", "extras", *(() if unnamed else ("breakdown",))):
            if getattr(again, what) != getattr(answer, what):
                yield f"{figure_id} {texts} of edition {then.edition}: {what} became {getattr(again, what)}"
