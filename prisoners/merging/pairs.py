"""Two persons who are not the same, or not to be told apart: remembered, and asked again only when the facts change."""

from __future__ import annotations

import json
from hashlib import sha256

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import Editor, Refused
from prisoners.merging.contradictions import members
from prisoners.models import Detention, MatchDecision, PairSuggestion, Person, PersonName, PersonPair


def fingerprint(first: Person, second: Person) -> str:
    """Of what is compared: names, birth, age, gender, home and arrests of both, whatever their order."""
    both = sorted((_facts(person) for person in (first, second)), key=str)
    return sha256(json.dumps(both, ensure_ascii=False, default=str).encode()).hexdigest()


def _facts(person: Person) -> list[object]:
    names = PersonName.objects.filter(person=person).values_list("kind", "text")
    arrests = Detention.objects.filter(person=person).values_list("detained_on", "province_id", "municipality_id")
    return [
        person.pk, person.name_display, person.given_names, person.surname_1, person.surname_2, person.birth_date,
        person.age_at_detention_stated, person.gender, person.residence_municipality_id, sorted(names),
        sorted(arrests, key=str),
    ]  # fmt: skip


def is_answered(first: Person, second: Person) -> bool:
    """Whether an editor held them to be two, and nothing that is compared has changed since."""
    pair = PersonPair.objects.in_force().between({first.pk}, {second.pk}).first()
    return pair is not None and pair.decision == MatchDecision.NOT_SAME and pair.facts == fingerprint(first, second)


@transaction.atomic
def decide(first: Person, second: Person, decision: str, *, by: Editor, reason: str = "") -> PersonPair:
    """Records a decision on two persons; a former one is withdrawn and kept.

    Raises Refused for one and the same person, or where the two were merged: undo that first.
    """
    if decision not in (MatchDecision.NOT_SAME, MatchDecision.UNSURE):
        raise Refused(_("Decide: not the same person, or unsure."))
    older, newer = (
        Person.objects.select_for_update().filter(pk__in=(first.pk, second.pk)).order_by("pk")
        if (first.pk != second.pk)
        else (first, first)
    )
    if older.pk == newer.pk or stands_for(older) & stands_for(newer):
        told = _("%(first)s and %(second)s are one person here: undo the merge first.")
        raise Refused(told % {"first": first, "second": second})
    now = timezone.now()
    PersonPair.objects.in_force().filter(first=older, second=newer).update(withdrawn_at=now)
    PairSuggestion.objects.filter(first=older, second=newer).delete()
    return PersonPair.objects.create(
        first=older, second=newer, decision=decision, reason=reason[:300], by=by, facts=fingerprint(older, newer)
    )


def stands_for(person: Person) -> set[int]:
    """Everybody who is one with this person by the merges in force."""
    return members(person.merged_into or person)


@transaction.atomic
def withdraw(pair: PersonPair, *, by: Editor) -> None:
    """Takes the decision back; who did is in its history. Raises Refused when it is withdrawn already."""
    pair = PersonPair.objects.select_for_update().get(pk=pair.pk)
    if pair.withdrawn_at:
        raise Refused(_("This decision is withdrawn already."))
    pair.withdrawn_at = timezone.now()
    pair.save(update_fields=["withdrawn_at"])
