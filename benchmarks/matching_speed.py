"""How fast rows find their persons in the database: one row while an editor waits, and a list of ten thousand.

Persons are put together (by the truth) from three generated lists and stored with their keys as the product stores
them; rows of the fourth list are asked. The floor is the reading of the same persons' profiles by their numbers.
"""

from __future__ import annotations

import ctypes
import random
import resource
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from django.db import connection

from benchmarks import server
from benchmarks.figures import Figure, Plan
from benchmarks.linkage.noise import HABITS
from benchmarks.linkage.samples import Sample
from benchmarks.preparation import choose, leave
from benchmarks.working_copy import write
from prisoners.matching.candidates import PROFILES, near
from prisoners.matching.decision import weigh
from prisoners.matching.keys import all_keys
from prisoners.matching.profile import Profile, as_text, from_line, with_pooled
from prisoners.matching.rivals import judge
from prisoners.matching.scorecard import shipped
from prisoners.matching.weighing import weigh_rows
from prisoners.models import MatchKey, MatchProfile

DATABASE = "bench_matching"
ONE_BY_ONE, WARM, LIST = 400, 50, 10_000
INCOMING = HABITS[-1].code


def run(plan: Plan) -> Iterator[Figure]:
    seed = random.SystemRandom().randrange(10_000, 1_000_000)
    for size in (plan.sizes[0], plan.largest):
        sample = Sample(size, seed, 1.0)
        persons = store(sample)
        rows = [sample.readings[row.number] for row in sample.rows if row.source == INCOMING]
        yield from _one_by_one(sample, rows, persons)
        yield from _list(sample, [rows[number % len(rows)] for number in range(LIST)], persons)
        leave()


def store(sample: Sample) -> int:
    """A database with the persons of all lists but the incoming one; returns how many."""
    server.create(DATABASE, server.TEMPLATE)
    known: dict[int, list[Profile]] = defaultdict(list)
    for row in sample.rows:
        if row.source != INCOMING:
            known[row.truth] += sample.readings[row.number]
    with server.connect(DATABASE) as opened:
        write(opened, len(known))
    choose(DATABASE)
    MatchProfile.objects.all().delete()
    for start in range(0, len(known), 2_000):
        batch = list(enumerate(known.values(), 1))[start : start + 2_000]
        whole = {number: with_pooled(of) for number, of in batch}
        MatchProfile.objects.bulk_create(
            MatchProfile(person_id=number, profiles=as_text(of), is_demo=True, is_stale=False)
            for number, of in whole.items()
        )
        MatchKey.objects.bulk_create(
            [
                MatchKey(key=key, person_id=number)
                for number, of in whole.items()
                for key in all_keys(of, sample.corpus.spelling, is_demo=True)
            ],
            batch_size=20_000,
        )
    leave()
    server.settle(DATABASE)
    choose(DATABASE)
    return len(known)


def _one_by_one(sample: Sample, rows: list[list[Profile]], persons: int) -> Iterator[Figure]:
    card, taken, floors = shipped(persons), [], []
    for readings in rows[: WARM + ONE_BY_ONE]:
        began = perf_counter()
        ((_place, found),) = near([readings], sample.corpus.spelling, persons=persons, is_demo=True)
        judge([weigh(readings, found, card, sample.corpus.frequencies)], card)
        taken.append((perf_counter() - began) * 1000)
        began = perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(PROFILES, [[person for person, _profiles in found], True])
            for _person, text in cursor.fetchall():
                from_line(text.partition("\n")[0])
        floors.append((perf_counter() - began) * 1000)
    measured, floor = taken[WARM:], floors[WARM:]
    yield Figure(f"matching.row_over_reading.{persons}", median(measured) / median(floor), "x")
    yield Figure(f"matching.row_median.{persons}", median(measured), "ms")
    yield Figure(f"matching.row_p95.{persons}", quantiles(measured, n=20)[-1], "ms")


def _list(sample: Sample, rows: list[list[Profile]], persons: int) -> Iterator[Figure]:
    card = shipped(persons)
    malloc_trim()
    held = [resident()]
    began = perf_counter()
    weighed = weigh_rows(
        rows, sample.corpus, card, persons=persons, is_demo=True, progress=lambda _done, _of: held.append(resident())
    )
    judge(weighed, card)
    yield Figure(f"matching.list_of_{LIST}.{persons}", perf_counter() - began, "s")
    yield Figure(f"matching.list_memory.{persons}", max(held) - held[0], "MB")


def resident() -> float:
    """The memory that the process holds now, in megabytes (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def malloc_trim() -> None:
    """Gives back what making the sample left, so that growth is seen; without glibc it is understated."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
