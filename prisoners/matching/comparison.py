"""What two profiles have in common, field by field: each finding has a name and an amount, and the model its weight.

A finding is (field.level, amount): amount 1 for a level, bits of rarity for what agrees and is rare. A field that one
side does not state finds nothing: missing says nothing.
"""

from __future__ import annotations

from datetime import date

from rapidfuzz.distance import OSA

from prisoners.matching.frequencies import Frequencies
from prisoners.matching.likeness import Likeness, of_given, of_surnames
from prisoners.matching.names import sound
from prisoners.matching.profile import Days, Profile, month

Finding = tuple[str, float]
NEAR_DAYS = 3
GOOD = Likeness.CLOSE  # from here on two words may be one
SLIPS = (Likeness.CLOSE, Likeness.ALIKE)
SHORTEST_BEGINNING = 4  # letters of a given name with which another may begin
MOST_APART = 4  # letters by which two wordings of the same given names differ: sound leaves out doubled ones and h
SHORTEST_JOINED = 8  # letters of given names written together, of which one may be wrong

GIVEN = {
    Likeness.EXACT: "given.exact", Likeness.SOUND: "given.sound", Likeness.NICKNAME: "given.nickname",
    Likeness.CLOSE: "given.close", Likeness.ALIKE: "given.alike", Likeness.INITIAL: "given.initial",
    Likeness.DIFFERS: "given.differs",
}  # fmt: skip
SECOND_GIVEN = {
    Likeness.EXACT: "second_given.agrees", Likeness.SOUND: "second_given.agrees",
    Likeness.NICKNAME: "second_given.agrees", Likeness.CLOSE: "second_given.close",
    Likeness.ALIKE: "second_given.alike", Likeness.INITIAL: "second_given.initial",
    Likeness.DIFFERS: "second_given.differs",
}  # fmt: skip
SURNAME = {
    Likeness.EXACT: "exact", Likeness.SOUND: "sound", Likeness.NICKNAME: "sound", Likeness.CLOSE: "close",
    Likeness.ALIKE: "alike", Likeness.INITIAL: "initial", Likeness.DIFFERS: "differs",
}  # fmt: skip


def compare(one: Profile, other: Profile, frequencies: Frequencies) -> list[Finding]:
    """All findings, in the order in which an editor reads them: names, birth, sex, place, arrest, prison, case."""
    found: list[Finding] = []
    given = _compare_given(one, other, frequencies, found)
    _compare_surnames(one, other, frequencies, found, is_relative=given < GOOD and given != Likeness.INITIAL)
    _compare_birth(one, other, found)
    if one.gender and other.gender and one.gender != other.gender:
        found.append(("gender.differs", 1))
    _compare_places(one, other, frequencies, found)
    if one.arrests and other.arrests:
        _compare_arrests(one, other, frequencies, found)
    _compare_case(one, other, frequencies, found)
    return found


def _compare_given(one: Profile, other: Profile, frequencies: Frequencies, found: list[Finding]) -> Likeness:
    if not one.given or not other.given:
        return Likeness.INITIAL
    first = of_given(one.given[0], other.given[0])
    if first < GOOD and (otherwise := _given_otherwise(one, other, frequencies, found)):
        return otherwise
    level = GIVEN[first]
    if first is Likeness.CLOSE and frequencies.are_both_known("given", one.given_sounds[0], other.given_sounds[0]):
        level = "given.close_known"
    found.append((level, 1))
    if first >= GOOD:
        rarer = max(frequencies.rarity("given", one.given_sounds[0]), 0.0)
        found.append(("given.rarity", min(rarer, frequencies.rarity("given", other.given_sounds[0]))))
    if len(one.given) > 1 and len(other.given) > 1:
        second = of_given(one.given[1], other.given[1])
        level = SECOND_GIVEN[second]
        if second in SLIPS and frequencies.are_both_known("given", one.given_sounds[1], other.given_sounds[1]):
            level = "second_given.close_known"
        found.append((level, 1))
        if second >= GOOD:
            found.append(("second_given.rarity", frequencies.rarity("given", one.given_sounds[1])))
    elif len(one.given) != len(other.given) and first >= GOOD:
        found.append(("second_given.missing", 1))
    return first


def _given_otherwise(one: Profile, other: Profile, frequencies: Frequencies, found: list[Finding]) -> Likeness | None:
    """“Juancarlos” and “Juan Carlos” (or “Juan”, “Juan C.”), or a name that is the other's second."""
    if joined := _joined(one, other, frequencies):
        found.append((joined, 1))
        return Likeness.SOUND
    ways = [
        (of_given(a, b), place)
        for place, a in enumerate(one.given[:2])
        for there, b in enumerate(other.given[:2])
        if place + there
    ]
    if not ways or max(ways)[0] < GOOD:
        return None
    likeness, place = max(ways)
    found.append(("given.crossed", 1))
    found.append(("given.rarity", frequencies.rarity("given", one.given_sounds[place])))
    return likeness


def _joined(one: Profile, other: Profile, frequencies: Frequencies) -> str:
    """The finding when one side writes together what the other writes apart, or leaves the second out."""
    together, apart = (one, other) if len(one.given) <= len(other.given) else (other, one)
    if len(apart.given) > 1:
        if abs(sum(map(len, one.given)) - sum(map(len, other.given))) <= MOST_APART:
            a, b = together.joined_given, apart.joined_given
            if a == b:
                return "given.joined"
            is_single = len(together.given) == 1 and min(len(a), len(b)) >= SHORTEST_JOINED
            if is_single and OSA.distance(a, b, score_cutoff=1) <= 1:
                return "given.joined_close"
        if len(together.given) > 1:
            return ""
    elif len(one.given[0]) < len(other.given[0]):
        together, apart = other, one
    else:
        together, apart = one, other
    rest = together.given[0].removeprefix(apart.given[0])
    if len(apart.given[0]) < SHORTEST_BEGINNING or len(rest) < 2 or rest == together.given[0]:
        return ""
    if len(apart.given) > 1:
        return "given.begins" if of_given(rest, apart.given[1]) in (*SLIPS, Likeness.INITIAL) else ""
    return "given.begins" if frequencies.is_known("given", sound(rest, is_given=True)) else ""


def _compare_surnames(
    one: Profile, other: Profile, frequencies: Frequencies, found: list[Finding], *, is_relative: bool
) -> None:
    """Brothers share both surnames: where the given names differ, how rare a surname is counts apart."""
    if not one.surname_1 or not other.surname_1:
        return
    first = of_surnames(one.surname_1, other.surname_1)
    second = of_surnames(one.surname_2, other.surname_2) if one.surname_2 and other.surname_2 else None
    if first < GOOD or (second is not None and second < GOOD):
        crossed = _crossed(one, other)
        if crossed > min(first, first if second is None else second):
            both = bool(one.surname_2 and other.surname_2)
            agreed = [each.surname_1_sound for each in (one, other) if both or not each.surname_2]
            rarity = min(frequencies.rarity("surname", each) for each in agreed)
            found.append(("surnames.swapped" if both else "surnames.one_of_two", 1))
            found.append(("surnames.kin" if is_relative else "surname_1.rarity", rarity))
            return
    pairs = [("surname_1", first, one.surname_1_sound, other.surname_1_sound)]
    if second is not None:
        pairs.append(("surname_2", second, one.surname_2_sound, other.surname_2_sound))
    for field, likeness, a, b in pairs:
        level = SURNAME[likeness]
        if likeness is Likeness.CLOSE and frequencies.are_both_known("surname", a, b):
            level = "close_known"
        found.append((f"{field}.{level}", 1))
        if likeness >= GOOD:
            rarity = min(frequencies.rarity("surname", a), frequencies.rarity("surname", b))
            found.append((f"{field}.kin" if is_relative else f"{field}.rarity", rarity))
    if second is None and (one.surname_2 or other.surname_2):
        found.append(("surname_2.missing", 1))


def _crossed(one: Profile, other: Profile) -> Likeness:
    """How well the surnames agree when they change places; a single surname may be the other's second."""
    pairs = []
    if other.surname_2:
        pairs.append(of_surnames(one.surname_1, other.surname_2))
    if one.surname_2:
        pairs.append(of_surnames(one.surname_2, other.surname_1))
    return min(pairs, default=Likeness.DIFFERS) if pairs and min(pairs) >= GOOD else Likeness.DIFFERS


def _compare_birth(one: Profile, other: Profile, found: list[Finding]) -> None:
    if one.born is None or other.born is None:
        if one.age is not None and other.age is not None:
            apart = abs(one.age - other.age)
            found.append((f"birth.{'age_same' if not apart else 'age_near' if apart < 3 else 'age_far'}", 1))
        elif (years := _years_off(one, other)) is not None:
            found.append((f"birth.{_years(years) if years else 'fits'}", 1))
        return
    gap = max(one.born[0] - other.born[1], other.born[0] - one.born[1])
    exact = one.born_as == other.born_as == "day"
    if exact:
        found.append((f"birth.{_days_of_birth(one.born[0], other.born[0])}", 1))
    elif gap <= 0:
        known = {one.born_as, other.born_as}
        found.append(("birth.year" if known <= {"day", "year"} else "birth.fits", 1))
    else:
        found.append((f"birth.{_years(gap / 365.25)}", 1))


def _years(off: float) -> str:
    return "off_1" if off <= 1 else "off_2" if off <= 2 else "off_5" if off <= 5 else "far"


def _years_off(one: Profile, other: Profile) -> int | None:
    """By how many years an age without a date misses the age that the other's birth and arrest give."""
    aged, known = (one, other) if one.age is not None and one.born is None else (other, one)
    if aged.age is None or known.born is None or len(known.arrests) != 1 or known.born_as == "age":
        return None
    (first, last), (born, until) = known.arrests[0], known.born
    youngest, oldest = int((first - until) / 365.25), int((last - born) / 365.25)
    return max(youngest - aged.age, aged.age - oldest, 0)


def _days_of_birth(one: int, other: int) -> str:
    if one == other:
        return "day"
    a, b = date.fromordinal(one), date.fromordinal(other)
    same = (a.year == b.year) + (a.month == b.month) + (a.day == b.day)
    if same == 2 or abs(one - other) <= 10 or (a.year == b.year and (a.month, a.day) == (b.day, b.month)):
        return "near"
    years = abs(one - other) / 365.25
    return "other_day" if years <= 1 else "other_2" if years <= 2 else "other_5" if years <= 5 else "far"


def _compare_places(one: Profile, other: Profile, frequencies: Frequencies, found: list[Finding]) -> None:
    if one.municipality and one.municipality == other.municipality:
        found.append(("place.municipality", 1))
        found.append(("place.rarity", frequencies.rarity("municipality", one.municipality)))
    elif one.province and other.province:
        if one.province != other.province:
            found.append(("place.other_province", 1))
        elif one.municipality and other.municipality:
            found.append(("place.other_municipality", 1))
        else:
            found.append(("place.province", 1))
            found.append(("place.rarity", frequencies.rarity("province", one.province)))


def _compare_arrests(one: Profile, other: Profile, frequencies: Frequencies, found: list[Finding]) -> None:
    level, day = max((_arrest(a, b), a[0]) for a in one.arrests for b in other.arrests)
    found.append((f"arrest.{ARRESTS[level]}", 1))
    if level == SAME_DAY:
        found.append(("arrest.rarity", frequencies.rarity("arrest", str(day))))
    elif level == COARSE:
        found.append(("arrest.month_rarity", frequencies.rarity("month", month(day))))


ARRESTS = ("other_year", "year", "other_month", "month", "near", "coarse", "same")
SAME_DAY, COARSE, NEAR, MONTH, OTHER_MONTH, YEAR, OTHER_YEAR = 6, 5, 4, 3, 2, 1, 0


def _arrest(a: Days, b: Days) -> int:
    if a[0] == a[1] and b[0] == b[1]:
        apart = abs(a[0] - b[0])
        if apart == 0:
            return SAME_DAY
        one, other = date.fromordinal(a[0]), date.fromordinal(b[0])
        if apart <= NEAR_DAYS:
            return NEAR
        if one.year == other.year and ((one.month, one.day) == (other.day, other.month) or one.month == other.month):
            return MONTH
        return OTHER_MONTH if one.year == other.year or apart < 60 else OTHER_YEAR
    gap = max(a[0] - b[1], b[0] - a[1])
    if gap <= 0:
        return COARSE if max(a[1] - a[0], b[1] - b[0]) <= 92 else YEAR
    return OTHER_MONTH if gap < 184 else OTHER_YEAR


def _compare_case(one: Profile, other: Profile, frequencies: Frequencies, found: list[Finding]) -> None:
    if one.facilities and other.facilities:
        if shared := one.facilities & other.facilities:
            found.append(("facility.same", 1))
            found.append(("facility.rarity", max(frequencies.rarity("facility", each) for each in shared)))
        else:
            found.append(("facility.differs", 1))
    if one.offences and other.offences:
        if shared := one.offences & other.offences:
            found.append(("offences.all" if one.offences == other.offences else "offences.some", 1))
            found.append(("offences.rarity", max(frequencies.rarity("offence", each) for each in shared)))
        else:
            found.append(("offences.none", 1))
    if one.sentences and other.sentences:
        if agreed := one.sentences & other.sentences:
            found.append(("sentence.same", 1))
            found.append(("sentence.rarity", max(frequencies.rarity("sentence", str(each)) for each in agreed)))
        else:
            nearest = min(abs(a - b) / max(a, b) for a in one.sentences for b in other.sentences)
            found.append(("sentence.near" if nearest <= 0.35 else "sentence.differs", 1))
    if one.alias and one.alias == other.alias:
        found.append(("alias.same", 1))
