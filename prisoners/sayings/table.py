"""A person's fields, one by one: what each line of a list says and since when, beside what we hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from prisoners.incoming.comparing import UNKNOWN
from prisoners.incoming.held import Holdings
from prisoners.sayings.held import CUSTODY, Ours, differ, ours_of, said_of
from prisoners.sayings.lines import Line
from sources.import_list.fields import FIELDS

# The parts of a name are told as one, all offences as one, and a key says nothing of a person.
TOLD_ELSEWHERE = {"row_key", "given_names", "surname_1", "surname_2", "principal_offence"}
TOLD = tuple(name for name in FIELDS if name not in TOLD_ELSEWHERE)
NOTHING: tuple[Any, ...] = (*UNKNOWN, [])


@dataclass(frozen=True)
class Word:
    """What a line said of one field, in the first and last of the lists that said so; `until` None: it says so still.

    `is_last`: the line has said nothing else of it since. `differs`: from what we hold.
    """

    line: Line
    record: int
    value: Any
    since: date
    until: date | None
    is_last: bool
    differs: bool


@dataclass
class Saying:
    """One field of one row of ours, and who says what of it, the oldest word of each line first."""

    name: str
    ours: Ours
    words: list[Word] = field(default_factory=list)

    @property
    def last_words(self) -> list[Word]:
        return [word for word in self.words if word.is_last]

    @property
    def is_disputed(self) -> bool:
        """Two lists say different things, or one says another thing than we do."""
        last = self.last_words
        return any(word.differs for word in last) or any(
            differ(self.name, one.value, other.value)
            for place, one in enumerate(last)
            for other in last[place + 1 :]
            if one.value != other.value
        )

    @property
    def key(self) -> tuple[str, int | None, str]:
        return (self.ours.part, self.ours.row, self.name)


def sayings(lines: Iterable[Line], holdings: Holdings) -> list[Saying]:
    """The fields of which a line says something, by person and row, in the order of the fields of lists."""
    found: dict[tuple[int, str, int | None, str], Saying] = {}
    for line in lines:
        means: dict[int | None, dict[str, Ours]] = {
            each.record: ours_of(holdings, line.person, each.values, on=each.last)
            for each in line.wordings
            if each.record
        }
        latest = means[line.last.record]
        for name in TOLD:
            for word in _words(line, name, latest[name]):
                ours = means[word.record][name]
                saying = found.setdefault((line.person, ours.part, ours.row, name), Saying(name, ours))
                saying.words.append(word)
    order = {name: place for place, name in enumerate(TOLD)}
    return sorted(found.values(), key=lambda one: (one.words[0].line.person, one.ours.row or 0, order[one.name]))


def _words(line: Line, name: str, ours: Ours) -> list[Word]:
    """The stretches in which the line said one and the same of a field."""
    told: list[list[Any]] = []  # record, value, since, until
    for wording in line.wordings:
        value = said_of(wording.values, name)
        value = None if value in NOTHING else value
        if told and told[-1][1] == value:
            told[-1][0], told[-1][3] = wording.record or told[-1][0], wording.until
        else:
            told.append([wording.record, value, wording.since, wording.until])
    said = [each for each in told if each[1] is not None]
    return [
        Word(line, record, value, since, until, each is said[-1], _differs(name, value, ours))
        for each in said
        for record, value, since, until in [each]
    ]


def _differs(name: str, value: Any, ours: Ours) -> bool:
    """Where a line puts somebody is held against ours only where the two are of the same days (CUSTODY)."""
    return value != ours.value if ours.part == CUSTODY else differ(name, value, ours.value)
