"""Figures as others printed them, beside ours of the same day where a definition corresponds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from publication.models import OrganisationVersion, PublishedFigureVersion
from reports.answer import Answer
from reports.errors import BadParameter
from reports.figure import Number
from reports.registry import answer
from website.moment import Moment
from website.questions import Candidates

ANNOUNCED = "announced_released"


@dataclass(frozen=True)
class Beside:
    """One published figure, and the answer of ours to the nearest question; None where we count nothing alike.

    `ours` is what the edition knows of that day, `then` only what had been made known by the day itself, where we keep
    when a thing was made known.
    """

    published: PublishedFigureVersion
    ours: Answer | None
    then: Answer | None = None

    @property
    def our_number(self) -> Number:
        """Of an announcement, the number that the State gave; of all other figures, our value."""
        if self.ours is None:
            return None
        return self.ours.extras["announced"] if self._is_announced else self.ours.value

    @property
    def our_unit(self) -> str:
        return "persons" if self.ours is None or self._is_announced else self.ours.unit

    @property
    def _is_announced(self) -> bool:
        return self.published.metric == ANNOUNCED


def published_figures(moment: Moment, language: str) -> list[tuple[str, list[Beside]]]:
    """Newest first, in groups of those printed together; each group named by its code."""
    rows = PublishedFigureVersion.objects.in_edition(moment.edition.number).order_by("-as_of", "group", "code")
    questions = _Questions(moment, language)
    beside = [Beside(row, questions.answer(row), questions.answer_then(row)) for row in rows]
    return [(group, list(members)) for group, members in groupby(beside, key=lambda one: one.published.group)]


def ours_query(ours: Answer) -> dict[str, str]:
    """The parameters of a link to our answer: its own day, whatever day the page speaks of."""
    return {name: text for name, text in ours.parameters.items() if name != "edition"}


class _Questions:
    """Which of our figures stands beside a published one: by what it counts, and by whose list."""

    def __init__(self, moment: Moment, language: str) -> None:
        self.moment = moment
        self.language = language
        self.announcement = Candidates(moment, language).announcement()
        organisations = OrganisationVersion.objects.in_edition(moment.edition.number)
        self.lists = {one.code: one.document["lists"][0]["code"] for one in organisations if one.document.get("lists")}

    def answer(self, row: PublishedFigureVersion) -> Answer | None:
        asked = self._question(row)
        return self._ask(row, *asked) if asked else None

    def answer_then(self, row: PublishedFigureVersion) -> Answer | None:
        """Of releases we keep when each was made known."""
        asked = self._question(row)
        if asked is None or asked[0] != "announced_verified" or row.metric == ANNOUNCED:
            return None
        return self._ask(row, asked[0], {**asked[1], "known_by": str(row.as_of)})

    def _ask(self, row: PublishedFigureVersion, figure: str, texts: dict[str, str]) -> Answer | None:
        if row.as_of > self.moment.edition.as_of:
            return None
        texts["as_of"] = str(row.as_of)
        try:
            return answer(figure, texts, edition=self.moment.edition.number, language=self.language)
        except BadParameter:
            return None

    def _question(self, row: PublishedFigureVersion) -> tuple[str, dict[str, str]] | None:
        match row.metric:
            case "listed" if row.publisher in self.lists:
                return "listed", {"list": self.lists[row.publisher]}
            case "consolidated_list":
                return "consolidated", {}
            case "in_prison":
                return "in_prison", {}
            case "arrested_11j_in_prison_percent":
                return "arrested_in_prison", {"event": "11j"}
            case "announced_released" | "released_political" | "political_of_the_553" if self.announcement:
                return "announced_verified", {"announcement": self.announcement.code}
        return None
