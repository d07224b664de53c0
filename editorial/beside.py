"""What is noted beside a dossier: its reviews, claims, second looks and pending changes, all in one query."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, models
from django.utils import timezone

from editorial.models import Claim, Dossier, Editor, Patrol, PendingChange, Review

LATEST = 20  # reviews
PARTS: dict[str, tuple[type[models.Model], str, str]] = {
    "reviews": (Review, "by_id", f"TRUE ORDER BY t.at DESC, t.id DESC LIMIT {LATEST}"),
    "claims": (Claim, "by_id", "t.until > now()"),
    "looks": (Patrol, "looked_by_id", "t.looked_at IS NULL"),
    "pending": (PendingChange, "editor_id", "TRUE"),
}

NAMES = "(SELECT 'name', jsonb_build_object('id', id), username FROM editorial_editor WHERE id = ANY (%s))"
OUTLETS = """(SELECT 'outlet', jsonb_build_object('editor', editor_id, 'outlet', outlet_id), ''
  FROM editorial_membership
  WHERE (editor_id = ANY (%s) OR editor_id IN (SELECT p.editor_id FROM editorial_pendingchange p
                                               WHERE p.kind = %s AND p.dossier_id = %s))
  AND starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s))"""


@dataclass
class Beside:
    """`reviews`: the newest first. `claims`: in force. `looks`: not yet taken. `names`: of the accounts behind them.

    `outlets`: by account, of these and of who looks, the outlets they work for today.
    """

    reviews: list[Review] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    looks: list[Patrol] = field(default_factory=list)
    pending: list[PendingChange] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)
    outlets: dict[int, set[int]] = field(default_factory=dict)


def beside(dossier: Dossier, *, to: Editor) -> Beside:
    """`to`: the editor who looks at it."""
    about = [dossier._meta.label_lower, dossier.pk]
    authors = [key for key in (dossier.submitted_by_id, dossier.last_edited_by_id) if key]
    today = timezone.localdate()
    selects = [NAMES, OUTLETS]
    params: list[Any] = [authors, [*authors, to.pk], *about, today, today]
    for part, (model, account, wanted) in PARTS.items():
        selects.append(
            f"(SELECT '{part}', to_jsonb(t), e.username FROM {model._meta.db_table} t"  # noqa: S608 - our own names
            f" LEFT JOIN editorial_editor e ON e.id = t.{account} WHERE kind = %s AND dossier_id = %s AND {wanted})"
        )
        params += about
    found = Beside()
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(selects), params)
        for part, row, name in cursor.fetchall():
            values = json.loads(row) if isinstance(row, str) else row
            if part == "name":
                found.names[values["id"]] = name
            elif part == "outlet":
                found.outlets.setdefault(values["editor"], set()).add(values["outlet"])
            else:
                getattr(found, part).append(_row(found, part, values, name))
    return found


def _row(found: Beside, part: str, values: dict[str, Any], name: str | None) -> models.Model:
    model, account, _wanted = PARTS[part]
    row = model(
        **{str(column.attname): column.to_python(values[str(column.attname)]) for column in model._meta.concrete_fields}
    )
    if name and values[account]:
        found.names[values[account]] = name
        if account == "by_id":
            row.by = Editor(pk=values[account], username=name)  # type: ignore[attr-defined]
    return row
