"""Which edition a question is about."""

from __future__ import annotations

from publication.models import Edition
from publication.selection.errors import BadParameter, NothingPublished, UnknownEdition

LARGEST = 2_147_483_647

Mark = tuple[int, str, int]

# With the transaction that wrote the edition's row, and the newest edition's number. An edition never changes but for
# an erasure, which makes a new edition; a database restored has other transactions. Every page begins with this query:
# written out, it costs a third of what it costs built up.
_MARKED = """
SELECT edition.*, edition.xmin::text AS written, newest.number AS newest
FROM (SELECT max(number) AS number FROM publication_edition) newest
JOIN publication_edition edition ON edition.number = coalesce(%(number)s::int, newest.number)
"""


def edition_number(text: str, parameter: str = "edition") -> int:
    """The number written in a parameter. Raises BadParameter for anything but a whole number from 1."""
    if not (text.isascii() and text.isdigit() and 0 < int(text[:11]) <= LARGEST):
        raise BadParameter(parameter, "Expected the number of an edition.")
    return int(text)


def edition_asked(number: int | None) -> Edition:
    """That edition; the newest for None. One query. Raises UnknownEdition, or NothingPublished."""
    for edition in Edition.objects.raw(_MARKED, {"number": number}):
        return edition
    raise NothingPublished if number is None else UnknownEdition


def mark_of(edition: Edition) -> Mark:
    """What anything computed of the edition and kept in memory must be kept under."""
    found = vars(edition)
    if "written" not in found:
        found = vars(edition_asked(edition.number))
    return edition.number, found["written"], found["newest"]
