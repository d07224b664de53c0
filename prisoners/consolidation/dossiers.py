"""The dossiers that an import works on: loaded with a few queries, changed in memory, saved with a few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Model
from django.utils import timezone

from editorial.models import WorkflowState
from prisoners.consolidation.arrests import arrest_meant
from prisoners.models import (
    Charge,
    Citation,
    Classification,
    Detention,
    FacilityStay,
    Person,
    PersonName,
    PrivateDetails,
    Sentence,
    Stage,
)
from sources.models import SourceRecord

BATCH = 1000
Put = Callable[[list[Any]], list[Any]]  # other rows in the place of these
# Rows point at rows before them in this order.
ORDER: tuple[type[Model], ...] = (
    Person,
    PrivateDetails,
    PersonName,
    Classification,
    Detention,
    Stage,
    Charge,
    Sentence,
    FacilityStay,
    Citation,
)
UNKNOWN = (None, "", "unknown")


@dataclass
class Case:
    """One detention with its rows."""

    detention: Detention
    stages: list[Stage] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    stays: list[FacilityStay] = field(default_factory=list)

    def rows(self) -> list[Model]:
        return [self.detention, *self.stages, *self.charges, *self.sentences, *self.stays]

    def put(self, detention: Detention, as_put: Put) -> Case:
        return Case(
            detention, as_put(self.stages), as_put(self.charges), as_put(self.sentences), as_put(self.stays)
        )  # fmt: skip


@dataclass
class Dossier:
    """A person with everything that rows may add to. `is_changed`: facts were added since it was loaded."""

    person: Person
    private: PrivateDetails | None = None
    names: set[tuple[str, str]] = field(default_factory=set)
    classifications: set[tuple[str, str, int]] = field(default_factory=set)
    cases: list[Case] = field(default_factory=list)
    is_changed: bool = False

    def case_meant(self, detained_on) -> Case | None:
        held = arrest_meant([case.detention for case in self.cases], detained_on)
        return next((case for case in self.cases if case.detention is held), None)


class Dossiers:
    """A working set. Collects what is new and what was filled in; `save` writes it."""

    def __init__(self, persons: Iterable[int] = ()) -> None:
        self._new: dict[type[Model], list[Any]] = defaultdict(list)
        self._filled: dict[type[Model], dict[int, Any]] = defaultdict(dict)
        self._filled_fields: dict[type[Model], set[str]] = defaultdict(set)
        self.by_person: dict[int, Dossier] = {}
        self.made: list[Dossier] = []
        wanted = set(persons)
        if wanted:
            self._load(wanted)

    def start(self, person: Person) -> Dossier:
        """A dossier for a person that is to be made."""
        dossier = Dossier(person, is_changed=True)
        self.made.append(dossier)
        self._new[Person].append(person)
        return dossier

    def add(self, dossier: Dossier, row: Any) -> Any:
        """A new row of a dossier."""
        self._new[type(row)].append(row)
        if not isinstance(row, Citation):
            dossier.is_changed = True
        return row

    def fill(self, dossier: Dossier, row: Model, values: dict[str, Any]) -> list[str]:
        """Fills fields that are empty or unknown; returns which. A chosen value is never replaced."""
        filled = [name for name, value in values.items() if value not in UNKNOWN and getattr(row, name) in UNKNOWN]
        for name in filled:
            setattr(row, name, values[name])
        if filled:
            dossier.is_changed = True
            if row.pk and not row._state.adding:
                self._filled[type(row)][row.pk] = row
                self._filled_fields[type(row)].update(name.removesuffix("_id") for name in filled)
        return filled

    def cite(self, dossier: Dossier, record: SourceRecord, *, field: str = "", **row: Any) -> None:
        """The record supports a row of the dossier, or a field of the person, or, with neither, the person."""
        self._new[Citation].append(Citation(person=dossier.person, record=record, field=field, **row))

    def rows(self, person: int) -> list[Model]:
        """The person and the rows of each arrest."""
        held = self.by_person[person]
        return [held.person, *(row for case in held.cases for row in case.rows())]

    def put(self, person: int, as_put: Put) -> Dossiers:
        """To read only: the same, with what `as_put` gives for these rows; an arrest that it leaves out goes whole."""
        found = Dossiers()
        held = self.by_person[person]
        now = {each.pk: each for each in as_put([case.detention for case in held.cases])}
        cases = [case.put(now[case.detention.pk], as_put) for case in held.cases if case.detention.pk in now]
        # Whom it leaves out is shown as known: two may have been made one since.
        (known, *_rest) = [*as_put([held.person]), held.person]
        found.by_person = {**self.by_person, person: replace(held, person=known, cases=cases)}
        return found

    def save(self) -> int:
        """Writes everything; dossiers with new facts go back to draft. Returns how many known ones changed."""
        for model in ORDER:
            if rows := self._new.pop(model, []):
                model._default_manager.bulk_create(rows, batch_size=BATCH)
            if changed := self._filled.pop(model, {}):
                fields = sorted(self._filled_fields.pop(model))
                now = timezone.now()
                for row in changed.values():
                    row.updated_at = now
                model._default_manager.bulk_update(changed.values(), [*fields, "updated_at"], batch_size=200)
        touched = [pk for pk, dossier in self.by_person.items() if dossier.is_changed]
        reopen_all(touched)
        return len(touched)

    def _load(self, wanted: set[int]) -> None:
        persons = Person.objects.in_bulk(wanted)
        self.by_person = {pk: Dossier(person) for pk, person in persons.items()}
        for private in PrivateDetails.objects.filter(person__in=wanted):
            self.by_person[private.person_id].private = private
        for person, kind, text in PersonName.objects.filter(person__in=wanted).values_list("person_id", "kind", "text"):
            self.by_person[person].names.add((kind, text))
        for each in Classification.objects.filter(person__in=wanted):
            self.by_person[each.person_id].classifications.add((each.scheme, each.value, each.organisation_id))
        cases: dict[int, Case] = {}
        for detention in Detention.objects.filter(person__in=wanted).order_by("pk"):
            detention.person = persons[detention.person_id]
            cases[detention.pk] = Case(detention)
            self.by_person[detention.person_id].cases.append(cases[detention.pk])
        for model, name in ((Stage, "stages"), (Charge, "charges"), (Sentence, "sentences"), (FacilityStay, "stays")):
            for row in model.objects.filter(detention__person__in=wanted).order_by("pk"):
                getattr(cases[row.detention_id], name).append(row)


def reopen_all(persons: Iterable[int]) -> None:
    """Back to draft because an import changed the working copy: Dossier.reopen for many, in one statement."""
    Person.objects.filter(pk__in=list(persons)).exclude(workflow_state=WorkflowState.DRAFT).update(
        workflow_state=WorkflowState.DRAFT, last_edited_by=None, submitted_by=None, submitted_at=None,
        approved_by=None, approved_at=None, updated_at=timezone.now(),
    )  # fmt: skip
