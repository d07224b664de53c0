"""What the pictures beside shared links say: of the front page, an announcement, a figure and a person.

They say what their page says first, of the same day and edition, and nothing else. Of a person: the name and the state,
as the page shows them; whoever bears a pseudonym has no picture.
"""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chronology.wording import in_words
from publication.unnamed import bears_pseudonym
from reports.answer import Answer
from reports.charts.marks import marks
from reports.charts.social import SocialCard, social
from website.announced import Announced
from website.figure_wording import about, unit_of, value_of
from website.labels import labels_of
from website.moment import Moment
from website.numbers import number
from website.record import Record
from website.wording import phrase


def of_home(moment: Moment, in_prison: Answer, everyone: Answer) -> SafeString:
    return social(
        SocialCard(
            large=value_of(in_prison.value, in_prison.unit),
            under=_("people are in prison in Cuba for political reasons"),
            drawing=marks(everyone.breakdown, title="", description="") if everyone.value else SafeString(""),
            **_around(moment),
        )
    )


def of_announcement(announced: Announced) -> SafeString:
    """Where nobody follows it, its title alone: a zero would say what nobody looked at."""
    language, version, around = get_language() or "es", announced.version, _around(announced.moment)
    title = announced.title(language)
    if announced.is_yet_to_come or not announced.is_followed or version.number is None:
        return social(SocialCard(large=title, under="", **around))
    verified = announced.today.verified.certain
    told = {"number": number(version.number, language), "verified": number(verified, language)}
    large = _("%(number)s announced, %(verified)s verified") % told
    return social(SocialCard(large=large, under=title, bar=(verified, version.number), **around))


def of_figure(moment: Moment, answer: Answer) -> SafeString:
    under = " · ".join(part for part in (unit_of(answer), about(answer)) if part)
    return social(
        SocialCard(over=answer.title, large=value_of(answer.value, answer.unit), under=under, **_around(moment))
    )


def of_person(moment: Moment, record: Record) -> SafeString | None:
    """None of a pseudonym."""
    if bears_pseudonym(record.name_display):
        return None
    said = phrase(record.state, labels_of(moment.edition).bound(get_language() or "es"))
    return social(SocialCard(large=record.name_display, under=said[:1].upper() + said[1:], **_around(moment)))


def _around(moment: Moment) -> dict[str, Any]:
    day = _("As of %(day)s") % {"day": in_words(moment.as_of, get_language() or "es")}
    invented = _("Invented demonstration data: do not print as fact")
    return {
        "day": f"{day} · {_('edition %(number)s') % {'number': moment.edition.number}}",
        "warning": invented if moment.edition.is_demo else "",
    }
