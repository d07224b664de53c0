"""What of a stay cannot all be true: one detention, the releases that ended it, what revoked them and where it led.

The same rules as the database's (`refuse_contradicting_stay`, releases/migrations/0006), told beforehand by the names
of its constraints: a line of a list that says so must stay a statement instead of stopping the whole list. A rule
speaks only where no reading of part-known days is consistent. The words for editors are in releases/refusals.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from chronology.partial_date import PartialDate
from editorial.codes import Answer
from prisoners.models import Detention
from releases.models.release import Release, Revocation
from releases.models.vocabulary import ReleaseType


@dataclass(frozen=True, slots=True)
class Return:
    """A revocation. `detained_on` and the two answers are of the new detention, where one is named."""

    revoked_on: PartialDate | None = None
    reimprisoned_on: PartialDate | None = None
    detained_on: PartialDate | None = None
    is_same_detention: bool = False
    is_another_person: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A release; `is_formality`: the person was already outside."""

    figure: str
    left_on: PartialDate | None
    reported_on: date
    term_end: PartialDate | None = None
    is_formality: bool = False
    extinguishes: str = Answer.NO
    is_revocable: str = Answer.YES
    revoked: Return | None = None


@dataclass(frozen=True, slots=True)
class Stay:
    """A detention with its releases in the order in which they were written down."""

    detained_on: PartialDate | None
    releases: tuple[Left, ...] = ()

    def earliest(self, left: Left) -> date | None:
        """Nobody leaves before the arrest, and a change outside prison comes after the leaving."""
        departed = self._departed if left.is_formality else None
        return _last(_earliest(day) for day in (left.left_on, departed, self.detained_on))

    @property
    def _departed(self) -> PartialDate | None:
        return next((one.left_on for one in self.releases if not one.is_formality), None)

    def contradictions(self) -> Iterator[str]:
        """The constraints that refuse it."""
        for number, left in enumerate(self.releases):
            if any(left.figure == one.figure and left.left_on == one.left_on for one in self.releases[:number]):
                yield "release_once"
        for left in self.releases:
            yield from self._of_release(left)
        for left in self.releases:
            if left.revoked:
                yield from self._of_return(left, left.revoked)
        if any(_before(left.reported_on, _earliest(left.left_on)) for left in self.releases):
            yield "report_not_before_release"

    def _of_release(self, left: Left) -> Iterator[str]:
        latest = _latest_told(left)
        if _before(latest, _earliest(self.detained_on)):
            yield "release_not_before_detention"
        if left.is_formality and _before(latest, _earliest(self._departed)):
            yield "formality_not_before_departure"
        if _before(_latest(left.term_end), self.earliest(left)):
            yield "term_not_before_release"

    def _of_return(self, left: Left, back: Return) -> Iterator[str]:
        days = (back.revoked_on, back.reimprisoned_on, back.detained_on)
        gone = self.earliest(left)
        begun = _last([*map(_earliest, days), gone])
        ended = [_latest_told(one) for one in self.releases if one.extinguishes == Answer.YES]
        if left.is_revocable == Answer.NO or any(_before(day, begun) for day in ended):
            yield "revocation_of_an_ended_penalty"
        if back.is_same_detention:
            yield "return_in_a_new_detention"
        if back.is_another_person:
            yield "return_of_the_same_person"
        names = ("revocation_not_before_release", "reimprisonment_not_before_release", "return_not_before_release")
        for name, day in zip(names, days, strict=True):
            if _before(_latest(day), gone):
                yield name
        if _before(_latest(left.term_end), _earliest(next(filter(None, days), None))):
            yield "revocation_within_the_term"


def contradiction(stay: Stay) -> str:
    """The constraint by which the database refuses this stay; empty where it may be true."""
    return next(stay.contradictions(), "")


def stay_of(
    detention: Detention,
    releases: Sequence[Release],
    revocations: Iterable[Revocation],
    figures: Mapping[str, ReleaseType],
) -> Stay:
    """Rows as they are or would be written. A revocation belongs to the very object of its release, or to its key."""
    returns = list(revocations)

    def revoked(release: Release) -> Return | None:
        found = next((one for one in returns if one.release is release or release.pk and one.release == release), None)
        return _return(found, detention) if found else None

    return Stay(
        detention.detained_on,
        tuple(
            Left(
                figure=one.release_type_id,
                left_on=one.left_on,
                reported_on=one.reported_on,
                term_end=one.term_end,
                is_formality=one.was_already_outside,
                extinguishes=figures[one.release_type_id].extinguishes,
                is_revocable=figures[one.release_type_id].is_revocable,
                revoked=revoked(one),
            )
            for one in releases
        ),
    )


def _return(revocation: Revocation, detention: Detention) -> Return:
    again = revocation.new_detention
    days = (revocation.revoked_on, revocation.reimprisoned_on)
    if again is None:
        return Return(*days)
    return Return(
        *days,
        again.detained_on,
        is_same_detention=again is detention or bool(again.pk) and again == detention,
        is_another_person=_dossier(again) != _dossier(detention),
    )


def _dossier(detention: Detention) -> int:
    """Who was merged into another is that other."""
    return detention.person.merged_into_id or detention.person_id


def _latest_told(left: Left) -> date:
    """Nobody tells of a leaving that is still to come."""
    latest = _latest(left.left_on)
    return min(latest, left.reported_on) if latest else left.reported_on


def _earliest(day: PartialDate | None) -> date | None:
    return day.earliest if day else None


def _latest(day: PartialDate | None) -> date | None:
    return day.latest if day else None


def _last(days: Iterable[date | None]) -> date | None:
    return max(filter(None, days), default=None)


def _before(one: date | None, other: date | None) -> bool:
    return bool(one and other and one < other)
