"""Measuring side by side: a round is every task once; a ratio is taken within a round, where the noise is shared."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable
from statistics import median
from time import perf_counter

Task = Callable[[], object]
Times = dict[str, list[float]]

DRAIN = 3


def middle(task: Task, times: int) -> Callable[[], float]:
    """The median seconds of a task done so many times."""

    def measure() -> float:
        taken = []
        for _ in range(times):
            began = perf_counter()
            task()
            taken.append(perf_counter() - began)
        return median(taken)

    return measure


def each(tasks: Iterable[Task], clock: Callable[[], float] = perf_counter) -> Callable[[], float]:
    """The median seconds of different tasks, each done once; with `process_time`, those that this process worked."""
    kept = list(tasks)

    def measure() -> float:
        taken = []
        for task in kept:
            began = clock()
            task()
            taken.append(clock() - began)
        return median(taken)

    return measure


def once(task: Task) -> Callable[[], float]:
    return middle(task, 1)


def interleaved(rounds: int, /, *, drain: int = DRAIN, **measures: Callable[[], float]) -> Times:
    """Seconds of each measure in each round, the first named first; before the first round each runs unmeasured."""
    for _ in range(drain):
        for measure in measures.values():
            measure()
    times: Times = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            gc.collect()
            times[name].append(measure())
    return times


def ratio(times: Times, measured: str, floor: str) -> float:
    """How many times as long the measured one took as the floor: the median over rounds."""
    return median(one / other for one, other in zip(times[measured], times[floor], strict=True))


def milliseconds(times: Times, name: str) -> float:
    return median(times[name]) * 1000


def seconds(times: Times, name: str) -> float:
    return median(times[name])
