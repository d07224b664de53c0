"""The drawing of an announcement's ledger as a file that stands alone."""

from __future__ import annotations

from django.http import Http404
from django.utils.translation import gettext as _

from chronology.wording import in_words
from reports.charts.gap import gap_chart
from reports.charts.picture import Caption, picture
from reports.definitions.gap import EACH_DAY
from reports.gap_citation import citation
from website.announced import Announced


def citation_of_gap(announced: Announced, address: str, language: str) -> str:
    """`address`: of its page at this edition and day. Empty where no day is counted."""
    if not announced.days:
        return ""
    return citation(announced.title(language), announced.days, announced.moment.edition, address, language)


def picture_of_gap(announced: Announced, address: str, language: str) -> str:
    """Raises Http404 where there is nothing to draw."""
    drawn, edition = gap_chart(announced.days, language), announced.moment.edition
    if not drawn:
        raise Http404
    day = _("As of %(day)s") % {"day": in_words(announced.days[-1].day, language)}
    number = _("edition %(number)s") % {"number": edition.number}
    cited = citation_of_gap(announced, address, language)
    caption = Caption(
        title=EACH_DAY.title.in_language(language),
        lines=[announced.title(language), f"{day} · {number}"],
        notes=[EACH_DAY.short.in_language(language), _("Source:") + " " + cited],
        warning=_("Invented demonstration data: do not print as fact") if edition.is_demo else "",
    )
    return picture(drawn, caption)
