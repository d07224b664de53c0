"""The lines of lists that speak of some persons, with their wordings through the days of each list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from prisoners.models import MatchDecision, RowMatch
from sources.models import ListSnapshot, SnapshotRow, SourceRecord

Values = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Wording:
    """What a line said from the list of `since` to that of `until`, both inclusive; None: the newest list says so.

    `last`: the day of the last of these lists. `record` None: these lists did not hold it, and it says nothing.
    """

    record: int | None
    values: Values
    since: date
    until: date | None
    last: date


@dataclass(frozen=True, eq=False)
class Line:
    """An entry of a list held to speak of the person, with its wordings, the oldest first."""

    person: int
    entry: int
    row_key: str
    source_list: str
    organisation: str
    wordings: tuple[Wording, ...]

    @property
    def last(self) -> Wording:
        """The last word that was said, whether the newest list still holds the line or not."""
        return next(each for each in reversed(self.wordings) if each.record is not None)


def lines_of(persons: Iterable[int]) -> list[Line]:
    """The lines of these persons by list and entry, in four queries. A person merged into another is the other.

    A line that stands in no snapshot in force (its import was undone) says nothing.
    """
    entries = _entries(set(persons))
    rows = SnapshotRow.objects.filter(
        record__entry__in=list(entries), snapshot__superseded_by=None, snapshot__undone_at=None
    ).values_list("record__entry", "snapshot", "record")
    held: dict[int, dict[int, int]] = defaultdict(dict)
    for entry, snapshot, record in rows:
        held[entry][snapshot] = record
    values = dict(
        SourceRecord.objects.filter(pk__in={record for of in held.values() for record in of.values()}).values_list(
            "pk", "values"
        )
    )
    days = _days({entries[entry][1] for entry in held})
    found = [
        Line(person, entry, row_key, source_list, organisation,
             tuple(_wordings(days[list_key], held[entry], values)))
        for entry, (person, list_key, row_key, source_list, organisation) in entries.items()
        if entry in held
    ]  # fmt: skip
    return sorted(found, key=lambda line: (line.person, line.source_list, line.entry))


def _entries(persons: set[int]) -> dict[int, tuple[int, int, str, str, str]]:
    """{entry: (person, list, row key, code of the list, of the organisation)}."""
    edges = RowMatch.objects.in_force().filter(decision=MatchDecision.SAME)
    edges = edges.filter(person__in=persons) | edges.filter(person__merged_into__in=persons)
    rows = edges.values_list(
        "entry_id", "person_id", "person__merged_into_id", "entry__source_list_id", "entry__row_key",
        "entry__source_list__code", "entry__source_list__organisation__code",
    )  # fmt: skip
    return {
        entry: (merged_into if merged_into in persons else person, source_list, row_key, code, organisation)
        for entry, person, merged_into, source_list, row_key, code, organisation in rows
    }


def _days(lists: set[int]) -> dict[int, list[tuple[date, int]]]:
    """{list: its snapshots in force, in order of days}."""
    found: dict[int, list[tuple[date, int]]] = defaultdict(list)
    snapshots = ListSnapshot.objects.in_force().filter(source_list__in=lists).order_by("as_of", "pk")
    for key, as_of, source_list in snapshots.values_list("pk", "as_of", "source_list_id"):
        found[source_list].append((as_of, key))
    return found


def _wordings(days: list[tuple[date, int]], held: dict[int, int], values: dict[int, Values]) -> Iterator[Wording]:
    """One for each stretch of snapshots that hold the same record, or none, from the first that holds one."""
    record: int | None = None
    since = until = date.min
    begun = False
    for as_of, snapshot in days:
        now = held.get(snapshot)
        if now != record:
            if begun:
                yield Wording(record, values[record] if record else {}, since, until, until)
            record, since, begun = now, as_of, True
        until = as_of
    yield Wording(record, values[record] if record else {}, since, None, until)
