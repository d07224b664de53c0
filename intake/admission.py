"""How much the slot takes: within an hour from one network, within an hour in all, within a day on the disk.

A network is known by a keyed hash alone (daily_key.py): of yesterday's hashes nobody can say anything. All of Cuba
comes from few addresses, so a network that sent much is not shut out: whoever runs scripts is asked for more work.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from time import time

from django.db import connections
from django.utils.timezone import localdate

from intake.daily_key import DailyKey
from intake.tickets import HARD_BITS

HOUR, DAY = 3600, 86_400
PER_NETWORK, PER_NETWORK_WITH_WORK = 30, 300
"""With the usual puzzle, and with the hard one."""
PER_NETWORK_WITHOUT_SCRIPT = 5
LOOKS_PER_NETWORK, LOOKS_PER_NETWORK_WITH_WORK = 60, 600
IN_ALL = 3_000
IN_ALL_WITHOUT_SCRIPT = 120
BUSY = 300
"""Reports in an hour from which on the puzzle is harder."""
USES_OF_A_TICKET = 10
"""Reports under one ticket within a day, or looks: a form is corrected and sent again, not a thousand times."""
PARTS_A_DAY = 60_000
"""Pieces of pictures, about a gigabyte. Words alone are never refused for want of room."""


class Refused(Enum):
    """Which limit was met."""

    NETWORK = "network"
    MORE_WORK = "more_work"  # that is: taken at once with the hard puzzle solved
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


_key = DailyKey()


def admit(network: str, *, ticket: bytes, work: int, using: str) -> None:
    """Counts one report, before any work is done for it. Raises TooMany, and then counts nothing.

    `ticket` stands for the form's ticket and is no other's; `work`: the bits of its puzzle, 0 when it is not solved.
    """
    counts = [Count(_hash(b"all"), HOUR, 1, IN_ALL, Refused.IN_ALL)]
    if work:
        most = PER_NETWORK_WITH_WORK if work >= HARD_BITS else PER_NETWORK
        limit = Refused.NETWORK if work >= HARD_BITS else Refused.MORE_WORK
    else:
        counts.append(Count(_hash(b"unsolved"), HOUR, 1, IN_ALL_WITHOUT_SCRIPT, Refused.IN_ALL))
        most, limit = PER_NETWORK_WITHOUT_SCRIPT, Refused.NETWORK
    counts.append(Count(_keyed(f"report {bool(work)} {network}"), HOUR, 1, most, limit))
    counts.append(_use(ticket))
    _count(counts, using=using)


def admit_parts(parts: int, *, using: str) -> None:
    """Counts the pieces of a report's pictures. Raises TooMany, and then counts nothing."""
    if parts:
        _count([Count(_hash(b"parts"), DAY, parts, PARTS_A_DAY, Refused.DISK)], using=using)


def admit_look(network: str, *, ticket: bytes, work: int, using: str) -> None:
    """Counts one look into a box; `ticket` and `work` as of a report, empty and 0 of a form without. Raises TooMany."""
    is_hard = work >= HARD_BITS
    most = LOOKS_PER_NETWORK_WITH_WORK if is_hard else LOOKS_PER_NETWORK
    limit = Refused.NETWORK if is_hard else Refused.MORE_WORK
    counts = [
        Count(_hash(b"looks"), HOUR, 1, IN_ALL, Refused.IN_ALL),
        Count(_keyed(f"look {network}"), HOUR, 1, most, limit),
    ]
    _count([*counts, _use(ticket)] if is_hard else counts, using=using)


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


def _use(ticket: bytes) -> Count:
    return Count(_hash(b"ticket" + ticket), DAY, 1, USES_OF_A_TICKET, Refused.NETWORK)


def _keyed(text: str) -> bytes:
    return hmac.digest(_key.of(localdate()), text.encode(), "sha256")[:16]


def _hash(what: bytes) -> bytes:
    return sha256(what).digest()[:16]
