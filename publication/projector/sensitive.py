"""How many are reported ill, or were detained under 18 and where: counts from which no single entry can be read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from editorial.codes import Answer
from prisoners.models import PrivateDetails
from publication.models import ListingSpan, PrisonerVersion, SensitiveCount
from publication.projector.listings import CONSOLIDATED, Lists

SMALLEST_CHANGE = 5
DIMENSIONS = ("medical", "mental")

Point = dict[str, Counter]


def counts(lists: Lists) -> Iterator[SensitiveCount]:
    """The points of every list, from the list memberships of the public record.

    A point needs five memberships that changed since the point before; one given by a former edition stays as it was
    until five of its values changed.
    """
    spans = defaultdict(list)
    for code, person, days in ListingSpan.objects.current().values_list("source_list", "prisoner", "days"):
        if code != CONSOLIDATED:
            spans[code].append((person, days.lower, days.upper or date.max))
    reported = {
        row["person__public_id"]: (row["medical"], row["mental"])
        for row in PrivateDetails.objects.values("person__public_id", "medical", "mental")
    }
    given = _given()
    for code, members in sorted(spans.items()):
        before: set = set()
        for as_of in sorted({day for _, day in lists.snapshots.get(code, [])}):
            now = {person for person, first, end in members if first <= as_of < end}
            if len(now ^ before) < SMALLEST_CHANGE or len(now) < SMALLEST_CHANGE:
                continue
            before = now
            yield from _rows(code, as_of, _settled(_count(now, reported), given.get((code, as_of))))


def minors(day: date) -> Iterator[SensitiveCount]:
    """Those detained under 18 by province: the points given before, as they were, and one of `day` once five changed.

    Of the edition's public rows, which must be written before. The points are of the whole record, and of no list:
    two lists that differ by one person would tell where that person was detained.
    """
    given = _minors_given()
    for as_of, point in given.items():
        if as_of != day:
            yield from _minors(as_of, point)
    rows = PrisonerVersion.objects.current().filter(minor_at_detention="yes").values_list("province", flat=True)
    now = Counter(province or "unknown" for province in rows)
    before = given[max(given)] if given else Counter()
    if max((now - before).total(), (before - now).total()) >= SMALLEST_CHANGE:
        yield from _minors(day, now)
    elif day in given:
        yield from _minors(day, given[day])


def _minors_given() -> dict[date, Counter]:
    found: dict[date, Counter] = defaultdict(Counter)
    rows = SensitiveCount.objects.current().filter(dimension=SensitiveCount.MINORS)
    for as_of, province, count in rows.order_by("as_of").values_list("as_of", "code", "count"):
        found[as_of][province] = count
    return found


def _minors(as_of: date, point: Counter) -> Iterator[SensitiveCount]:
    for province, count in sorted(point.items()):
        yield SensitiveCount(source_list="", as_of=as_of, dimension=SensitiveCount.MINORS, code=province, count=count)


def _count(persons: set, reported: dict) -> Point:
    point: Point = {dimension: Counter() for dimension in DIMENSIONS}
    for person in persons:
        for dimension, answer in zip(DIMENSIONS, reported.get(person, (Answer.UNKNOWN, Answer.UNKNOWN)), strict=True):
            point[dimension][str(answer)] += 1
    return point


def _settled(now: Point, before: Point | None) -> Point:
    """What to give: the former numbers where too few values changed to hide whose they are."""
    if before is None:
        return now
    changed = {
        dimension: max((now[dimension] - before[dimension]).total(), (before[dimension] - now[dimension]).total())
        for dimension in DIMENSIONS
    }
    return {
        dimension: now[dimension] if changed[dimension] >= SMALLEST_CHANGE else before[dimension]
        for dimension in DIMENSIONS
    }


def _given() -> dict[tuple[str, date], Point]:
    found: dict[tuple[str, date], Point] = {}
    for row in SensitiveCount.objects.current().filter(dimension__in=DIMENSIONS):
        point = found.setdefault((row.source_list, row.as_of), {dimension: Counter() for dimension in DIMENSIONS})
        point[row.dimension][row.code] = row.count
    return found


def _rows(source_list: str, as_of: date, point: Point) -> Iterator[SensitiveCount]:
    for dimension in DIMENSIONS:
        for answer in Answer.values:
            yield SensitiveCount(
                source_list=source_list, as_of=as_of, dimension=dimension, code=answer, count=point[dimension][answer]
            )
