"""P2: “you have this page already” against a page that says hello. P14: what a first visit weighs."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

from benchmarks.calls import Caller
from benchmarks.figures import Figure, Plan
from benchmarks.record import addresses
from benchmarks.rounds import interleaved, middle, milliseconds, ratio
from benchmarks.sizes import keep_all_indexes, of_size

LIST = "/es/personas/"


def run(plan: Plan) -> Iterator[Figure]:
    keep_all_indexes()
    caller, size = Caller(), plan.largest
    with of_size(size):
        tag = caller.good(LIST).headers["ETag"]
        unchanged = caller.get(LIST, HTTP_IF_NONE_MATCH=tag)
        assert unchanged.status == 304, unchanged.status
        times = interleaved(
            plan.rounds,
            hello=middle(lambda: caller.good("/es/hello/"), 50),
            unchanged=middle(lambda: caller.get(LIST, HTTP_IF_NONE_MATCH=tag), 50),
        )
        queries: list[str] = []
        with connections[f"size_{size}"].execute_wrapper(_noting(queries)):
            caller.get(LIST, HTTP_IF_NONE_MATCH=tag)
        pages = {"list": LIST, "record": addresses(size)[0]}
        weights = {name: caller.good(page, HTTP_ACCEPT_ENCODING="gzip").weight for name, page in pages.items()}
    yield Figure("answers.unchanged_requests_to_hello", ratio(times, "hello", "unchanged"), "x")
    yield Figure("answers.unchanged", milliseconds(times, "unchanged"), "ms")
    yield Figure("answers.unchanged_weight", unchanged.weight, "B")
    yield Figure("answers.unchanged_queries", len(queries), "queries")
    extras = _weight_of_the_rest()
    for name, weight in weights.items():
        yield Figure(f"answers.first_visit.{name}", (weight + extras) / 1024, "KiB")


def _noting(queries: list[str]) -> Callable[..., Any]:
    def note(execute: Callable, query: str, *rest: Any) -> Any:
        queries.append(query)
        return execute(query, *rest)

    return note


def _weight_of_the_rest() -> int:
    """The style sheet and the icon, compressed, which a first visit loads too."""
    files = (Path(settings.STATICFILES_DIRS[0]) / name for name in ("todos.css", "favicon.svg"))
    return sum(len(gzip.compress(file.read_bytes(), 6)) + 300 for file in files)
