"""Gathering: what came since the last time is laid to the other pieces, at one stroke and in the order of random ids.

The form writes into a table of its own. In that table, and there alone, the order of the rows, the numbers of what is
kept beside them and the transactions that wrote them tell who wrote after whom and which pieces came together. So it is
emptied four times a day, however much has come: in the kept table all pieces of one gathering look alike, and neither a
seized disk nor an editor who looks again and again learns more than the quarter of the day. Nobody brings a gathering
forward by sending much.
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils.timezone import localdate, localtime

from intake.models import Arrival

HOURS = (0, 6, 12, 18)
"""Hours of Havana in which everything is gathered. What waits for the next is bounded by what admission.py lets in."""


def gather_when_due(*, at: datetime) -> int:
    """Gathers in the four hours, and in any hour what is of a day that has ended; returns how many pieces.

    To be called once an hour, as the owner of the tables.
    """
    return gather() if _is_due(at) else 0


def gather() -> int:
    """Gathers all that has come (intake/migrations/0004), returns how many. As the owner of the tables: on a real
    site nobody else may.

    No lock is taken: the form goes on taking reports, and what comes meanwhile waits for the next time.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT intake_gather()")
        gathered = int(cursor.fetchone()[0])
    # Cuts the emptied end off the file, so that it no longer has the rows; not while an older snapshot is open, nor in
    # a caller's transaction: then they are gone from the table alone until the next time.
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM intake_arrival")
    return gathered


def _is_due(at: datetime) -> bool:
    return localtime(at).hour in HOURS or Arrival.objects.filter(received_on__lt=localdate(at)).exists()
