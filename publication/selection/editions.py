"""Which edition a question is about."""

from __future__ import annotations

from publication.models import Edition
from publication.selection.errors import BadParameter, NothingPublished, UnknownEdition

LARGEST = 2_147_483_647


def edition_number(text: str, parameter: str = "edition") -> int:
    """The number written in a parameter. Raises BadParameter for anything but a whole number from 1."""
    if not (text.isascii() and text.isdigit() and 0 < int(text[:11]) <= LARGEST):
        raise BadParameter(parameter, "Expected the number of an edition.")
    return int(text)


def edition_asked(number: int | None) -> Edition:
    """That edition; the newest for None. Raises UnknownEdition, or NothingPublished when there is none at all."""
    if number is None:
        newest = Edition.objects.newest()
        if newest is None:
            raise NothingPublished
        return newest
    edition = Edition.objects.filter(number=number).first()
    if edition is None:
        raise UnknownEdition
    return edition
