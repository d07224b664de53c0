"""The plan of a merge: the person's own rows, the list entries, and the detentions (arrests.py)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format

from prisoners.merging.arrests import plan_detentions
from prisoners.merging.plan import Difference, Plan
from prisoners.models import (
    Address,
    Affiliation,
    Citation,
    Classification,
    Consent,
    FamilyContact,
    HealthCondition,
    IdentityNumber,
    MatchDecision,
    NameKind,
    Person,
    PersonName,
    PrivateDetails,
    RowMatch,
    Visibility,
)

FIELDS = (
    "birth_date", "age_at_detention_stated", "gender", "residence_municipality", "occupation", "occupation_group",
    "has_affiliation", "biography_es", "biography_en",
)  # fmt: skip
PRIVATE = ("medical", "mental", "self_identified_race", "registered_sex", "is_parent", "dependants_count", "notes")
STRENGTH = (MatchDecision.UNSURE, MatchDecision.NOT_SAME, MatchDecision.SAME)
# Rows of the person alone, and which columns make two of them the same.
OWN: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Affiliation, ("organisation", "from_on", "to_on")),
    (Classification, ("scheme", "value", "organisation_id")),
    (HealthCondition, ("group", "text", "from_on", "to_on")),
    (FamilyContact, ("name", "phone", "channel")),
    (Address, ("text",)),
    (Consent, ("pk",)),  # each was given by somebody: none is the same as another
)


def plan_merge(kept: Person, merged: Person) -> Plan:
    """What a merge of these two would do. Reads; writes nothing."""
    plan = Plan(kept, merged)
    plan.put(merged, merged_into_id=kept.pk)
    for earlier in Person.objects.filter(merged_into=merged):
        plan.put(earlier, merged_into_id=kept.pk)
    if kept.name_display != merged.name_display:
        plan.differences.append(Difference(_label("name_display"), kept.name_display, merged.name_display))
    differing = plan.fill(kept, merged, FIELDS)
    _limits(plan)
    _names(plan)
    _own_rows(plan)
    _private(plan)
    _entries(plan)
    of_person = Q(detention=None, stage=None, charge=None, sentence=None, stay=None)
    plan.follow(Citation.objects.filter(of_person, person=merged), but=differing, person_id=kept.pk)
    plan_detentions(plan)
    return plan


def _label(name: str) -> str:
    return str(Person._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _limits(plan: Plan) -> None:
    """Whoever is protected stays so: the stricter visibility, the later embargo; and the last day of news of them."""
    kept, merged = plan.kept, plan.merged
    if merged.visibility == Visibility.WITHHELD != kept.visibility:
        plan.put(kept, visibility=Visibility.WITHHELD)
        plan.filled.append((_label("visibility"), merged.get_visibility_display()))
    if merged.embargo_until and (kept.embargo_until is None or kept.embargo_until < merged.embargo_until):
        plan.put(kept, embargo_until=merged.embargo_until, embargo_reason=merged.embargo_reason)
        plan.filled.append((_label("embargo_until"), date_format(merged.embargo_until)))
    if merged.last_confirmed_on and (kept.last_confirmed_on or merged.last_confirmed_on) <= merged.last_confirmed_on:
        plan.put(kept, last_confirmed_on=merged.last_confirmed_on)


def _names(plan: Plan) -> None:
    """Every spelling follows; the merged person's name is one more."""
    known = set(PersonName.objects.filter(person=plan.kept).values_list("kind", "text"))
    for row in PersonName.objects.filter(person=plan.merged).order_by("pk"):
        if (row.kind, row.text) in known:
            plan.leave(row)
        else:
            known.add((row.kind, row.text))
            plan.move(row, person_id=plan.kept.pk)
    name = plan.merged.name_display
    if name != plan.kept.name_display and (NameKind.VARIANT, name) not in known:
        plan.names.append(PersonName(person=plan.kept, kind=NameKind.VARIANT, text=name))


def _own_rows(plan: Plan) -> None:
    for model, columns in OWN:
        known = set(model._base_manager.filter(person=plan.kept).values_list(*columns))
        for row in model._base_manager.filter(person=plan.merged).order_by("pk"):
            if tuple(getattr(row, name) for name in columns) in known:
                plan.leave(row)
            else:
                plan.move(row, person_id=plan.kept.pk)


def _private(plan: Plan) -> None:
    theirs = PrivateDetails.objects.filter(person=plan.merged).first()
    ours = PrivateDetails.objects.filter(person=plan.kept).first()
    if theirs and ours:
        plan.fill(ours, theirs, PRIVATE)
        plan.leave(theirs)
    elif theirs:
        plan.move(theirs, person_id=plan.kept.pk)
    number = IdentityNumber.objects.filter(person=plan.merged).first()
    if number and not IdentityNumber.objects.filter(person=plan.kept).exists():
        plan.move(number, person_id=plan.kept.pk)


def _entries(plan: Plan) -> None:
    """The entries of the lists follow. Of two decisions on one entry the firmer stays: same, not the same, unsure."""
    ours = {edge.entry_id: edge for edge in RowMatch.objects.in_force().filter(person=plan.kept)}
    for edge in RowMatch.objects.in_force().filter(person=plan.merged).order_by("pk"):
        other = ours.get(edge.entry_id)
        if other is None:
            plan.move(edge, person_id=plan.kept.pk)
        elif _strength(edge) > _strength(other):
            plan.put(other, withdrawn_at=timezone.now())
            plan.move(edge, person_id=plan.kept.pk)
        else:
            plan.put(edge, withdrawn_at=timezone.now())


def _strength(edge: RowMatch) -> int:
    return STRENGTH.index(MatchDecision(edge.decision))
