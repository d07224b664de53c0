"""Every figure as of days never asked before, against its bare SQL: the same statements sent over one connection.

`estimated_total` fits models besides, which takes the same time at every size: its ratio says how long. A figure that
sends no statement on a new day, since all it needs of an edition is kept, has a time and no ratio.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.db import connections

from benchmarks import server
from benchmarks.figures import Figure, Plan
from benchmarks.rounds import Times, interleaved, milliseconds, once, ratio
from benchmarks.sizes import of_size
from reports import registry
from reports.answers import answer_to, table_of

SOMETHING = 0.1  # milliseconds
CHOSEN = {"list": "pd-demo", "event": "11j", "offence": "sedicion", "announcement": "anuncio-553"}


def run(plan: Plan) -> Iterator[Figure]:
    for size in plan.sizes:
        with of_size(size), server.connect(server.of_size(size)) as sql:
            sql.prepare_threshold = None  # as the statements of answers: each is planned for its own day
            every = {figure.id: _times(figure.id, size, plan.rounds, sql) for figure in registry.figures()}
        for name, times in every.items():
            if milliseconds(times, "sql") > SOMETHING:
                yield Figure(f"as_of.{name}.to_sql.{size}", ratio(times, "answer", "sql"), "x")
            yield Figure(f"as_of.{name}.{size}", milliseconds(times, "answer"), "ms")
        answers, floor = (sum(milliseconds(times, one) for times in every.values()) for one in ("answer", "sql"))
        yield Figure(f"as_of.all_to_sql.{size}", answers / floor, "x")
        yield Figure(f"as_of.all.{size}", answers, "ms")


def _times(figure_id: str, size: int, rounds: int, sql: Any) -> Times:
    """Of a figure whose every day is asked for the first time, and of the statements that one such question sends."""
    days = (date(2025, 3, 30) - timedelta(back) for back in count())
    met: list[tuple[str, Any]] = []
    _ask(figure_id, size, next(days))  # the names of the edition's lists and codes are read once, whatever the day
    with connections[f"size_{size}"].execute_wrapper(_noting(met)):
        _ask(figure_id, size, next(days))
    return interleaved(
        rounds,
        drain=1,
        answer=once(lambda: _ask(figure_id, size, next(days))),
        sql=once(lambda: [sql.execute(text, values).fetchall() for text, values in met]),
    )


def _ask(figure_id: str, size: int, day: date) -> None:
    """The number, its usual breakdown and the table beside it, where it has one."""
    figure = registry.figure(figure_id)
    names = [parameter.name for parameter in figure.parameters]
    asked = {name: CHOSEN[name] for name in names if name in CHOSEN}
    if "lists" in names:
        asked["lists"] = "pd-demo,j11j-demo,cubalex-demo"
    if "from" in names and "announcement" not in names:
        asked["from"] = str(day - timedelta(365))
    breakdown = figure.usual or (figure.breakdowns[0].code if figure.breakdowns else "")
    texts = {**asked, "as_of": str(day), **({"breakdown": breakdown} if breakdown else {})}
    answer = answer_to(figure, texts, edition=size)
    table_of(answer)


def _noting(met: list[tuple[str, Any]]) -> Any:
    def note(execute: Any, text: str, values: Any, *rest: Any) -> Any:
        met.append((text, values))
        return execute(text, values, *rest)

    return note
