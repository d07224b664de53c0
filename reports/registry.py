"""All figures, and the one door to their answers: pages, API, downloads, charts and command come in here."""

from collections.abc import Mapping

from reports.ages import AGE_AT_DETENTION
from reports.announcement import ANNOUNCED_VERIFIED, FREE_AMONG_RELEASED, MORE_THAN_HALF, RELEASE_TYPE
from reports.answer import Answer
from reports.answers import answer_to
from reports.classified import COE_1900
from reports.consolidated import BY_PROVINCE, CONSOLIDATED
from reports.custody import ARRESTED_IN_PRISON, CUSTODY, IN_PRISON
from reports.errors import UnknownFigure
from reports.estimated import ESTIMATED_TOTAL
from reports.figure import Figure, Text
from reports.listed import LISTED, LISTED_LEFT, LISTED_NEW, LISTED_THROUGH
from reports.listing_lag import LISTING_LAG
from reports.minors import MINORS, MINORS_BY_PROVINCE
from reports.offences import BY_OFFENCE
from reports.one_organisation import ONE_ORGANISATION
from reports.overlap import OVERLAP
from reports.prison_flow import PRISON_ENTERED, PRISON_LEFT, PRISON_THROUGH, REPEAT_DETENTIONS
from reports.reimprisonment import REIMPRISONED
from reports.revocations import REVOKED
from reports.sentences import SENTENCE_LENGTH, SENTENCED
from reports.still_outside import STILL_OUTSIDE
from reports.time_served import COULD_HAVE_LEFT, MONTHS_LEFT, TIME_INSIDE
from reports.totals import ARRESTED_EVENT_IN_PRISON, BEHIND_BARS

THEMES: tuple[tuple[Text, tuple[Figure, ...]], ...] = (
    (
        Text("En prisión", "In prison"),
        (
            IN_PRISON,
            BEHIND_BARS,
            CUSTODY,
            ARRESTED_IN_PRISON,
            ARRESTED_EVENT_IN_PRISON,
            COE_1900,
            PRISON_ENTERED,
            PRISON_LEFT,
            PRISON_THROUGH,
            REPEAT_DETENTIONS,
        ),
    ),
    (
        Text("Excarcelaciones", "Releases"),
        (
            ANNOUNCED_VERIFIED,
            RELEASE_TYPE,
            FREE_AMONG_RELEASED,
            MORE_THAN_HALF,
            TIME_INSIDE,
            MONTHS_LEFT,
            COULD_HAVE_LEFT,
            REVOKED,
            REIMPRISONED,
            STILL_OUTSIDE,
        ),
    ),
    (
        Text("Quiénes son y de qué se les acusa", "Who they are and what they are accused of"),
        (BY_PROVINCE, BY_OFFENCE, SENTENCED, SENTENCE_LENGTH, AGE_AT_DETENTION, MINORS, MINORS_BY_PROVINCE),
    ),
    (
        Text("Las listas", "The lists"),
        (
            CONSOLIDATED,
            LISTED,
            LISTED_NEW,
            LISTED_LEFT,
            LISTED_THROUGH,
            OVERLAP,
            ONE_ORGANISATION,
            LISTING_LAG,
            ESTIMATED_TOTAL,
        ),
    ),
)
"""Every figure, under what it speaks of, in the order in which a reader meets them."""

_FIGURES = {figure.id: figure for _, those in THEMES for figure in those}


def figures() -> tuple[Figure, ...]:
    return tuple(_FIGURES.values())


def figure(figure_id: str) -> Figure:
    """Raises UnknownFigure, which names those that there are."""
    try:
        return _FIGURES[figure_id]
    except KeyError:
        raise UnknownFigure(_FIGURES) from None


def answer(
    figure_id: str,
    texts: Mapping[str, str],
    *,
    edition: int | None = None,
    language: str = "es",
    is_bare: bool = False,
) -> Answer:
    """The answer to `texts` (as_of, breakdown, edition and the figure's own parameters, as text; empty: not given).

    `is_bare`: its numbers alone, for who shows nothing of the breakdown.

    Raises UnknownFigure, BadParameter, UnknownEdition, NothingPublished.
    """
    return answer_to(figure(figure_id), texts, edition=edition, language=language, is_bare=is_bare)
