"""Who changed what since the dossier was last published, when and why: from the history that the database keeps."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from editorial.admin.history import LABELS, MOST, Tables, event_model
from editorial.four_eyes import PATH
from publication.review.columns import COLUMNS
from publication.review.lines import Line, Ref, Section
from releases.models import OfficialAnnouncement

NO_CONTENT = {*PATH, "pgh_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pgh_context_id", "id"}
# Columns of a citation that name the row it supports.
SUPPORTED = ("detention", "stage", "charge", "sentence", "stay", "release", "revocation", "announcement", "person")
OF_ANNOUNCEMENT = "releases.citation"
MODEL_OF = {
    "stay": "prisoners.facilitystay",
    "release": "releases.release",
    "revocation": "releases.revocation",
    "announcement": "releases.officialannouncement",
}
WHOLE = {"prisoners.person", "releases.officialannouncement"}  # a citation of it changes none of its fields


@dataclass(frozen=True)
class Act:
    """One change. `fields`: the columns that changed."""

    at: datetime
    who: str
    label: str
    comment: str
    fields: frozenset[str]


Found = dict[Ref, list[Act]]
Standing = dict[Ref, dict[int, tuple[str, str]]]  # row → key of each citation that stands → field, title


def attribute(sections: list[Section], dossier: models.Model, tables: Tables) -> None:
    """Gives each line the acts that made it, the newest first; sources that the public is not told of get lines too."""
    found, standing = acts(dossier, tables)
    if isinstance(dossier, OfficialAnnouncement):
        sections += unpublished_sources(dossier, found, standing)
    for section in sections:
        for line in section.lines:
            line.acts = _of_line(line, found)
            line.cited = _cited(line, standing)


def unpublished_sources(announcement: models.Model, found: Found, standing: Standing) -> Iterator[Section]:
    """The citations of an announcement that came, changed or went since it was last published."""
    cited = standing[announcement._meta.label_lower, announcement.pk]
    lines = [
        Line(_("source"), "", title, [(OF_ANNOUNCEMENT, key)], is_fact=False)
        for key, (_field, title) in sorted(cited.items())
        if (OF_ANNOUNCEMENT, key) in found
    ]
    if (OF_ANNOUNCEMENT, None) in found:
        lines.append(Line(_("source"), _("removed: see the whole history"), "", [(OF_ANNOUNCEMENT, None)]))
    if lines:
        yield Section(_("What supports it (for editors; the public is not told)"), lines)


def _cited(line: Line, standing: Standing) -> list[str]:
    """The titles of what supports the line in the working copy, but for those that the public reads beside it."""
    wanted = {"", line.name, *COLUMNS.get(line.name, ())} if line.name else None
    titles = [
        title
        for ref in line.rows
        for column, title in standing.get(ref, {}).values()
        if (wanted is None or column in wanted) and title != line.after
    ]
    public = {source.get("label") for source in line.sources_after}
    return [title for title in dict.fromkeys(titles) if title not in public]


def _of_line(line: Line, found: dict[Ref, list[Act]]) -> list[Act]:
    wanted = COLUMNS.get(line.name, {line.name}) if line.name else set()
    told: dict[tuple[str, str], Act] = {}
    for ref in line.rows:
        for act in found.get(ref, []):
            if not wanted or not act.fields or act.fields & {*wanted, *(f"{name}_id" for name in wanted)}:
                told.setdefault((act.who, act.comment), act)
    return list(told.values())


def acts(dossier: models.Model, tables: Tables) -> tuple[Found, Standing]:
    """By row of the working copy, and by model for rows that were removed; and what supports each row. One query."""
    kind = dossier._meta.label_lower
    found: Found = defaultdict(list)
    standing: Standing = defaultdict(dict)
    since: datetime | None = None
    former: dict[tuple[str, int], dict[str, Any]] = {}
    for model, event, who, comment, title in _events(tables):
        key = (model, event["pgh_obj_id"])
        before, former[key] = former.get(key), event
        if model.endswith(".citation"):
            if before:
                standing[_supported(before)].pop(key[1], None)
            if event["pgh_label"] != "delete":
                standing[_supported(event)][key[1]] = event["field"], title
        if model == kind and _became_published(before, event):
            found.clear()  # all before was published
            continue
        fields = frozenset(
            name for name, value in event.items() if name not in NO_CONTENT and (before or {}).get(name) != value
        )
        if before is not None and not fields and event["pgh_label"] == "update":
            continue
        at = parse_datetime(event["pgh_created_at"]) or since
        assert at is not None
        act = Act(at, who, str(LABELS.get(event["pgh_label"], "")), comment, fields if before else frozenset())
        ref: Ref = (model, None if event["pgh_label"] == "delete" else event["pgh_obj_id"])
        found[ref].insert(0, act)
        if model.endswith(".citation") and (supported := _supported(event))[0] not in WHOLE:
            found[supported].insert(0, act)
    return found, standing


def _supported(event: dict[str, Any]) -> Ref:
    """The row that a citation names, or its person."""
    name = next(name for name in SUPPORTED if event.get(f"{name}_id"))
    return MODEL_OF.get(name, f"prisoners.{name}"), event[f"{name}_id"]


def _became_published(before: dict[str, Any] | None, event: dict[str, Any]) -> bool:
    """Not the change of a published dossier: that event still bears the state, and the next one leads back to draft."""
    return event.get("workflow_state") == "published" and (before or {}).get("workflow_state") != "published"


def _events(tables: Tables) -> list[tuple[str, dict[str, Any], str, str, str]]:
    """(model, event, who, comment, what it cites) in the order of time; of a long history the newest."""
    selects: list[str] = []
    params: list[Any] = []
    for model, condition in tables:
        events = event_model(model)._base_manager.filter(condition).order_by()
        text, values = events.query.sql_with_params()
        selects.append(f"SELECT '{model._meta.label_lower}' AS model, to_jsonb(e) AS event FROM ({text}) e")  # noqa: S608
        params += values
    if not selects:
        return []
    statement = f"""
        SELECT model, event, c.metadata, editor.username,
               coalesce(document.title, list.code || ' · ' || entry.row_key, '')
        FROM ({" UNION ALL ".join(selects)}) found
        LEFT JOIN pghistory_context c ON c.id = (event ->> 'pgh_context_id')::uuid
        LEFT JOIN editorial_editor editor ON editor.id = (c.metadata ->> 'user')::bigint
        LEFT JOIN sources_document document ON document.id = (event ->> 'document_id')::bigint
        LEFT JOIN sources_sourcerecord record ON record.id = (event ->> 'record_id')::bigint
        LEFT JOIN sources_listentry entry ON entry.id = record.entry_id
        LEFT JOIN sources_sourcelist list ON list.id = entry.source_list_id
        ORDER BY event ->> 'pgh_created_at' DESC, (event ->> 'pgh_id')::bigint DESC LIMIT {MOST}
    """  # noqa: S608 - names of our own tables
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        rows = cursor.fetchall()
    return [(model, _json(event), _who(_json(context), name), str((_json(context) or {}).get("comment", "")), title)
            for model, event, context, name, title in reversed(rows)]  # fmt: skip


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _who(context: dict[str, Any] | None, name: str | None) -> str:
    context = context or {}
    if "import" in context:
        told = _("import of %(list)s") % {"list": context["import"]}
        return f"{name} · {told}" if name else told
    return name or str(context.get("command") or _("the program"))
