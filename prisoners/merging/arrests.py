"""Detentions of two persons who are one: the same arrest becomes one detention, without doubling what it holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chronology.partial_date import PartialDate
from chronology.wording import in_words
from prisoners.consolidation.arrests import in_order, may_be_same_day
from prisoners.merging.plan import Difference, Plan
from prisoners.merging.rooms import rooms
from prisoners.models import Charge, Citation, Detention, FacilityStay, Sentence, SentenceStep, Stage

FIELDS = (
    "kind", "detained_on", "province", "municipality", "place", "agency", "manner", "violence_reported",
    "disappearance_reported", "event", "context", "activity", "parent",
)  # fmt: skip
# Steps that one case may have several of.
REPEATED = (SentenceStep.REVIEW, SentenceStep.JOINT_SENTENCE, SentenceStep.REDUCTION)


def plan_detentions(plan: Plan) -> None:
    """Pairs the arrests that are one; the others move as they are."""
    ours = in_order(list(plan.kept.detentions.select_related("province", "municipality__province", "event")))
    theirs = in_order(list(plan.merged.detentions.select_related("province", "municipality__province", "event")))
    # An end as it will be once the release of a joined detention has followed.
    ends = {held.pk: held.ended_on for held in ours}
    free = list(ours)
    for held in theirs:
        same = same_arrest(free, held, ends)
        if same is None:
            plan.move(held, person_id=plan.kept.pk)
            for citations in Citation.objects.filter(person=plan.merged, **_on(held)), *_on_parts(plan, held):
                plan.follow(citations, person_id=plan.kept.pk)
            continue
        free.remove(same)
        ends[same.pk] = same.ended_on or held.ended_on
        plan.joined.append((same, held))
    for same, held in plan.joined:
        _join(plan, same, held)


def _on(held: Detention) -> dict[str, Any]:
    return {"detention": held}


def _on_parts(plan: Plan, held: Detention) -> list[Any]:
    return [
        Citation.objects.filter(person=plan.merged, **{f"{part}__detention": held})
        for part in ("stage", "charge", "sentence", "stay")
    ]


def same_arrest(detentions: list[Detention], held: Detention, ends: dict[int, PartialDate | None]) -> Detention | None:
    """The detention that `held` is: of about the same day, else one that it certainly overlaps; None: one more arrest.

    Without a date the first arrest is meant, as when a row is taken.
    """
    if not detentions:
        return None
    if held.detained_on is None:
        return detentions[0]
    dated = [each for each in detentions if each.detained_on]
    near = [each for each in dated if may_be_same_day(each.detained_on, held.detained_on)]
    if near:
        return min(near, key=lambda each: abs(each.detained_on.value - held.detained_on.value))
    overlapping = [each for each in dated if _overlap(each, ends[each.pk], held)]
    if overlapping:
        return min(overlapping, key=lambda each: abs(each.detained_on.value - held.detained_on.value))
    return next((each for each in detentions if each.detained_on is None), None)


def _overlap(one: Detention, one_ends: PartialDate | None, other: Detention) -> bool:
    """As the database counts: from the latest day of the arrest until the earliest of the end."""
    return _certain(one.detained_on)[0] < _end(other.detained_on, other.ended_on) and _certain(other.detained_on)[
        0
    ] < _end(one.detained_on, one_ends)


def _certain(day: PartialDate) -> tuple[date, date]:
    return day.latest or date.max, day.earliest or date.min


def _end(start: PartialDate, end: PartialDate | None) -> date:
    return max(_certain(start)[0], _certain(end)[1]) if end else date.max


def _join(plan: Plan, same: Detention, held: Detention) -> None:
    differing = plan.fill(same, held, FIELDS)
    plan.leave(held)
    own = {"person_id": plan.kept.pk}
    plan.follow(Citation.objects.filter(detention=held), but=differing, detention_id=same.pk, **own)
    for follower in Detention.objects.filter(parent=held).exclude(pk=same.pk):
        plan.put(follower, parent_id=same.pk)
    _join_parts(plan, same, held)
    for room in rooms():
        room.join(plan, same, held)


def _join_parts(plan: Plan, same: Detention, held: Detention) -> None:
    for model, name, twin_of, fields in PARTS:
        ours = list(model._base_manager.filter(detention=same))
        for row in model._base_manager.filter(detention=held).order_by("pk"):
            citations = Citation.objects.filter(**{name: row})
            twin, clash = twin_of(row, ours)
            if twin is not None:
                differing = plan.fill(twin, row, fields)
                plan.leave(row)
                plan.follow(citations, but=differing, **{f"{name}_id": twin.pk}, person_id=plan.kept.pk)
            elif clash is not None:
                plan.leave(row)
                plan.differences.append(Difference(str(row._meta.verbose_name), _whole(clash), _whole(row)))
            else:
                plan.move(row, detention_id=same.pk)
                plan.follow(citations, person_id=plan.kept.pk)
                _one_in_force(plan, row, ours)
                ours.append(row)


def _whole(row: Any) -> str:
    """A row with what tells it from others of its kind."""
    decided_on, months = getattr(row, "decided_on", None), getattr(row, "length_months", None)
    length = _("%(count)d months") % {"count": months} if months else ""
    parts = [str(row), length, in_words(decided_on) if decided_on else ""]
    return " · ".join(part for part in parts if part)


def _one_in_force(plan: Plan, row: Any, ours: list[Any]) -> None:
    """Of two sentences in force that of the kept dossier stays so; which one it is, an editor says."""
    rival = next((each for each in ours if getattr(each, "is_operative", False)), None)
    if rival is not None and getattr(row, "is_operative", False):
        plan.put(row, is_operative=False)
        plan.differences.append(Difference(str(row._meta.get_field("is_operative").verbose_name), str(rival), str(row)))


def _stage(row: Stage, ours: list[Stage]) -> tuple[Stage | None, Stage | None]:
    return next((each for each in ours if (each.stage, each.from_on) == (row.stage, row.from_on)), None), None


def _charge(row: Charge, ours: list[Charge]) -> tuple[Charge | None, Charge | None]:
    return next((each for each in ours if (each.offence_id, each.stage) == (row.offence_id, row.stage)), None), None


def _sentence(row: Sentence, ours: list[Sentence]) -> tuple[Sentence | None, Sentence | None]:
    """One step has one outcome: another one contradicts it."""
    of_step = [each for each in ours if each.step == row.step]
    length = (row.sanction, row.length_months, row.length_days)
    twin = next((each for each in of_step if (each.sanction, each.length_months, each.length_days) == length), None)
    clash = of_step[0] if of_step and row.step not in REPEATED else None
    return twin, None if twin else clash


def _stay(row: FacilityStay, ours: list[FacilityStay]) -> tuple[FacilityStay | None, FacilityStay | None]:
    def is_twin(each: FacilityStay) -> bool:
        return (each.facility_id, each.is_nested) == (row.facility_id, row.is_nested) and (
            each.from_on == row.from_on or None in (each.from_on, row.from_on)
        )

    def clashes(each: FacilityStay) -> bool:
        ranged = not (each.is_nested or row.is_nested) and each.from_on and each.to_on and row.from_on and row.to_on
        return bool(
            ranged
            and _certain(each.from_on)[0] < _end(row.from_on, row.to_on)
            and _certain(row.from_on)[0] < _end(each.from_on, each.to_on)
        )

    twin = next(filter(is_twin, ours), None)
    return twin, None if twin else next(filter(clashes, ours), None)


# Table, its name in a citation, which row of the kept detention it equals or contradicts, what such a row lends.
PARTS: tuple[tuple[Any, str, Any, tuple[str, ...]], ...] = (
    (Stage, "stage", _stage, ()),
    (Charge, "charge", _charge, ("law", "role", "case_number")),
    (Sentence, "sentence", _sentence, (
        "court", "court_municipality", "substituted_by", "accessory", "decided_on", "final_on", "counted_from",
        "official_end_on", "superseded_on",
    )),
    (FacilityStay, "stay", _stay, ("municipality", "unit", "regime", "from_on", "to_on", "end_reason")),
)  # fmt: skip
