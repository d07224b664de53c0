"""Figures as others printed them, beside ours of the same day where a definition corresponds, and why they differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from chronology.partial_date import PartialDate
from chronology.wording import in_words
from publication.models import Edition, OrganisationVersion, PublishedFigureVersion
from reports.answer import Answer
from reports.beside import Beside, beside, breaks, snapshot_before
from reports.figure import Number
from website.moment import Moment
from website.numbers import number


@dataclass(frozen=True)
class Compared:
    """A published figure with ours. `difference` says how far they are apart, `reasons` what of it we can explain."""

    beside: Beside
    difference: str
    reasons: list[str]
    note: str  # of the published figure itself: a break in its series

    @property
    def published(self) -> PublishedFigureVersion:
        return self.beside.published


def published_figures(moment: Moment, language: str) -> list[tuple[str, list[Compared]]]:
    """Newest first, in groups of those printed together; each group named by its code, empty for one printed alone."""
    rows = list(PublishedFigureVersion.objects.in_edition(moment.edition.number).order_by("-as_of", "group", "code"))
    broken = breaks(rows)
    organisations = {one.code: one for one in OrganisationVersion.objects.in_edition(moment.edition.number)}
    compared = [
        Compared(
            one,
            difference(one),
            list(reasons(one, organisations.get(one.published.publisher), moment.edition)),
            _break(one.published, broken[one.published.code]) if one.published.code in broken else "",
        )
        for one in beside(rows, moment.edition, language)
    ]

    groups: dict[tuple[str, str], list[Compared]] = {}
    for one in compared:
        key = (one.published.group, "" if one.published.group else one.published.code)
        groups.setdefault(key, []).append(one)
    return [(group, members) for (group, _alone), members in groups.items()]


def ours_query(ours: Answer) -> dict[str, str]:
    """The parameters of a link to our answer: its own day, whatever day the page speaks of."""
    return {name: text for name, text in ours.parameters.items() if name != "edition"}


def difference(one: Beside) -> str:
    """How far apart the two are, in words; empty where there is nothing to compare."""
    apart = one.difference
    if apart is None:
        return ""
    if apart == 0:
        return _("The same number.")
    if one.unit == "percent" and one.published.value == Decimal(one.number or 0).quantize(Decimal(1), ROUND_HALF_UP):
        return _("The same, rounded.")
    told = {"n": _in_digits(apart if apart > 0 else -apart)}
    if one.unit == "percent":
        return (_("%(n)s points more than ours.") if apart > 0 else _("%(n)s points less than ours.")) % told
    return (_("%(n)s more than ours.") if apart > 0 else _("%(n)s fewer than ours.")) % told


def reasons(one: Beside, organisation: OrganisationVersion | None, edition: Edition) -> Iterator[str]:
    """What of the difference the record explains: computed for that figure and day, never written beforehand."""
    if one.ours is None or not one.difference:
        return
    if isinstance(one.number, int) and isinstance(one.number_then, int) and one.number > one.number_then:
        later = one.number - one.number_then
        yield ngettext(
            "%(n)s of ours was made known only after that day.",
            "%(n)s of ours were made known only after that day.",
            later,
        ) % {"n": _in_digits(later)}
    figure = one.ours.id
    if "list" in one.ours.parameters and organisation:
        day = snapshot_before(organisation, one.published.as_of)
        if day and day != str(one.published.as_of):
            yield _("Our copy of that list is of %(day)s.") % {"day": _day(day)}
    if figure == "announced_verified":
        yield _("Ours counts whoever is on the list of any accepted organisation, and no one else.")
    if figure == "release_type":
        yield _("The State counts everybody whom it let go; ours counts only persons on record.")
    if figure == "in_prison":
        yield _("Ours counts everybody on record who was certainly in prison that day, whoever names them.")
    if one.ours.is_range and not one.part:
        least, most = one.ours.possible
        yield _("As some dates are known only in part, ours may lie between %(least)s and %(most)s.") % {
            "least": _in_digits(least),
            "most": _in_digits(most),
        }
    if edition.is_demo:
        yield _("Ours are invented: the difference says nothing of theirs.")


def _break(row: PublishedFigureVersion, before: PublishedFigureVersion) -> str:
    told = {"before": _in_digits(before.value), "day": _day(str(before.as_of))}
    return (
        _("Break: %(before)s on %(day)s. So large a change means another definition or audit, not other people.") % told
    )


def _in_digits(value: Number) -> str:
    if value is None:
        return "—"
    whole = int(value) if value == int(value) else value
    return number(whole, get_language() or "es")


def _day(text: str) -> str:
    return in_words(PartialDate.parse(text), get_language() or "es")
