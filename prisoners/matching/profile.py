"""What a row, or one source of a person, says of who is meant: in forms that can be compared quickly."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from chronology.partial_date import PartialDate, Precision
from prisoners.matching.likeness import sound_of_words
from prisoners.matching.names import SILENT, Name, plain, sound

YEAR = 365
Days = tuple[int, int]  # first and last day, as ordinals, both inclusive


class Profile(NamedTuple):
    """One wording of who somebody is. Empty or None: not said. `born`: the days on which the birth may lie.

    `born_as`: how it is known: `day`, `year` or `age`. `arrests`: the spans in which arrests lie, as far as known.
    """

    given: tuple[str, ...] = ()
    surname_1: str = ""
    surname_2: str = ""
    alias: str = ""
    born: Days | None = None
    born_as: str = ""
    age: int | None = None
    gender: str = ""
    province: str = ""
    municipality: str = ""
    arrests: tuple[Days, ...] = ()
    facilities: frozenset[str] = frozenset()
    offences: frozenset[str] = frozenset()
    sentences: frozenset[int] = frozenset()
    given_sounds: tuple[str, ...] = ()
    surname_1_sound: str = ""
    surname_2_sound: str = ""

    @property
    def joined_given(self) -> str:
        """The sound of the given names written together."""
        return sound("".join(self.given), is_given=True)

    def counted(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Values whose frequency tells how much an agreement is worth."""
        yield "given", self.given_sounds
        yield "surname", tuple(each for each in (self.surname_1_sound, self.surname_2_sound) if each)
        yield "municipality", (self.municipality,) if self.municipality else ()
        yield "province", (self.province,) if self.province else ()
        yield "arrest", tuple(str(first) for first, last in self.arrests if first == last)
        yield "month", tuple(month(first) for first, last in self.arrests if last - first < 31)
        yield "facility", tuple(self.facilities)
        yield "offence", tuple(self.offences)
        yield "sentence", tuple(str(each) for each in self.sentences)


def month(day: int) -> str:
    return f"{date.fromordinal(day):%Y-%m}"


def of_name(name: Name, **facts: Any) -> Profile:
    """A profile with the name's parts taken apart and folded."""
    given = tuple(word for word in plain(name.given).split() if word not in SILENT)
    return of_parts(given, plain(name.surname_1), plain(name.surname_2), plain(name.alias), **facts)


def of_parts(given: tuple[str, ...], first: str, second: str, alias: str, **facts: Any) -> Profile:
    """As of_name, of parts that are folded already."""
    sounds, first_sound, second_sound = _sounds(given, first, second)
    return Profile(
        given=given, surname_1=first, surname_2=second, alias=alias, given_sounds=sounds, surname_1_sound=first_sound,
        surname_2_sound=second_sound, **facts,
    )  # fmt: skip


@lru_cache(maxsize=50_000)
def _sounds(given: tuple[str, ...], first: str, second: str) -> tuple[tuple[str, ...], str, str]:
    return tuple(sound(word, is_given=True) for word in given), sound_of_words(first), sound_of_words(second)


def of_values(values: Mapping[str, Any], name: Name, *, alias: str = "") -> Profile:
    """What the values of a row say (sources/import_list/fields.py), under the reading of its name given."""
    detained = days(values.get("detained_on"))
    born, born_as = birth(values.get("birth_date"), values.get("age_at_detention"), detained)
    offences = {*(values.get("offences") or ()), values.get("principal_offence") or ""} - {"", "desconocido", "otro"}
    gender = values.get("gender", "")
    months = values.get("sentence_months")
    return of_name(
        name if name.alias else replace(name, alias=alias), born=born, born_as=born_as,
        age=values.get("age_at_detention"),
        gender="" if gender == "unknown" else gender, province=values.get("province", ""),
        municipality=values.get("municipality", ""), arrests=(detained,) if detained else (),
        facilities=frozenset([values["facility"]]) if values.get("facility") else frozenset(),
        offences=frozenset(offences), sentences=frozenset([months]) if months else frozenset(),
    )  # fmt: skip


def birth(written: str | None, age: int | None, detained: Days | None) -> tuple[Days | None, str]:
    """The days of the birth and how they are known: from its date, else from the age on the day of the arrest."""
    if written:
        known = PartialDate.parse(written)
        if span := days(written):
            return span, "day" if known.precision is Precision.DAY else "year"
    if age is not None and detained:
        return (int(detained[0] - (age + 1) * 365.25), int(detained[1] - age * 365.25)), "age"
    return None, ""


def days(written: str | PartialDate | None) -> Days | None:
    """A part-known date as a span; None when it is open on one side."""
    if not written:
        return None
    known = PartialDate.parse(written) if isinstance(written, str) else written
    if known.earliest is None or known.latest is None:
        return None
    return known.earliest.toordinal(), known.latest.toordinal()


BEST_BIRTH = ("day", "year", "age", "")


def pooled(profiles: Sequence[Profile]) -> Profile:
    """One profile of all that the sources of a person say: the fullest, with what it lacks from the others."""
    ordered = sorted(profiles, key=_fullness, reverse=True)
    full = ordered[0]
    agreed = Counter(each.surname_1_sound for each in ordered)  # of two readings of a name, one may be wrong
    named = max(ordered, key=lambda each: (agreed[each.surname_1_sound], bool(each.surname_2), len(each.given)))
    born = min((each for each in ordered if each.born), key=lambda each: BEST_BIRTH.index(each.born_as), default=full)
    aged = next((each.age for each in ordered if each.age is not None), None)
    placed = next((each for each in ordered if each.municipality), None)
    placed = placed or next((each for each in ordered if each.province), full)
    arrests = [each.arrests for each in ordered if each.arrests]
    return named._replace(
        born=born.born, born_as=born.born_as, age=aged if born.age is None else born.age,
        province=placed.province,
        municipality=placed.municipality, gender=next((each.gender for each in ordered if each.gender), ""),
        arrests=min(arrests, key=lambda spans: spans[0][1] - spans[0][0], default=()),
        facilities=next((each.facilities for each in ordered if each.facilities), frozenset()),
        offences=next((each.offences for each in ordered if each.offences), frozenset()),
        sentences=next((each.sentences for each in ordered if each.sentences), frozenset()),
        alias=next((each.alias for each in ordered if each.alias), ""),
    )  # fmt: skip


def with_pooled(profiles: Sequence[Profile]) -> list[Profile]:
    """What all sources say together, then each of them; a single one says it all."""
    return [pooled(profiles), *profiles] if len(profiles) > 1 else list(profiles)


def _fullness(profile: Profile) -> int:
    said = (profile.surname_2, profile.born, profile.municipality, profile.arrests, profile.facilities)
    return sum(map(bool, (*said, profile.offences, profile.sentences)))


def as_text(profiles: Sequence[Profile]) -> str:
    """What is said, for storing: a line of JSON for each. What is derived from the name is derived again."""
    return "\n".join(_as_line(each) for each in profiles)


def from_line(line: str) -> Profile:
    """Of one line of what as_text made."""
    given, first, second, alias, born, arrests, facilities, offences, sentences, *facts = json.loads(line)
    given = tuple(given)
    sounds, first_sound, second_sound = _sounds(given, first, second)
    born_as, age, gender, province, municipality = facts
    return Profile(
        given, first, second, alias, tuple(born) if born else None, born_as, age, gender, province, municipality,
        tuple(map(tuple, arrests)), frozenset(facilities), frozenset(offences), frozenset(sentences), sounds,
        first_sound, second_sound,
    )  # fmt: skip


def _as_line(of: Profile) -> str:
    said = [
        of.given, of.surname_1, of.surname_2, of.alias, of.born, of.arrests, sorted(of.facilities),
        sorted(of.offences), sorted(of.sentences), of.born_as, of.age, of.gender, of.province, of.municipality,
    ]  # fmt: skip
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))
