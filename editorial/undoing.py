"""Undoing what one transaction of the program did, such as an import, and nothing of what anybody wrote since.

As in reverting.py: a column goes back to what it was if nobody else wrote it since; rows that it added go, unless
somebody has worked on them; what stays is listed, with who wrote it. The caller has the transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import models

from editorial.past import Life, content_columns, events_of, tracked_models
from editorial.rows import Line, Undone, check_at_once, in_rounds, remove, write

Model = type[models.Model]
Key = tuple[Model, Any]


def lives_of(act: Any) -> Iterator[tuple[Model, Any, Life]]:
    """Every row that was touched in the transaction of this event, in its name."""
    context, at = act.pgh_context_id, act.pgh_created_at

    def is_theirs(event: Any) -> bool:
        return event.pgh_context_id == context and event.pgh_created_at == at

    for model in tracked_models():
        touched = events_of(model).filter(pgh_context_id=context, pgh_created_at=at)
        keys = set(touched.values_list("pgh_obj_id", flat=True))
        lives: dict[Any, Life] = {}
        columns = content_columns(model)
        for event in events_of(model).filter(pgh_obj_id__in=keys).iterator(chunk_size=2000) if keys else ():
            lives.setdefault(event.pgh_obj_id, Life(columns)).take(event, is_theirs=is_theirs(event))
        for key, life in sorted(lives.items()):
            yield model, key, life


def undo(
    lives: Iterable[tuple[Model, Any, Life]],
    *,
    keep: Callable[[Model, Any], bool] = lambda model, key: False,
    derived: tuple[str, ...] = (),
) -> Undone:
    """Takes back what these rows tell. `keep`: rows that are not to be touched. `derived`: columns that the program
    keeps, which may go on without being told."""
    undone = Undone()
    check_at_once()
    made: dict[Model, list[Any]] = defaultdict(list)
    changed: list[tuple[Model, Any, dict[str, Any]]] = []
    for model, key, life in lives:
        if not life.is_alive or keep(model, key):
            continue
        if not life.made_by_them:
            undone.conflicts += [
                Line(model, key, (column,), by=who) for column, who in life.overwritten.items() if column not in derived
            ]
            if life.changed_by_them:
                changed.append((model, key, life.changed_by_them))
        elif others := tuple(column for column in life.rewritten if column not in derived):
            undone.conflicts.append(Line(model, key, others, by=life.last_by[others[0]]))
        else:
            made[model].append(key)
    _write(undone, changed)
    _remove(undone, made)
    _write(undone, [(line.model, line.key, _values(changed, line)) for line in _refused(undone)])
    return undone


def _refused(undone: Undone) -> list[Line]:
    """Changes that stood in the way of nothing but rows which are gone by now: to be tried once more."""
    found = [line for line in undone.conflicts if line.why and line.columns]
    undone.conflicts = [line for line in undone.conflicts if line not in found]
    return found


def _values(changed: list[tuple[Model, Any, dict[str, Any]]], line: Line) -> dict[str, Any]:
    return next(values for model, key, values in changed if (model, key) == (line.model, line.key))


def _write(undone: Undone, changed: list[tuple[Model, Any, dict[str, Any]]]) -> None:
    in_rounds(undone, changed, write, undone.restored)


def _remove(undone: Undone, made: dict[Model, list[Any]]) -> None:
    """Table by table, those that hang from others first; what the database holds fast, row by row at the end."""
    waiting = {model: keys for model, keys in made.items() if keys}
    while waiting:
        done = [model for model, keys in reversed(waiting.items()) if _all_at_once(undone, model, keys)]
        if not done:
            break
        waiting = {model: keys for model, keys in waiting.items() if model not in done}
    rest = [(model, key) for model, keys in reversed(waiting.items()) for key in keys]
    in_rounds(undone, rest, remove, undone.removed)


def _all_at_once(undone: Undone, model: Model, keys: list[Any]) -> bool:
    attempt = Undone()
    in_rounds(attempt, [(model, keys)], _remove_all, attempt.removed)
    if attempt.conflicts:
        return False
    undone.removed += [Line(model, key) for key in keys]
    return True


def _remove_all(model: Model, keys: list[Any]) -> None:
    found = model._base_manager.filter(pk__in=keys)
    found._raw_delete(found.db)
