"""The first matcher: says *same* only on the strictest evidence, and leaves every doubt to an editor.

Same: the whole name with both surnames is equal but for case and accents, one person only bears it, and the birth year
agrees, or, where no year is known, the province. Unsure: somebody plausible exists. New: nobody does. Never on the
name alone. Two rows of one list are two people until an editor says otherwise (brothers share surnames, town, event).
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from prisoners.matching.evidence import Agreement, Bearer, Evidence, compare_years, weigh
from prisoners.matching.names import Name

MOST_CANDIDATES = 10


@dataclass
class Verdict:
    """What the matcher says of one row: `same` person, or `candidates` for an editor (persons, and `twins`: rows of
    the same file that made a new person), or neither, which means a new person.
    """

    row: Bearer
    same: tuple[Any, Evidence] | None = None
    candidates: list[tuple[Any, Evidence]] = field(default_factory=list)
    twins: list[tuple[Any, Evidence]] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return self.same is None and not self.candidates and not self.twins


class Register:
    """Bearers of names, found by parts of their names without comparing everybody with everybody."""

    def __init__(self, bearers: Iterable[Bearer] = ()) -> None:
        self._blocks: dict[Hashable, list[Bearer]] = defaultdict(list)
        for bearer in bearers:
            self.add(bearer)

    def add(self, bearer: Bearer) -> None:
        for key in {key for name in bearer.names for key in _blocks(name)}:
            self._blocks[key].append(bearer)

    def alike(self, row: Bearer) -> Iterator[tuple[Bearer, Evidence]]:
        """Everybody whose name agrees somehow, with the evidence."""
        found = {
            id(bearer): bearer
            for name in row.names
            for key in {*_blocks(name), *_other_orders(name)}
            for bearer in self._blocks.get(key, ())
        }
        for bearer in found.values():
            if evidence := weigh(row, bearer):
                yield bearer, evidence


def judge(
    rows: Iterable[Bearer],
    persons: Register,
    *,
    taken: Iterable[Any] = (),
    ruled_out: Iterable[tuple[Any, Any]] = (),
) -> list[Verdict]:
    """One verdict a row, in their order. `taken`: keys of persons to whom another row of this list already belongs.

    `ruled_out`: pairs (row key, person key) of which an editor said that they are not the same.
    """
    taken, ruled_out = set(taken), set(ruled_out)
    verdicts = [_judge_alone(row, persons, ruled_out) for row in rows]
    wanted = Counter(verdict.same[0] for verdict in verdicts if verdict.same)
    newcomers = Register()
    for verdict in verdicts:
        if verdict.same and (verdict.same[0] in taken or wanted[verdict.same[0]] > 1):
            verdict.candidates, verdict.same = [verdict.same, *verdict.candidates], None
        elif verdict.is_new:
            verdict.twins = [
                (other.key, evidence)
                for other, evidence in newcomers.alike(verdict.row)
                if _is_twin(verdict.row, other, evidence)
            ]
            if verdict.is_new:
                newcomers.add(verdict.row)
    return verdicts


def _judge_alone(row: Bearer, persons: Register, ruled_out: set[tuple[Any, Any]]) -> Verdict:
    found = [
        (person.key, evidence)
        for person, evidence in persons.alike(row)
        if evidence.is_plausible and (row.key, person.key) not in ruled_out
    ]
    found.sort(key=lambda pair: (-pair[1].score, str(pair[0])))
    exact = [pair for pair in found if pair[1].name == "exact"]
    if len(exact) == 1 and exact[0][1].is_same:
        return Verdict(row, same=exact[0], candidates=[])
    return Verdict(row, candidates=found[:MOST_CANDIDATES])


def _is_twin(row: Bearer, other: Bearer, evidence: Evidence) -> bool:
    """Two new rows of one list that may be one person entered twice: one name, and no birth year against it."""
    return evidence.name in ("exact", "sound") and compare_years(row.years, other.years) is not Agreement.DIFFERS


def _blocks(name: Name) -> Iterator[Hashable]:
    given, first, second = name.sound
    yield "words", name.words
    yield "given and first", name.joined_given, first
    yield "given set and first", given, first
    yield "short", name.short_words
    if second:
        yield "surnames", first, second
        yield "given and second", given, second


def _other_orders(name: Name) -> Iterator[Hashable]:
    given, first, second = name.sound
    yield "short", name.words
    if second:
        yield "surnames", second, first
    if not name.is_parted:
        yield "words", name.short_words
