"""From which source: the citations that supported a row when it was changed, from their own history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models


@dataclass
class Support:
    """A citation as it stood for a while: `until` is when it was changed or removed, None while it stands."""

    title: str
    field: str
    since: datetime
    context: Any = None  # of the history: what was saved together
    until: datetime | None = None


class Supports:
    """Of events read once. A table of citations names the columns of the row that it supports (`SUPPORTS`)."""

    def __init__(self, found: Iterable[tuple[type[models.Model], list[Any]]]) -> None:
        self._by_row: dict[tuple[str, Any], list[Support]] = defaultdict(list)
        for model, events in found:
            if hasattr(model, "SUPPORTS"):
                self._read(model, events)

    def _read(self, model: Any, events: list[Any]) -> None:
        """`events`: in the order in which they happened."""
        standing: dict[Any, Support] = {}
        for event, title in zip(events, model.titles(events), strict=True):
            if former := standing.pop(event.pgh_obj_id, None):
                former.until = event.pgh_created_at
            supported = next((name for name in model.SUPPORTS if getattr(event, f"{name}_id")), None)
            if event.pgh_label != "delete" and supported:
                support = standing[event.pgh_obj_id] = Support(
                    title, event.field, event.pgh_created_at, event.pgh_context_id
                )
                table = model._meta.get_field(supported).related_model._meta.label_lower
                self._by_row[table, getattr(event, f"{supported}_id")].append(support)

    def of(self, table: str, row: Any, columns: Iterable[str], *, at: datetime, context: Any) -> list[str]:
        """What supported these columns of the row, what was saved together with them included; each title once."""
        wanted = {"", *columns, *(name.removesuffix("_id") for name in columns)}
        titles = [
            one.title
            for one in self._by_row.get((table, row), ())
            if one.field in wanted
            and (one.since <= at or context is not None and one.context == context)
            and (one.until is None or one.until > at)
        ]
        return list(dict.fromkeys(titles))
