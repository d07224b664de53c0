"""Rows written, removed and brought back by their keys, of whatever table; what the database refuses is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import Error, connection, models, transaction


@dataclass(frozen=True)
class Line:
    """A row, and the columns in question. `by`: who wrote after the account, where that is why nothing was undone."""

    model: type[models.Model]
    key: Any
    columns: tuple[str, ...] = ()
    by: int | None = None
    why: str = ""


@dataclass
class Undone:
    restored: list[Line] = field(default_factory=list)
    removed: list[Line] = field(default_factory=list)
    brought_back: list[Line] = field(default_factory=list)
    withdrawn: list[Line] = field(default_factory=list)
    conflicts: list[Line] = field(default_factory=list)


def check_at_once() -> None:
    """A refusal must come with the row that it is about, not at the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def write(model: type[models.Model], key: Any, values: dict[str, Any]) -> None:
    model._base_manager.filter(pk=key).update(**values)


def remove(model: type[models.Model], key: Any) -> None:
    """This row alone: what hangs from it forbids it."""
    found = model._base_manager.filter(pk=key)
    found._raw_delete(found.db)


def bring_back(model: type[models.Model], key: Any, values: dict[str, Any]) -> None:
    """The row under the key that it had."""
    model._base_manager.bulk_create([model(**{model._meta.pk.attname: key, **values})])


def in_rounds(undone: Undone, rows: list[Any], act: Callable[..., None], done: list[Line]) -> None:
    """Acts on each row (model, key, …), those that the database refuses again after the others; notes what was done.

    What it refuses to the end is noted as a conflict.
    """
    while rows:
        refused: list[tuple[Any, str]] = []
        for row in rows:
            why = _try(partial(act, *row))
            if why:
                refused.append((row, why))
            else:
                done.append(Line(row[0], row[1], _columns(row)))
        if len(refused) == len(rows):
            undone.conflicts += [Line(row[0], row[1], _columns(row), why=why) for row, why in refused]
            return
        rows = [row for row, _why in refused]


def refusal_of(act: Callable[[], object]) -> str:
    """Why the database refuses what `act` does, at once or at the end of the transaction; empty when it was done."""

    def to_the_end() -> None:
        act()
        check_at_once()

    return _try(to_the_end)


def _columns(row: Any) -> tuple[str, ...]:
    return tuple(sorted(row[2])) if len(row) > 2 and isinstance(row[2], dict) else ()


def _try(act: Callable[[], object]) -> str:
    """Why the database refuses; empty when it was done."""
    try:
        with transaction.atomic():
            act()
    except Error as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        return getattr(diagnosis, "constraint_name", None) or type(error).__name__
    return ""
