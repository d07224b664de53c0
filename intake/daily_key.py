"""The key by which networks are known within a day: random, in memory alone, and overwritten with the day.

One page of memory is shared by the process that made it and all that are forked from it (gunicorn --preload), so that
the workers of one server count together, and so that a new day's key takes the place of the former in each of them.
"""

from __future__ import annotations

import fcntl
import mmap
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import Lock

DAY, KEY = 4, 32  # bytes


class DailyKey:
    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, DAY + KEY)
        self._turn = tempfile.TemporaryFile()  # stays empty: a process that dies lets go of its lock  # noqa: SIM115
        self._thread = Lock()

    def of(self, day: date) -> bytes:
        """The key of that day, or of a later one that has begun elsewhere: there is no way back."""
        with self._thread, self._alone():
            if int.from_bytes(self._memory[:DAY], "big") < day.toordinal():
                self._memory[:] = day.toordinal().to_bytes(DAY, "big") + secrets.token_bytes(KEY)
            return self._memory[DAY:]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        fcntl.lockf(self._turn, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.lockf(self._turn, fcntl.LOCK_UN)
