"""Sessions of their own in the test's database, under a role: what the role may do, and what two do at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection

from intake.role import INTAKE_ROLE


@contextmanager
def a_session(role: str = INTAKE_ROLE) -> Iterator[psycopg.Connection]:
    """A connection as that role's processes have it; each statement by itself. Give the test `transaction=True`."""
    settings = connection.get_connection_params()
    for own in ("cursor_factory", "context", "prepare_threshold", "autocommit"):
        settings.pop(own, None)
    settings["options"] = f"-c role={role}"
    with psycopg.connect(**settings, autocommit=True) as session:
        yield session
