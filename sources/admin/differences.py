"""What a stored snapshot changed against the one it is compared with: rows that are new, changed and gone."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from sources.import_list.fields import NEEDED
from sources.import_list.report import named
from sources.models import ListSnapshot

MOST = 100

QUERY = """
WITH here AS (
  SELECT record.entry_id, record.id, record."values", held.line
  FROM sources_snapshotrow held JOIN sources_sourcerecord record ON record.id = held.record_id
  WHERE held.snapshot_id = %(here)s
), there AS (
  SELECT record.entry_id, record.id, record."values"
  FROM sources_snapshotrow held JOIN sources_sourcerecord record ON record.id = held.record_id
  WHERE held.snapshot_id = %(there)s
), compared AS (
  SELECT COALESCE(here.entry_id, there.entry_id) AS entry_id, here.line, there."values" AS before, here."values" AS now,
         CASE WHEN there.id IS NULL THEN 'new' WHEN here.id IS NULL THEN 'gone' ELSE 'changed' END AS kind
  FROM here FULL JOIN there ON there.entry_id = here.entry_id
  WHERE here.id IS DISTINCT FROM there.id
    AND (here.id IS NULL OR there.id IS NULL OR cardinality(%(absent)s::text[]) = 0
         OR there."values" - %(absent)s::text[] <> here."values")
), numbered AS (
  SELECT *, row_number() OVER (PARTITION BY kind ORDER BY line, entry_id) AS place FROM compared
)
SELECT numbered.kind, entry.row_key, numbered.line, numbered.before::text, numbered.now::text
FROM numbered JOIN sources_listentry entry ON entry.id = numbered.entry_id
WHERE place <= %(most)s ORDER BY numbered.kind, place
"""


@dataclass
class Row:
    """One row of a list that differs. `changes`: (field, before, now), for a changed row only."""

    row_key: str
    line: int | None
    name: str
    changes: list[tuple[str, Any, Any]] = field(default_factory=list)


def differences(snapshot: ListSnapshot, other: ListSnapshot | None) -> dict[str, list[Row]]:
    """{new, changed, gone: the first rows of each}. Without another snapshot, all rows are new. What the file has no
    column for is no change."""
    absent = [name for name in other.told_fields if name not in NEEDED and not snapshot.tells(name)] if other else []
    with connection.cursor() as cursor:
        cursor.execute(
            QUERY, {"here": snapshot.pk, "there": other.pk if other else None, "most": MOST, "absent": absent}
        )
        found: dict[str, list[Row]] = {"new": [], "changed": [], "gone": []}
        for kind, row_key, line, before, now in cursor.fetchall():
            told_before = {name: value for name, value in _read(before).items() if name not in absent}
            found[kind].append(_row(kind, row_key, line, told_before, _read(now)))
    return found


def _row(kind: str, row_key: str, line: int | None, before: dict[str, Any], now: dict[str, Any]) -> Row:
    changes = []
    if kind == "changed":
        changes = [
            (name, before.get(name, ""), now.get(name, ""))
            for name in sorted({*before, *now})
            if before.get(name) != now.get(name)
        ]
    return Row(row_key, line, named(now or before), changes)


def _read(text: str | None) -> dict[str, Any]:
    return json.loads(text) if text else {}
