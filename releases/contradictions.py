"""What the days and figures of releases contradict in a revocation: the same rules as the database's, told beforehand.

The database refuses such rows (`refuse_contradicting_revocation`, releases/migrations/0003); a line of a list that says
so must stay a statement instead of stopping the whole list.
"""

from collections.abc import Iterable, Mapping

from chronology.partial_date import PartialDate
from editorial.codes import Answer
from releases.models.release import Release
from releases.models.vocabulary import ReleaseType


def contradicts(
    revoked: Release,
    of_the_detention: Iterable[Release],
    figures: Mapping[str, ReleaseType],
    *,
    revoked_on: PartialDate | None,
    reimprisoned_on: PartialDate | None,
) -> bool:
    """Whether `revoked` certainly can't have been revoked so: its figure is not revocable, the penalty had ended by a
    release of the same detention, or one of the days lies before it. Unknown days contradict nothing."""
    if figures[revoked.release_type_id].is_revocable == Answer.NO:
        return True
    if any(is_before(day, revoked.left_on) for day in (revoked_on, reimprisoned_on)):
        return True
    ended = [one.left_on for one in of_the_detention if figures[one.release_type_id].extinguishes == Answer.YES]
    return any(is_before(day, revoked_on) for day in ended)


def is_before(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Certainly an earlier day, as far as both are known."""
    return bool(one and other and one.latest and other.earliest and one.latest < other.earliest)
