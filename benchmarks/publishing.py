"""How long an edition takes: invented dossiers, all approved, into an empty public record; against COPY of its rows."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

from django.db import connection

from benchmarks import server, working_copy
from benchmarks.figures import Figure, Plan
from benchmarks.preparation import choose, leave
from publication.publishing import publish

DATABASE = "bench_publishing"
PERSONS = 2_250
TABLES = ("prisonerversion", "custodyspan", "listingspan", "chargeversion", "sentenceversion", "releaseversion")


def run(plan: Plan) -> Iterator[Figure]:
    persons = plan.at_most(PERSONS)
    server.create(DATABASE, server.TEMPLATE)
    with server.connect(DATABASE) as raw:
        working_copy.write(raw, persons, state="approved")
    server.settle(DATABASE)
    choose(DATABASE)
    began = perf_counter()
    edition = publish(as_of=working_copy.LAST_DAY)
    taken = perf_counter() - began
    assert edition is not None
    floor, rows = _copied_again()
    leave()
    yield Figure(f"publishing.edition_to_copy.{persons}", taken / floor, "x")
    yield Figure(f"publishing.edition.{persons}", taken, "s")
    yield Figure(f"publishing.per_second.{persons}", persons / taken, "persons")
    yield Figure(f"publishing.rows.{persons}", rows, "rows")


def _copied_again() -> tuple[float, int]:
    """Seconds of writing the same rows of persons by COPY into tables of the same shape and indexes, and how many."""
    taken, rows = 0.0, 0
    with connection.cursor() as cursor:
        for table in TABLES:
            name = f"publication_{table}"
            cursor.execute(f"CREATE TABLE bench_{table} (LIKE {name} INCLUDING ALL)")
            with cursor.copy(f"COPY {name} TO STDOUT") as out:
                data = b"".join(bytes(piece) for piece in out)
            began = perf_counter()
            with cursor.copy(f"COPY bench_{table} FROM STDIN") as copy:
                copy.write(data)
            taken += perf_counter() - began
            rows += data.count(b"\n")
    return taken, rows
