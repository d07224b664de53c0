"""Who was detained in the same town in the same event: named persons alone, and never beside a pseudonym."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from publication.selection import Selection
from publication.unnamed import NATIONWIDE, bears_pseudonym
from website.moment import Moment
from website.people import Line, lines_of

if TYPE_CHECKING:
    from website.record import Record

MOST = 8


class Related(NamedTuple):
    """At most MOST of them, those detained on the nearest days first. `asked`: the list of all of them, with the person
    of the page among them; `total` without."""

    lines: list[Line]
    total: int
    asked: dict[str, str]


def related(record: Record, moment: Moment) -> Related | None:
    """None where the town, or at least the province of an event of one, is not known, and of whoever is not named."""
    place = _place(record)
    if bears_pseudonym(record.name_display) or not record.events or not place:
        return None
    # An event of one town says more than one of the whole country.
    event = min(record.events, key=lambda code: (code in NATIONWIDE, code))
    asked = {"event": event, **place}
    selection = Selection({**asked, "as_of": str(moment.as_of)}, edition=moment.edition)
    page = selection.nearest_to(record.slug, MOST)
    return Related(lines_of(page), page.total, asked) if page.rows else None


def _place(record: Record) -> dict[str, str]:
    if record.municipality:
        return {"municipality": record.municipality}
    return {"province": record.province} if record.province else {}
