"""CSV of one announcement: its ledger day by day, and the persons behind one of its numbers."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from publication.models import PrisonerVersion
from reports.csv_files import PERSON_COLUMNS, Rows, lines, person_cells
from reports.gap import FACTS, GapDay

DAY_COLUMNS = (
    "day",
    "announced",
    "not_identified",
    *(column for fact in FACTS for column in (fact, f"{fact}_possible")),
    "announcement",
    "edition",
)
PERSONS_OF_ANNOUNCEMENT = (*PERSON_COLUMNS[:-3], "announcement", "of", "as_of", "edition")


def gap_csv(days: Sequence[GapDay], announcement: str, edition: int) -> Iterator[str]:
    return lines(*gap_rows(days, announcement, edition))


def gap_rows(days: Sequence[GapDay], announcement: str, edition: int) -> Rows:
    """A line for each day on which a number changes: it holds until the next line. Numbers are certain and at most."""

    def cells(day: GapDay) -> tuple:
        numbers = [number for fact in FACTS for number in getattr(day, fact)]
        return (day.day, day.announced, day.not_identified, *numbers, announcement, edition)

    return Rows(DAY_COLUMNS, map(cells, days))


def persons_of_announcement_csv(persons: QuerySet[PrisonerVersion], *asked: object) -> Iterator[str]:
    return lines(*persons_of_announcement_rows(persons, *asked))


def persons_of_announcement_rows(persons: QuerySet[PrisonerVersion], *asked: object) -> Rows:
    """`asked`: the announcement, the code of the number, the day and the edition."""
    return Rows(PERSONS_OF_ANNOUNCEMENT, person_cells(persons, asked))
