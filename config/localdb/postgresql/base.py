"""The database backend that brings its server up on the first connection of each process.

A backend rather than a management command: so runserver, gunicorn, pytest, its workers, the shell and notebooks all
have it, with no hook to forget.
"""

from typing import Any

from django.db.backends.postgresql import base
from psycopg import OperationalError

from config import localdb
from config.localdb.layout import PORT


def _ensure() -> None:
    """A server that can't be had is told as any driver tells it: pages then answer 503, commands end with one line."""
    try:
        localdb.ensure()
    except localdb.LocalDBError as error:
        raise OperationalError(str(error)) from error


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL on the local server. USER may name one of its roles; by default its owner."""

    def __init__(self, settings_dict: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        settings_dict.update(
            HOST=str(localdb.locate().socket),
            PORT=str(PORT),  # not empty: PGPORT would fill it
            USER=settings_dict.get("USER") or localdb.OWNER,
            PASSWORD="",
        )
        super().__init__(settings_dict, *args, **kwargs)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection; starts the server for a process's first one, and again when it was stopped or killed."""
        if not localdb.is_ensured():
            _ensure()
        try:
            return super().get_new_connection(conn_params)
        except OperationalError:
            _ensure()
            return super().get_new_connection(conn_params)
