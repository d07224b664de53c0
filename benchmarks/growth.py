"""P5: how a page grows when the record grows tenfold. P6: the filtered list against one bare GROUPING SETS query."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks import server
from benchmarks.calls import Caller
from benchmarks.figures import Figure, Plan
from benchmarks.misspelling import queries
from benchmarks.record import addresses
from benchmarks.rounds import each, interleaved, milliseconds, ratio
from benchmarks.search import search_address
from benchmarks.sizes import keep_all_indexes, of_size
from publication.models import Edition
from publication.selection.index import index_of

FILTERED = ("/es/personas/?province=CU-03&custody_state=in_custody", "/es/personas/?context=j11&offence=sedicion")
FACETS = """
SELECT s.state, p.province, p.context, p.gender, unnest(p.offences), count(DISTINCT p.id)
FROM publication_prisonerversion p JOIN publication_custodyspan s
  ON s.prisoner = p.public_id AND s.certain @> DATE '2025-03-31' AND s.edition_to IS NULL
WHERE p.edition_to IS NULL AND NOT p.is_withheld AND p.province = 'CU-03' AND s.state = 'in_custody'
GROUP BY GROUPING SETS ((s.state), (p.province), (p.context), (p.gender), (unnest(p.offences)))
"""


def run(plan: Plan) -> Iterator[Figure]:
    keep_all_indexes()
    measures: dict[str, Callable[[], float]] = {}
    for size in plan.sizes:
        for page, tasks in _pages(size).items():
            measures[f"{page}_{size}"] = _at_size(size, each(tasks))
    with server.connect(server.of_size(plan.largest)) as sql:
        facets = each([lambda: sql.execute(FACETS).fetchall()] * 3)
        times = interleaved(plan.rounds, drain=1, facets=facets, **measures)
    for small, large in zip(plan.sizes, plan.sizes[1:], strict=False):
        for page in ("search", "list", "filtered", "record"):
            name = f"growth.{page}.{small}_to_{large}"
            yield Figure(name, ratio(times, f"{page}_{large}", f"{page}_{small}"), "x")
    name = f"growth.filtered_to_grouping_sets.{plan.largest}"
    yield Figure(name, ratio(times, f"filtered_{plan.largest}", "facets"), "x")
    yield Figure(f"growth.grouping_sets.{plan.largest}", milliseconds(times, "facets"), "ms")
    for name in measures:
        yield Figure(f"growth.{name.rpartition('_')[0]}.{name.rpartition('_')[2]}", milliseconds(times, name), "ms")


def _pages(size: int) -> dict[str, list[Callable[[], object]]]:
    caller = Caller()
    with of_size(size):
        forget_words = index_of(Edition.objects.get(number=size)).vocabulary._met.clear

    def search(text: str) -> None:
        forget_words()
        caller.good(search_address(text))

    return {
        "search": [lambda text=text: search(text) for text, _ in queries(size)],
        "list": [lambda: caller.good("/es/personas/")] * 20,
        "filtered": [lambda address=address: caller.good(address) for address in FILTERED * 10],
        "record": [lambda address=address: caller.good(address) for address in addresses(size)],
    }


def _at_size(size: int, measure: Callable[[], float]) -> Callable[[], float]:
    def measured() -> float:
        with of_size(size):
            return measure()

    return measured
