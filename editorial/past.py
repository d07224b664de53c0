"""What a row was: read from the events that the database kept, which column by column say who wrote what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models

from editorial.four_eyes import PATH

LABEL = "editorial"  # accounts and memberships are no content; who changed them is undone by hand


def tracked_models() -> list[type[models.Model]]:
    """The tables of the working copy that have a history."""
    return [
        model
        for model in apps.get_models()
        if getattr(model, "pgh_event_models", None) and model._meta.app_label != LABEL
    ]


def events_of(model: type[models.Model]) -> models.QuerySet:
    """A table's events, in the order in which they happened (pgh_created_at is when their transaction began)."""
    events = next(iter(model.pgh_event_models.values()))  # type: ignore[attr-defined]
    return events.objects.select_related("pgh_context").order_by("pgh_id")


def content_columns(model: type[models.Model]) -> list[str]:
    """The columns that say something: not the key, the clock or the place on the path of a dossier."""
    known = {field.attname for field in events_of(model).model._meta.concrete_fields}
    return [
        field.attname
        for field in model._meta.concrete_fields
        if not field.primary_key and field.attname in known and field.attname not in PATH
    ]


def content(model: type[models.Model], event: Any) -> dict[str, Any]:
    """What a row said at an event."""
    return {name: getattr(event, name) for name in content_columns(model)}


def writer_of(event: Any) -> int | None:
    """The editor who wrote it; None for the program."""
    user = event.pgh_context.metadata.get("user") if event.pgh_context else None
    return int(user) if user is not None else None


class Life:
    """One row from its first event to its last: what each column is, and who wrote it last.

    `is_theirs(event)` says which events are those of the account in question; `before` holds, for each column, the last
    value that somebody else wrote.
    """

    def __init__(self, columns: list[str]) -> None:
        self.columns = columns
        self.now: dict[str, Any] = {}
        self.before: dict[str, Any] = {}
        self.last_by: dict[str, int | None] = {}
        self.theirs: dict[str, Any] = {}  # the last that they wrote
        self.is_theirs_now: dict[str, bool] = {}
        self.overwritten: dict[str, int | None] = {}  # their change, then somebody else's: column → who
        self.is_alive = False
        self.made_by_them = self.ended_by_them = self.touched_by_them = self.touched_by_others_since = False

    def take(self, event: Any, *, is_theirs: bool) -> None:
        if event.pgh_label == "delete":
            self.is_alive, self.ended_by_them = False, is_theirs
            self.touched_by_them |= is_theirs
            return
        for column in self.columns:
            value = getattr(event, column)
            if event.pgh_label == "insert" or value != self.now.get(column):
                self._write(column, value, event, is_theirs=is_theirs)
        if event.pgh_label == "insert":
            self.is_alive, self.made_by_them = True, is_theirs
        self.touched_by_them |= is_theirs

    def _write(self, column: str, value: Any, event: Any, *, is_theirs: bool) -> None:
        if not is_theirs:
            if self.is_theirs_now.get(column) and event.pgh_label != "insert":
                self.overwritten[column] = writer_of(event)
            self.before[column] = value
            self.touched_by_others_since |= self.touched_by_them
        else:
            self.theirs[column] = value
        self.now[column] = value
        self.last_by[column] = writer_of(event)
        self.is_theirs_now[column] = is_theirs

    @property
    def restored(self) -> dict[str, Any]:
        """Every column with their last words replaced by what stood there before."""
        return {
            column: self.before.get(column, value) if self.is_theirs_now[column] else value
            for column, value in self.now.items()
        }

    @property
    def rewritten(self) -> list[str]:
        """The columns of their row that say something else now than they last wrote."""
        return sorted(column for column, value in self.theirs.items() if self.now[column] != value)

    @property
    def changed_by_them(self) -> dict[str, Any]:
        """{column: what stood there before}, of the columns that they wrote last and not as they found them."""
        return {
            column: self.before[column]
            for column, is_theirs in self.is_theirs_now.items()
            if is_theirs and column in self.before and self.before[column] != self.now[column]
        }


def lives_touched(model: type[models.Model], editor: int, since: datetime) -> Iterator[tuple[Any, Life]]:
    """(key, life) of every row of the table that the account changed since."""
    touched = events_of(model).filter(pgh_created_at__gte=since, pgh_context__metadata__user=editor)
    keys = set(touched.values_list("pgh_obj_id", flat=True))
    columns = content_columns(model)
    lives: dict[Any, Life] = {}
    for event in events_of(model).filter(pgh_obj_id__in=keys).iterator(chunk_size=2000):
        is_theirs = event.pgh_created_at >= since and writer_of(event) == editor
        lives.setdefault(event.pgh_obj_id, Life(columns)).take(event, is_theirs=is_theirs)
    yield from lives.items()
