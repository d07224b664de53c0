"""How to cite the ledger of an announcement, as reports/citation.py does for a figure."""

from collections.abc import Sequence

from publication.models import Edition
from reports.charts.svg import number
from reports.citation import cited
from reports.definitions.gap import EACH_DAY, counted
from reports.gap import GapDay


def citation(announcement: str, days: Sequence[GapDay], edition: Edition, address: str, language: str) -> str:
    """With the numbers of the last of `days`. `announcement`: what it is called; `address` names the edition."""
    last = days[-1]
    numbers_of = {"announced": last.announced, "verified": last.verified.certain, "known": last.known.certain}
    numbers = ", ".join(
        f"{number(value, language)} {counted(name, value, language)}"
        for name, value in numbers_of.items()
        if value is not None
    )
    what = f"{EACH_DAY.title.in_language(language)}. {announcement}: {numbers}"
    kind = "Serie diaria" if language == "es" else "Daily series"
    return cited(what, kind, day=last.day, edition=edition, address=address, language=language)
