"""Taking a row back to what it was: one column, the whole row, or a whole dossier. A new change, to be reviewed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pghistory
from django.db import models, transaction
from django.utils.translation import gettext as _

from editorial.models import Editor, Refused
from editorial.past import content, content_columns, events_of
from editorial.refusals import in_words
from editorial.rows import Line, Undone, bring_back, check_at_once, in_rounds, remove, write

Tables = Iterable[tuple[type[models.Model], models.Q]]


def undo_event(model: type[models.Model], event: int, *, by: Editor, column: str = "") -> list[str]:
    """What one event changed becomes what it was before it; `column`: that one alone. Returns the columns restored.

    Raises Refused where there is nothing to go back to, or the database forbids it.
    """
    found = events_of(model).filter(pgh_id=event).first()
    if found is None:
        raise Refused(_("This change is not in the history."))
    former = events_of(model).filter(pgh_obj_id=found.pgh_obj_id, pgh_id__lt=event).last()
    undone = Undone()
    with pghistory.context(user=by.pk, restore=event), transaction.atomic():
        check_at_once()
        if found.pgh_label == "insert" and not column:
            in_rounds(undone, [(model, found.pgh_obj_id)], remove, undone.removed)
        elif found.pgh_label == "delete":
            in_rounds(undone, [(model, found.pgh_obj_id, content(model, found))], bring_back, undone.brought_back)
        elif former is not None:
            _restore(undone, model, found, former, column)
        done = demand(undone)
    return [name for line in done for name in line.columns]


def demand(undone: Undone) -> list[Line]:
    """What was done. Raises Refused where the database forbade it, or there was nothing to do."""
    if undone.conflicts:
        raise Refused(_("The database forbids it: %(why)s") % {"why": in_words(undone.conflicts[0].why)})
    if done := [*undone.restored, *undone.removed, *undone.brought_back]:
        return done
    raise Refused(_("It is that already."))


def _restore(undone: Undone, model: type[models.Model], found: Any, former: Any, column: str) -> None:
    columns = [name for name in content_columns(model) if getattr(found, name) != getattr(former, name)]
    if column and column not in columns:
        raise Refused(_("This change did not touch that field."))
    wanted = {name: getattr(former, name) for name in ([column] if column else columns)}
    now = model._base_manager.filter(pk=found.pgh_obj_id).values(*wanted).first()
    if now is None:
        raise Refused(_("This row was removed since: bring it back first."))
    if differing := {name: value for name, value in wanted.items() if now[name] != value}:
        in_rounds(undone, [(model, found.pgh_obj_id, differing)], write, undone.restored)


def restore_dossier(tables: Tables, at: datetime, *, by: Editor) -> Undone:
    """Every row of these tables as it was at that moment: rows since then go, rows gone since come back.

    What the database forbids is listed as a conflict, and nothing at all is changed.
    """
    undone = Undone()
    with pghistory.context(user=by.pk, restore=at.isoformat()), transaction.atomic():
        check_at_once()
        back, changed, gone = [], [], []
        for model, condition in tables:
            keys = set(events_of(model).filter(condition).values_list("pgh_obj_id", flat=True))
            then = _at(model, keys, at)
            columns = content_columns(model)
            now = {row["pk"]: row for row in model._base_manager.filter(pk__in=keys).values("pk", *columns)}
            for key in sorted(keys, key=str):
                event, row = then.get(key), now.get(key)
                if event is not None and row is None:
                    back.append((model, key, content(model, event)))
                elif event is None and row is not None:
                    gone.append((model, key))
                elif event is not None and row is not None:
                    values = {name: getattr(event, name) for name in columns if getattr(event, name) != row[name]}
                    if values:
                        changed.append((model, key, values))
        in_rounds(undone, gone, remove, undone.removed)
        in_rounds(undone, back, bring_back, undone.brought_back)
        in_rounds(undone, changed, write, undone.restored)
        if undone.conflicts:
            transaction.set_rollback(True)
    return undone


def _at(model: type[models.Model], keys: set[Any], at: datetime) -> dict[Any, Any]:
    """The event that says what each row was at that moment; rows that were not there are left out."""
    found = {}
    for event in events_of(model).filter(pgh_obj_id__in=keys, pgh_created_at__lte=at).iterator(chunk_size=2000):
        found[event.pgh_obj_id] = event
    return {key: event for key, event in found.items() if event.pgh_label != "delete"}
