"""The share of a sentence that was served, by walking its days one by one in every world that the dates allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import product
from math import ceil

from prisoners.models import Detention, Sentence
from releases.models import Release
from tests.oracle.calendar_days import A_DAY, Bounds, bounds, months_on

PRISON_TERMS = ("imprisonment", "tcci")


@dataclass(frozen=True)
class Share:
    """`half` and `less` (reductions deducted): yes, no or not_computable. Days are None where they are not known."""

    half: str = "not_computable"
    less: str = "not_computable"
    served: int | None = None
    sentence: int | None = None
    inside: int | None = None
    third_on: date | None = None
    half_on: date | None = None
    two_thirds_on: date | None = None


def of_release(
    row: Release, held: Detention, arrests: list[Detention], detentions: list[Detention], *, is_told: bool
) -> Share:
    """`is_told`: whether days may be told, or only the answers."""
    if row.was_already_outside:
        return Share()
    half, served, length = _answer(row, held, arrests, detentions, deducted=False)
    less, _, _ = _answer(row, held, arrests, detentions, deducted=True)
    if not is_told:
        return Share(half, less)
    inside = None
    if _is_exact(held.detained_on) and _is_exact(row.left_on):
        inside = (bounds(row.left_on)[0] - bounds(held.detained_on)[0]).days
    return Share(half, less, served, length, inside, *_reached(row, held, arrests, detentions))


def _is_exact(written: object) -> bool:
    first, last = bounds(written)
    return first is not None and first == last


def _stays_until(held: Detention, row: Release, arrests: list[Detention]) -> list[tuple[Bounds, Bounds | None]]:
    """Arrest and leaving of each stay up to this one, which ends (or, None, would have gone on)."""
    found = []
    for other in arrests:
        if other == held:
            break
        left = Release.objects.filter(detention=other, was_already_outside=False).first()
        if left is None:
            found.append((bounds(other.detained_on), None))
        else:
            first, last = bounds(left.left_on)
            found.append((bounds(other.detained_on), (first or bounds(other.detained_on)[0], last or left.reported_on)))
    return [*found, (bounds(held.detained_on), None)] if held in arrests else found


def _answer(row, held, arrests, detentions, *, deducted: bool) -> tuple[str, int | None, int | None]:
    nothing = ("not_computable", None, None)
    if not all(bounds(row.left_on)):
        return nothing
    stays = _stays_until(held, row, arrests)
    if not all(all(arrest) for arrest, _ in stays):
        return nothing
    found = set()
    for left, sentence in _worlds(row, held, detentions):
        if sentence is None or sentence.sanction not in PRISON_TERMS:
            return nothing
        if not (sentence.length_months or sentence.length_days) or not all(bounds(sentence.counted_from)):
            return nothing
        months, days = _taken_off(sentence, row) if deducted else (0, 0)
        for counted in set(bounds(sentence.counted_from)):
            length = _length(counted, sentence, months, days)
            for served in _served(counted, left, stays):
                found.add((served, length))
    answers = {2 * served > length for served, length in found}
    if len(answers) != 1:
        return nothing
    served, length = next(iter(found)) if len(found) == 1 else (None, None)
    return ("yes" if answers.pop() else "no"), served, length


def _worlds(row: Release, held: Detention, detentions: list[Detention]) -> Iterator[tuple[date, Sentence | None]]:
    """Each day on which the person may have left, and the sentence then in force."""
    first, last = bounds(row.left_on)
    replaced = {one.superseded_on for one in Sentence.objects.filter(detention__in=detentions) if one.superseded_on}
    ends = {first, last, *replaced, *(day - A_DAY for day in replaced)}  # in between, only the days served change
    for left in sorted(day for day in ends if first <= day <= last):
        yield left, _in_force(left, held, detentions)


def _in_force(left: date, held: Detention, detentions: list[Detention]) -> Sentence | None:
    operative = [
        one
        for one in Sentence.objects.filter(detention=held, is_operative=True)
        if (one.superseded_on is None or left < one.superseded_on) and (bounds(one.decided_on)[0] or left) <= left
    ]
    if operative:
        return max(operative, key=lambda one: bounds(one.decided_on)[0] or date.min)
    before = next((other for other in detentions if other.pk == held.parent_id), None)
    return _in_force(left, before, detentions) if before else None


def _taken_off(sentence: Sentence, row: Release) -> tuple[int, int]:
    months = days = 0
    since, until = bounds(sentence.decided_on)[0] or date.min, bounds(row.left_on)[0]
    for step in Sentence.objects.filter(detention=sentence.detention, step="reduction"):
        decided = bounds(step.decided_on)[1]
        if decided and since <= decided <= until:
            months, days = months + (step.length_months or 0), days + (step.length_days or 0)
    return months, days


def _length(counted: date, sentence: Sentence, months: int, days: int) -> int:
    """The days of the sentence by the calendar, less what was taken off its end."""
    left = (sentence.length_months or 0) - months
    if left < 0:
        return 0
    end = months_on(counted, left) + timedelta(sentence.length_days or 0)
    return max(0, (end - counted).days - days)


def _served(counted: date, left: date, stays) -> set[int]:
    """How many days may have been served: stays as short and as long as their bounds allow."""
    ranges = []
    for arrest, leaving in stays:
        ends = (left,) if leaving is None else leaving
        ranges.append([(first, last) for first in set(arrest) for last in set(ends)])
    found = set()
    for chosen in product(*ranges):
        found.add(len({day for first, last in chosen for day in days_from(max(first, counted), min(last, left))}))
    return found


def days_from(first: date, end: date) -> range:
    """Days as numbers, the last one left out."""
    return range(first.toordinal(), end.toordinal())


def _reached(row, held, arrests, detentions) -> tuple[date | None, date | None, date | None]:
    """The days before which a third, half and two thirds had been served, had this stay gone on."""
    nothing = (None, None, None)
    last = bounds(row.left_on)[1]
    sentence = _in_force(last, held, detentions) if last else None
    if (
        last is None
        or sentence is None
        or sentence.sanction not in PRISON_TERMS
        or not _is_exact(sentence.counted_from)
    ):
        return nothing
    if not (sentence.length_months or sentence.length_days):
        return nothing
    stays = _stays_until(held, row, arrests)
    for arrest, leaving in stays:
        if (
            arrest[0] is None
            or arrest[0] != arrest[1]
            or (leaving and (leaving[0] is None or leaving[0] != leaving[1]))
        ):
            return nothing
    day = bounds(sentence.counted_from)[0]
    length = _length(day, sentence, 0, 0)
    wanted = [ceil(Fraction(length * part, 6)) for part in (2, 3, 4)]
    found: list[date] = []
    days = 0
    while len(found) < len(wanted):
        if days >= wanted[len(found)]:
            found.append(day)
            continue
        days += any(arrest[0] <= day and (leaving is None or day < leaving[0]) for arrest, leaving in stays)
        day += A_DAY
    return found[0], found[1], found[2]
