"""The rows of ours that a line of a list speaks of, and which field of the list is which column of them.

A *part* is one such row: its conflicts are decided together. Rooms above register theirs when the program starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any, Protocol, Self

from django.db.models import Model

from chronology.partial_date import PartialDate
from prisoners.consolidation.dossiers import Case, Dossier, Dossiers, Put
from prisoners.consolidation.persons import FIELDS as OF_PERSON
from prisoners.incoming.earlier import Act, Earlier
from prisoners.models import Citation, Detention, Event, Facility, FacilityStay, Sentence, SentenceStep
from sources.import_list.report import named

Values = Mapping[str, Any]
OfPerson = tuple[int, tuple[Act, ...]]


class Loaded(Protocol):
    """Rows of some persons."""

    def rows(self, person: int) -> list[Model]: ...

    def put(self, person: int, as_put: Put) -> Self:
        """The same, with what `as_put` gives for each list of rows of one person."""
        ...


@dataclass(frozen=True)
class Part:
    """`columns`: {field of the list: our column}. `citation`: the model that cites such a row, and `cites` the column.

    `may_be_taken`: theirs can be written as it is; else an editor writes what follows from it into the dossier.
    `find(of what was loaded, person, values)`: the row that the line means; None where there is none.
    `load(persons)`: what `find` needs, in a few queries.
    """

    name: str
    columns: Mapping[str, str]
    find: Callable[[Any, int, Values], Model | None]
    load: Callable[[set[int]], Loaded]
    citation: type[Model] = Citation
    cites: str = ""
    may_be_taken: bool = True


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    _parts[part.name] = part


def part(name: str) -> Part | None:
    return _parts.get(name)


def part_of_field(field: str) -> Part | None:
    """The part to which a field of the list belongs. Where a line puts somebody is no column of ours, but follows."""
    return next((each for each in _parts.values() if field in each.columns and each.may_be_taken), None)


class Holdings:
    """What we hold of some persons, read once."""

    def __init__(self, persons: Iterable[int]) -> None:
        wanted = set(persons)
        self._read = {load: load(wanted) for load in {_dossiers, *(each.load for each in _parts.values())}}
        self.codes = {
            "event": dict(Event.objects.values_list("pk", "code")),
            "facility": dict(Facility.objects.values_list("pk", "code")),
        }

    @staticmethod
    def parts() -> list[tuple[str, Part]]:
        """Those whose fields a list can simply state, by name."""
        return [(name, each) for name, each in _parts.items() if each.may_be_taken]

    def before(self, acts: Iterable[OfPerson]) -> dict[OfPerson, Holdings]:
        """{(person, acts): what we held of the person before these acts, the oldest first}."""
        wanted = set(acts)
        rows = [row for person in {person for person, _acts in wanted} for read in self._read.values()
                for row in read.rows(person)]  # fmt: skip
        earlier = Earlier(rows, {act for _person, of in wanted for act in of})
        return {(person, of): self._put(person, partial(earlier.before, acts=of)) for person, of in wanted}

    def _put(self, person: int, as_put: Put) -> Holdings:
        found = copy(self)
        found._read = {load: read.put(person, as_put) for load, read in self._read.items()}
        return found

    def dossier(self, person: int) -> Dossier:
        return self._dossiers.by_person[person]

    def case(self, person: int, values: Values) -> Case | None:
        """The arrest that the line means, with its rows."""
        return _case(self._dossiers, person, values)

    @property
    def _dossiers(self) -> Dossiers:
        return self._read[_dossiers]  # type: ignore[return-value]

    def rows(self, person: int, values: Values) -> dict[str, Model]:
        """{part: row} of the line that says these values."""
        found = {name: each.find(self._read[each.load], person, values) for name, each in _parts.items()}
        return {name: row for name, row in found.items() if row is not None}

    def told(self, name: str, row: Any) -> dict[str, Any]:
        """What a row of ours says, by the list's fields and in its written forms."""
        told = {}
        for field, column in _parts[name].columns.items():
            value = attrgetter(column)(row)
            if field in self.codes:
                value = self.codes[field].get(value, "")
            told[field] = str(value) if isinstance(value, PartialDate) else value
        return told


def said_by(values: Values, name: str) -> dict[str, Any]:
    """What a line says of a part."""
    return {field: named(values) if field == "name" else values.get(field) for field in _parts[name].columns}


def current_sentence(sentences: Iterable[Sentence]) -> Sentence | None:
    """The one in force, else the last decided; a request is none."""
    decided = [each for each in sentences if each.step != SentenceStep.PROSECUTOR_REQUEST]
    return next((each for each in reversed(decided) if each.is_operative), decided[-1] if decided else None)


def _dossiers(persons: set[int]) -> Dossiers:
    return Dossiers(persons)


def _case(dossiers: Dossiers, person: int, values: Values) -> Case | None:
    day = values.get("detained_on")
    return dossiers.by_person[person].case_meant(PartialDate.parse(day) if day else None)


def _person(dossiers: Dossiers, person: int, _values: Values) -> Model | None:
    held: Dossier | None = dossiers.by_person.get(person)
    return held.person if held else None


def _detention(dossiers: Dossiers, person: int, values: Values) -> Detention | None:
    case = _case(dossiers, person, values)
    return case.detention if case else None


def _sentence(dossiers: Dossiers, person: int, values: Values) -> Sentence | None:
    case = _case(dossiers, person, values)
    return current_sentence(case.sentences) if case else None


def _stay(dossiers: Dossiers, person: int, values: Values) -> FacilityStay | None:
    case = _case(dossiers, person, values)
    return case.stays[-1] if case and case.stays else None


def register_all() -> None:
    of_person = {theirs: ours for ours, theirs in OF_PERSON.items()}
    for each in (
        Part("person", {"name": "name_display", "birth_date": "birth_date", **of_person}, _person, _dossiers),
        Part(
            "detention",
            {"detained_on": "detained_on", "province": "province_id", "municipality": "municipality_id",
             "event": "event_id", "context": "context", "activity": "activity"},
            _detention, _dossiers, cites="detention",
        ),
        Part(
            "sentence",
            {"sanction": "sanction", "sentence_months": "length_months", "substituted_by": "substituted_by",
             "decided_on": "decided_on", "counted_from": "counted_from"},
            _sentence, _dossiers, cites="sentence",
        ),
        Part("stay", {"facility": "facility_id"}, _stay, _dossiers, cites="stay"),
    ):  # fmt: skip
        register(each)
