"""Which edition a question is about."""

from __future__ import annotations

from functools import lru_cache
from time import monotonic

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections, router

from publication.models import Edition
from publication.selection.errors import NothingPublished, UnknownEdition
from publication.selection.written import number_written

LARGEST = 2_147_483_647
EDITIONS_KEPT = 64

Mark = tuple[int, str, int]

# With the place of the edition's row and the transaction that wrote it, and the newest edition's number. An edition
# never changes but for an erasure, which makes a new edition; a database restored has other transactions.
_NEWEST = """
SELECT number, ctid::text || xmin::text, number FROM publication_edition ORDER BY number DESC LIMIT 1
"""
_NUMBERED = """
SELECT number, ctid::text || xmin::text, (SELECT max(number) FROM publication_edition)
FROM publication_edition WHERE number = %s
"""


def edition_number(text: str, parameter: str = "edition") -> int:
    """The number written in a parameter. Raises BadParameter for anything but a whole number from 1."""
    return number_written(text, parameter, most=LARGEST, expected="Expected the number of an edition.")


def edition_asked(number: int | None) -> Edition:
    """That edition; the newest for None. One query. Raises UnknownEdition, or NothingPublished."""
    mark = _mark(number)
    if mark is None:
        raise NothingPublished if number is None else UnknownEdition
    return _edition(mark)


def mark_of(edition: Edition) -> Mark:
    """What anything computed of the edition and kept in memory must be kept under."""
    known: Mark | None = vars(edition).get("mark") or _mark(edition.number)
    if known is None:
        raise UnknownEdition
    return known


def _mark(number: int | None) -> Mark | None:
    """Asked anew after EDITION_IS_KNOWN_FOR seconds: a busy site asks a few times a second, not once a page."""
    alias = router.db_for_read(Edition)
    until, mark = _known.get((alias, number), (0.0, None))
    if monotonic() >= until:
        mark = _mark_asked(alias, number)
        if mark is not None:
            if len(_known) >= EDITIONS_KEPT:
                _known.clear()
            _known[alias, number] = monotonic() + settings.EDITION_IS_KNOWN_FOR, mark
    return mark


_known: dict[tuple[str, int | None], tuple[float, Mark]] = {}


def _mark_asked(alias: str, number: int | None) -> Mark | None:
    """Every page begins with this query. A connection that the server has closed since the last page is replaced."""
    connection = connections[alias]
    for is_last_try in (False, True):
        try:
            with connection.cursor() as cursor:
                cursor.execute(*((_NEWEST,) if number is None else (_NUMBERED, [number])))
                return cursor.fetchone()
        except (OperationalError, InterfaceError):
            if is_last_try or connection.in_atomic_block:
                raise
            connection.close()
    return None


@lru_cache(maxsize=EDITIONS_KEPT)
def _edition(mark: Mark) -> Edition:
    edition = Edition.objects.get(number=mark[0])
    vars(edition)["mark"] = mark
    return edition
