"""Who a person is to the public: by name, by pseudonym, or not at all (domain reference, sections 7.4 and 8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate

from chronology.partial_date import PartialDate
from prisoners.models import Gender, Visibility
from prisoners.models.consent import ADULT
from prisoners.naming import Standing
from publication.unnamed import PSEUDONYM

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


def of_person(person: Any, detentions: list[Any], standing: Standing) -> Identity:
    """The last guard: whoever may not be named (prisoners/naming.py) is withheld, whatever the dossier says."""
    youngest, oldest = _ages(person.birth_date, detentions)
    stated = person.age_at_detention_stated
    certainly_minor = (stated is not None and stated < ADULT) or (oldest is not None and oldest < ADULT)
    may_be_minor = certainly_minor or (stated is None and youngest is not None and youngest < ADULT)
    if certainly_minor:
        is_minor = "yes"
    elif stated is not None or (youngest is not None and youngest >= ADULT):
        is_minor = "no"
    else:
        is_minor = "unknown"
    bears_pseudonym = may_be_minor and not _allows_identity(person, detentions, standing)
    may_appear = may_be_minor or standing.has_basis
    is_withheld = person.visibility != Visibility.PUBLIC or standing.is_objected or not may_appear
    return Identity(is_withheld, is_minor, bears_pseudonym)


def _allows_identity(person: Any, detentions: list[Any], standing: Standing) -> bool:
    """Whether whoever was a minor may be named: family or guardian say so until they are 18, afterwards they alone.

    Where it is not certain that they are of age they count as a minor: of one who says so, and of their family.
    """
    own = standing.own_consent_on
    if own and _is_adult_on(own, person, detentions):
        return True
    return standing.guardian_consents and not _is_adult_on(localdate(), person, detentions)


def _is_adult_on(day: date, person: Any, detentions: list[Any]) -> bool:
    """Certainly: by the last day of birth; where none is known, by the age stated, which may be of the last arrest."""
    if (born := person.birth_date) and born.latest:
        return _age(born.latest, day) >= ADULT
    arrests = [one.detained_on.latest for one in detentions if one.detained_on and one.detained_on.latest]
    stated = person.age_at_detention_stated
    return stated is not None and bool(arrests) and stated + _age(max(arrests), day) >= ADULT


def _ages(born: PartialDate | None, detentions: list[Any]) -> tuple[int | None, int | None]:
    """The youngest that the person may have been at an arrest, and the oldest at the one when youngest; None where no
    arrest has the bounds that say it."""
    arrests = [one.detained_on for one in detentions if one.detained_on] if born else []
    lows = [_age(born.latest, day.earliest) for day in arrests if born and born.latest and day.earliest]
    highs = [_age(born.earliest, day.latest) for day in arrests if born and born.earliest and day.latest]
    return min(lows, default=None), min(highs, default=None)


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
