"""Rows of any newsroom table, each the smallest that the database takes; and marks in their private columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models, transaction

from chronology.fields import PartialDateField
from chronology.partial_date import PartialDate
from intake.sealing import OVERHEAD, PIECE, QUESTION
from tests.safety.leaks import Scanner

ENOUGH = 3
SINGLETONS = {"editorial.Seal"}
BY_HAND = {("sources.ListSnapshot", "undone_reason")}  # scenario.py: only an undone import has one
SHORTEST = 14  # a mark's length: a shorter column bears none


# What is sealed in the mail slot has one length.
SEALED = {
    "intake.Arrival.sealed": PIECE + OVERHEAD,
    "intake.Piece.sealed": PIECE + OVERHEAD,
    "intake.Question.sealed": QUESTION + OVERHEAD,
}


def _sealed(length: int) -> Callable[[int], dict[str, Any]]:
    return lambda n: {"sealed": bytes([n]) * length}


def _a_source(n: int) -> dict[str, Any]:
    from sources.models import Document

    return {"document": Document.objects.order_by("pk")[n % Document.objects.count()]}


def _of_a_person(n: int) -> dict[str, Any]:
    from prisoners.models import Person

    return {**_a_source(n), "person": Person.objects.order_by("pk")[n]}


def _two_persons(first: str, second: str) -> Callable[[int], dict[str, Any]]:
    def two(n: int) -> dict[str, Any]:
        from prisoners.models import Person

        found = list(Person.objects.order_by("pk")[: n + 2])
        return {first: found[n], second: found[n + 1]}

    return two


def _an_editor(n: int) -> Any:
    return _first("editorial.Editor", n)


def _a_stop(n: int) -> dict[str, Any]:
    return {"ended_at": datetime(2025, 2, 1, tzinfo=UTC), "ended_by": _an_editor(n), "reason": f"z{n}"}


# What a row needs besides its required columns, because the database holds its columns together.
BESIDES: dict[str, Callable[[int], dict[str, Any]]] = {
    "prisoners.Citation": _of_a_person,
    "releases.Citation": lambda n: {**_a_source(n), "announcement": _first("releases.OfficialAnnouncement", n)},
    "editorial.Freeze": lambda n: {"editor": _an_editor(n), "asked_by": _an_editor(n + 1)},
    "prisoners.Consent": lambda n: {"scope": ["photo"]},
    "prisoners.MatchStop": _a_stop,
    "prisoners.PersonMerge": _two_persons("kept", "merged"),
    "prisoners.PersonSplit": _two_persons("person", "other"),
    "prisoners.PersonPair": _two_persons("first", "second"),
    "prisoners.PairSuggestion": _two_persons("first", "second"),
    **{field.removesuffix(".sealed"): _sealed(length) for field, length in SEALED.items()},
}


def _first(label: str, n: int) -> models.Model:
    from django.apps import apps

    found = list(apps.get_model(label)._base_manager.order_by("pk"))
    return found[n % len(found)]


def make(model: type[models.Model], n: int) -> models.Model:
    """The n-th row (from 0) of a table: its required columns, tied to the n-th rows of other tables."""
    values = BESIDES.get(model._meta.label, lambda n: {})(n)
    for field in model._meta.concrete_fields:
        if field.name not in values and _is_needed(field):
            values[field.name] = _value(field, n)
    row = model(**values)
    with pgtrigger.ignore(), transaction.atomic():
        row.save(force_insert=True)
    return row


def _is_needed(field: models.Field) -> bool:
    if field.primary_key and not field.is_relation and isinstance(field, models.AutoField):
        return False
    return not (field.null or field.has_default() or getattr(field, "auto_now", False) or _is_added(field))


def _is_added(field: models.Field) -> bool:
    return getattr(field, "auto_now_add", False)


def _value(field: models.Field, n: int) -> Any:
    if field.is_relation:
        return _related(field, n)
    if field.choices and field.blank:
        return ""
    if field.choices:
        return [code for code, _ in field.flatchoices][n % len(field.flatchoices)]
    return next(make_value(n) for kind, make_value in VALUES if isinstance(field, kind))


VALUES: list[tuple[Any, Callable[[int], Any]]] = [
    (PartialDateField, lambda n: PartialDate.parse("2025-01")),
    (ArrayField, lambda n: []),
    (models.BooleanField, lambda n: False),
    (models.EmailField, lambda n: f"e{n}@example.org"),
    (models.URLField, lambda n: f"https://example.org/{n}"),
    (models.CharField, lambda n: f"z{n}"),
    (models.TextField, lambda n: f"z{n}"),
    (models.JSONField, lambda n: {}),
    (models.BinaryField, lambda n: bytes([n]) * 8),
    (models.FloatField, lambda n: 0.5),
    (models.DecimalField, lambda n: n),
    (models.DateTimeField, lambda n: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(days=n)),
    (models.DateField, lambda n: date(2025, 1, 1) + timedelta(days=n)),
    (models.IntegerField, lambda n: n + 1),
    (models.UUIDField, lambda n: uuid4()),
]


def _related(field: Any, n: int) -> models.Model:
    other = field.related_model
    taken = field.model._base_manager.values(field.attname) if field.unique else []
    found = list(other._base_manager.exclude(pk__in=taken).order_by("pk")[: n + 1])
    return found[min(n, len(found) - 1)] if found else make(other, n)


def fill_up(model: type[models.Model]) -> None:
    """Makes rows until there are enough. Fails with the table's name where the database refuses them."""
    wanted = 1 if model._meta.label in SINGLETONS else ENOUGH
    for n in range(model._base_manager.count(), wanted):
        try:
            make(model, n)
        except Exception as error:
            raise AssertionError(f"no row of {model._meta.label} could be made: add it to BESIDES") from error


def can_bear(field: models.Field) -> bool:
    """Whether a mark fits: text of any kind that is not a code of a closed list, a key or a day."""
    if field.is_relation or field.choices or isinstance(field, PartialDateField) or field.primary_key:
        return False
    if isinstance(field, ArrayField):
        return can_bear(field.base_field)
    if isinstance(field, models.JSONField | models.BinaryField):
        return True
    is_text = isinstance(field, models.CharField | models.TextField)
    return is_text and (field.max_length is None or field.max_length >= SHORTEST)


def put_marks(model: type[models.Model], fields: list[models.Field], scanner: Scanner, rows: Any = None) -> int:
    """Writes a new mark into each of these columns of every row, past every guard; returns how many."""
    label, before = model._meta.label, scanner.given
    bearing = [field for field in fields if can_bear(field) and (label, field.name) not in BY_HAND]
    with unguarded(model):
        for key in list((rows or model._base_manager).values_list("pk", flat=True)) if bearing else ():
            values = {field.name: _as(field, scanner.new()) for field in bearing}
            model._base_manager.filter(pk=key).update(**values)
    return scanner.given - before


@contextmanager
def unguarded(model: type[models.Model]) -> Iterator[None]:
    """Inside, no trigger of the table looks: an act of review may be written over, and nothing goes back to draft."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE {table} ENABLE TRIGGER USER")


def _as(field: models.Field, mark: str) -> Any:
    if isinstance(field, ArrayField):
        return [mark]
    if isinstance(field, models.JSONField):
        return {mark: [mark]}
    if isinstance(field, models.BinaryField):
        return mark.encode().ljust(SEALED.get(str(field), 0))
    return mark
