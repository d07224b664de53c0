"""The digest of a public row: SHA-256 over its table, its salt and its content in one canonical text.

The salt is random and lives in the row: a digest kept after an erasure can't be tried against guesses of the content.
"""

import hashlib
import json
import secrets
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Model

KEPT_BY_THE_EDITION = {"id", "edition_from", "edition_to", "salt", "digest"}


def new_salt() -> str:
    return secrets.token_hex(16)


@cache
def content_fields(model: type[Model]) -> tuple[str, ...]:
    """The columns that are content: all but the row's place in the chain of editions."""
    return tuple(
        sorted(field.attname for field in model._meta.concrete_fields if field.name not in KEPT_BY_THE_EDITION)
    )


def canonical(value: Any) -> str:
    """One text for one value, whatever the language, platform or order of keys."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, DateRange):
        if value.isempty:
            return "empty"
        return f"[{value.lower or ''},{value.upper or ''})"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Decimal):
        return format(value.quantize(Decimal("0.1")), "f")
    raise TypeError(f"{type(value).__name__} has no canonical form")


def likeness(row: Model) -> tuple:
    """What two rows of one table share when their content is the same; quicker than the canonical text."""
    return tuple(_hashable(getattr(row, name)) for name in content_fields(type(row)))


def _hashable(value: Any) -> Any:
    if isinstance(value, DateRange):
        return value.isempty, value.lower, value.upper
    return canonical(value) if isinstance(value, dict | list) else value


def content(row: Model) -> str:
    """The content of a public row as canonical text."""
    return said({name: getattr(row, name) for name in content_fields(type(row))})


def said(values: dict[str, Any]) -> str:
    """The canonical text of what is said: empty values say nothing.

    So a column that is added later, and is empty in the rows from before, leaves their digests as they were published.
    """
    return canonical({name: value for name, value in values.items() if not _is_empty(value)})


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)


def of_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def of_content(table: str, salt: str, text: str) -> str:
    return of_text(f"{table}\n{salt}\n{text}")


def of_row(row: Any) -> str:
    """The digest that the row must bear. Raises TypeError for a value without a canonical form."""
    return of_content(row._meta.db_table, row.salt, content(row))


def seal(row: Any) -> Any:
    """Gives the row a fresh salt and its digest; returns it."""
    row.salt = new_salt()
    row.digest = of_row(row)
    return row
