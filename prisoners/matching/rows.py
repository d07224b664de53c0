"""Matching the rows of a snapshot with the persons of the working copy, and recording each decision."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from chronology.partial_date import PartialDate
from prisoners.matching.evidence import Bearer
from prisoners.matching.names import Name, name_of, parse
from prisoners.matching.strict import Register, Verdict, judge
from prisoners.models import Detention, MatchDecision, NameKind, Person, PersonName, RowMatch
from sources.models import ListSnapshot, SourceRecord


@dataclass
class Matched:
    """Records by what is to be done: facts to take for a known person, persons to make, and rows left to an editor."""

    known: list[tuple[SourceRecord, int]] = field(default_factory=list)
    new: list[SourceRecord] = field(default_factory=list)
    unsure: list[SourceRecord] = field(default_factory=list)
    twins: list[tuple[SourceRecord, Verdict]] = field(default_factory=list)


def match_rows(snapshot: ListSnapshot, records: list[SourceRecord]) -> Matched:
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
        _decide(snapshot, open_records, decided, matched)
    return matched


def _decide(
    snapshot: ListSnapshot, records: list[SourceRecord], decided: Mapping[int, Mapping[int, str]], matched: Matched
) -> None:
    verdicts = judge(
        [bearer_of_row(record) for record in records],
        Register(persons_to_match(is_demo=snapshot.source_list.organisation.is_demo)),
        taken=RowMatch.objects.in_force()
        .filter(decision=MatchDecision.SAME, entry__source_list=snapshot.source_list)
        .values_list("person_id", flat=True),
        ruled_out=[
            (entry, person)
            for entry, edges in decided.items()
            for person, decision in edges.items()
            if decision == MatchDecision.NOT_SAME
        ],
    )
    edges = []
    for record, verdict in zip(records, verdicts, strict=True):
        if verdict.same:
            person, evidence = verdict.same
            edges.append(_edge(record, person, MatchDecision.SAME, evidence.score, evidence.as_json()))
            matched.known.append((record, person))
        elif verdict.candidates:
            edges += [
                _edge(record, person, MatchDecision.UNSURE, evidence.score, evidence.as_json())
                for person, evidence in verdict.candidates
            ]
            matched.unsure.append(record)
        elif verdict.twins:
            matched.twins.append((record, verdict))
        else:
            matched.new.append(record)
    RowMatch.objects.bulk_create(edges)


def record_new(persons: Mapping[int, int], twins: Iterable[tuple[SourceRecord, Verdict]]) -> None:
    """Records that new persons ({entry: person}) were made of their rows, and that twins of these are in doubt."""
    edges = [
        RowMatch(entry_id=entry, person_id=person, decision=MatchDecision.SAME, score=1.0, explanation={"name": "new"})
        for entry, person in persons.items()
    ]
    for record, verdict in twins:
        edges += [
            _edge(record, persons[entry], MatchDecision.UNSURE, evidence.score, {**evidence.as_json(), "twin": "yes"})
            for entry, evidence in verdict.twins
        ]
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


def persons_to_match(*, is_demo: bool) -> list[Bearer]:
    """Every person that is not merged into another; invented persons and real ones never meet."""
    persons = Person.objects.filter(merged_into__isnull=True, is_demo=is_demo)
    spellings: dict[int, list[Name]] = defaultdict(list)
    names = PersonName.objects.filter(person__in=persons).exclude(kind__in=(NameKind.ALIAS, NameKind.STAGE))
    for person, text in names.values_list("person_id", "text"):
        spellings[person].append(parse(text))
    detentions: dict[int, list[tuple[str | None, PartialDate | None]]] = defaultdict(list)
    for person, province, day in Detention.objects.filter(person__in=persons).values_list(
        "person_id", "province_id", "detained_on"
    ):
        detentions[person].append((province, day))
    bearers = []
    fields = (
        "pk",
        "given_names",
        "surname_1",
        "surname_2",
        "birth_date",
        "age_at_detention_stated",
        "residence_municipality__province_id",
    )
    for pk, given, first, second, birth, age, province in persons.values_list(*fields):
        held = detentions[pk]
        days = tuple(day for _province, day in held if day)
        bearers.append(
            Bearer(
                names=(Name(given, first, second), *spellings[pk]),
                years=birth_years(birth, age, min(days, key=lambda day: day.value, default=None)),
                provinces=frozenset(each for each, _day in [*held, (province, None)] if each),
                detained_on=days,
                key=pk,
            )
        )
    return bearers


def bearer_of_row(record: SourceRecord) -> Bearer:
    """What a row says of whom it means."""
    values: dict[str, Any] = record.values
    detained_on = PartialDate.parse(values["detained_on"]) if values.get("detained_on") else None
    birth = PartialDate.parse(values["birth_date"]) if values.get("birth_date") else None
    return Bearer(
        names=(name_of(values),),
        years=birth_years(birth, values.get("age_at_detention"), detained_on),
        provinces=frozenset([values["province"]]) if values.get("province") else frozenset(),
        detained_on=(detained_on,) if detained_on else (),
        key=record.entry_id,
    )


def birth_years(birth: PartialDate | None, age: int | None, detained_on: PartialDate | None) -> frozenset[int]:
    """The years in which the birth may lie: from its date, else from the age when detained; empty when unknown."""
    if birth and birth.earliest and birth.latest:
        return frozenset(range(birth.earliest.year, birth.latest.year + 1))
    if age is not None and detained_on and detained_on.earliest and detained_on.latest:
        return frozenset(range(detained_on.earliest.year - age - 1, detained_on.latest.year - age + 1))
    return frozenset()


def _edge(record: SourceRecord, person: int, decision: str, score: float, explanation: dict[str, str]) -> RowMatch:
    return RowMatch(
        entry_id=record.entry_id, person_id=person, decision=decision, score=score, explanation=explanation,
        decided_at=timezone.now(),
    )  # fmt: skip
