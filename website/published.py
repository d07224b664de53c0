"""Figures as others printed them, beside ours of the same day where a definition corresponds, and why they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from chronology.partial_date import PartialDate
from chronology.wording import in_words
from publication.models import OrganisationVersion, PublishedFigureVersion
from reports.beside import Beside, beside, breaks, snapshot_before
from reports.figure import Number
from website.links import Links
from website.metrics import metric_name
from website.moment import Moment
from website.numbers import number
from website.ours import OfReport, Ours, Reports, of_figure
from website.printed import PORTRAIT
from website.questions import ask

DETAINED_AT_18 = PORTRAIT["released_detained_at_17_18"]


HOW_OURS_COUNTS = {
    "announced_verified": gettext_noop(
        "Ours counts whoever is on the list of any accepted organisation, and no one else."
    ),
    "release_type": gettext_noop("The State counts everybody whom it let go; ours counts only persons on record."),
    "in_prison": gettext_noop(
        "Ours counts everybody on record who was certainly in prison that day, whoever names them."
    ),
}


@dataclass(frozen=True)
class Compared:
    """A published figure with ours. `difference` says how far they are apart, `reasons` what of it we can explain.

    Of the published figure itself: `note`, a break in its series; `namesake`, the same number printed of others.
    """

    published: PublishedFigureVersion
    ours: list[Ours]
    difference: str
    reasons: list[str]
    note: str
    namesake: str


def published_figures(moment: Moment, links: Links) -> list[tuple[str, list[Compared]]]:
    """Newest first, in groups of those printed together; each group named by its code, empty for one printed alone."""
    rows = list(PublishedFigureVersion.objects.in_edition(moment.edition.number).order_by("-as_of", "group", "code"))
    broken = breaks(rows)
    notes = {row.code: (_break(row, broken), next(_namesakes(row, rows), "")) for row in rows}
    organisations = {one.code: one for one in OrganisationVersion.objects.in_edition(moment.edition.number)}
    shown = [row for row in rows if not moment.is_other_day or row.as_of <= moment.as_of]
    reports = Reports(moment)

    def compared(one: Beside) -> Compared:
        row = one.published
        found = None if one.ours else reports.beside(row)
        if found:
            apart = difference(row.value, found.number, found.unit)
            return Compared(row, found.shown(links), apart, list(reasons_of_report(found, apart)), *notes[row.code])
        told = list(reasons(one, organisations.get(row.publisher), moment, reports.announced_by(row.as_of)))
        return Compared(row, of_figure(one, links), difference(row.value, one.number, one.unit), told, *notes[row.code])

    groups: dict[tuple[str, str], list[Compared]] = {}
    for one in map(compared, beside(shown, moment.edition, links.language)):
        key = (one.published.group, "" if one.published.group else one.published.code)
        groups.setdefault(key, []).append(one)
    return [(group, members) for (group, _alone), members in groups.items()]


def difference(theirs: Decimal, ours: Number, unit: str) -> str:
    """How far apart the two are, in words; empty where there is nothing to compare."""
    if ours is None:
        return ""
    apart = theirs - ours
    if apart == 0:
        return _("The same number.")
    if unit != "persons" and theirs == Decimal(ours).quantize(Decimal(1), ROUND_HALF_UP):
        return _("The same, rounded.")
    told = {"n": _in_digits(abs(apart))}
    if unit == "percent":
        return (_("%(n)s points more than ours.") if apart > 0 else _("%(n)s points less than ours.")) % told
    return (_("%(n)s more than ours.") if apart > 0 else _("%(n)s fewer than ours.")) % told


def reasons_of_report(found: OfReport, apart: str) -> Iterator[str]:
    """Of a number of our report of releases."""
    if not apart:
        return
    yield _("Ours is of our report of releases on that day: “%(label)s”.") % {
        "label": found.line.label.in_language(get_language() or "es")
    }
    if found.line.code == DETAINED_AT_18:
        yield _("Of those detained under 18 we publish no age: ours counts all of them too.")


def reasons(
    one: Beside, organisation: OrganisationVersion | None, moment: Moment, announced: date | None
) -> Iterator[str]:
    """What of the difference the record explains: computed for that figure and day, never written beforehand.

    `announced`: the day of the newest announcement by then.
    """
    if one.ours is None or not one.difference:
        return
    yield from _known_later(one)
    figure = one.ours.id
    if "list" in one.ours.parameters and organisation:
        day = snapshot_before(organisation, one.published.as_of)
        if day and day != str(one.published.as_of):
            yield _("Our copy of that list is of %(day)s.") % {"day": _day(day)}
    if figure in HOW_OURS_COUNTS:
        yield _(HOW_OURS_COUNTS[figure])
    if figure == "consolidated" and announced and announced < one.published.as_of:
        yield from _changed_since(announced, one.number, moment)
    if one.ours.is_range and not one.part:
        least, most = one.ours.possible
        yield _("As some dates are known only in part, ours may lie between %(least)s and %(most)s.") % {
            "least": _in_digits(least),
            "most": _in_digits(most),
        }
    if moment.edition.is_demo:
        yield _("Ours are invented: the difference says nothing of theirs.")


def _known_later(one: Beside) -> Iterator[str]:
    if isinstance(one.number, int) and isinstance(one.number_then, int) and one.number > one.number_then:
        later = one.number - one.number_then
        yield ngettext(
            "%(n)s of ours was made known only after that day.",
            "%(n)s of ours were made known only after that day.",
            later,
        ) % {"n": _in_digits(later)}


def _changed_since(announced: date, ours: Number, moment: Moment) -> Iterator[str]:
    """What the consolidated list was on the day of the announcement, which is the one that others speak of."""
    before = ask("consolidated", {}, replace(moment, as_of=announced, is_other_day=True)).value
    if before != ours:
        told = {"day": _day(str(announced)), "n": _in_digits(before)}
        yield _("On %(day)s, the day of the announcement, ours was %(n)s: the lists have changed since.") % told


def _break(row: PublishedFigureVersion, broken: Mapping[str, PublishedFigureVersion]) -> str:
    if row.code not in broken:
        return ""
    before = broken[row.code]
    told = {"before": _in_digits(before.value), "day": _day(str(before.as_of))}
    return (
        _("Break: %(before)s on %(day)s. So large a change means another definition or audit, not other people.") % told
    )


LARGE = 100
"""From here on two equal numbers are easily taken for one; smaller ones are equal all the time."""


def _namesakes(row: PublishedFigureVersion, rows: Iterable[PublishedFigureVersion]) -> Iterator[str]:
    """The same number printed by the same publisher of something else and of another day: 230 outside, 230 released."""
    for other in rows:
        is_its_own = other.metric != row.metric and other.as_of != row.as_of
        if is_its_own and (other.publisher, other.value) == (row.publisher, row.value) and row.value >= LARGE:
            told = {"n": _in_digits(row.value), "what": metric_name(other.metric), "day": _day(str(other.as_of))}
            yield _("Not to be confused with the %(n)s of “%(what)s”, %(day)s: other persons are counted.") % told


def _in_digits(value: Number) -> str:
    if value is None:
        return "—"
    whole = int(value) if value == int(value) else value
    return number(whole, get_language() or "es")


def _day(text: str) -> str:
    return in_words(PartialDate.parse(text), get_language() or "es")
