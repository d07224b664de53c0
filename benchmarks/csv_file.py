"""P10: everybody as CSV against COPY of the same table, and against django-import-export."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from time import perf_counter

from import_export.resources import ModelResource

from benchmarks import server
from benchmarks.calls import Caller
from benchmarks.figures import Figure, Plan
from benchmarks.rounds import interleaved, milliseconds, once, ratio, seconds
from benchmarks.sizes import keep_all_indexes, of_size
from publication.models import Edition, PrisonerVersion
from publication.selection import Selection, stream
from publication.selection.csv_export import COLUMNS

ADDRESS = "/es/personas/todos.csv"
PEER = 10_000  # persons; its time grows with them in proportion, or faster
ELSEWHERE = ("name", "custody_state", "custody_since", "lists", "as_of", "edition", "demo")
PLAIN = [name for name in COLUMNS if name not in ELSEWHERE]
FLOOR = f"""COPY (
    SELECT {", ".join(PLAIN)}, name_display FROM publication_prisonerversion
    WHERE edition_to IS NULL AND NOT is_withheld
) TO STDOUT WITH (FORMAT csv)"""


class Everybody(ModelResource):
    class Meta:
        model = PrisonerVersion
        fields = (*PLAIN, "name_display", "is_demo")


def run(plan: Plan) -> Iterator[Figure]:
    keep_all_indexes()
    caller = Caller()
    for size in plan.sizes:
        with of_size(size), server.connect(server.of_size(size)) as sql:
            rows = caller.good(ADDRESS).body.count(b"\n") - 1
            assert rows == size, f"{rows} rows of {size}"
            times = interleaved(
                plan.rounds,
                drain=1,
                copy=once(lambda sql=sql: _copied(sql)),
                file=once(lambda: caller.good(ADDRESS)),
                first_byte=lambda: _first_piece(of_persons=False),
                first_row=lambda: _first_piece(of_persons=True),
            )
            memory = _memory()
        yield Figure(f"csv_file.to_copy.{size}", ratio(times, "file", "copy"), "x")
        yield Figure(f"csv_file.first_byte.{size}", milliseconds(times, "first_byte"), "ms")
        yield Figure(f"csv_file.first_row.{size}", milliseconds(times, "first_row"), "ms")
        yield Figure(f"csv_file.memory.{size}", memory / 2**20, "MB")
        yield Figure(f"csv_file.file.{size}", seconds(times, "file"), "s")
        yield Figure(f"csv_file.copy.{size}", seconds(times, "copy"), "s")
    peer = plan.at_most(PEER)
    with of_size(peer):
        times = interleaved(3, drain=0, ours=once(lambda: caller.good(ADDRESS)), peer=once(_by_import_export))
    yield Figure(f"csv_file.import_export_to_ours.{peer}", ratio(times, "peer", "ours"), "x")
    yield Figure(f"csv_file.import_export.{peer}", seconds(times, "peer"), "s")


def _copied(sql) -> int:
    with sql.cursor() as cursor, cursor.copy(FLOOR) as rows:
        return sum(len(row) for row in rows)


def _first_piece(*, of_persons: bool) -> float:
    """Seconds to the header, or to the first row of persons."""
    began = perf_counter()
    pieces = stream(Selection({}, edition=Edition.objects.newest()))
    next(pieces)  # the header
    if of_persons:
        next(pieces)
    taken = perf_counter() - began
    pieces.close()
    return taken


def _memory() -> float:
    """The most bytes that Python held at a time beyond what it held before the first one."""
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for _piece in stream(Selection({}, edition=Edition.objects.newest())):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak - before


def _by_import_export() -> int:
    persons = PrisonerVersion.objects.current().filter(is_withheld=False)
    return len(Everybody().export(persons).export("csv"))
