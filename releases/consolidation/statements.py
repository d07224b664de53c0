"""What one row says of leaving prison and of being sent back."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chronology.partial_date import PartialDate
from releases.models import CustodyState

UNKNOWN_RELEASE = "unknown_release"
# The state a list gives, when it names no legal figure. Free without a figure is no claim of a figure.
DEFAULT_TYPES = {
    CustodyState.SERVING_OUTSIDE: UNKNOWN_RELEASE,
    CustodyState.AWAITING_OUTSIDE: "precautionary_change",
    CustodyState.OUTSIDE_UNKNOWN: UNKNOWN_RELEASE,
    CustodyState.FREE: UNKNOWN_RELEASE,
    CustodyState.EXILED: "forced_exile",
    CustodyState.AT_LARGE: "escaped",
    CustodyState.DECEASED: "death_in_custody",
}


@dataclass(frozen=True)
class Statement:
    """A row's word. `release_type` empty: the row tells of no release. `is_figure_stated`: the list named the figure.

    `reported_on`: the day it was made known; where the row does not say it, the day of the list, or that of the leaving
    where a list of a former day speaks of one: nobody tells of it before.
    """

    release_type: str
    is_figure_stated: bool
    left_on: PartialDate | None
    reported_on: date
    announcement: str
    measure_after: str
    exile_condition: str
    status: str
    revoked_on: PartialDate | None
    reimprisoned_on: PartialDate | None
    ground_official: str
    ground_alleged: str

    @property
    def tells_of_release(self) -> bool:
        return bool(self.release_type)

    @property
    def tells_of_revocation(self) -> bool:
        return bool(self.revoked_on or self.reimprisoned_on or self.ground_official or self.ground_alleged)

    @property
    def left_after_return(self) -> bool:
        """The release of the row followed a re-imprisonment (revoked in April, exiled in October)."""
        back = self.reimprisoned_on or self.revoked_on
        if not (self.tells_of_release and back):
            return False
        if self.left_on is None:
            return self.status in DEFAULT_TYPES
        return bool(self.left_on.latest and back.earliest and self.left_on.latest >= back.earliest)


def read_statement(values: dict[str, Any], *, as_of: date) -> Statement:
    stated = values.get("release_type", "")
    left_on = _date(values, "left_on")
    release_type = stated or DEFAULT_TYPES.get(values.get("status", ""), UNKNOWN_RELEASE if left_on else "")
    return Statement(
        release_type=release_type,
        is_figure_stated=bool(stated),
        left_on=left_on,
        reported_on=_reported_on(values, left_on, as_of),
        announcement=values.get("announcement", ""),
        measure_after=values.get("measure_after", ""),
        exile_condition=values.get("exile_condition", "unknown"),
        status=values.get("status", ""),
        revoked_on=_date(values, "revoked_on"),
        reimprisoned_on=_date(values, "reimprisoned_on"),
        ground_official=values.get("ground_official", ""),
        ground_alleged=values.get("ground_alleged", ""),
    )


def _reported_on(values: dict[str, Any], left_on: PartialDate | None, as_of: date) -> date:
    if values.get("reported_on"):
        return date.fromisoformat(values["reported_on"])
    return max(as_of, (left_on.earliest if left_on else None) or as_of)


def _date(values: dict[str, Any], name: str) -> PartialDate | None:
    return PartialDate.parse(values[name]) if values.get(name) else None
