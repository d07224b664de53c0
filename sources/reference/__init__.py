"""Organisations that say something about prisoners, and figures they and the State printed.

`published-figures.csv` keeps what was printed as it was printed, the misprints too: sources/figure_checks.py says which
groups of it agree. Its `note` is for whoever keeps the file; readers see `note_es` and `note_en`. Definitions tell in
our words whom an organisation counts.
"""

from pathlib import Path

from editorial.reference import Loaded, approve, lines, read, store
from sources.models import PublishedFigure, SourceOrganisation

FOLDER = Path(__file__).parent
FIGURE_COLUMNS = {"id": "code"}


def load() -> list[Loaded]:
    """Loads and approves both; says what came of each."""
    organisations = store(SourceOrganisation, read(lines(FOLDER / "organisations.csv"), SourceOrganisation))
    approve(SourceOrganisation, organisations.written)
    figures = store(PublishedFigure, read(_figures(), PublishedFigure))
    approve(PublishedFigure, figures.written)
    return [organisations, figures]


def _figures() -> list[dict[str, str]]:
    """The lines of the ledger under the headings of the model."""
    return [
        {FIGURE_COLUMNS.get(heading, heading): text for heading, text in line.items()}
        for line in lines(FOLDER / "published-figures.csv")
    ]
