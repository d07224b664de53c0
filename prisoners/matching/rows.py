"""Rows of a list and the persons of the working copy: what the matcher decides, with the reasons for each decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from prisoners.matching import explanation, profiles, sampling
from prisoners.matching.decision import Answer, Candidate, Verdict, decide, weigh
from prisoners.matching.in_force import scorecard_in_force
from prisoners.matching.memory import RuledOut
from prisoners.matching.precision import stop_in_force
from prisoners.matching.profile import Profile
from prisoners.matching.register import Register
from prisoners.matching.rivals import judge
from prisoners.matching.weighing import weigh_rows
from prisoners.models import MatchDecision, Person, RowMatch
from sources.models import ListSnapshot, SnapshotRow, SourceRecord

Progress = Callable[[int, int], None]  # rows done, of how many


@dataclass
class Twin:
    """A new row that may be the person of an earlier new row of the same file."""

    record: SourceRecord
    candidates: list[tuple[Candidate, dict[str, Any]]]  # owners are entries; with why


@dataclass
class Matched:
    """Records by what is to be done: facts to take for a known person, persons to make, and rows left to an editor."""

    known: list[tuple[SourceRecord, int]] = field(default_factory=list)
    new: list[SourceRecord] = field(default_factory=list)
    unsure: list[SourceRecord] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)


def match_rows(snapshot: ListSnapshot, records: list[SourceRecord], progress: Progress) -> Matched:
    """Decides on every entry that has no decision yet; entries that have one keep it. Records what it decides."""
    matched = Matched()
    decided = decisions_in_force(record.entry_id for record in records)
    open_records = []
    for record in records:
        edges = decided.get(record.entry_id, {})
        same = [person for person, decision in edges.items() if decision == MatchDecision.SAME]
        if same:
            matched.known.append((record, same[0]))
        elif MatchDecision.UNSURE in edges.values():
            matched.unsure.append(record)
        else:
            open_records.append(record)
    if open_records:
        _Matching(snapshot).decide(open_records, matched, progress)
    return matched


class _Matching:
    """One import's decisions on rows that have none."""

    def __init__(self, snapshot: ListSnapshot) -> None:
        self._snapshot, self._list = snapshot, snapshot.source_list
        self._is_demo = snapshot.source_list.organisation.is_demo
        self._persons = Person.objects.filter(merged_into__isnull=True, is_demo=self._is_demo).count()
        self._scorecard = scorecard_in_force(self._persons)
        self._is_stopped = stop_in_force(is_demo=self._is_demo) is not None
        self._corpus = profiles.load_corpus()

    def decide(self, records: list[SourceRecord], matched: Matched, progress: Progress) -> None:
        readings = self._corpus.learn((str(self._list.pk), record.values) for record in records)
        profiles.save_corpus(self._corpus, rows=len(records))
        profiles.refresh(self._corpus)
        ruled_out = RuledOut(records)
        weighed = weigh_rows(
            readings, self._corpus, self._scorecard, persons=self._persons, is_demo=self._is_demo,
            ruled_out=lambda place: ruled_out.persons(records[place].entry_id), progress=progress,
        )  # fmt: skip
        verdicts = judge(weighed, self._scorecard, here=self._named(here=True), before=self._named(here=False))
        self._ask_again(records, verdicts, ruled_out)
        newcomers = self._newcomers(records, readings, verdicts)
        edges: list[RowMatch] = []
        accepted = []
        for record, verdict in zip(records, verdicts, strict=True):
            if verdict.answer is Answer.SAME and verdict.best:
                edges.append(self._edge(record, verdict.best, MatchDecision.SAME))
                accepted.append((edges[-1], verdict.candidates[1:]))
                matched.known.append((record, verdict.best.owner))  # type: ignore[arg-type]
            elif verdict.answer is Answer.REVIEW:
                edges += [self._question(record, each, ruled_out) for each in verdict.candidates]
                matched.unsure.append(record)
            elif record.pk in newcomers:
                matched.twins.append(newcomers[record.pk])
            else:
                matched.new.append(record)
        RowMatch.objects.bulk_create(edges)
        if not self._is_demo:
            sampling.draw(accepted, self._scorecard)

    def _named(self, *, here: bool) -> set[int]:
        """Persons of whom other rows of this snapshot speak, or rows of the list's former ones."""
        edges = RowMatch.objects.in_force().filter(decision=MatchDecision.SAME, entry__source_list=self._list)
        rows = SnapshotRow.objects.filter(snapshot=self._snapshot, record__entry=OuterRef("entry"))
        return set(edges.filter(Exists(rows) if here else ~Exists(rows)).values_list("person_id", flat=True))

    def _ask_again(self, records: list[SourceRecord], verdicts: list[Verdict], ruled_out: RuledOut) -> None:
        """What an editor denied when the row said something else, only an editor answers again; while acceptance is
        stopped, every row that would be accepted."""
        for place, verdict in enumerate(verdicts):
            accepted = verdict.answer is Answer.SAME and verdict.best
            if accepted and (self._is_stopped or ruled_out.is_asked_anew(records[place].entry_id, accepted.owner)):
                verdicts[place] = Verdict(Answer.REVIEW, verdict.candidates, verdict.chance_new)

    def _newcomers(
        self, records: list[SourceRecord], readings: Sequence[list[Profile]], verdicts: list[Verdict]
    ) -> dict[int, Twin]:
        """New rows that may be the person of an earlier new row, by record."""
        earlier, found = Register(self._corpus), {}
        for record, reading, verdict in zip(records, readings, verdicts, strict=True):
            if verdict.answer is not Answer.NEW:
                continue
            alike = weigh(reading, earlier.near(reading), self._scorecard, self._corpus.frequencies)
            judged = decide(alike, self._scorecard)
            if judged.answer is Answer.NEW:
                earlier.add(record.entry_id, reading)
            else:
                found[record.pk] = Twin(
                    record,
                    [
                        (each, {**explanation.as_json(each, self._scorecard), "twin": True})
                        for each in judged.candidates
                    ],
                )
        return found

    def _question(self, record: SourceRecord, candidate: Candidate, ruled_out: RuledOut) -> RowMatch:
        edge = self._edge(record, candidate, MatchDecision.UNSURE)
        if ruled_out.is_asked_anew(record.entry_id, candidate.owner):
            edge.explanation |= ruled_out.ask_anew(record.entry_id, candidate.owner)
        return edge

    def _edge(self, record: SourceRecord, candidate: Candidate, decision: str) -> RowMatch:
        return _edge(record, candidate.owner, decision, explanation.as_json(candidate, self._scorecard))


def record_new(persons: Mapping[int, int], twins: Iterable[Twin]) -> None:
    """Records that new persons ({entry: person}) were made of their rows, and that twins of these are in doubt."""
    edges = [
        RowMatch(entry_id=entry, person_id=person, decision=MatchDecision.SAME, explanation={"new": True})
        for entry, person in persons.items()
    ]
    for twin in twins:
        for candidate, why in twin.candidates:
            person = persons[candidate.owner]  # type: ignore[index]  # owners here are entries
            edges.append(_edge(twin.record, person, MatchDecision.UNSURE, why))
    RowMatch.objects.bulk_create(edges)


def decisions_in_force(entries: Iterable[int]) -> dict[int, dict[int, str]]:
    """{entry: {person: decision}}; a person merged into another stands for the other."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    edges = RowMatch.objects.in_force().filter(entry__in=list(entries)).order_by("pk")
    for entry, person, merged_into, decision in edges.values_list(
        "entry_id", "person_id", "person__merged_into_id", "decision"
    ):
        found[entry][merged_into or person] = decision
    return found


def _edge(record: SourceRecord, person: Any, decision: str, why: dict[str, Any]) -> RowMatch:
    return RowMatch(
        entry_id=record.entry_id, person_id=person, decision=decision, score=why.get("chance"), explanation=why,
        decided_at=timezone.now(),
    )  # fmt: skip
