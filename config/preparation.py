"""What must be there before the first request: each step does nothing when there is nothing to do."""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from config.catalogues import bring_up_to_date

DEMONSTRATION_EDITIONS = 4  # of a demonstration that was loaded to its end


def start_database() -> str:
    """Connect, which brings up the local server when there is no other."""
    connection.ensure_connection()
    major = connection.cursor().connection.info.server_version // 10_000
    return f"PostgreSQL {major}"


def compile_catalogues() -> str:
    """Translated texts, before anything reads one."""
    return f"{len(bring_up_to_date())} compiled"


def migrate() -> str:
    """The tables, roles and triggers."""
    call_command("migrate", interactive=False, verbosity=0)
    return "up to date"


def load_reference() -> str:
    """Provinces, prisons, offences, release types: what the program can't be used without."""
    call_command("load_reference", verbosity=0)
    return "up to date"


def load_demonstration() -> str:
    """Invented persons, so that a newcomer sees something; never beside real ones. Begun and not finished: anew."""
    from prisoners.models import Person  # noqa: PLC0415 - the app registry is not ready when this module is read
    from publication.models import Edition  # noqa: PLC0415

    if Person.objects.exists():
        if Edition.objects.count() >= DEMONSTRATION_EDITIONS or Person.objects.filter(is_demo=False).exists():
            return "kept what is there"
        _empty_database()
    call_command("load_demonstration", verbosity=0)
    return "invented persons loaded"


def _empty_database() -> None:
    """Takes away a demonstration that was interrupted: nobody real is in it, and no later step would finish it."""
    tables = [table for table in connection.introspection.table_names() if table != "django_migrations"]
    names = ", ".join(map(connection.ops.quote_name, tables))
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")  # the guards of history and editions
            cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
    except DatabaseError as error:
        raise CommandError(
            "The demonstration was begun here and not finished. Give an empty database, or start with ARGS=--empty."
        ) from error
    migrate()
    load_reference()


def collect_static_files() -> str:
    """Copy, name and compress what browsers fetch, when a source has changed since."""
    digest = _digest_of_static_sources()
    stamp = Path(settings.STATIC_ROOT) / ".sources"
    if stamp.exists() and stamp.read_text() == digest:
        return "up to date"
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest)
    return "collected"


def _digest_of_static_sources() -> str:
    sources = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            sources.append((name, facts.st_size, facts.st_mtime_ns))
    return sha256(json.dumps([django.__version__, sorted(sources)]).encode()).hexdigest()


def steps(*, demonstration: bool) -> Iterator[tuple[str, Callable[[], str]]]:
    """Every step in its order, with the name to show for it. A step returns what came of it.

    demonstration: whether an empty database is filled with invented persons.
    """
    yield "Database", start_database
    yield "Translations", compile_catalogues
    yield "Tables", migrate
    yield "Reference data", load_reference
    if demonstration:
        yield "Demonstration set", load_demonstration
    yield "Static files", collect_static_files
