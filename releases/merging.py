"""What becomes of releases when two persons are one: they hang from detentions, and follow them (prisoners/merging)."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, Q, QuerySet

from chronology.wording import in_words
from prisoners.consolidation.arrests import may_be_same_day
from prisoners.merging.plan import Difference, Plan
from prisoners.merging.rooms import Room
from prisoners.models import Detention
from releases.models import Citation, OfficialAnnouncement, Release, Revocation

FIELDS = (
    "left_on", "measure_after", "court", "granted_on", "term_end", "obligations", "exile_condition",
    "destination_country", "documents_given", "was_already_outside",
)  # fmt: skip
OF_REVOCATION = ("revoked_on", "reimprisoned_on", "ground_official", "ground_alleged", "court", "remaining_months")


def rows(persons: set[int]) -> list[QuerySet[Any]]:
    release, revocation = "detention__person__in", "release__detention__person__in"
    return [
        Release.objects.filter(**{release: persons}),
        Revocation.objects.filter(**{revocation: persons}),
        Citation.objects.filter(
            Q(**{f"release__{release}": persons}) | Q(**{f"revocation__{revocation}": persons})
        ).distinct(),
    ]


def facts(held: Detention) -> list[tuple[Model, QuerySet[Any]]]:
    """The rows of a detention that cite their sources; a revocation before the release that it ended."""
    revocations = Revocation.objects.filter(release__detention=held)
    return [(row, row.citations.all()) for row in (*_cited(revocations), *_cited(held.releases.all()))]


def _cited(found: QuerySet[Any]) -> list[Any]:
    return list(found.order_by("pk"))


def join(plan: Plan, same: Detention, held: Detention) -> None:
    """A release that both have is one; another that took the person out contradicts it, and stays behind."""
    ours = list(same.releases.select_related("release_type", "announcement"))
    for release in held.releases.select_related("release_type", "announcement").order_by("pk"):
        twin = next((each for each in ours if _is_same(each, release)), None)
        rival = next((each for each in ours if not each.was_already_outside), None)
        if twin is not None:
            differing = plan.fill(twin, release, FIELDS) | _tie(plan, twin, release)
            plan.leave(release)
            plan.follow(release.citations.all(), but=differing, release_id=twin.pk)
            _join_revocations(plan, twin, release)
        elif rival is not None and not release.was_already_outside:
            plan.leave(release)
            plan.differences.append(Difference(str(release._meta.verbose_name), _whole(rival), _whole(release)))
        else:
            plan.move(release, detention_id=same.pk)
            ours.append(release)
    _point_here(plan, same, held)


def _is_same(one: Release, other: Release) -> bool:
    """One figure, of about the same day as far as the days are known; a detention has one figure of one day once."""
    if one.release_type_id != other.release_type_id:
        return False
    if one.was_already_outside != other.was_already_outside:
        return one.left_on == other.left_on
    return one.left_on is None or other.left_on is None or may_be_same_day(one.left_on, other.left_on)


def _tie(plan: Plan, twin: Release, release: Release) -> set[str]:
    """The announcement, with who ties the release to it: the two are one value."""
    if not release.announcement_id or twin.announcement_id == release.announcement_id:
        return set()
    label = f"{twin._meta.verbose_name}: {OfficialAnnouncement._meta.verbose_name}"
    if twin.announcement_id:
        plan.differences.append(Difference(label, str(twin.announcement), str(release.announcement)))
        return {"announcement", "attribution"}
    plan.put(twin, announcement_id=release.announcement_id, attribution=release.attribution)
    plan.filled.append((label, str(release.announcement)))
    return set()


def _join_revocations(plan: Plan, twin: Release, release: Release) -> None:
    theirs = Revocation.objects.filter(release=release).first()
    ours = Revocation.objects.filter(release=twin).first()
    if theirs and ours:
        differing = plan.fill(ours, theirs, OF_REVOCATION)
        plan.leave(theirs)
        plan.follow(theirs.citations.all(), but=differing, revocation_id=ours.pk)
    elif theirs:
        plan.move(theirs, release_id=twin.pk)


def _point_here(plan: Plan, same: Detention, held: Detention) -> None:
    """The revocation that led to the one arrest led to the other: they are one."""
    theirs = Revocation.objects.filter(new_detention=held).first()
    if theirs and not Revocation.objects.filter(new_detention=same).exists():
        plan.put(theirs, new_detention_id=same.pk)


def _whole(release: Release) -> str:
    return f"{release.release_type} · {in_words(release.left_on or release.reported_on)}"


ROOM = Room(rows=rows, join=join, facts=facts)
