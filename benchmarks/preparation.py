"""The databases of a run: made once, and again when the tables or the invented persons change."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from benchmarks import public_rows, server
from publication.digests import seal
from publication.projector.terms import terms

MADE_OF = ("**/migrations/*.py", "**/reference/*.csv", "benchmarks/persons.py", "benchmarks/public_rows.py")


def prepare(sizes: list[int]) -> None:
    """The template with tables and reference data, and a public record of each size."""
    wanted = fingerprint()
    if server.mark(server.TEMPLATE) != wanted:
        server.create(server.TEMPLATE)
        choose(server.TEMPLATE)
        call_command("migrate", verbosity=0)
        call_command("load_reference", verbosity=0)
        leave()
        server.set_mark(server.TEMPLATE, wanted)
    for size in sizes:
        if server.mark(server.of_size(size)) != wanted:
            server.create(server.of_size(size), server.TEMPLATE)
            _fill(size)
            server.settle(server.of_size(size))
            server.set_mark(server.of_size(size), wanted)


def _fill(size: int) -> None:
    with server.connect(server.of_size(size)) as raw:
        public_rows.write(raw, size)
    choose(server.of_size(size))
    rows = list(terms())
    for row in rows:
        row.edition_from = size
        seal(row)
    type(rows[0]).objects.bulk_create(rows)
    leave()


def choose(database: str) -> None:
    """Django's connection, from now on, is to this database."""
    connection.close()
    connection.settings_dict["NAME"] = database


def leave() -> None:
    """No connection stays in the way of copying the database."""
    connection.close()


def fingerprint() -> str:
    root = Path(settings.ROOT)
    rooms = ("chronology", "editorial", "sources", "prisoners", "releases", "publication", "benchmarks")
    files = sorted(path for part in MADE_OF for path in root.glob(part) if path.relative_to(root).parts[0] in rooms)
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
