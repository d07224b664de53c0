"""Which edition a question is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from time import monotonic

from django.conf import settings
from django.db import InterfaceError, OperationalError, connections, router
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chronology.wording import in_words
from publication.models import Edition
from publication.selection.errors import NothingPublished, UnknownEdition, WrongMoment
from publication.selection.written import day_written, number_written

LARGEST = 2_147_483_647
EDITIONS_KEPT = 64

Mark = tuple[int, str, int, int]
RowsMark = tuple[int, str, int]

# With the place of the edition's row and the transaction that wrote it, the newest edition's number, and the last
# edition that erased rows. The rows of an edition never change but for an erasure, which makes a new edition; a
# database restored has other transactions.
_MARK = """
number, ctid::text || xmin::text, (SELECT max(number) FROM publication_edition),
(SELECT coalesce(max(erased_in), 0) FROM publication_erasedrow)
"""
_NEWEST = f"SELECT {_MARK} FROM publication_edition ORDER BY number DESC LIMIT 1"  # noqa: S608 - of the constant above
_NUMBERED = f"SELECT {_MARK} FROM publication_edition WHERE number = ANY(%s)"  # noqa: S608 - of the same


def edition_number(text: str, parameter: str = "edition") -> int:
    """The number written in a parameter. Raises BadParameter for anything but a whole number from 1."""
    return number_written(text, parameter, most=LARGEST, expected=_("expected the number of an edition"))


def edition_of(edition: str, known_at: str) -> Edition:
    """The edition that an address means: by its number, or as the newest published by the close of a day in Havana; the
    newest of all where both are empty. At most two queries.

    Raises BadParameter, WrongMoment (both given; a day to come), UnknownEdition (a day before the first),
    NothingPublished.
    """
    if edition and known_at:
        raise WrongMoment("known_at", _("Name the edition or the day on which it was known, not both."))
    if known_at:
        return edition_asked(_number_known(day_written(known_at, "known_at")))
    return edition_asked(edition_number(edition) if edition else None)


def _number_known(day: date) -> int:
    if day > timezone.localdate():
        raise WrongMoment("known_at", _("That day is still to come: nobody can tell what will be known on it."))
    morning_after = datetime.combine(day + timedelta(1), time(), tzinfo=timezone.get_default_timezone())
    known = Edition.objects.filter(published_at__lt=morning_after).order_by("-number").values_list("number", flat=True)
    number = known.first()
    if number is None:
        raise _before_the_first()
    return number


def _before_the_first() -> UnknownEdition:
    first = Edition.objects.order_by("number").values_list("published_at", flat=True).first()
    if first is None:
        return NothingPublished()
    told = {"day": in_words(timezone.localdate(first), get_language() or "en")}
    return UnknownEdition(
        _("Nothing had been published by that day. The first edition is of %(day)s.") % told, "known_at"
    )


def edition_asked(number: int | None) -> Edition:
    """That edition; the newest for None. One query. Raises UnknownEdition, or NothingPublished."""
    mark = _mark(number)
    if mark is None:
        raise NothingPublished if number is None else UnknownEdition(_("There is no such edition."))
    return _edition(mark)


def mark_of(edition: Edition) -> Mark:
    """What a page of the edition must be kept under, which may tell of later editions too."""
    known: Mark | None = vars(edition).get("mark") or _mark(edition.number)
    if known is None:
        raise UnknownEdition
    return known


def rows_mark(mark: Mark) -> RowsMark:
    """What anything computed of the edition's rows alone must be kept under: it outlives the next edition."""
    number, place, _newest, erased = mark
    return number, place, erased


def is_newest(mark: Mark) -> bool:
    number, _place, newest, _erased = mark
    return number == newest


def marked(editions: Iterable[Edition]) -> list[Edition]:
    """The same editions, the marks of all of them read by one query."""
    found = list(editions)
    with connections[router.db_for_read(Edition)].cursor() as cursor:
        cursor.execute(_NUMBERED, [[edition.number for edition in found]])
        marks = {row[0]: row for row in cursor.fetchall()}
    for edition in found:
        vars(edition)["mark"] = marks[edition.number]
    return found


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
                cursor.execute(*((_NEWEST,) if number is None else (_NUMBERED, [[number]])))
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
