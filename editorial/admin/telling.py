"""How the history tells what stood in a column: rows and editors by their names, codes by their labels.

A room says of its own tables how columns are told that hold a code without choices, or a document (`register`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from editorial.models import Editor
from editorial.wording import in_words

Found = list[tuple[type[models.Model], list[Any]]]
# (column, event) → its value in words, empty where it says nothing to a reader; None: as any other column.
Teller = Callable[[str, Any], str | None]
_tellers: dict[type[models.Model], Callable[[], Teller]] = {}


def register(model: type[models.Model], teller: Callable[[], Teller]) -> None:
    """`teller` is made once for a page, and holds of this table and of those that inherit from it."""
    _tellers[model] = teller


class Telling:
    """Of these events: the rows and editors that they point at are read once, table by table."""

    def __init__(self, found: Found) -> None:
        wanted: dict[type[models.Model], set[Any]] = {Editor: set()}
        for model, rows in found:
            for column in model._meta.concrete_fields:
                if column.is_relation and rows and hasattr(rows[0], column.attname):
                    wanted.setdefault(column.related_model, set()).update(
                        value for row in rows if (value := getattr(row, column.attname)) is not None
                    )
            contexts = [row.pgh_context.metadata for row in rows if row.pgh_context]
            wanted[Editor].update(metadata["user"] for metadata in contexts if metadata.get("user"))
        self._known = {model: {row.pk: row for row in _named(model, pks)} for model, pks in wanted.items()}
        self._tellers = {model: _teller_of(model) for model, _rows in found}

    def editor(self, context: Any) -> str:
        """Who did it; an import or a command says so."""
        metadata = context.metadata if context else {}
        who = self._known[Editor].get(metadata.get("user"))
        if "import" in metadata:
            told = _("import of %(list)s") % {"list": metadata["import"]}
            return f"{who} · {told}" if who else told
        if "command" in metadata:
            return str(metadata["command"])
        return str(who) if who else _("the program")

    def value(self, model: type[models.Model], column: models.Field, event: Any) -> str:
        """What stood in the column after the event; empty when nothing did. A row that is gone by its key."""
        value = getattr(event, column.attname, None)
        if value is None or value == "":
            return ""
        teller = self._tellers[model]
        told = teller(column.name, event) if teller else None
        if told is not None:
            return told
        if column.is_relation:
            return str(self._known.get(column.related_model, {}).get(value, value))
        return in_words(column, value)


def _named(model: Any, keys: set[Any]) -> Iterable[models.Model]:
    """These rows, with those that their names read (`NAMED_WITH` of a model)."""
    return model._base_manager.filter(pk__in=keys).select_related(*getattr(model, "NAMED_WITH", ())) if keys else ()


def _teller_of(model: type[models.Model]) -> Teller | None:
    return next((made() for known, made in _tellers.items() if issubclass(model, known)), None)
