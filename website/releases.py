"""Pages of departures from prison, the newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, F, Q

from publication.models import ReleaseVersion
from publication.selection.cursors import not_ours, of_another_edition
from publication.selection.releases import NEWEST_FIRST, ReleaseSelection
from publication.selection.selection import page_size
from publication.selection.written import number_written

LARGEST_PLACE = 9_999_999_999
DEAD = "deceased"


@dataclass(frozen=True)
class Outcome:
    """How many of all that were chosen left the person in `state` (a custody state)."""

    state: str
    count: int


@dataclass(frozen=True)
class ReleasePage:
    """`total` counts all that were chosen; `unnamed` those of them that are not shown by name, `deaths` those in
    custody, `already_outside` those by which nobody left prison, as they were outside, and `outcomes` all but the
    deaths, the most frequent first.
    """

    rows: list[ReleaseVersion]
    total: int
    unnamed: int
    deaths: int
    already_outside: int
    outcomes: list[Outcome]
    next: str | None
    previous: str | None


def page_of(selection: ReleaseSelection, size: int | None = None) -> ReleasePage:
    """The rows after (or before) the one that the cursor names. Two queries. Raises BadParameter."""
    size = size or page_size(selection.params.get("page_size"))
    direction, last = _cursor(selection)
    named = selection.named
    backwards = direction == "b"
    rows = named.order_by(*(OLDEST_FIRST if backwards else NEWEST_FIRST))
    if last:
        rows = rows.filter(_beyond(last, backwards=backwards))
    found = list(rows[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_next = has_more if not backwards else bool(found)
    has_previous = has_more if backwards else bool(last and found)
    kinds = _kinds(selection)
    return ReleasePage(
        found,
        sum(kind.n for kind in kinds),
        sum(kind.n for kind in kinds if kind.is_withheld),
        sum(kind.n for kind in kinds if kind.state == DEAD),
        sum(kind.n for kind in kinds if kind.was_outside and kind.state != DEAD),
        _outcomes(kind for kind in kinds if kind.state != DEAD),
        f"a{found[-1].pk}" if has_next else None,
        f"b{found[0].pk}" if has_previous else None,
    )


class Kind(NamedTuple):
    """How many (`n`) of all that were chosen are alike in what the page says of all of them."""

    state: str
    was_outside: bool
    is_withheld: bool
    n: int


def _kinds(selection: ReleaseSelection) -> list[Kind]:
    alike = selection.releases.order_by().values_list("state_after", "was_already_outside", "is_withheld")
    return [Kind(*row) for row in alike.annotate(n=Count("pk"))]


def _outcomes(kinds: Iterable[Kind]) -> list[Outcome]:
    counts: Counter[str] = Counter()
    for kind in kinds:
        counts[kind.state] += kind.n
    return [Outcome(state, n) for state, n in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]


def _cursor(selection: ReleaseSelection) -> tuple[str, ReleaseVersion | None]:
    text = selection.params.get("cursor", "")
    if not text:
        return "a", None
    if text[0] not in "ab":
        raise not_ours()
    place = number_written(text[1:], "cursor", most=LARGEST_PLACE, expected=not_ours().message)
    last = ReleaseVersion.objects.in_edition(selection.edition.number).filter(pk=place).first()
    if last is None:
        raise of_another_edition()
    return text[0], last


OLDEST_FIRST = (F("left_latest").asc(nulls_first=True), "-pk")


def _beyond(last: ReleaseVersion, *, backwards: bool) -> Q:
    """Rows after `last` in the order of the list, or before it. Those without a day stand at the end."""
    same_day = Q(left_latest=last.left_latest) if last.left_latest else Q(left_latest__isnull=True)
    if backwards:
        newer = Q(left_latest__gt=last.left_latest) if last.left_latest else Q(left_latest__isnull=False)
        return newer | (same_day & Q(pk__lt=last.pk))
    older: Q = Q(left_latest__lt=last.left_latest) | Q(left_latest__isnull=True) if last.left_latest else Q(pk__in=[])
    return older | (same_day & Q(pk__gt=last.pk))
