"""Rows into dossiers: what `prisoners` registers with the importer (decision 0004)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import partial

from django.db import connection

from editorial.codes import Answer
from prisoners.consolidation.cases import References, take_case
from prisoners.consolidation.dossiers import Dossier, Dossiers
from prisoners.consolidation.persons import PRIVATE_FIELDS, Slugs, start_person, take_person
from prisoners.matching.rows import decisions_in_force, match_rows, record_new
from prisoners.models import Citation, MatchDecision, Person, PersonName, PrivateDetails, RowMatch
from sources.import_list import consumers
from sources.import_list.consumers import Progress
from sources.models import ListEntry, ListSnapshot, SourceRecord

STEP = 500

SAID = """
SELECT record.entry_id, COALESCE(record."values" ->> 'status', '') = 'in_custody',
  max(COALESCE((record."values" ->> 'confirmed_on')::date, snapshot.as_of))
FROM sources_snapshotrow held
JOIN sources_listsnapshot snapshot ON snapshot.id = held.snapshot_id
JOIN sources_sourcerecord record ON record.id = held.record_id
WHERE held.snapshot_id = ANY(%s) AND (%s::bigint IS NULL OR record.entry_id = %s)
  AND (record."values" ->> 'confirmed_on' IS NOT NULL OR COALESCE(record."values" ->> 'status', 'unknown') <> 'unknown')
GROUP BY 1, 2
"""
# Who still holds to be in prison somebody who had left by then confirms nothing.
CONFIRM = """
UPDATE prisoners_person person SET last_confirmed_on = said.day
FROM (
  SELECT told.person_id, max(told.day) AS day
  FROM unnest(%s::bigint[], %s::date[], %s::boolean[]) AS told (person_id, day, is_in_prison)
  LEFT JOIN LATERAL (
    SELECT bool_and(held.ended_on IS NOT NULL) AS is_over, max(latest_day(held.ended_on)) AS left_on
    FROM prisoners_detention held WHERE held.person_id = told.person_id
  ) gone ON true
  WHERE NOT (told.is_in_prison AND COALESCE(gone.is_over AND gone.left_on <= told.day, false))
  GROUP BY told.person_id
) said
WHERE person.id = said.person_id AND (person.last_confirmed_on IS NULL OR person.last_confirmed_on < said.day)
"""


def take(snapshot: ListSnapshot, records: list[SourceRecord], progress: Progress) -> dict[str, int]:
    """Matches the rows, makes persons of the new ones and completes the known ones; the unsure ones wait."""
    progress("match", 0, len(records))
    matched = match_rows(snapshot, records, partial(progress, "match"))
    dossiers = Dossiers(person for _record, person in matched.known)
    slugs, is_demo = Slugs() if matched.new else None, snapshot.source_list.organisation.is_demo
    pairs: list[tuple[SourceRecord, Dossier]] = [
        (record, dossiers.by_person[person]) for record, person in matched.known
    ]
    if slugs:
        pairs += [
            (record, start_person(dossiers, record, slugs, is_demo=is_demo, as_of=snapshot.as_of))
            for record in matched.new
        ]
    _take_rows(dossiers, pairs, snapshot, progress)
    progress("write", 0, len(pairs))
    changed = dossiers.save()
    made = {record.entry_id: dossier.person.pk for record, dossier in zip(matched.new, dossiers.made, strict=True)}
    record_new(made, matched.twins)
    confirm(snapshot)
    return {
        "persons_new": len(matched.new),
        "persons_known": len(matched.known),
        "persons_changed": changed,
        "rows_to_decide": len(matched.unsure) + len(matched.twins),
    }


def take_entry(entry: ListEntry) -> None:
    """Takes every wording of an entry whose person an editor has just named, in the order in which they came."""
    records = list(
        entry.records.select_related("entry", "first_snapshot__source_list__organisation").standing().order_by("pk")
    )
    for record in records:
        consumers.take(record.first_snapshot, [record], consumers.no_progress)
    confirm(*ListSnapshot.objects.filter(rows__record__entry=entry).distinct(), entry=entry)


def make_person(record: SourceRecord) -> Person:
    """A person with the name of a row; its facts are still to be taken."""
    dossiers = Dossiers()
    is_demo = record.first_snapshot.source_list.organisation.is_demo
    dossier = start_person(dossiers, record, Slugs(), is_demo=is_demo)
    dossiers.save()
    return dossier.person


def drop(entry: ListEntry, person_id: int) -> None:
    """Takes back what rests on an entry: its citations and spellings, the day on which it confirmed the person, and
    what is private and no other row says. Other facts stay, uncited, for the editor to judge."""
    Citation.objects.filter(record__entry=entry, person_id=person_id).delete()
    PersonName.objects.filter(record__entry=entry, person_id=person_id).delete()
    edges = RowMatch.objects.in_force().filter(person=person_id, decision=MatchDecision.SAME).exclude(entry=entry)
    others = list(ListEntry.objects.filter(matches__in=edges))
    _drop_private(entry, person_id, others)
    Person.objects.filter(pk=person_id).update(last_confirmed_on=None)
    for other in others:
        confirm(*ListSnapshot.objects.filter(rows__record__entry=other).distinct(), entry=other)


def _drop_private(entry: ListEntry, person_id: int, others: list[ListEntry]) -> None:
    """Private answers that this entry gave and no other row gives."""
    private = PrivateDetails.objects.filter(person=person_id).first()
    if private is None:
        return
    said, elsewhere = (
        {(field, values.get(field)) for values in wordings for field in PRIVATE_FIELDS}
        for wordings in (
            SourceRecord.objects.filter(entry=entry).values_list("values", flat=True),
            SourceRecord.objects.filter(entry__in=others).standing().values_list("values", flat=True),
        )
    )
    given = [name for name in PRIVATE_FIELDS if (name, getattr(private, name)) in said - elsewhere]
    for name in given:
        setattr(private, name, Answer.UNKNOWN)
    if given:
        private.save(update_fields=[*given, "updated_at"])


def confirm(*snapshots: ListSnapshot, entry: ListEntry | None = None) -> None:
    """Sets the last day on which a row confirmed where a person was: its own word, else the day of the list."""
    one = entry.pk if entry else None
    with connection.cursor() as cursor:
        cursor.execute(SAID, [[snapshot.pk for snapshot in snapshots], one, one])
        said: dict[int, list[tuple[bool, date]]] = defaultdict(list)
        for known, is_in_prison, day in cursor.fetchall():
            said[known].append((is_in_prison, day))
    told = [
        (person, day, is_in_prison)
        for known, edges in decisions_in_force(said).items()
        for person, decision in edges.items()
        if decision == MatchDecision.SAME
        for is_in_prison, day in said[known]
    ]
    if told:
        with connection.cursor() as cursor:
            cursor.execute(CONFIRM, [list(column) for column in zip(*told, strict=True)])


def _take_rows(
    dossiers: Dossiers, pairs: Sequence[tuple[SourceRecord, Dossier]], snapshot: ListSnapshot, progress: Progress
) -> None:
    references = References()
    for number, (record, dossier) in enumerate(pairs):
        if number % STEP == 0:
            progress("take", number, len(pairs))
        take_person(dossiers, dossier, record, snapshot)
        take_case(dossiers, dossier, record, snapshot, references)
