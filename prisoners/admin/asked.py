"""What the queue asks: rows in doubt, and among them decisions of the matcher that were drawn, told apart by nothing.

A drawn decision has been acted upon: its row's facts are in the dossier. Its person is shown as the dossier was before,
by the history of the import, so that the row doesn't agree with itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from editorial.models import Editor
from editorial.past import events_of
from prisoners.incoming.earlier import Act
from prisoners.incoming.held import Holdings
from prisoners.models import ListChange, ListChoice, MatchAudit, MatchDecision, Person, RowDoubt, RowMatch
from sources.models import ListSnapshot, SourceRecord


@dataclass(frozen=True)
class Asked:
    """A person whom a row may be, and what we held of this person when nobody had decided."""

    match: RowMatch
    holdings: Holdings


def waiting_count() -> int:
    return RowMatch.objects.waiting().count() + MatchAudit.objects.open().count()


def in_order(by: Editor | None, *, after: int = 0) -> list[int]:
    """The entries that an editor is asked about, in the order in which this one meets them, from behind `after` on.

    Rows of which nobody was unsure come first, then those that colleagues left, then those that `by` left.
    """
    doubted: dict[int, int] = {}
    for entry, who in RowDoubt.objects.values_list("entry_id", "by_id"):
        doubted[entry] = max(doubted.get(entry, 1), 2 if by is not None and who == by.pk else 1)
    waiting, drawn = RowMatch.objects.waiting(), MatchAudit.objects.open()
    asked = {*waiting.values_list("entry_id", flat=True), *drawn.values_list("entry_id", flat=True)}

    def place(entry: int) -> tuple[int, int]:
        return doubted.get(entry, 0), entry

    return sorted((entry for entry in asked if not after or place(entry) > place(after)), key=place)


def asked_of(entries: Sequence[int]) -> list[Asked]:
    """Who is shown with each entry, the likeliest first."""
    unsure = RowMatch.objects.in_force().filter(entry__in=entries, decision=MatchDecision.UNSURE)
    drawn, taken = _drawn(entries)
    matches = [*unsure.select_related("entry__source_list", "person"), *drawn]
    holdings = Holdings({match.person_id for match in matches})
    acts = _acts(taken)
    decided_by = {(match.entry_id, match.person_id): acts[match.entry_id] for match in taken if match.entry_id in acts}
    before = holdings.before((person, of) for (_entry, person), of in decided_by.items())
    found = []
    for match in sorted(matches, key=lambda match: (match.entry_id, -(match.score or 0), match.person_id)):
        of = decided_by.get((match.entry_id, match.person_id))
        found.append(Asked(match, before[match.person_id, of] if of else holdings))
    return found


def _drawn(entries: Sequence[int]) -> tuple[list[RowMatch], list[RowMatch]]:
    """The candidates of drawn decisions, as if nobody had decided; and these decisions."""
    audits = {audit.match_id: audit for audit in MatchAudit.objects.open().filter(entry__in=entries)}
    if not audits:
        return [], []
    beside = {each["person"] for audit in audits.values() for each in audit.beside}
    persons = Person.objects.filter(merged_into=None).in_bulk(beside)
    refused = set(RowMatch.objects.in_force().filter(entry__in=entries, decision=MatchDecision.NOT_SAME)
                  .values_list("entry_id", "person_id"))  # fmt: skip
    taken = list(RowMatch.objects.filter(pk__in=audits).select_related("entry__source_list", "person"))
    found = []
    for match in taken:
        shown = {match.person_id: (match.person, match.explanation)} | {
            each["person"]: (persons[each["person"]], each["why"])
            for each in audits[match.pk].beside
            if each["person"] in persons and (match.entry_id, each["person"]) not in refused
        }
        for person, why in shown.values():
            found.append(RowMatch(entry=match.entry, person=person, score=why.get("chance"), explanation=why))
    return found, taken


def _acts(taken: Sequence[RowMatch]) -> dict[int, tuple[Act, ...]]:
    """{entry: the acts by which its row came into the dossier, the oldest first}: the decision, the imports of what it
    has said since, and where an editor took its word."""
    if not taken:
        return {}
    entries = {match.entry_id for match in taken}
    first = SourceRecord.objects.filter(entry__in=entries).values_list("first_snapshot_id", "entry_id")
    of_snapshot: dict[int, set[int]] = defaultdict(set)
    for snapshot, entry in first:
        of_snapshot[snapshot].add(entry)
    found: dict[int, set[tuple[datetime, Act]]] = defaultdict(set)
    told = "pgh_obj_id", "pgh_created_at", "pgh_context_id"
    decided = events_of(RowMatch).filter(pgh_obj_id__in=[match.pk for match in taken], pgh_label="insert")
    of_match = {match.pk: match.entry_id for match in taken}
    since: dict[int, datetime] = {}
    for match, at, act in decided.values_list(*told):
        since[of_match[match]] = at
        found[of_match[match]].add((at, act))
    imported = events_of(ListSnapshot).filter(pgh_obj_id__in=of_snapshot, pgh_label="insert")
    for snapshot, at, act in imported.values_list(*told):
        for entry in of_snapshot[snapshot]:
            found[entry].add((at, act))
    answered = events_of(ListChange).filter(entry_id__in=entries, decision=ListChoice.THEIRS)
    for entry, at, act in answered.values_list("entry_id", *told[1:]):
        found[entry].add((at, act))
    return {
        entry: tuple(act for at, act in sorted(acts, key=lambda each: each[0]) if act and at >= since[entry])
        for entry, acts in found.items()
    }
