"""Which changes of a list an editor must decide: conflicts with what we hold, and rows that are gone.

Nothing else is asked: what is new or empty with us the import has taken, what means the same is only noted. A row that
was on the list before is asked for the fields in which it changed; what was decided for a wording is never asked again.
A file that lacks a column says nothing of its field: no change, neither then nor when the column is back.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection

from prisoners.incoming.comparing import conflicts
from prisoners.incoming.held import Holdings, Values, said_by
from prisoners.matching.rows import decisions_in_force
from prisoners.models import ListChange, ListChangeKind, ListChoice, MatchDecision
from sources.import_list.consumers import Progress
from sources.import_list.fields import FIELDS
from sources.import_list.staging import snapshot_replaced
from sources.models import ListEntry, ListSnapshot, SourceRecord

GONE = "list"  # the part of a row that is gone

FORMER = """
SELECT record.entry_id, record.id FROM sources_snapshotrow held
JOIN sources_sourcerecord record ON record.id = held.record_id WHERE held.snapshot_id = %s
"""
LAST_TOLD = """
SELECT DISTINCT ON (record.entry_id, said.key) record.entry_id, said.key, said.value::text
FROM sources_sourcerecord record
JOIN sources_snapshotrow held ON held.record_id = record.id
JOIN sources_listsnapshot snapshot ON snapshot.id = held.snapshot_id
CROSS JOIN jsonb_each(record."values") said
WHERE record.entry_id = ANY(%s) AND said.key = ANY(%s) AND snapshot.as_of < %s AND snapshot.undone_at IS NULL
ORDER BY record.entry_id, said.key, snapshot.as_of DESC, snapshot.id DESC
"""


def take(snapshot: ListSnapshot, records: list[SourceRecord], progress: Progress) -> dict[str, int]:
    """What `prisoners` registers with the importer as the last step: the questions of this snapshot.

    The newest word of a list alone is asked about: an older snapshot that comes late asks of no row that has changed,
    or gone, or come back since.
    """
    progress("compare", 0, len(records))
    newest = _newest(snapshot)
    here, now = records_of(snapshot), records_of(newest)
    standing = [record for record in records if now.get(record.entry_id) == record.pk]
    former = former_records(snapshot)
    gone = {entry: former[entry] for entry in former.keys() - here.keys()} if newest.pk == snapshot.pk else {}
    persons = _persons([*(record.entry_id for record in standing), *gone])
    _overtake(snapshot, records, now)
    asked = _conflicts(snapshot, standing, former, persons) + _gone(snapshot, gone, persons)
    ListChange.objects.bulk_create(asked, batch_size=1000, ignore_conflicts=True)
    return {"changes_to_decide": len(asked)}


def former_records(snapshot: ListSnapshot) -> dict[int, int]:
    """{entry: record} of the snapshot that this one replaced, else of the one before it."""
    other = snapshot_replaced(snapshot)
    return records_of(other) if other else {}


def _last_told(snapshot: ListSnapshot, entries: Iterable[int]) -> dict[int, Values]:
    """{entry: what earlier files said of the fields whose column is back, and that the file before had none of}."""
    other = snapshot_replaced(snapshot)
    untold = [name for name in FIELDS if other and snapshot.tells(name) and not other.tells(name)]
    told: dict[int, dict[str, Any]] = defaultdict(dict)
    if untold:
        with connection.cursor() as cursor:
            cursor.execute(LAST_TOLD, [list(entries), untold, snapshot.as_of])
            for entry, name, value in cursor.fetchall():
                told[entry][name] = json.loads(value)
    return dict(told)


def records_of(snapshot: ListSnapshot) -> dict[int, int]:
    """{entry: record} of the lines that a snapshot holds."""
    with connection.cursor() as cursor:
        cursor.execute(FORMER, [snapshot.pk])
        return dict(cursor.fetchall())


def _persons(entries: Iterable[int]) -> dict[int, int]:
    """{entry: person} of the rows that are somebody's."""
    return {
        entry: person
        for entry, edges in decisions_in_force(entries).items()
        for person, decision in edges.items()
        if decision == MatchDecision.SAME
    }


def _conflicts(
    snapshot: ListSnapshot, records: list[SourceRecord], former: dict[int, int], persons: dict[int, int]
) -> list[ListChange]:
    known = [record for record in records if record.entry_id in persons]
    before = SourceRecord.objects.defer("raw").in_bulk(
        [former[record.entry_id] for record in known if former.get(record.entry_id, record.pk) != record.pk]
    )
    told_last = _last_told(snapshot, [record.entry_id for record in known])
    decided = _decided(record.entry_id for record in known)
    holdings = Holdings({persons[record.entry_id] for record in known})
    asked = []
    for record in known:
        past = dict(told_last.get(record.entry_id, {}))
        if former.get(record.entry_id) in before:
            past |= before[former[record.entry_id]].values
        said = {"confirmed_on": snapshot.as_of.isoformat(), **record.values}
        for part, row in holdings.rows(persons[record.entry_id], said).items():
            ours, then = holdings.told(part, row), said_by(past, part)
            lines = {
                field: {"before": then[field], "said": value, "ours": ours[field]}
                for field, value in said_by(said, part).items()
                if value != then[field]
                and conflicts(field, value, ours[field])
                and (record.entry_id, field, _key(value)) not in decided
            }
            if lines:
                asked.append(_question(snapshot, record, persons[record.entry_id], part, lines))
    return asked


def _question(snapshot: ListSnapshot, record: SourceRecord, person: int, part: str, lines: Any) -> ListChange:
    return ListChange(
        snapshot=snapshot, entry_id=record.entry_id, record=record, person_id=person,
        kind=ListChangeKind.CONFLICT, part=part, lines=lines,
    )  # fmt: skip


def _decided(entries: Iterable[int]) -> set[tuple[int, str, str]]:
    """(entry, field, value) of every wording that an editor has decided, or that waits already."""
    rows = ListChange.objects.filter(entry__in=list(entries), kind=ListChangeKind.CONFLICT)
    found: dict[tuple[int, str], set[str]] = defaultdict(set)
    for entry, lines in rows.exclude(decision=ListChoice.OVERTAKEN).values_list("entry", "lines"):
        for field, line in lines.items():
            found[entry, field].add(_key(line["said"]))
    return {(*key, value) for key, values in found.items() for value in values}


def _key(value: Any) -> str:
    return str(value)


def _gone(snapshot: ListSnapshot, gone: dict[int, int], persons: dict[int, int]) -> list[ListChange]:
    """Rows of somebody that are not on the list any more, unless the organisation's reason is noted already."""
    told = set(ListEntry.objects.filter(pk__in=gone).exclude(left_reason="").values_list("pk", flat=True))
    return [
        ListChange(
            snapshot=snapshot, entry_id=entry, record_id=gone[entry], person_id=persons[entry],
            kind=ListChangeKind.GONE, part=GONE,
        )
        for entry in sorted(gone)
        if entry in persons and entry not in told
    ]  # fmt: skip


def _overtake(snapshot: ListSnapshot, records: list[SourceRecord], now: dict[int, int]) -> None:
    """What still waits of a former wording, or of a row that is back, is no question any more."""
    waiting = ListChange.objects.open().filter(
        entry__source_list=snapshot.source_list_id, snapshot__as_of__lte=snapshot.as_of
    )
    values = {record.entry_id: record.values for record in records}
    stale = [change.pk for change in waiting.exclude(snapshot=snapshot) if _is_stale(change, snapshot, values, now)]
    ListChange.objects.filter(pk__in=stale).update(decision=ListChoice.OVERTAKEN)
    for entry in ListEntry.objects.filter(pk__in=now).exclude(left_reason=""):
        entry.left_reason = ""
        entry.save(update_fields=["left_reason", "updated_at"])


def _is_stale(change: ListChange, snapshot: ListSnapshot, values: dict[int, Values], now: dict[int, int]) -> bool:
    if change.kind == ListChangeKind.GONE:
        return change.entry_id in now
    if change.entry_id not in values:
        return False
    says = said_by(values[change.entry_id], change.part)
    return any(value != says[field] for field, value in change.said().items() if snapshot.tells(field))


def _newest(snapshot: ListSnapshot) -> ListSnapshot:
    in_force = ListSnapshot.objects.in_force().filter(source_list=snapshot.source_list_id, as_of__gte=snapshot.as_of)
    return in_force.order_by("as_of", "pk").last() or snapshot
