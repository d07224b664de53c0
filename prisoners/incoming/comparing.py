"""Whether what a list says and what we hold is one thing said in two ways, or a conflict that an editor must see."""

from __future__ import annotations

from typing import Any

from chronology.partial_date import PartialDate
from prisoners.matching.names import plain, sound
from sources.import_list.fields import FIELDS, Kind

UNKNOWN = (None, "", "unknown", "unknown_release")
DATES = (Kind.DATE, Kind.DAY)


def as_text(value: Any) -> str:
    """A value of a line or of ours, to be held against another; nothing is an empty text."""
    return "" if value is None else str(value)


def conflicts(field: str, said: Any, ours: Any) -> bool:
    """False where either side knows nothing, or both may be true: a day within the month that the other names, the
    same words in other letters, a name that sounds the same or lacks a part."""
    if said in UNKNOWN or ours in UNKNOWN or str(said) == str(ours):
        return False
    if FIELDS[field].kind in DATES:
        return not _is_within(PartialDate.parse(str(said)), PartialDate.parse(str(ours)))
    if field == "name":
        return not _may_be_one_name(str(said), str(ours))
    has_no_code = FIELDS[field].kind is Kind.MUNICIPALITY and not str(said).startswith("CU-")
    return not has_no_code


def _is_within(one: PartialDate, other: PartialDate) -> bool:
    """Every day that one of them may stand for is a day that the other may stand for."""
    return _contains(one, other) or _contains(other, one)


def _contains(wide: PartialDate, narrow: PartialDate) -> bool:
    begins = wide.earliest is None or (narrow.earliest is not None and wide.earliest <= narrow.earliest)
    ends = wide.latest is None or (narrow.latest is not None and narrow.latest <= wide.latest)
    return begins and ends


def _may_be_one_name(one: str, other: str) -> bool:
    """All the words of the shorter name but one are, by their sound, words of the longer one; two at least."""
    here, there = (_sounds(text) for text in (one, other))
    fewer = min(len(here), len(there))
    return len(here & there) >= max(min(2, fewer), fewer - 1)


def _sounds(name: str) -> set[str]:
    return {sound(word, is_given=False) for word in plain(name).split()}
