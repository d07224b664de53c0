"""One person was two: some list entries, and what rests on them alone, go to a new person; and back again."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import Editor, Refused
from editorial.refusals import in_words
from editorial.rows import refusal_of
from prisoners.consolidation import taking
from prisoners.matching.decisions import note
from prisoners.merging import footprint, pairs
from prisoners.merging.contradictions import denials
from prisoners.merging.merge import locked, reopen
from prisoners.merging.rooms import rooms
from prisoners.models import (
    AuditAnswer,
    Charge,
    Citation,
    Detention,
    FacilityStay,
    MatchAudit,
    MatchDecision,
    Person,
    PersonMerge,
    PersonName,
    PersonPair,
    PersonSplit,
    RowMatch,
    Sentence,
    Stage,
    Visibility,
)
from sources.import_list import consumers
from sources.models import ListEntry, SourceRecord

PARTS = ((Stage, "stage"), (Charge, "charge"), (Sentence, "sentence"), (FacilityStay, "stay"))


@transaction.atomic
def split(person: Person, entries: Collection[int], *, by: Editor, reason: str) -> PersonSplit:
    """Gives these entries to a new person, named as they say; both dossiers go to draft, and another outlet approves.

    A detention that rests on them alone moves whole. Of one that rests on others too, the new person gets what these
    entries say, and the person loses what nobody else says. The person's own fields stay, uncited, for the editor to
    judge. The two are noted as not the same. Raises Refused without a reason, for entries that are not the person's,
    and for all of them: somebody must be left.
    """
    if not reason.strip():
        raise Refused(_("Say why they are two persons."))
    [person] = locked(person)
    if person.merged_into_id:
        raise Refused(_("%(person)s was merged into %(other)s already.") % {
            "person": person, "other": person.merged_into,
        })  # fmt: skip
    edges = RowMatch.objects.in_force().filter(person=person, decision=MatchDecision.SAME)
    own = set(edges.select_for_update().values_list("entry_id", flat=True))
    wanted = set(entries)
    if not wanted or not wanted <= own:
        raise Refused(_("Choose lines of this person."))
    if wanted == own:
        raise Refused(_("These are all the lines of this person: leave at least one."))
    before = footprint.written([person.pk])
    other = _new_person(person, wanted)
    if why := refusal_of(partial(_move, person, other, wanted, by)):
        raise Refused(_("The database forbids it: %(why)s") % {"why": in_words(why)})
    involved = [person.pk, other.pk]
    done = PersonSplit.objects.create(
        person=person, other=other, by=by, reason=reason.strip()[:300],
        rows=footprint.difference(before, footprint.written(involved)),
    )  # fmt: skip
    pairs.decide(person, other, MatchDecision.NOT_SAME, by=by, reason=reason)
    reopen(involved, by=by)
    return done


def _new_person(person: Person, entries: set[int]) -> Person:
    """Named as the newest wording says; counted, not named, where the person is."""
    newest = SourceRecord.objects.filter(entry__in=entries).select_related("first_snapshot__source_list__organisation")
    record = newest.standing().last()
    assert record is not None, "an entry has at least one record"
    other = taking.make_person(record)
    if person.visibility == Visibility.WITHHELD:  # somebody asked for it: for which of the two, an editor finds out
        other.visibility = Visibility.WITHHELD
        other.save()
    return other


def _move(person: Person, other: Person, entries: set[int], by: Editor) -> None:
    whole, theirs = _resting_on(person, entries)
    for held in whole:
        _citations(held, person).update(person=other)
    Detention.objects.filter(pk__in=[held.pk for held in whole]).update(person=other)  # at once: they may be tied
    PersonName.objects.filter(person=person, record__entry__in=entries).update(person=other)
    edges = RowMatch.objects.in_force().filter(person=person, decision=MatchDecision.SAME, entry__in=entries)
    for audit in MatchAudit.objects.open().filter(match__in=edges).select_related("entry__source_list__organisation"):
        note(audit, AuditAnswer.WITHDRAWN, by)
    edges.update(person=other)
    for entry in ListEntry.objects.filter(pk__in=entries).order_by("pk"):
        consumers.drop(entry, person.pk)
        taking.take_entry(entry)
    for row in theirs:
        row.delete()


def _citations(held: Detention, person: Person) -> QuerySet[Citation]:
    keys = set(Citation.objects.filter(detention=held).values_list("pk", flat=True))
    for _model, name in PARTS:
        keys |= set(Citation.objects.filter(**{f"{name}__detention": held}).values_list("pk", flat=True))
    return Citation.objects.filter(pk__in=keys, person=person)


def _resting_on(person: Person, entries: set[int]) -> tuple[list[Detention], list[Model]]:
    """Detentions of which every source is among these entries; and, of the others, the facts of which that is true."""
    whole, alone = [], []
    for held in person.detentions.order_by("pk"):
        facts: list[tuple[Model, QuerySet[Any]]] = [fact for room in rooms() for fact in room.facts(held)]
        for model, _name in PARTS:
            facts += [(row, row.citations.all()) for row in model._base_manager.filter(detention=held).order_by("pk")]
        resting = [row for row, citations in facts if _only(citations, entries)]
        if _only(held.citations.all(), entries) and len(resting) == len(facts):
            whole.append(held)
        else:
            alone += resting
    return whole, alone


def _only(citations: QuerySet[Any], entries: set[int]) -> bool:
    """Whether there are sources, all of them these entries."""
    said = list(citations.values_list("record__entry_id", flat=True))
    return bool(said) and set(said) <= entries


@transaction.atomic
def unsplit(done: PersonSplit, *, by: Editor) -> list[str]:
    """The person as before the split; the new one stays as an empty original, merged into the person.

    As `unmerge`: what somebody wrote since stays, and is returned in words. Raises Refused when it is undone already,
    or the new person has lists or detentions that came since: then merge the two.
    """
    person, other = locked(done.person, done.other)
    done = PersonSplit.objects.select_for_update(of=("self",)).get(pk=done.pk)
    if done.undone_at:
        raise Refused(_("This split is undone already."))
    if PersonMerge.objects.in_force().filter(Q(merged__in=(person, other)) | Q(kept=other)).exists():
        raise Refused(_("One of them was merged since: undo that first."))
    Person.objects.filter(pk=other.pk).update(merged_into=person)  # before its detentions move, which may be tied
    later = footprint.take_back(done.rows)
    if other.detentions.exists() or RowMatch.objects.in_force().filter(person=other, decision="same").exists():
        raise Refused(_("%(person)s has rows that came since: merge the two instead.") % {"person": other})
    now = timezone.now()
    PersonPair.objects.in_force().between({person.pk}, {other.pk}).update(withdrawn_at=now)
    if denied := denials(person, other):
        raise Refused(" ".join(denied))
    done.undone_by, done.undone_at = by, now
    done.save(update_fields=["undone_by", "undone_at"])
    reopen([person.pk, other.pk], by=by)
    return later
