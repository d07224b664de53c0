"""How to cite the ledger of an announcement, as reports/citation.py does for a figure."""

from collections.abc import Sequence

from django.utils import dateformat, timezone, translation

from publication.models import Edition
from reports.charts.svg import number
from reports.citation import PUBLISHER
from reports.definitions.gap import EACH_DAY, NAMES
from reports.gap import GapDay


def citation(announcement: str, days: Sequence[GapDay], edition: Edition, address: str, language: str) -> str:
    """With the numbers of the last of `days`. `announcement`: what it is called; `address` names the edition."""
    with translation.override(language):
        published = timezone.localtime(edition.published_at)
        day = dateformat.format(published, "Y, j \\d\\e F" if language == "es" else "Y, F j")
    last = days[-1]
    counted = {"announced": last.announced, "verified": last.verified.certain, "known": last.known.certain}
    numbers = ", ".join(
        f"{number(value, language)} {NAMES[name].in_language(language)}"
        for name, value in counted.items()
        if value is not None
    )
    if language == "es":
        known, invented = f"al {last.day}, edición {edition.number}", ", datos de demostración inventados"
    else:
        known, invented = f"as of {last.day}, edition {edition.number}", ", invented demonstration data"
    known += invented if edition.is_demo else ""
    title = EACH_DAY.title.in_language(language)
    return f"{PUBLISHER}. ({day}). {title}. {announcement}: {numbers} [{known}]. {address}"
