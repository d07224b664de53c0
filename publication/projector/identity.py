"""Who a person is to the public: by name, by pseudonym, or not at all (domain reference, sections 7.4 and 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from chronology.partial_date import PartialDate
from prisoners.models import Gender, Visibility
from publication.unnamed import PSEUDONYM

ADULT = 18
# Gender identity is public with the person's consent alone; without it the record says no more than lists do.
PUBLIC_GENDER: dict[str, str] = {
    Gender.TRANS_WOMAN: Gender.WOMAN,
    Gender.TRANS_MAN: Gender.MAN,
    Gender.NON_BINARY: Gender.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class Identity:
    """How a person appears. `is_minor` yes, no or unknown; whoever may have been a minor bears a pseudonym."""

    is_withheld: bool
    is_minor: str
    has_pseudonym: bool

    @property
    def is_named(self) -> bool:
        return not (self.is_withheld or self.has_pseudonym)


def of_person(person: Any, detentions: list[Any]) -> Identity:
    ages = [age for detention in detentions if (age := _ages(person.birth_date, detention.detained_on))]
    stated = person.age_at_detention_stated
    youngest = min((low for low, _ in ages), default=None)
    oldest = min((high for _, high in ages), default=None)
    may_be_minor = (stated is not None and stated < ADULT) or (
        youngest is not None and youngest < ADULT and (stated is None or (oldest is not None and oldest < ADULT))
    )
    if (stated is not None and stated < ADULT) or (oldest is not None and oldest < ADULT):
        is_minor = "yes"
    elif stated is not None or (youngest is not None and youngest >= ADULT):
        is_minor = "no"
    else:
        is_minor = "unknown"
    return Identity(person.visibility == Visibility.WITHHELD, is_minor, may_be_minor)


def _ages(born: PartialDate | None, detained: PartialDate | None) -> tuple[int, int] | None:
    """The youngest and oldest age the person may have had that day; None when one of the dates has no bounds."""
    if not (born and detained and born.earliest and born.latest and detained.earliest and detained.latest):
        return None
    return _age(born.latest, detained.earliest), _age(born.earliest, detained.latest)


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def public_gender(gender: str) -> str:
    return PUBLIC_GENDER.get(gender, gender)


def pseudonym(number: int) -> str:
    return f"{PSEUDONYM} {number:02d}"


def pseudonym_slug(number: int, *, is_demo: bool) -> str:
    return f"{'demo-' if is_demo else ''}adolescente-{number:02d}"


def to_the_month(day: PartialDate | None) -> PartialDate | None:
    """A date as a withheld person's may be told: nothing below the month."""
    if day is None or not day.is_exact:
        return day
    return PartialDate.parse(f"{day.value:%Y-%m}")


def month_end(day: date) -> date:
    """The day on which something was made known, as a withheld person's may be told."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
