"""Whom a citizen's report may be about, by the same matcher that reads the rows of lists; an editor alone decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from prisoners.matching import explanation, profiles
from prisoners.matching.decision import MOST_SHOWN
from prisoners.matching.explanation import Reason
from prisoners.matching.in_force import scorecard_in_force
from prisoners.matching.weighing import weigh_rows
from prisoners.models import Municipality, Person
from prisoners.reports.dates import day_or_month
from sources.import_list.vocabularies import Vocabularies, fold

WORTH_SHOWING = 0.0005  # chance: a report says little beside the name, and an editor looks at few
LONGEST_NAME = 120  # letters: what is longer is no name


@dataclass
class Candidate:
    """A person, and why. `is_named`: the form was opened from this person's page."""

    person: Person
    is_named: bool = False
    why: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return explanation.in_a_sentence(self.why)

    @property
    def reasons(self) -> list[Reason]:
        return explanation.reasons(self.why)

    @property
    def bits(self) -> float:
        return explanation.together(self.reasons)


def is_demonstration() -> bool:
    """Whether all that is on the record is invented: a report is never compared with both."""
    invented = Person.objects.filter(is_demo=True).exists()
    return invented and not Person.objects.filter(is_demo=False).exists()


def candidates(*, name: str, about: str, place: str, when: str, kind: str) -> list[Candidate]:
    """Those whom the words of the form may mean, the likeliest first; first of all whose page it was opened from."""
    found: dict[int, Candidate] = {}
    if (named := of_page(about)) is not None:
        found[named.pk] = Candidate(named, is_named=True)
    if not name.strip() or len(name) > LONGEST_NAME:
        return list(found.values())
    is_demo = is_demonstration()
    persons = Person.objects.filter(merged_into=None, is_demo=is_demo)
    known = persons.count()
    corpus, scorecard = profiles.load_corpus(), scorecard_in_force(known)
    readings = corpus.read("report", {"name": " ".join(name.split()), **where(place), **_when(when, kind)})
    (weighed,) = weigh_rows([readings], corpus, scorecard, persons=known, is_demo=is_demo)
    likely = [each for each in weighed[:MOST_SHOWN] if each.chance >= WORTH_SHOWING]
    rows = persons.in_bulk([int(str(each.owner)) for each in likely])
    for each in likely:
        if (person := rows.get(int(str(each.owner)))) is not None:
            why = explanation.as_json(each, scorecard)
            found.setdefault(person.pk, Candidate(person)).why = why
    return list(found.values())


def where(place: str) -> dict[str, str]:
    """The province, municipality or prison that the words of a place name alone or behind a comma; else nothing."""
    vocabularies = Vocabularies()
    said: dict[str, str] = {}
    for part in [place, *place.split(",")]:
        word = fold(part)
        if not word:
            continue
        if (facility := vocabularies["facility"].get(word)) is not None:
            said.setdefault("facility", facility)
        if (province := vocabularies["province"].get(word)) is not None:
            said.setdefault("province", province)
    for part in place.split(","):
        towns = list(Municipality.objects.filter(name__iexact=part.strip()).values_list("code", "province_id")[:2])
        towns = [town for town in towns if said.get("province", town[1]) == town[1]]
        if len(towns) == 1:
            said.setdefault("municipality", towns[0][0])
            said.setdefault("province", towns[0][1])
    return said


def _when(when: str, kind: str) -> dict[str, str]:
    """Of somebody new the day that is told is the arrest's; of others it is another day."""
    day = day_or_month(when) if kind == "new" else None
    return {"detained_on": str(day)} if day else {}


def of_page(about: str) -> Person | None:
    """Whose page the form was opened from, or who that person was merged into; None for anything else."""
    try:
        public_id = UUID(about)
    except ValueError:
        return None
    found = Person.objects.select_related("merged_into").filter(public_id=public_id).first()
    return (found.merged_into or found) if found else None
