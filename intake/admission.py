"""How much the slot takes: within an hour from one network, within an hour in all, within a day on the disk.

A network is known by a keyed hash alone. The key is made when the server starts, in memory, before its workers are
forked, and each day a new one is made from the last, which is forgotten: of yesterday's hashes nobody can say anything.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from threading import Lock
from time import time

from django.db import connections
from django.utils.timezone import localdate

HOUR, DAY = 3600, 86_400
PER_NETWORK = 30
PER_NETWORK_WITHOUT_SCRIPT = 5
LOOKS_PER_NETWORK = 60
IN_ALL = 3_000
IN_ALL_WITHOUT_SCRIPT = 120
BUSY = 300
"""Reports in an hour from which on the puzzle is harder."""
USES_OF_A_TICKET = 10
"""Reports under one ticket within a day: a form is corrected and sent again, not a thousand times."""
PARTS_A_DAY = 60_000
"""Pieces of pictures, about a gigabyte. Words alone are never refused for want of room."""


class Refused(Enum):
    """Which limit was met."""

    NETWORK = "network"
    IN_ALL = "in_all"
    DISK = "disk"


class TooMany(Exception):
    """Nothing was taken; `limit` says why. It is worth trying again within the hour, the disk's tomorrow."""

    def __init__(self, limit: Refused) -> None:
        super().__init__(limit.value)
        self.limit = limit


@dataclass(frozen=True)
class Count:
    counted: bytes
    seconds: int
    cost: int
    most: int
    limit: Refused


class DailyKey:
    """Makes a new key each day from the last one, and forgets the last."""

    def __init__(self) -> None:
        self._day = localdate()
        self._key = secrets.token_bytes(32)
        self._lock = Lock()

    def of(self, day: date) -> bytes:
        with self._lock:
            while self._day < day:
                self._key = sha256(b"the next day" + self._key).digest()
                self._day = date.fromordinal(self._day.toordinal() + 1)
            return self._key


_key = DailyKey()


def admit(network: str, *, ticket: bytes, is_solved: bool, using: str) -> None:
    """Counts one report, before any work is done for it. Raises TooMany, and then counts nothing.

    `ticket` stands for the form's ticket and is no other's.
    """
    counts = [Count(_hash(b"all"), HOUR, 1, IN_ALL, Refused.IN_ALL)]
    if not is_solved:
        counts.append(Count(_hash(b"unsolved"), HOUR, 1, IN_ALL_WITHOUT_SCRIPT, Refused.IN_ALL))
    most = PER_NETWORK if is_solved else PER_NETWORK_WITHOUT_SCRIPT
    counts.append(Count(_keyed(network, is_solved=is_solved), HOUR, 1, most, Refused.NETWORK))
    counts.append(Count(_hash(b"ticket" + ticket), DAY, 1, USES_OF_A_TICKET, Refused.NETWORK))
    _count(counts, using=using)


def admit_parts(parts: int, *, using: str) -> None:
    """Counts the pieces of a report's pictures. Raises TooMany, and then counts nothing."""
    if parts:
        _count([Count(_hash(b"parts"), DAY, parts, PARTS_A_DAY, Refused.DISK)], using=using)


def admit_look(network: str, *, using: str) -> None:
    """Counts one look into a box. Raises TooMany."""
    counts = [
        Count(_hash(b"looks"), HOUR, 1, IN_ALL, Refused.IN_ALL),
        Count(_keyed(f"look {network}", is_solved=False), HOUR, 1, LOOKS_PER_NETWORK, Refused.NETWORK),
    ]
    _count(counts, using=using)


def is_busy(*, using: str) -> bool:
    """Whether so much came within this hour that the puzzle is harder."""
    return bool(_admit([Count(_hash(b"all"), HOUR, 0, BUSY, Refused.IN_ALL)], using=using))


def _count(counts: Sequence[Count], *, using: str) -> None:
    met = _admit(counts, using=using)
    if met:
        raise TooMany(counts[met - 1].limit)


def _admit(counts: Sequence[Count], *, using: str) -> int:
    """The number, from 1, of the first limit met; 0 when all were counted. The database does it in one step."""
    periods = [int(time()) // one.seconds * one.seconds for one in counts]
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT intake_admit(%s::bytea[], %s::bigint[], %s::bigint[], %s::int[], %s::int[])",
            [
                [one.counted for one in counts],
                periods,
                [period + one.seconds for period, one in zip(periods, counts, strict=True)],
                [one.cost for one in counts],
                [one.most for one in counts],
            ],
        )
        return cursor.fetchone()[0]


def _keyed(network: str, *, is_solved: bool) -> bytes:
    return hmac.digest(_key.of(localdate()), f"{is_solved} {network}".encode(), "sha256")[:16]


def _hash(what: bytes) -> bytes:
    return sha256(what).digest()[:16]
