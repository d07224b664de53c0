"""P7: the page of one person against a page that says hello, and against the same page written naively."""

from __future__ import annotations

import random
from collections.abc import Iterator
from time import process_time

from benchmarks import server
from benchmarks.calls import Caller
from benchmarks.figures import Figure, Plan
from benchmarks.rounds import each, interleaved, milliseconds, ratio
from benchmarks.sizes import of_size

PERSONS = 60


def run(plan: Plan) -> Iterator[Figure]:
    whole, bare = Caller(), Caller(middleware=[])
    for size in plan.sizes:
        slugs = _slugs(size)
        with of_size(size):
            times = interleaved(
                plan.rounds,
                drain=1,
                bare=each([lambda: bare.good("/es/hello/")] * PERSONS),
                hello=each([lambda: whole.good("/es/hello/")] * PERSONS),
                page=each([lambda slug=slug: whole.good(f"/es/personas/{slug}/") for slug in slugs]),
                hello_work=each([lambda: whole.good("/es/hello/")] * PERSONS, process_time),
                page_work=each([lambda slug=slug: whole.good(f"/es/personas/{slug}/") for slug in slugs], process_time),
                naive=each([lambda slug=slug: whole.good(f"/es/naive/{slug}/") for slug in slugs]),
            )
        yield Figure(f"record.requests_to_hello.{size}", ratio(times, "hello", "page"), "x")
        yield Figure(f"record.requests_to_hello_without_middleware.{size}", ratio(times, "bare", "page"), "x")
        yield Figure(f"record.requests_to_hello_by_work.{size}", ratio(times, "hello_work", "page_work"), "x")
        yield Figure(f"record.page_to_naive.{size}", ratio(times, "page", "naive"), "x")
        for name in ("page", "page_work", "naive", "hello", "bare"):
            yield Figure(f"record.{name}.{size}", milliseconds(times, name), "ms")


def addresses(size: int) -> list[str]:
    return [f"/es/personas/{slug}/" for slug in _slugs(size)]


def _slugs(size: int) -> list[str]:
    """The addresses of persons drawn from the whole record, the same in every run."""
    with server.connect(server.of_size(size)) as sql:
        rows = sql.execute("SELECT slug FROM publication_prisonerversion ORDER BY slug").fetchall()
    return [slug for (slug,) in random.Random(7).sample(rows, min(PERSONS, len(rows)))]
