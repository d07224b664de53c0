"""What was worked out once and is kept in this process, whoever asks and however many at the same time.

In stores, so that none drives out what another holds: what the newest edition says of its own day, which every reader
asks for; what is asked of other days and editions, of which there is no end; and what is small, such as the names of an
edition's codes, and its numbers in a history.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Any

from publication.models import Edition
from publication.selection.editions import Mark, is_newest, mark_of, rows_mark

KEPT = 1_000
SMALL_KEPT = 10_000


class Kept:
    """The last `size` results asked for. Who asks for one that is being worked out waits for it."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._found: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, work: Callable[[], Any]) -> Any:
        with self._lock:
            future = self._found.get(key)
            is_ours = future is None
            if future is None:
                future = self._found[key] = Future()
                while len(self._found) > self.size:
                    self._found.popitem(last=False)
            self._found.move_to_end(key)
        if is_ours:
            try:
                future.set_result(work())
            except BaseException as error:
                with self._lock:
                    self._found.pop(key, None)  # the next one may have better luck
                future.set_exception(error)
                raise
        return future.result()

    def known(self, key: Hashable) -> Any:
        """What is kept under it and worked out already; else None."""
        with self._lock:
            future = self._found.get(key)
        return future.result() if future and future.done() and not future.exception() else None

    def forget(self) -> None:
        with self._lock:
            self._found.clear()


of_today = Kept(KEPT)
of_other_days = Kept(KEPT)
small = Kept(SMALL_KEPT)


def of_edition(edition: Edition, about: tuple[Hashable, ...], work: Callable[[], Any], *, is_own_day: bool) -> Any:
    """What `work` finds in that edition's rows. `about` says what it is; `is_own_day`: it speaks of the edition's."""
    mark = mark_of(edition)
    return _store(mark, is_own_day=is_own_day).get((rows_mark(mark), *about), work)


def known_of_edition(edition: Edition, about: tuple[Hashable, ...], *, is_own_day: bool) -> Any:
    """What is there without any work; else None."""
    mark = mark_of(edition)
    return _store(mark, is_own_day=is_own_day).known((rows_mark(mark), *about))


def small_of_edition(edition: Edition, about: tuple[Hashable, ...], work: Callable[[], Any]) -> Any:
    """As `of_edition`, of something small: a few numbers, a vocabulary."""
    return small.get((rows_mark(mark_of(edition)), *about), work)


def _store(mark: Mark, *, is_own_day: bool) -> Kept:
    return of_today if is_own_day and is_newest(mark) else of_other_days


def forget() -> None:
    """For tests that write rows into an edition after asking about it."""
    for store in (of_today, of_other_days, small):
        store.forget()
