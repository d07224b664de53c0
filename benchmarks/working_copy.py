"""Dossiers of the working copy in any number, by COPY while the history triggers sleep: nobody in them is real."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from django.db.models import DateTimeField, JSONField, Model
from psycopg import sql

from benchmarks.persons import LAST_DAY, Invented, invent
from prisoners.models import Charge, Consent, Detention, Person, Sentence
from publication.names import fold
from releases.models import Release

__all__ = ["LAST_DAY", "write"]

NOW = datetime(2025, 3, 31, 12, tzinfo=UTC)
Row = dict[str, Any]


def write(server: psycopg.Connection, count: int, *, state: str = "published") -> None:
    """Persons with a detention, charges, a sentence and a release each, in that state of the workflow."""
    editors = [one for (one,) in server.execute("SELECT id FROM editorial_editor ORDER BY id LIMIT 2").fetchall()]
    server.execute("SET session_replication_role = replica")  # no triggers: history of what never happened
    _copy(server, Person, (_person(one, state, editors) for one in invent(count)))
    _copy(server, Detention, (_detention(one) for one in invent(count)))
    _copy(server, Charge, (row for one in invent(count) for row in _charges(one)))
    _copy(server, Sentence, (row for one in invent(count) for row in _sentences(one)))
    _copy(server, Release, (row for one in invent(count) for row in _releases(one)))
    _copy(server, Consent, (_consent(one) for one in invent(count)))
    for table in ("person", "detention", "charge", "sentence", "consent"):
        server.execute(
            sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), (SELECT coalesce(max(id), 1) FROM {}))").format(
                sql.Literal(f"prisoners_{table}"), sql.Identifier(f"prisoners_{table}")
            )
        )
    server.execute("RESET session_replication_role")


def _copy(server: psycopg.Connection, model: type[Model], rows: Iterator[Row]) -> None:
    """Columns that are not given take the default of their field."""
    first = next(rows)
    empty = _empty_columns(model, set(first))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, [*first, *empty]))
    )
    with server.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write_row([*first.values(), *empty.values()])
        for row in rows:
            copy.write_row([*row.values(), *empty.values()])


def _empty_columns(model: type[Model], given: set[str]) -> Row:
    found: Row = {}
    for field in model._meta.concrete_fields:
        if field.column not in given and not field.primary_key and not field.null:
            value = NOW if isinstance(field, DateTimeField) else field.get_default()
            found[field.column] = json.dumps(value) if isinstance(field, JSONField) else value
    return found


def _person(one: Invented, state: str, editors: list[int]) -> Row:
    return {
        "id": one.number, "public_id": one.public_id, "workflow_state": state,
        "submitted_by_id": editors[0], "submitted_at": NOW, "approved_by_id": editors[1], "approved_at": NOW,
        "slug": f"demo-{fold(one.name).replace(' ', '-').replace(chr(39), '')}-{one.number}",
        "name_display": one.name, "given_names": one.given_names, "surname_1": one.surname_1,
        "surname_2": one.surname_2, "gender": one.gender, "birth_date": str(one.born),
        "age_at_detention_stated": one.age, "occupation_group": "unknown", "has_affiliation": "unknown",
        "last_confirmed_on": LAST_DAY, "visibility": "public", "is_demo": True,
    }  # fmt: skip


def _consent(one: Invented) -> Row:
    """So that everybody may be named: nobody here stands on two lists."""
    return {
        "id": one.number, "person_id": one.number, "given_by": "family", "scope": ["name"], "given_on": LAST_DAY,
        "method": "message", "review_on": LAST_DAY + timedelta(365),
    }  # fmt: skip


def _detention(one: Invented) -> Row:
    return {
        "id": one.number, "person_id": one.number, "kind": "criminal_case", "detained_on": str(one.detained_on),
        "province_id": one.province, "municipality_id": one.municipality, "context": one.context,
        "activity": "protest", "agency": "unknown", "manner": "unknown",
        "ended_on": str(one.left_on) if one.left_on else None,
    }  # fmt: skip


def _charges(one: Invented) -> Iterator[Row]:
    for place, code in enumerate(one.offences):
        yield {
            "id": one.number * 10 + place, "detention_id": one.number, "offence_id": code, "role": "unknown",
            "stage": "accusation",
        }  # fmt: skip


def _sentences(one: Invented) -> Iterator[Row]:
    if one.months:
        yield {
            "id": one.number, "detention_id": one.number, "step": "first_instance", "sanction": "imprisonment",
            "length_months": one.months, "decided_on": str(one.decided_on), "counted_from": str(one.detained_on),
            "is_operative": True,
        }  # fmt: skip


def _releases(one: Invented) -> Iterator[Row]:
    if one.way_out and one.left_on:
        yield {
            "id": one.number, "detention_id": one.number, "release_type_id": one.way_out[0],
            "left_on": str(one.left_on), "reported_on": one.left_on, "exile_condition": "unknown",
            "attribution": "none",
        }  # fmt: skip
