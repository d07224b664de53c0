"""What must be there before the first request: each step does nothing when there is nothing to do."""

import json
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection

from config.catalogues import bring_up_to_date


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
    """Invented persons, so that a newcomer sees something; never beside real ones."""
    from prisoners.models import Person  # noqa: PLC0415 - the app registry is not ready when this module is read

    if Person.objects.exists():
        return "kept what is there"
    call_command("load_demonstration", verbosity=0)
    return "invented persons loaded"


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
