"""Which arrest of a person a row speaks of."""

from collections.abc import Sequence
from datetime import date, timedelta

from chronology.partial_date import PartialDate
from prisoners.models import Detention

NEAR_DAYS = timedelta(days=3)


def in_order(detentions: Sequence[Detention]) -> list[Detention]:
    """By the day of the arrest, an unknown day first."""
    return sorted(detentions, key=lambda held: held.detained_on.value if held.detained_on else date.min)


def arrest_meant(detentions: Sequence[Detention], detained_on: PartialDate | None) -> Detention | None:
    """The detention that an arrest on `detained_on` is; None when it is a new one, certainly after all others ended.

    A date within three days is the same arrest; a list that gives another date for the same case contradicts, it
    does not add an arrest. Without a date the first arrest is meant: what followed it are its consequences.
    """
    ordered = in_order(detentions)
    if not ordered:
        return None
    if detained_on is None:
        return ordered[0]
    for held in ordered:
        if held.detained_on and may_be_same_day(held.detained_on, detained_on):
            return held
    for held in ordered:
        if held.detained_on is None:
            return held
    last = ordered[-1].ended_on
    if last and last.latest and detained_on.earliest and last.latest < detained_on.earliest:
        return None
    return min(ordered, key=lambda held: abs(held.detained_on.value - detained_on.value))


def may_be_same_day(one: PartialDate, other: PartialDate) -> bool:
    """Within three days of each other, as far as the dates are known."""
    return not (
        (one.latest and other.earliest and one.latest + NEAR_DAYS < other.earliest)
        or (other.latest and one.earliest and other.latest + NEAR_DAYS < one.earliest)
    )
