"""Rows as they were before an act, such as an import, by the history that the database keeps of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model

from editorial.past import events_of

Row = TypeVar("Row", bound=Model)
Act = UUID  # the key of its context
State = tuple[dict[str, Any] | None, dict[str, Any]]  # how it was before the act, None where the act made it; and after


class Earlier:
    """What some acts (keys of their contexts) did to these rows: one query for each table."""

    def __init__(self, rows: Iterable[Model], acts: Iterable[Act]) -> None:
        self._acts = set(acts)
        keys: dict[type[Model], set[Any]] = defaultdict(set)
        for row in rows:
            keys[type(row)].add(row.pk)
        self._states = {model: self._of(model, of_model) for model, of_model in keys.items()} if self._acts else {}

    def before(self, rows: Sequence[Row], acts: Sequence[Act]) -> list[Row]:
        """Copies of those that were there before the acts (the oldest first). What these wrote and nobody has changed
        since is as it was; the rest is as it is: another question may show the rows themselves."""
        found = [copy(row) for row in rows]
        for act in reversed(acts):
            states = [(row, self._states.get(type(row), {}).get((act, row.pk))) for row in found]
            found = [_set_back(row, state) for row, state in states if state is None or state[0] is not None]
        return found

    def _of(self, model: type[Model], keys: set[Any]) -> dict[tuple[Act, Any], State]:
        former: dict[Any, dict[str, Any]] = {}
        found: dict[tuple[Act, Any], State] = {}
        for event in events_of(model).filter(pgh_obj_id__in=keys).values():
            key, act = event["pgh_obj_id"], event["pgh_context_id"]
            if act in self._acts:
                before = found[act, key][0] if (act, key) in found else former.get(key)
                found[act, key] = before, event
            former[key] = event
        return found


def _set_back(row: Row, state: State | None) -> Row:
    before, after = state or (None, {})
    for name, value in (before or {}).items():
        if not name.startswith("pgh_") and after[name] != value and getattr(row, name) == after[name]:
            setattr(row, name, value)
    return row
