"""Persons erased at their family's demand: recognised by a keyed hash, so that no import makes them again."""

from collections.abc import Iterable
from typing import Any

from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from chronology.partial_date import PartialDate
from prisoners.matching.names import Name, name_of, parse
from prisoners.models import MatchCorpus, NameKind, Person, Tombstone
from sources.import_list.checking import CheckedRow
from sources.import_list.report import Refusal

SALT = "prisoners.tombstones"
NO_YEAR = ""


def mark(name: Name, year: int | str) -> bytes:
    """The keyed hash (key derived from SECRET_KEY) of a name by sound, in any order of its words, and a birth year."""
    return salted_hmac(SALT, f"{' '.join(name.words)}|{year}", algorithm="sha256").digest()


def marks_of_person(person: Person) -> set[bytes]:
    """Every spelling of the name with every possible birth year, and without one: a list may leave the year out."""
    names = [Name(person.given_names, person.surname_1, person.surname_2)]
    kinds = (NameKind.LEGAL, NameKind.USUAL, NameKind.VARIANT)
    names += [parse(text) for text in person.names.filter(kind__in=kinds).values_list("text", flat=True)]
    days = [day for day in person.detentions.values_list("detained_on", flat=True) if day]
    first = min(days, key=lambda day: day.value, default=None)
    years = birth_years(person.birth_date, person.age_at_detention_stated, first)
    marked: list[int | str] = [*years, NO_YEAR]
    return {mark(name, year) for name in names for year in marked}


def entomb(person: Person) -> int:
    """Keeps the marks of a person who is about to be erased; returns how many are new.

    What the matcher learnt from all names is forgotten with it, and learnt anew from the rows that remain.
    """
    MatchCorpus.objects.all().delete()
    known = set(map(bytes, Tombstone.objects.values_list("hmac", flat=True)))
    new = marks_of_person(person) - known
    Tombstone.objects.bulk_create([Tombstone(hmac=each) for each in sorted(new)])
    return len(new)


def screen(rows: Iterable[CheckedRow]) -> list[Refusal]:
    """Refuses rows that speak of an erased person, before anything of them is stored."""
    known = set(map(bytes, Tombstone.objects.values_list("hmac", flat=True)))
    if not known:
        return []
    return [
        Refusal(row.line, "name", _("erased at the family's demand"))
        for row in rows
        if marks_of_row(row.values) & known
    ]


def marks_of_row(values: dict[str, Any]) -> set[bytes]:
    birth, detained_on = (
        PartialDate.parse(values[field]) if values.get(field) else None for field in ("birth_date", "detained_on")
    )
    years = birth_years(birth, values.get("age_at_detention"), detained_on)
    name = name_of(values)
    return {mark(name, year) for year in years or (NO_YEAR,)}


def birth_years(birth: PartialDate | None, age: int | None, detained_on: PartialDate | None) -> frozenset[int]:
    """The years in which the birth may lie: from its date, else from the age when detained; empty when unknown."""
    if birth and birth.earliest and birth.latest:
        return frozenset(range(birth.earliest.year, birth.latest.year + 1))
    if age is not None and detained_on and detained_on.earliest and detained_on.latest:
        return frozenset(range(detained_on.earliest.year - age - 1, detained_on.latest.year - age + 1))
    return frozenset()
