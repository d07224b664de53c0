"""How much of the sentence was served, for a person's page: from the public record alone (domain rule 9.7)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chronology.lengths import calendar_days
from chronology.partial_date import PartialDate
from chronology.wording import in_words as day_in_words
from publication.document import DetentionLine, SentenceLine
from reports.rounding import percent
from website.numbers import percent as shown
from website.wording import length

if TYPE_CHECKING:
    from website.record import Record

IN_PRISON = {"imprisonment", "tcci"}
SAME_SENTENCE = "rearrest_revocation"
Range = tuple[date | None, date | None]


class Held(NamedTuple):
    """A stay in prison: its certain days (None: none is) and its possible ones, half-open; None: no such end."""

    certain: Range | None
    possible: Range


class Departure(NamedTuple):
    """What the record says of one leaving of prison. `more_than_half`: yes, no or not_computable."""

    left_latest: date | None
    served_days: int | None
    sentence_days: int | None
    sentence_months: int | None
    more_than_half: str
    was_already_outside: bool


class Served(NamedTuple):
    """`least` and `most` in percent, one decimal, equal where all days are known; None where only `more_than_half` is.

    `is_inside`: counted to the day of the page, not to that of leaving. `length`: the sentence in words.
    """

    is_inside: bool
    length: str
    least: Decimal | None
    most: Decimal | None
    more_than_half: str


def served_by(record: Record) -> Served | None:
    """None where it can't be told: no sentence of prison of a known length, or days that are not known."""
    if record.state.code == "in_custody":
        return _inside(record)
    return None if record.state.code in ("", "unknown", "missing", "at_large") else _on_leaving(record)


def _on_leaving(record: Record) -> Served | None:
    left = [one for one in record.departures if one.left_latest and one.left_latest <= record.as_of]
    last = max(
        (one for one in left if not one.was_already_outside), key=lambda one: one.left_latest or date.min, default=None
    )
    if last is None:
        return None
    share = percent(last.served_days, last.sentence_days) if last.served_days is not None else None
    if share is None and last.more_than_half == "not_computable":
        return None
    return Served(False, length(last.sentence_months, None), share, share, last.more_than_half)


def _inside(record: Record) -> Served | None:
    sentence = _in_force(record.document["detentions"], record.as_of)
    if sentence is None or sentence["sanction"] not in IN_PRISON or sentence["substituted_by"]:
        return None
    months, days = sentence["months"] or 0, sentence["days"] or 0
    counted = PartialDate.parse(sentence["counted_from"]) if sentence["counted_from"] else None
    if not (months or days) or counted is None or not (counted.earliest and counted.latest):
        return None
    certain = _days((one.certain for one in record.held if one.certain), counted.latest, record.as_of)
    possible = _days((one.possible for one in record.held), counted.earliest, record.as_of)
    least = percent(certain, calendar_days(counted.latest, months, days))
    most = percent(possible, calendar_days(counted.earliest, months, days))
    return Served(True, length(sentence["months"], sentence["days"]), least, most, "")


def _in_force(detentions: list[DetentionLine], day: date) -> SentenceLine | None:
    """The sentence that the person was serving on the day: of the detention then, or of the one before it."""
    begun = [one for one in detentions if (_first_day(one["detained_on"]) or date.min) <= day]
    for detention in reversed(begun):
        operative = [
            line for line in detention["sentences"] if line["is_operative"] and _last_day(line["decided_on"]) <= day
        ]
        if operative:
            return max(operative, key=lambda line: _first_day(line["decided_on"]) or date.min)
        if detention["kind"] != SAME_SENTENCE:
            return None
    return None


def _first_day(text: str) -> date | None:
    return PartialDate.parse(text).earliest if text else None


def _last_day(text: str) -> date:
    """The last day on which it may have been; of a day that is not known, long ago."""
    return (PartialDate.parse(text).latest if text else None) or date.min


def _days(ranges: Iterable[Range], from_: date, until: date) -> int:
    """Days from `from_` until before `until` that lie in any of the ranges, each once."""
    total, before = 0, from_
    for first, end in sorted((max(first or from_, from_), min(end or until, until)) for first, end in ranges):
        first = max(first, before)
        if end > first:
            total += (end - first).days
            before = end
    return total


def in_words(share: Served, day: date) -> str:
    """How much of the sentence was served, and whether some days of it are not known."""
    language = get_language() or "es"
    told = {
        "day": day_in_words(day, language),
        "length": share.length or _("unknown length"),
        "least": shown(share.least, language) if share.least is not None else "",
        "most": shown(share.most, language) if share.most is not None else "",
    }
    if share.least is None:
        return {
            "yes": _("More than half of the sentence had been served on leaving prison."),
            "no": _("Not more than half of the sentence had been served on leaving prison."),
        }[share.more_than_half]
    if not share.is_inside:
        return _("On leaving prison, %(least)s of the sentence of %(length)s had been served.") % told
    if share.least == share.most:
        return _("By %(day)s, %(least)s of the sentence of %(length)s has been served.") % told
    return (
        _(
            "By %(day)s, between %(least)s (certain) and %(most)s (possible) of the sentence of %(length)s has been "
            "served: some days are not known exactly."
        )
        % told
    )
