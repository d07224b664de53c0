"""All figures, and the one door to their answers: pages, API, downloads, charts and command come in here."""

from collections.abc import Mapping

from reports.announcement import ANNOUNCED_VERIFIED, FREE_AMONG_RELEASED, MORE_THAN_HALF, RELEASE_TYPE
from reports.answer import Answer
from reports.answers import answer_to
from reports.consolidated import BY_PROVINCE, CONSOLIDATED
from reports.custody import ARRESTED_IN_PRISON, CUSTODY, IN_PRISON
from reports.errors import UnknownFigure
from reports.estimated import ESTIMATED_TOTAL
from reports.figure import Figure
from reports.listed import LISTED, LISTED_LEFT, LISTED_NEW, LISTED_THROUGH
from reports.listing_lag import LISTING_LAG
from reports.minors import MINORS_BY_PROVINCE
from reports.offences import BY_OFFENCE
from reports.one_organisation import ONE_ORGANISATION
from reports.overlap import OVERLAP
from reports.reimprisonment import REIMPRISONED
from reports.sentences import SENTENCE_LENGTH

_FIGURES = {
    figure.id: figure
    for figure in (
        CONSOLIDATED,
        LISTED,
        LISTED_NEW,
        LISTED_LEFT,
        LISTED_THROUGH,
        IN_PRISON,
        CUSTODY,
        ARRESTED_IN_PRISON,
        OVERLAP,
        ONE_ORGANISATION,
        LISTING_LAG,
        ANNOUNCED_VERIFIED,
        RELEASE_TYPE,
        FREE_AMONG_RELEASED,
        MORE_THAN_HALF,
        SENTENCE_LENGTH,
        BY_OFFENCE,
        BY_PROVINCE,
        MINORS_BY_PROVINCE,
        REIMPRISONED,
        ESTIMATED_TOTAL,
    )
}


def figures() -> tuple[Figure, ...]:
    return tuple(_FIGURES.values())


def figure(figure_id: str) -> Figure:
    """Raises UnknownFigure, which names those that there are."""
    try:
        return _FIGURES[figure_id]
    except KeyError:
        raise UnknownFigure(_FIGURES) from None


def answer(figure_id: str, texts: Mapping[str, str], *, edition: int | None = None, language: str = "es") -> Answer:
    """The answer to `texts` (as_of, breakdown, edition and the figure's own parameters, as text; empty: not given).

    Raises UnknownFigure, BadParameter, UnknownEdition, NothingPublished.
    """
    return answer_to(figure(figure_id), texts, edition=edition, language=language)
