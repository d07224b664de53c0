"""What the invented editors know and decide: who is who where the matcher is unsure, and why somebody left a list."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db import transaction

from demonstration.lists.rows import row_key
from demonstration.population import LISTS, PD, Population
from demonstration.population import Person as InventedPerson
from editorial.models import Editor
from prisoners.incoming.deciding import decide as answer
from prisoners.matching.decisions import decide
from prisoners.models import (
    Detention,
    ListChange,
    ListChangeKind,
    ListChoice,
    MatchDecision,
    Person,
    RowMatch,
    Sentence,
)
from releases.models import Attribution, Citation, Release
from sources.models import (
    Document,
    DocumentKind,
    LeftReason,
    ListEntry,
    SourceOrganisation,
)


class Truth:
    """Which entry of which list is which invented person: what editors find out by telephone."""

    def __init__(self, population: Population) -> None:
        self.population = population
        self._keys = {(code, row_key(one.key, code)): one.key for code in LISTS for one in population.persons}

    def key_of(self, list_code: str, row_key: str) -> int | None:
        """None: of this row nobody has found out yet."""
        return self._keys.get((list_code, row_key))

    def persons(self) -> dict[int, int]:
        """{key of the invented person: id in the working copy}, by the entries that are decided."""
        found = {}
        decided = RowMatch.objects.in_force().filter(decision=MatchDecision.SAME)
        named = ("entry__source_list__code", "entry__row_key", "person_id")
        for list_code, row, person in decided.values_list(*named):
            if key := self.key_of(list_code, row):
                found[key] = person
        return found


@transaction.atomic
def settle_doubts(truth: Truth, *, by: Editor) -> int:
    """Decides the rows that the matcher left open: the same person, or somebody new. Returns how many rows.

    Rows of which nobody has found out yet wait in the queue.
    """
    open_entries: dict[int, list[RowMatch]] = defaultdict(list)
    doubts = RowMatch.objects.in_force().filter(decision=MatchDecision.UNSURE).order_by("entry_id", "pk")
    for match in doubts.select_related("entry__source_list", "person"):
        if _key_of(truth, match.entry):
            open_entries[match.entry_id].append(match)
    known = truth.persons() if open_entries else {}
    for matches in open_entries.values():
        entry = matches[0].entry
        key = _key_of(truth, entry)
        assert key is not None
        if key in known:
            decide(entry, Person.objects.get(pk=known[key]), MatchDecision.SAME, by=by)
            continue
        for match in matches:
            decide(entry, match.person, MatchDecision.NOT_SAME, by=by)
        somebody_new = decide(entry, None, MatchDecision.SAME, by=by)
        assert somebody_new is not None
        known[key] = somebody_new.pk
    return len(open_entries)


def settle_questions(*, by: Editor) -> int:
    """Answers what lists contradict or no longer hold: ours was verified; why a row left is not known yet.

    Returns how many questions. What the last list asks waits on the desk (story.py).
    """
    asked = list(ListChange.objects.open().in_order().select_related("entry"))
    for change in asked:
        if change.kind == ListChangeKind.GONE:
            answer(change, ListChoice.NOTED, by=by, left_reason=change.entry.left_reason or LeftReason.UNKNOWN)
        else:
            answer(change, ListChoice.OURS, by=by)
    return len(asked)


def _key_of(truth: Truth, entry: ListEntry) -> int | None:
    return truth.key_of(entry.source_list.code, entry.row_key)


@transaction.atomic
def settle_conflicts(truth: Truth, *, by: Editor) -> int:
    """Chooses, where lists disagree on a day of release or a sentence, the value that editors verified.

    What each list says stays readable beside it. Returns how many values changed.
    """
    persons = truth.persons()
    changed = 0
    for defect in truth.population.defects.rows:
        person_id = persons.get(defect.key)
        if person_id is None or defect.kind not in ("release_date_conflict", "sentence_conflict"):
            continue
        invented = truth.population.person(defect.key)
        changes: dict[str, Any] = dict(defect.changes)
        if defect.kind == "release_date_conflict":
            releases = Release.objects.filter(detention__person=person_id, left_on=str(changes["left_on"]))
            settled = releases.update(left_on=str(invented.releases[-1].left_on))
        else:
            wrong = Sentence.objects.filter(
                detention__person=person_id, is_operative=True, length_months=changes["sentence_months"]
            )
            settled = wrong.update(length_months=invented.sentence_months)
        if settled:
            Person.objects.get(pk=person_id).reopen(by=by)
            changed += settled
    return changed


@transaction.atomic
def record_departures(truth: Truth, *, until: date, by: Editor) -> int:
    """Records, from the organisation's note, how those left whose row vanished from pd-demo. Returns how many."""
    persons = truth.persons()
    waiting = [one for one in truth.population.persons if one.block in ("b18", "b20", "b21") and one.key in persons]
    detentions = {
        detention.person_id: detention
        for detention in Detention.objects.filter(person__in=[persons[one.key] for one in waiting], ended_on=None)
    }
    note = _note_on_departures()
    recorded = 0
    for one in waiting:
        detention = detentions.get(persons[one.key])
        if detention is None or one.releases[-1].reported_on > until:
            continue
        _record(one, detention, note)
        Person.objects.get(pk=detention.person_id).reopen(by=by)
        recorded += 1
    return recorded


def _record(one: InventedPerson, detention: Detention, note: Document) -> None:
    invented = one.releases[-1]
    release = Release.objects.create(
        detention=detention,
        release_type_id=invented.release_type,
        left_on=invented.left_on.isoformat(),
        reported_on=invented.reported_on,
        attribution=Attribution.NONE,
    )
    Citation.objects.create(release=release, document=note)
    ListEntry.objects.filter(source_list__code=PD, row_key=row_key(one.key, PD)).update(
        left_reason=LeftReason.COMPLETED if invented.release_type == "sentence_completed" else LeftReason.RELEASED
    )


def _note_on_departures() -> Document:
    return Document.objects.get_or_create(
        title="Nota del Registro Ceiba (demo) sobre las bajas de su lista",
        defaults={
            "kind": DocumentKind.NGO_REPORT,
            "publisher": SourceOrganisation.objects.get(code=PD),
            "language": "es",
        },
    )[0]
