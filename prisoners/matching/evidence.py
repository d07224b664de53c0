"""What a row and a person have in common, in codes that an editor can be shown."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from rapidfuzz.fuzz import ratio

from chronology.partial_date import PartialDate
from prisoners.matching.names import Name

SIMILAR_GIVEN, SIMILAR_SURNAME = 60, 80  # of 100
NEAR_DAYS = timedelta(days=3)


class NameAgreement(StrEnum):
    """How two names agree, best first."""

    EXACT = "exact"  # but for case and accents, both surnames on both sides
    SOUND = "sound"  # by the usual respellings
    SWAPPED = "swapped"  # the surnames change places
    REORDERED = "reordered"  # the same words in another order
    NO_SECOND_SURNAME = "no_second_surname"  # one side has one surname only
    PART_OF_GIVEN = "part_of_given"  # one side leaves out a given name
    CLOSE = "close"  # a letter or two differ


class Agreement(StrEnum):
    AGREES = "agrees"
    NEAR = "near"
    DIFFERS = "differs"
    UNKNOWN = "unknown"


SCORES = {
    NameAgreement.EXACT: 0.85, NameAgreement.SOUND: 0.75, NameAgreement.SWAPPED: 0.65, NameAgreement.REORDERED: 0.65,
    NameAgreement.NO_SECOND_SURNAME: 0.6, NameAgreement.PART_OF_GIVEN: 0.55, NameAgreement.CLOSE: 0.5,
}  # fmt: skip
WORTH = {Agreement.AGREES: 0.05, Agreement.NEAR: 0.0, Agreement.DIFFERS: -0.1, Agreement.UNKNOWN: 0.0}


@dataclass(frozen=True)
class Bearer:
    """Who bears a name: a person of ours, or a row. `years` in which the birth may lie; empty means unknown."""

    names: tuple[Name, ...]
    years: frozenset[int] = frozenset()
    provinces: frozenset[str] = frozenset()
    detained_on: tuple[PartialDate, ...] = ()
    key: Any = field(default=None, compare=False)


@dataclass(frozen=True)
class Evidence:
    name: NameAgreement
    birth_year: Agreement
    province: Agreement
    detained_on: Agreement

    @property
    def score(self) -> float:
        """Between 0 and 1, for ordering candidates; it decides nothing."""
        attributes = (self.birth_year, self.province, self.detained_on)
        return round(min(1.0, SCORES[self.name] + sum(WORTH[each] for each in attributes)), 2)

    @property
    def is_same(self) -> bool:
        """Strict: the whole name with both surnames, and the birth year, or where no year is known the province."""
        if self.name is not NameAgreement.EXACT:
            return False
        if self.birth_year is Agreement.UNKNOWN:
            return self.province is Agreement.AGREES
        return self.birth_year is Agreement.AGREES

    @property
    def is_plausible(self) -> bool:
        """Worth an editor's look. The weaker the name, the more must agree besides it."""
        year, province = self.birth_year, self.province
        match self.name:
            case NameAgreement.EXACT:
                return True
            case NameAgreement.SOUND | NameAgreement.SWAPPED | NameAgreement.REORDERED:
                return not (year is Agreement.DIFFERS and province is Agreement.DIFFERS)
            case NameAgreement.NO_SECOND_SURNAME:
                return year is not Agreement.DIFFERS and (year is Agreement.AGREES or province is not Agreement.DIFFERS)
        if year is Agreement.UNKNOWN:
            return province is Agreement.AGREES and self.detained_on is Agreement.AGREES
        return year is not Agreement.DIFFERS and province is not Agreement.DIFFERS

    def as_json(self) -> dict[str, str]:
        """For RowMatch.explanation."""
        return {
            "name": self.name, "birth_year": self.birth_year,
            "province": self.province, "detained_on": self.detained_on,
        }  # fmt: skip


def weigh(row: Bearer, person: Bearer) -> Evidence | None:
    """The best evidence that a row speaks of a person; None when no name of theirs agrees at all."""
    found = [agreement for one in row.names for other in person.names if (agreement := compare_names(one, other))]
    if not found:
        return None
    order = list(NameAgreement)
    return Evidence(
        min(found, key=order.index),
        compare_years(row.years, person.years),
        _compare_sets(row.provinces, person.provinces),
        _compare_days(row.detained_on, person.detained_on),
    )


def compare_names(one: Name, other: Name) -> NameAgreement | None:
    (given, first, second), (other_given, other_first, other_second) = one.sound, other.sound
    same_given = given == other_given or one.joined_given == other.joined_given
    if one.has_both_surnames and other.has_both_surnames:
        if one.exact == other.exact:
            return NameAgreement.EXACT
        if same_given and (first, second) == (other_first, other_second):
            return NameAgreement.SOUND
        if same_given and (first, second) == (other_second, other_first):
            return NameAgreement.SWAPPED
    elif same_given and first == other_first:
        return NameAgreement.NO_SECOND_SURNAME
    if one.words == other.words:
        return NameAgreement.REORDERED
    if _leaves_out_second_surname(one, other) or _leaves_out_second_surname(other, one):
        return NameAgreement.NO_SECOND_SURNAME
    return _compare_roughly(one, other, same_given=same_given)


def _compare_roughly(one: Name, other: Name, *, same_given: bool) -> NameAgreement | None:
    (given, first, second), (other_given, other_first, other_second) = one.sound, other.sound
    if (first, second) == (other_first, other_second) and first and second:
        if set(given) < set(other_given) or set(other_given) < set(given):
            return NameAgreement.PART_OF_GIVEN
        return NameAgreement.CLOSE if ratio(one.exact[0], other.exact[0]) >= SIMILAR_GIVEN else None
    if same_given and second and (first == other_first or second == other_second):
        differing = (first, other_first) if second == other_second else (second, other_second)
        return NameAgreement.CLOSE if ratio(*differing) >= SIMILAR_SURNAME else None
    return None


def _leaves_out_second_surname(one: Name, other: Name) -> bool:
    """“Juan Carlos Pérez”, read as two surnames, is Juan Carlos Pérez Gómez without the second."""
    return not one.is_parted and bool(other.surname_2) and one.words == other.short_words


def compare_years(one: frozenset[int], other: frozenset[int]) -> Agreement:
    if not one or not other:
        return Agreement.UNKNOWN
    if one & other:
        return Agreement.AGREES
    return Agreement.NEAR if min(abs(a - b) for a in one for b in other) <= 1 else Agreement.DIFFERS


def _compare_sets(one: frozenset[str], other: frozenset[str]) -> Agreement:
    if not one or not other:
        return Agreement.UNKNOWN
    return Agreement.AGREES if one & other else Agreement.DIFFERS


def _compare_days(one: tuple[PartialDate, ...], other: tuple[PartialDate, ...]) -> Agreement:
    pairs = [(a, b) for a in one for b in other]
    if not pairs:
        return Agreement.UNKNOWN
    return Agreement.AGREES if any(may_be_same_day(a, b) for a, b in pairs) else Agreement.DIFFERS


def may_be_same_day(one: PartialDate, other: PartialDate) -> bool:
    """Within three days of each other, as far as the dates are known."""
    return not (
        (one.latest and other.earliest and one.latest + NEAR_DAYS < other.earliest)
        or (other.latest and one.earliest and other.latest + NEAR_DAYS < one.earliest)
    )
