"""The answer of ours to the question that a published figure answers: the same definition, list and day, where we have
one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from publication.models import AnnouncementVersion, Edition, OrganisationVersion, PublishedFigureVersion
from reports.answer import Answer
from reports.errors import BadParameter
from reports.figure import Number, Unit
from reports.listed import MONTHS_IN_A_YEAR, months_later
from reports.registry import answer


class Asked(NamedTuple):
    """`part`: which number of the answer, one of its extras or a row of its breakdown; empty for its value."""

    figure: str
    breakdown: str = ""
    part: str = ""
    months: int = 0  # of the period that ends on the day; 0 for a figure of one day


OF_A_LIST = {
    "listed": Asked("listed"),
    "in_prison": Asked("listed", "custody", "in_prison"),
    "serving_outside": Asked("listed", "custody", "outside"),
    "women": Asked("listed", "gender", "women"),
    "minors": Asked("minors"),
    "minors_boys": Asked("listed", "minors", "boys"),
    "minors_girls": Asked("listed", "minors", "girls"),
    "medical": Asked("listed", "medical", "yes"),
    "mental": Asked("listed", "mental", "yes"),
    "new_in_month": Asked("listed_new", months=1),
    "left_in_month": Asked("listed_left", months=1),
    "new_in_12_months": Asked("listed_new", months=MONTHS_IN_A_YEAR),
    "through_in_12_months": Asked("listed_through", months=MONTHS_IN_A_YEAR),
}
OF_AN_ANNOUNCEMENT = {
    "announced_released": Asked("announced_verified", part="announced"),
    "released_political": Asked("announced_verified"),
    "political_of_the_553": Asked("announced_verified"),
    "released_of_the_553": Asked("announced_verified"),
    "not_on_the_list_of_the_553": Asked("announced_verified", part="not_identified"),
    "conditional_release": Asked("release_type", "release_type", "conditional_release"),
    "extrapenal_leave": Asked("release_type", "release_type", "extrapenal_leave"),
}
OF_ALL = {
    "consolidated_list": Asked("consolidated"),
    "in_prison": Asked("in_prison"),
    "arrested_11j": Asked("arrested_in_prison", part="denominator"),
    "arrested_11j_in_prison": Asked("arrested_in_prison", part="numerator"),
    "arrested_11j_in_prison_percent": Asked("arrested_in_prison"),
}


@dataclass(frozen=True)
class Beside:
    """One published figure and the answer of ours; None where we count nothing alike.

    `ours` is what the edition knows of that day, `then` only what had been made known by the day itself, where we keep
    when a thing was made known. `part`: as in Asked.
    """

    published: PublishedFigureVersion
    ours: Answer | None = None
    then: Answer | None = None
    part: str = ""

    @property
    def number(self) -> Number:
        return _number(self.ours, self.part)

    @property
    def number_then(self) -> Number:
        return _number(self.then, self.part)

    @property
    def unit(self) -> str:
        """Of our number: a part of an answer is always a count."""
        return Unit.PERSONS.value if self.ours is None or self.part else self.ours.unit

    @property
    def difference(self) -> Number:
        """Theirs less ours; None where ours is missing."""
        ours = self.number
        return None if ours is None else self.published.value - ours


def _number(found: Answer | None, part: str) -> Number:
    if found is None or not part:
        return found.value if found else None
    if part in found.extras:
        return found.extras[part]
    return next((row.value for row in found.breakdown if row.code == part), None)


def beside(rows: Iterable[PublishedFigureVersion], edition: Edition, language: str) -> list[Beside]:
    """Each of the rows with ours, in their order. Of days after the edition nothing of ours is given."""
    organisations = OrganisationVersion.objects.in_edition(edition.number)
    lists = {one.code: one.document["lists"][0]["code"] for one in organisations if one.document.get("lists")}
    dated = AnnouncementVersion.objects.in_edition(edition.number).order_by("-announced_earliest", "code")
    announced = [(day, code) for day, code in dated.values_list("announced_earliest", "code") if day]
    return [_beside(row, edition, language, lists, announced) for row in rows]


def _beside(
    row: PublishedFigureVersion,
    edition: Edition,
    language: str,
    lists: Mapping[str, str],
    announced: list[tuple[date, str]],
) -> Beside:
    announcement = next((code for day, code in announced if day <= row.as_of), "")
    texts: dict[str, str] = {}
    if row.metric in OF_A_LIST and row.publisher in lists:
        asked, texts["list"] = OF_A_LIST[row.metric], lists[row.publisher]
    elif row.metric in OF_AN_ANNOUNCEMENT and announcement:
        asked, texts["announcement"] = OF_AN_ANNOUNCEMENT[row.metric], announcement
    elif row.metric in OF_ALL:
        asked = OF_ALL[row.metric]
    else:
        return Beside(row)
    if row.as_of > edition.as_of:
        return Beside(row)
    if asked.figure == "arrested_in_prison":
        texts["event"] = "11j"
    if asked.months:
        texts |= {"from": str(months_later(row.as_of, -asked.months)), "to": str(row.as_of)}
    else:
        texts["as_of"] = str(row.as_of)
    if asked.breakdown:
        texts["breakdown"] = asked.breakdown

    def ask(**more: str) -> Answer | None:
        try:
            return answer(asked.figure, {**texts, **more}, edition=edition.number, language=language)
        except BadParameter:
            return None

    knows_then = asked.figure == "announced_verified" and not asked.part
    return Beside(row, ask(), ask(known_by=str(row.as_of)) if knows_then else None, asked.part)


def snapshot_before(organisation: OrganisationVersion, day: date) -> str:
    """The day of the last snapshot of the organisation's first list up to that day; empty when there is none."""
    snapshots = [line["as_of"] for line in organisation.document["lists"][0]["snapshots"]]
    return max((one for one in snapshots if one <= str(day)), default="")


BREAK = 5
"""A number of ill persons that changes by more than a fifth between two publications is not one series (rule 9.17)."""


def breaks(rows: Iterable[PublishedFigureVersion]) -> dict[str, PublishedFigureVersion]:
    """Code of a figure → the figure before it of the same publisher and metric, where the definition or the audit
    changed between the two: of reported illness alone, which each organisation asks anew."""
    found: dict[str, PublishedFigureVersion] = {}
    last: dict[tuple[str, str], PublishedFigureVersion] = {}
    for row in sorted(rows, key=lambda one: (one.as_of, one.code)):
        if row.metric not in ("medical", "mental"):
            continue
        before = last.get((row.publisher, row.metric))
        if before and abs(row.value - before.value) * BREAK > before.value:
            found[row.code] = before
        last[row.publisher, row.metric] = row
    return found
