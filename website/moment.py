"""What a page speaks of: one edition of the record, and one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from publication.models import Edition
from publication.selection.editions import edition_of
from publication.selection.errors import BadParameter
from publication.selection.written import day_spoken_of

SAFE = ",@"  # as printed under a figure: lists=a,b@day
AXES = ("edition", "known_at", "as_of")
"""The parameters of every page: known by which edition, or known when; true on which day."""


@dataclass(frozen=True)
class Moment:
    """`as_of` is the day asked for, else the day until which the edition speaks. Flags: what the reader chose.

    `is_known_at`: the edition was chosen by a day. Links name it by its number all the same.
    """

    edition: Edition
    as_of: date
    is_pinned: bool
    is_other_day: bool
    is_known_at: bool = False

    @property
    def parameters(self) -> dict[str, str]:
        """What every link keeps, so that a reader who went back in time stays there."""
        kept = {}
        if self.is_pinned:
            kept["edition"] = str(self.edition.number)
        if self.is_other_day:
            kept["as_of"] = self.as_of.isoformat()
        return kept


def moment_of(request: HttpRequest) -> Moment:
    """Reads `edition` or `known_at`, and `as_of`. Raises what publication.selection.errors names: a value that can't be
    used, a day of which nothing can be said, an edition that does not exist, nothing published yet."""
    number, known_at, asked_day = (only(request.GET, name) for name in AXES)
    edition = edition_of(number, known_at)
    day = day_spoken_of(asked_day, "as_of", edition.as_of) if asked_day else edition.as_of
    return Moment(edition, day, bool(number or known_at), day != edition.as_of, bool(known_at))


def only(values: QueryDict, name: str) -> str:
    """The one value of a parameter, empty when it is not given. Raises BadParameter when there are several."""
    given = [value for value in values.getlist(name) if value]
    if len(given) > 1:
        raise BadParameter(name, _("expected one value"))
    return given[0] if given else ""


def several(values: QueryDict, name: str) -> str:
    """A parameter of codes, as a form repeats it or as the figure writes it: separated by commas."""
    return ",".join(filter(None, values.getlist(name)))


def with_parameters(address: str, parameters: dict[str, Any]) -> str:
    """The address with these parameters; those that are None or empty are left out."""
    if not parameters:
        return address
    query = "&".join(
        f"{quote(name, SAFE)}={quote(str(one), SAFE)}"
        for name, value in parameters.items()
        for one in (value if isinstance(value, list | tuple) else [value])
        if one not in (None, "")
    )
    return f"{address}?{query}" if query else address
