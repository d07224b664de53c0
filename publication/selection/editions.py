"""Which edition a question is about."""

from __future__ import annotations

from django.db.models import TextField
from django.db.models.expressions import RawSQL

from publication.models import Edition
from publication.models.edition import EditionQuerySet
from publication.selection.errors import BadParameter, NothingPublished, UnknownEdition

LARGEST = 2_147_483_647

Mark = tuple[int, str, int]


def edition_number(text: str, parameter: str = "edition") -> int:
    """The number written in a parameter. Raises BadParameter for anything but a whole number from 1."""
    if not (text.isascii() and text.isdigit() and 0 < int(text[:11]) <= LARGEST):
        raise BadParameter(parameter, "Expected the number of an edition.")
    return int(text)


def edition_asked(number: int | None) -> Edition:
    """That edition; the newest for None. One query. Raises UnknownEdition, or NothingPublished."""
    editions = _marked()
    edition = editions.newest() if number is None else editions.filter(number=number).first()
    if edition is None:
        raise NothingPublished if number is None else UnknownEdition
    return edition


def mark_of(edition: Edition) -> Mark:
    """What anything computed of the edition and kept in memory must be kept under."""
    found = vars(edition)
    if "written" not in found:
        found = vars(_marked().get(number=edition.number))
    return edition.number, found["written"], found["newest"]


def _marked() -> EditionQuerySet:
    """With the transaction that wrote the edition's row, and the newest edition's number.

    An edition never changes but for an erasure, which makes a new edition; a database restored has other transactions.
    """
    return Edition.objects.annotate(
        written=RawSQL("publication_edition.xmin::text", (), output_field=TextField()),
        newest=Edition.objects.order_by("-number").values("number")[:1],
    )
