"""Rows by COPY into a table of the transaction, and from there set by set into entries, records and snapshot rows."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Max

from sources.import_list.checking import CheckedRow
from sources.import_list.report import Difference, named
from sources.models import ListSnapshot, SourceList, SourceRecord

CREATE = """
CREATE TEMPORARY TABLE staged_row (
  line integer NOT NULL, row_key varchar(200) NOT NULL, digest varchar(64) NOT NULL,
  raw jsonb NOT NULL, "values" jsonb NOT NULL
) ON COMMIT DROP
"""
COPY = 'COPY staged_row (line, row_key, digest, raw, "values") FROM STDIN'

# What each line is against the snapshot that it is compared with (NULL: there is none). A line that lacks nothing but
# what the file has no column for says what it said.
COMPARE = """
CREATE TEMPORARY TABLE staged_kind ON COMMIT DROP AS
SELECT staged.line, staged.row_key, staged.digest,
       CASE WHEN former.row_key IS NULL THEN 'new'
            WHEN former.digest = staged.digest THEN 'unchanged'
            WHEN cardinality(%(absent)s::text[]) > 0 AND (
              SELECT record."values" - %(absent)s::text[] = staged."values" FROM sources_sourcerecord record
              WHERE record.id = former.record_id
            ) THEN 'unchanged' ELSE 'changed' END AS kind
FROM staged_row staged LEFT JOIN former_row former USING (row_key)
"""
FORMER = """
CREATE TEMPORARY TABLE former_row ON COMMIT DROP AS
SELECT entry.row_key, record.digest, record.id AS record_id, held.line, entry.row_key = ANY(%s) AS is_kept
FROM sources_snapshotrow held
JOIN sources_sourcerecord record ON record.id = held.record_id
JOIN sources_listentry entry ON entry.id = record.entry_id
WHERE held.snapshot_id = %s
"""
STORE_ENTRIES = """
INSERT INTO sources_listentry (created_at, updated_at, source_list_id, row_key, left_reason)
SELECT now(), now(), %s, row_key, '' FROM staged_row ORDER BY line
ON CONFLICT (source_list_id, row_key) DO NOTHING
"""
STORE_RECORDS = """
INSERT INTO sources_sourcerecord (entry_id, digest, raw, "values", first_snapshot_id)
SELECT entry.id, staged.digest, staged.raw, staged."values", %s
FROM staged_row staged JOIN sources_listentry entry ON entry.source_list_id = %s AND entry.row_key = staged.row_key
ORDER BY staged.line
ON CONFLICT (entry_id, digest) DO NOTHING
"""
# A wording first seen in an import that was undone is first seen now.
SEEN_NOW = """
UPDATE sources_sourcerecord record SET first_snapshot_id = %s
FROM staged_row staged, sources_listentry entry, sources_listsnapshot seen
WHERE entry.source_list_id = %s AND entry.row_key = staged.row_key
  AND record.entry_id = entry.id AND record.digest = staged.digest
  AND seen.id = record.first_snapshot_id AND seen.undone_at IS NOT NULL
"""
STORE_ROWS = """
INSERT INTO sources_snapshotrow (snapshot_id, record_id, line)
SELECT %s, record.id, staged.line
FROM staged_row staged
JOIN sources_listentry entry ON entry.source_list_id = %s AND entry.row_key = staged.row_key
JOIN sources_sourcerecord record ON record.entry_id = entry.id AND record.digest = staged.digest
"""
KEEP_ROWS = """
INSERT INTO sources_snapshotrow (snapshot_id, record_id, line)
SELECT %s, former.record_id, former.line FROM former_row former WHERE former.is_kept
"""
CLEAN = "DROP TABLE IF EXISTS staged_kind, former_row, staged_row"


def stage(rows: list[CheckedRow]) -> None:
    """Writes the rows into the staging table of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(CLEAN)
        cursor.execute(CREATE)
        with cursor.copy(COPY) as copy:
            for row in rows:
                copy.write_row((row.line, row.row_key, row.digest, row.raw_json, row.values_json))
        cursor.execute("ANALYZE staged_row (row_key, digest)")


def compare(former: ListSnapshot | None, *, kept_keys: list[str], absent: Sequence[str] = ()) -> dict[str, int]:
    """How many staged lines are new, changed and unchanged against `former`; how many of its lines are gone, or kept.

    `kept_keys`: rows that the file names in a line that was refused. Those stay as `former` has them. `absent`: fields
    of which the file has no column.
    """
    with connection.cursor() as cursor:
        cursor.execute(FORMER, [kept_keys, former.pk if former else None])
        cursor.execute(COMPARE, {"absent": list(absent)})
        cursor.execute("SELECT kind, count(*) FROM staged_kind GROUP BY kind")
        counts = {"new": 0, "changed": 0, "unchanged": 0, **dict(cursor.fetchall())}
        cursor.execute(
            "SELECT count(*) FILTER (WHERE NOT is_kept), count(*) FILTER (WHERE is_kept)"
            " FROM former_row LEFT JOIN staged_row USING (row_key) WHERE staged_row.row_key IS NULL"
        )
        gone, kept = cursor.fetchone()
        return {**counts, "gone": gone, "kept": kept}


def store(snapshot: ListSnapshot) -> None:
    """Entries and wordings that were not known, and which of them this snapshot holds."""
    source_list = snapshot.source_list_id
    with connection.cursor() as cursor:
        cursor.execute(STORE_ENTRIES, [source_list])
        cursor.execute(STORE_RECORDS, [snapshot.pk, source_list])
        cursor.execute(SEEN_NOW, [snapshot.pk, source_list])
        cursor.execute(STORE_ROWS, [snapshot.pk, source_list])
        cursor.execute(KEEP_ROWS, [snapshot.pk])
        # The rooms above join what was stored a moment ago; without fresh statistics the planner takes it for nothing.
        cursor.execute("ANALYZE sources_listentry, sources_sourcerecord, sources_snapshotrow")


def records_to_take(snapshot: ListSnapshot) -> list[SourceRecord]:
    """The wordings that are new or changed in this snapshot, with their entries, in the order of the file."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT record.id FROM sources_snapshotrow held
               JOIN sources_sourcerecord record ON record.id = held.record_id
               LEFT JOIN former_row former ON former.record_id = record.id
               WHERE held.snapshot_id = %s AND former.record_id IS NULL ORDER BY held.line""",
            [snapshot.pk],
        )
        wanted = [pk for (pk,) in cursor.fetchall()]
    records = SourceRecord.objects.select_related("entry").defer("raw").in_bulk(wanted)
    return [records[pk] for pk in wanted]


def differences(limit: int, *, absent: Sequence[str] = ()) -> list[Difference]:
    """The first differences, in the order of the file; lines that are gone come last. `absent` as in compare()."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT kinds.kind, kinds.row_key, kinds.line, staged."values", record."values"
               FROM staged_kind kinds JOIN staged_row staged USING (row_key)
               LEFT JOIN former_row former ON former.row_key = kinds.row_key
               LEFT JOIN sources_sourcerecord record ON record.id = former.record_id
               WHERE kinds.kind <> 'unchanged' ORDER BY kinds.line LIMIT %s""",
            [limit],
        )
        found = [
            Difference(
                kind,
                key,
                line,
                _changes(_loaded(before), _loaded(now), absent) if kind == "changed" else {},
                name=named(_loaded(now)),
            )  # fmt: skip
            for kind, key, line, now, before in cursor.fetchall()
        ]
        cursor.execute(
            """SELECT former.row_key, record."values" FROM former_row former LEFT JOIN staged_row USING (row_key)
               JOIN sources_sourcerecord record ON record.id = former.record_id
               WHERE staged_row.row_key IS NULL AND NOT former.is_kept ORDER BY former.row_key LIMIT %s""",
            [limit - len(found)],
        )
        return found + [Difference("gone", key, None, name=named(_loaded(values))) for key, values in cursor.fetchall()]


def snapshot_replaced(snapshot: ListSnapshot) -> ListSnapshot | None:
    """The one that a snapshot supersedes, else the one before it; None for the first of a list."""
    return snapshot.supersedes or snapshot_before(snapshot.source_list, snapshot.as_of)


def snapshot_before(source_list: SourceList, as_of: date) -> ListSnapshot | None:
    """The snapshot in force of the last day before `as_of`."""
    snapshots = ListSnapshot.objects.in_force().filter(source_list=source_list, as_of__lt=as_of)
    last = snapshots.aggregate(day=Max("as_of"))["day"]
    return snapshots.filter(as_of=last).order_by("-pk").first() if last else None


def _changes(before: dict[str, Any], now: dict[str, Any], absent: Sequence[str]) -> dict[str, tuple[Any, Any]]:
    return {
        field: (before.get(field), now.get(field))
        for field in sorted({*before, *now} - {*absent})
        if before.get(field) != now.get(field)
    }


def _loaded(content: Any) -> dict[str, Any]:
    return json.loads(content) if isinstance(content, str) else content or {}
