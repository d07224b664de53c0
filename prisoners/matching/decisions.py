"""What an editor decides on a row: the same person, not the same, somebody new; and taking a decision back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import Editor, Refused
from prisoners.consolidation import taking
from prisoners.models import MatchDecision, Person, RowMatch
from sources.import_list import consumers
from sources.models import ListEntry


@transaction.atomic
def decide(entry: ListEntry, person: Person | None, decision: str, *, by: Editor) -> Person | None:
    """Records an editor's decision and acts on it; returns the person whom the entry now speaks of, or None.

    same: every other doubt about the entry is answered no, and the row's facts are taken into the dossier. Without a
    person, same means somebody new: a person is made of the row. not_same: rules one person out; nothing is taken.
    Raises Refused when the entry belongs to another person already (withdraw that first), or for `unsure`.
    """
    if decision not in (MatchDecision.SAME, MatchDecision.NOT_SAME):
        raise Refused(_("Decide: the same person, or not."))
    entry = ListEntry.objects.select_for_update().get(pk=entry.pk)
    edges = {edge.person_id: edge for edge in RowMatch.objects.in_force().filter(entry=entry)}
    owner = next((edge for edge in edges.values() if edge.decision == MatchDecision.SAME), None)
    if owner and (person is None or owner.person_id != person.pk or decision == MatchDecision.NOT_SAME):
        raise Refused(_("The row belongs to a person already: withdraw that decision first."))
    if decision == MatchDecision.NOT_SAME:
        if person is None:
            raise Refused(_("Say which person it is not."))
        _replace(edges.get(person.pk), entry, person, decision, by)
        return None
    if owner:
        return person
    return _attach(entry, person, edges, by)


@transaction.atomic
def withdraw(match: RowMatch, *, by: Editor) -> None:
    """Takes a decision back. After *same*, what rested on the row loses its citation and the dossier goes to draft.

    Raises Refused when it is withdrawn already.
    """
    match = RowMatch.objects.select_for_update().select_related("entry", "person").get(pk=match.pk)
    if match.withdrawn_at:
        raise Refused(_("This decision is withdrawn already."))
    match.withdrawn_at = timezone.now()
    match.save(update_fields=["withdrawn_at"])
    if match.decision == MatchDecision.SAME:
        consumers.drop(match.entry, match.person_id)
        match.person.reopen(by=by)


def _attach(entry: ListEntry, person: Person | None, edges: dict[int, RowMatch], by: Editor) -> Person:
    if person is None:
        record = entry.records.select_related("first_snapshot__source_list__organisation").order_by("-pk").first()
        assert record is not None, "an entry has at least one record"
        person = taking.make_person(record)
    elif person.merged_into_id:
        raise Refused(_("This person was merged into another: name that one."))
    for other, edge in edges.items():
        if other != person.pk and edge.decision == MatchDecision.UNSURE:
            _replace(edge, entry, edge.person, MatchDecision.NOT_SAME, by)
    _replace(edges.get(person.pk), entry, person, MatchDecision.SAME, by)
    taking.take_entry(entry)
    person.refresh_from_db()
    person.reopen(by=by)
    return person


def _replace(edge: RowMatch | None, entry: ListEntry, person: Person, decision: str, by: Editor) -> None:
    """The former edge is withdrawn and kept; the new one carries its evidence on."""
    if edge:
        edge.withdrawn_at = timezone.now()
        edge.save(update_fields=["withdrawn_at"])
    RowMatch.objects.create(
        entry=entry, person=person, decision=decision, decided_by=by,
        score=edge.score if edge else None, explanation=edge.explanation if edge else {},
    )  # fmt: skip
