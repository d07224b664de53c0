"""Public records of several sizes in one process, so that they can be measured side by side."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from publication.selection import index

_chosen: list[int] = []


class SizeRouter:
    """Every query goes to the record of the size chosen."""

    def db_for_read(self, model, **hints) -> str:
        return f"size_{_chosen[-1]}" if _chosen else "default"

    db_for_write = db_for_read


def choose(size: int) -> None:
    """That size from now on."""
    _chosen.append(size)


@contextmanager
def of_size(size: int) -> Iterator[None]:
    _chosen.append(size)
    try:
        yield
    finally:
        _chosen.pop()


def keep_all_indexes() -> None:
    """A process keeps the two editions asked for last; here it must keep one of every size."""
    index.INDEXES_KEPT = 16
