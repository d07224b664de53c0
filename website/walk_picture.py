"""The drawing of a walk as a file that stands alone."""

from __future__ import annotations

from django.utils.translation import gettext as _

from chronology.wording import in_words
from reports.charts.ladder import ladder
from reports.charts.picture import Caption, picture
from reports.walks import Walk
from reports.walks.forms import citation


def picture_of_walk(walk: Walk, address: str, language: str) -> str:
    """`address`: of its page at this edition and day."""
    first, last = (title.in_language(language) for title in walk.titles)
    day = _("As of %(day)s") % {"day": in_words(walk.as_of, language)}
    number = _("edition %(number)s") % {"number": walk.edition}
    caption = Caption(
        title=_("Why the figures differ"),
        lines=[_("From") + ": " + first, _("To") + ": " + last, f"{day} · {number}"],  # the font has no arrow
        notes=[_("Source:") + " " + citation(walk, address, language)],
        warning=_("Invented demonstration data: do not print as fact") if walk.first.is_demo else "",
    )
    return picture(ladder(walk, language), caption)
