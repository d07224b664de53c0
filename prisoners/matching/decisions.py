"""What an editor decides on a row: the same person, not the same, somebody new; and taking a decision back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import Editor, Refused
from prisoners.consolidation import taking
from prisoners.matching.memory import seen_wording
from prisoners.matching.precision import stop_if_it_fails
from prisoners.models import AuditAnswer, MatchAudit, MatchDecision, Person, RowDoubt, RowMatch
from sources.import_list import consumers
from sources.import_list.turns import require_no_undo
from sources.models import ListEntry


@transaction.atomic
def decide(entry: ListEntry, person: Person | None, decision: str, *, by: Editor) -> Person | None:
    """Records an editor's decision and acts on it; returns the person whom the entry now speaks of, or None.

    same: every other doubt about the entry is answered no, and the row's facts are taken into the dossier. Without a
    person, same means somebody new: a person is made of the row. not_same: rules one person out; nothing is taken.
    A decision of the matcher's own that was drawn (sampling.py) is answered by the same words: *same* confirms it, and
    anything else withdraws it first. Raises Refused when the entry belongs to another person already (withdraw that
    first), for `unsure`, when the import that brought the row or the person was undone, or is being undone.
    """
    require_no_undo()
    if decision not in (MatchDecision.SAME, MatchDecision.NOT_SAME):
        raise Refused(_("Decide: the same person, or not."))
    entry = ListEntry.objects.select_for_update().get(pk=entry.pk)
    person = _living(entry, person) if person else None
    if not entry.records.standing().exists():
        raise Refused(_("The import that brought this row was undone: it says nothing any more."))
    edges = {edge.person_id: edge for edge in RowMatch.objects.in_force().filter(entry=entry)}
    owner = next((edge for edge in edges.values() if edge.decision == MatchDecision.SAME), None)
    audit = MatchAudit.objects.open().filter(match=owner).first() if owner else None
    if audit and owner:
        if decision == MatchDecision.NOT_SAME and person and person.pk != owner.person_id:
            _replace(edges.get(person.pk), entry, person, decision, by)
            return None
        _answer(audit, owner, person, decision, by)
        edges = {edge.person_id: edge for edge in RowMatch.objects.in_force().filter(entry=entry)}
        owner = owner if audit.is_right else None
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


def _living(entry: ListEntry, person: Person) -> Person:
    """The person as they are now, held fast until the decision stands: two may become one meanwhile."""
    person = still_there(Person.objects.select_for_update(of=("self",)).filter(pk=person.pk).first())
    if person.merged_into_id:
        raise Refused(_("This person was merged into another: name that one."))
    if person.is_demo != entry.source_list.organisation.is_demo:
        raise Refused(_("An invented person and a real row have nothing in common."))
    return person


def still_there(person: Person | None) -> Person:
    """Raises Refused for somebody who was there when the page was shown, and is not any more."""
    if person is None:
        raise Refused(_("The import that brought this person was undone: there is no such dossier any more."))
    return person


@transaction.atomic
def doubt(entry: ListEntry, *, by: Editor, note: str = "") -> RowDoubt:
    """Records that an editor could not tell whom a row speaks of: it waits behind the others, for another editor.

    Raises Refused when somebody has decided meanwhile, or an import is being undone.
    """
    require_no_undo()
    entry = ListEntry.objects.select_for_update().get(pk=entry.pk)
    is_asked = RowMatch.objects.waiting().filter(entry=entry).exists()
    if not is_asked and not MatchAudit.objects.open().filter(entry=entry).exists():
        raise Refused(_("A colleague has decided on this row meanwhile."))
    return RowDoubt.objects.create(entry=entry, by=by, note=note.replace("\0", "").strip()[:300])


@transaction.atomic
def withdraw(match: RowMatch, *, by: Editor) -> None:
    """Takes a decision back. After *same*, what rested on the row loses its citation and the dossier goes to draft.

    Of a decision that was drawn it is an answer: the matcher was wrong. Raises Refused when it is withdrawn already, or
    an import is being undone.
    """
    require_no_undo()
    found = RowMatch.objects.select_for_update().select_related("entry", "person").filter(pk=match.pk).first()
    if found is None or found.withdrawn_at:
        raise Refused(_("This decision is withdrawn already."))
    match = found
    if audit := MatchAudit.objects.open().filter(match=match).first():
        note(audit, AuditAnswer.WITHDRAWN, by)
    match.withdrawn_at = timezone.now()
    match.save(update_fields=["withdrawn_at"])
    if match.decision == MatchDecision.SAME:
        consumers.drop(match.entry, match.person_id)
        match.person.reopen(by=by)


def _answer(audit: MatchAudit, owner: RowMatch, person: Person | None, decision: str, by: Editor) -> None:
    """Notes the answer. A wrong decision is withdrawn, and the row is in doubt among all whom the editor was shown."""
    if person and decision == MatchDecision.SAME:
        note(audit, AuditAnswer.SAME if person.pk == owner.person_id else AuditAnswer.OTHER, by)
    elif person:
        note(audit, AuditAnswer.NOT_SAME, by)
    elif decision == MatchDecision.SAME:
        note(audit, AuditAnswer.NEW, by)
    else:
        raise Refused(_("Say which person it is not."))
    if audit.is_right:
        return
    withdraw(owner, by=by)
    decided = set(RowMatch.objects.in_force().filter(entry=owner.entry_id).values_list("person_id", flat=True))
    whys = {owner.person_id: owner.explanation} | {each["person"]: each["why"] for each in audit.beside}
    RowMatch.objects.bulk_create(
        RowMatch(
            entry_id=owner.entry_id, person=each, decision=MatchDecision.UNSURE,
            score=whys[each.pk].get("chance"), explanation=whys[each.pk],
        )
        for each in Person.objects.filter(pk__in=whys.keys() - decided, merged_into=None)
    )  # fmt: skip


def note(audit: MatchAudit, answer: str, by: Editor) -> None:
    """An answer to a drawn decision; one that finds it wrong may stop the matcher."""
    audit.note(answer, by=by)
    if not audit.is_right:
        stop_if_it_fails(audit.version, is_demo=audit.entry.source_list.organisation.is_demo)


def _attach(entry: ListEntry, person: Person | None, edges: dict[int, RowMatch], by: Editor) -> Person:
    if person is None:
        record = entry.records.select_related("first_snapshot__source_list__organisation").standing().last()
        assert record is not None, "decide() looked"
        person = taking.make_person(record)
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
    seen = entry.records.defer("raw").standing().last()
    RowMatch.objects.create(
        entry=entry, person=person, decision=decision, decided_by=by, score=edge.score if edge else None,
        explanation=(edge.explanation if edge else {}) | seen_wording(seen),
    )  # fmt: skip
