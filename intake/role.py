"""The database role of the mail slot: it may put pieces in, look for questions, and read no report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.pq import TransactionStatus

INTAKE_ROLE = "todos_intake"
INTAKE = "intake"


@contextmanager
def in_slot() -> Iterator[str]:
    """The connection to use. Where the slot has none of its own (the tests share one), it takes the role meanwhile."""
    if INTAKE in settings.DATABASES:
        yield INTAKE
        return
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT current_user")
        before = cursor.fetchone()[0]
        cursor.execute(f"SET LOCAL ROLE {INTAKE_ROLE}")
        try:
            yield DEFAULT_DB_ALIAS
        finally:
            # After a fault the rollback brings the former role back.
            if cursor.connection.info.transaction_status != TransactionStatus.INERROR:
                cursor.execute(f'SET LOCAL ROLE "{before}"')
