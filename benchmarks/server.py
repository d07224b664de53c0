"""Databases of the benchmarks' own in the embedded server: what a newcomer tries out stays untouched."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

FOLDER = Path(__file__).resolve().parents[1] / "var" / "bench"
TEMPLATE = "bench_template"


def choose_folder() -> None:
    """The folder of the server, unless one was chosen; to be called before anything connects."""
    os.environ.setdefault("TODOS_LOCALDB_DIR", str(FOLDER))


def address() -> dict[str, Any]:
    """Where the server is, brought up if need be."""
    from config import localdb
    from config.localdb.layout import OWNER, PORT

    if not localdb.is_ensured():
        localdb.ensure()
    return {"host": str(localdb.locate().socket), "port": PORT, "user": OWNER}


def connect(database: str, **options: Any) -> psycopg.Connection:
    """A connection of the owner, outside Django; it prepares a statement that comes twice."""
    connection = psycopg.connect(**address(), dbname=database, autocommit=True, **options)
    connection.prepare_threshold = 2
    return connection


def of_size(size: int) -> str:
    """The database of the public record of so many persons."""
    return f"bench_public_{size}"


def mark(database: str) -> str | None:
    """What the database was made from; None when there is none."""
    with connect("postgres") as server:
        row = server.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [database]
        ).fetchone()
    return row[0] or "" if row else None


def set_mark(database: str, text: str) -> None:
    with connect("postgres") as server:
        server.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(database), sql.Literal(text)))


def create(database: str, template: str = "template0") -> None:
    """A new database, in place of one of that name."""
    with connect("postgres") as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(database), sql.Identifier(template))
        )


def settle(database: str) -> None:
    """Fresh statistics, and no upkeep left that would run in the midst of a measurement."""
    with connect(database) as server:
        server.execute("VACUUM (ANALYZE)")
        server.execute("CHECKPOINT")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
