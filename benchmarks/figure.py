"""P8: a figure as of a day, first asked, against its bare SQL; asked again, against a page that says hello."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from benchmarks import server
from benchmarks.calls import Caller
from benchmarks.figures import Figure, Plan
from benchmarks.rounds import interleaved, middle, milliseconds, once, ratio
from benchmarks.sizes import of_size

ADDRESS = "/api/v1/figures/in_prison/?breakdown=province&as_of={day}"
CURRENT = "{0}.edition_from <= {1} AND ({0}.edition_to IS NULL OR {0}.edition_to > {1})"
_HELD = """
  FROM publication_prisonerversion p JOIN publication_custodyspan s ON s.prisoner = p.public_id
  WHERE {persons} AND {spans} AND {when}"""


def run(plan: Plan) -> Iterator[Figure]:
    caller = Caller()
    days = (date(2025, 3, 31) - timedelta(days=back) for back in count())
    for size in plan.sizes:
        with of_size(size), server.connect(server.of_size(size)) as sql:
            known = ADDRESS.format(day=next(days))
            caller.good(known)
            times = interleaved(
                plan.rounds,
                drain=1,
                hello=middle(lambda: caller.good("/es/hello/"), 30),
                sql=once(lambda sql=sql, size=size: bare(sql, size, next(days))),
                first=once(lambda: caller.good(ADDRESS.format(day=next(days)))),
                again=middle(lambda known=known: caller.good(known), 30),
            )
        yield Figure(f"figure.first_to_sql.{size}", ratio(times, "first", "sql"), "x")
        yield Figure(f"figure.again_to_hello.{size}", ratio(times, "again", "hello"), "x")
        for name in ("first", "sql", "again"):
            yield Figure(f"figure.{name}.{size}", milliseconds(times, name), "ms")


def bare(sql, size: int, day: date) -> list:
    """What the answer holds: the number, the upper end of its range, and the number by province."""
    persons, spans = CURRENT.format("p", size), CURRENT.format("s", size)
    states = "s.state = 'in_custody'"
    certain = f"{states} AND s.certain @> DATE '{day}'"
    possible = f"{states} AND (s.certain @> DATE '{day}' OR s.possible @> DATE '{day}')"
    held = _HELD.format(persons=persons, spans=spans, when=certain)
    maybe = _HELD.format(persons=persons, spans=spans, when=possible)
    return [
        sql.execute("SELECT count(DISTINCT p.id)" + held).fetchall(),
        sql.execute("SELECT count(DISTINCT p.id)" + maybe).fetchall(),
        sql.execute("SELECT p.province, count(*)" + held + " GROUP BY 1").fetchall(),
    ]
