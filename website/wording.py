"""Sentences about a person's freedom. Having left prison is never called free (docs/words.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import get_language, gettext_noop, ngettext, pgettext
from django.utils.translation import gettext as _

from chronology import wording
from chronology.partial_date import PartialDate
from publication.unnamed import bears_pseudonym
from website.labels import Label
from website.numbers import number

STATES = (
    "in_custody",
    "serving_outside",
    "awaiting_outside",
    "outside_unknown",
    "free",
    "exiled",
    "at_large",
    "missing",
    "deceased",
    "unknown",
)
OUTSIDE_NOT_FREE = frozenset({"serving_outside", "awaiting_outside"})
_ENDED_BY_A_FIGURE = frozenset({"serving_outside", "free"})


_DIED_IN_CUSTODY = ("deceased", "death_in_custody")
PHRASES = {
    "": gettext_noop("no detention known by this day"),
    "in_custody": gettext_noop("in prison %(since)s"),
    "serving_outside": gettext_noop("outside prison, not free: %(figure)s %(since)s"),
    "awaiting_outside": gettext_noop(
        "outside prison, not free: awaiting trial under a precautionary measure %(since)s"
    ),
    "outside_unknown": gettext_noop("outside prison, legal figure unknown %(since)s"),
    "free": gettext_noop("free %(since)s: %(figure)s"),
    "exiled": gettext_noop("in exile %(since)s"),
    "at_large": gettext_noop("at large %(since)s"),
    "missing": gettext_noop("whereabouts unknown %(since)s"),
    _DIED_IN_CUSTODY: gettext_noop("died in custody %(on)s"),
    "deceased": gettext_noop("died %(on)s"),
    "unknown": gettext_noop("no recent information %(since)s"),
}
SENTENCES = {
    "": gettext_noop("No detention is known by this day."),
    "in_custody": gettext_noop("Has been in prison %(since)s."),
    "serving_outside": gettext_noop("Has been outside prison %(since)s: %(figure)s. Is not free."),
    "awaiting_outside": gettext_noop(
        "Outside prison %(since)s, under a precautionary measure, awaiting trial. Is not free."
    ),
    "outside_unknown": gettext_noop(
        "Outside prison %(since)s. The legal figure is not known; we do not say that it is freedom."
    ),
    "free": gettext_noop("Free %(since)s: %(figure)s."),
    "exiled": gettext_noop("In exile %(since)s."),
    "at_large": gettext_noop("At large %(since)s."),
    "missing": gettext_noop("Whereabouts unknown %(since)s. It may be an enforced disappearance."),
    _DIED_IN_CUSTODY: gettext_noop("Died in custody %(on)s."),
    "deceased": gettext_noop("Died %(on)s."),
    "unknown": gettext_noop("No recent information %(since)s. We do not say whether the person is still in prison."),
}
SENTENCES_WITHOUT_A_DAY = {
    "in_custody": gettext_noop("Is in prison."),
    "serving_outside": gettext_noop("Is outside prison: %(figure)s. Is not free."),
}


@dataclass(frozen=True)
class State:
    """Where a person stands on a day: the state's code, the release type or kind of place, and since when.

    An empty code means that no detention is known by that day.
    """

    code: str
    detail: str = ""
    since: PartialDate | None = None


def phrase(state: State, label: Label) -> str:
    """The state in plain words, for a row of a list: “in prison since 11 July 2021”. No full stop."""
    return _phrase(state, label, _language())


@lru_cache(maxsize=8192)
def _phrase(state: State, label: Label, language: str) -> str:
    """Kept: many persons of a list are in the same state since the same day."""
    return _filled(_(PHRASES.get((state.code, state.detail)) or PHRASES[state.code]), state, label)


def sentence(state: State, label: Label) -> str:
    """The state as a whole sentence (or two) whose subject is the person named above it."""
    if not state.since and state.code in SENTENCES_WITHOUT_A_DAY:
        return _filled(_(SENTENCES_WITHOUT_A_DAY[state.code]), state, label)
    return _filled(_(SENTENCES.get((state.code, state.detail)) or SENTENCES[state.code]), state, label)


def length(months: int | None, days: int | None) -> str:
    """A sentence's length: “4 years and 6 months”; empty when unknown."""
    parts = []
    years, rest = divmod(months or 0, 12)
    if years:
        parts.append(ngettext("%(n)s year", "%(n)s years", years) % {"n": years})
    if rest:
        parts.append(ngettext("%(n)s month", "%(n)s months", rest) % {"n": rest})
    if days:
        parts.append(ngettext("%(n)s day", "%(n)s days", days) % {"n": days})
    return _(" and ").join(parts)


def persons(count: int) -> str:
    return ngettext("%(n)s person", "%(n)s persons", count) % {"n": number(count, _language())}


def unit_of_persons(count: int) -> str:
    """Behind a number that stands by itself."""
    return ngettext("person", "persons", count)


def in_both_totals(count: int) -> str:
    return ngettext("%(n)s person is in both totals.", "%(n)s persons are in both totals.", count) % {
        "n": number(count, _language())
    }


def denied(who: str, state: str, since: str, day: str) -> str:
    """A list that says another state than the record does, in the list of `day` and in those from `since` on."""
    told = {"who": who, "state": state, "since": since, "day": day}
    if since == day:
        return _("%(who)s says otherwise: its list of %(day)s holds the person to be %(state)s.") % told
    return (
        _("%(who)s says otherwise: its list of %(day)s still holds the person to be %(state)s, as since %(since)s.")
        % told
    )


def province(name: str, code: str, label: Label) -> str:
    """Where the person of that name was first detained; of a pseudonym it is never told."""
    if bears_pseudonym(name):
        return _("province not published")
    return label("province", code) if code else _("province unknown")


def unnamed(count: int) -> str:
    """How many of those counted are not shown by name."""
    return ngettext(
        "%(n)s person is counted but not named, for their safety.",
        "%(n)s persons are counted but not named, for their safety.",
        count,
    ) % {"n": number(count, _language())}


def all_of_them(count: int) -> str:
    """A link to a list with the person of the page."""
    return ngettext("All of them: %(n)s person", "All of them: %(n)s persons", count) % {
        "n": number(count, _language())
    }


def and_more(count: int) -> str:
    """After the first lines of a list."""
    return ngettext("and %(n)s more line", "and %(n)s more lines", count) % {"n": number(count, _language())}


def in_state(code: str, count: int, label: Label) -> str:
    """A custody state after the number of those who are in it: in Spanish “1 libre”, “2 libres”."""
    if count != 1 and code == "free":
        return pgettext("of several", "free")
    if count != 1 and code == "deceased":
        return pgettext("of several", "deceased")
    return label("custody_state", code)


def departures(count: int, deaths: int) -> str:
    """All that a list of releases holds: those that let nobody out included, and apart the deaths in custody."""
    releases = ngettext("%(n)s release", "%(n)s releases", count) % {"n": number(count, _language())}
    if not deaths:
        return _("On record: %(what)s.") % {"what": releases}
    died = ngettext("%(n)s death in custody", "%(n)s deaths in custody", deaths) % {"n": number(deaths, _language())}
    return _("On record: %(what)s.") % {"what": releases + _(" and ") + died}


def were_outside_already(count: int) -> str:
    return ngettext(
        "By %(n)s of them nobody left prison: the person was outside already, and it only made that formal.",
        "By %(n)s of them nobody left prison: the persons were outside already, and it only made that formal.",
        count,
    ) % {"n": number(count, _language())}


def first_of_departures(shown: int, count: int) -> str:
    """Above a list that goes on elsewhere."""
    numbers = {"shown": number(shown, _language()), "n": number(count, _language())}
    return _("The latest %(shown)s of %(n)s releases.") % numbers


def verdict(code: str) -> str:
    """What the machine checks say of a group of published figures."""
    verdicts = {"agrees": _("the group adds up"), "disagrees": _("the group does not add up")}
    return verdicts.get(code, "")


def of_them_free(count: int) -> str:
    """After the number of those who are free; to be filled with `n`, the number as a link."""
    return ngettext(
        "of the %(n)s person verified after the announcement is free",
        "of the %(n)s persons verified after the announcement are free",
        count,
    )


def of_them_outside(left: int, outside: int) -> str:
    """Of the releases, how many let somebody out and how many nobody; to be filled with `left` and `n`, as links."""
    went = ngettext("%(left)s left prison", "%(left)s left prison", left)
    stayed = ngettext(
        "%(n)s was outside already: the release only made it formal.",
        "%(n)s were outside already: the release only made it formal.",
        outside,
    )
    return f"{went}; {stayed}"


def of_them_died(count: int) -> str:
    """Of the releases, how many were deaths; to be filled with `n`, the number as a link."""
    return ngettext(
        "%(n)s was a death in custody, which is counted here as the end of a detention.",
        "%(n)s were deaths in custody, which are counted here as the end of a detention.",
        count,
    )


def figures_of_year(count: int) -> str:
    """Beside a year, whose published figures may be folded."""
    return ngettext("%(n)s figure", "%(n)s figures", count) % {"n": number(count, _language())}


def rows_and_persons(rows: int) -> str:
    """Before the number of persons on record."""
    return ngettext(
        "A row is not yet a person: the newest copy has %(n)s row, and on record it names",
        "A row is not yet a person: the newest copy has %(n)s rows, and on record it names",
        rows,
    ) % {"n": number(rows, _language())}


def rows_without_person(count: int) -> str:
    """After it."""
    return ngettext(
        "The other %(n)s row waits until an editor has decided whose it is, or is somebody's second row.",
        "The other %(n)s rows wait until an editor has decided whose they are, or are somebody's second row.",
        count,
    ) % {"n": number(count, _language())}


def erased(count: int) -> str:
    return ngettext(
        "%(n)s row was erased for somebody's safety; its place in the chain remains.",
        "%(n)s rows were erased for somebody's safety; their places in the chain remain.",
        count,
    ) % {"n": number(count, _language())}


def rows_changed(counts: dict[str, dict[str, int]]) -> str:
    """How much an edition changed, from its counts by table."""
    opened = sum(table.get("opened", 0) for table in counts.values())
    closed = sum(table.get("closed", 0) for table in counts.values())
    numbers = {"opened": number(opened, _language()), "closed": number(closed, _language())}
    return _("%(opened)s rows opened, %(closed)s closed") % numbers


def records_changed(n: int) -> str:
    """Of how many of those chosen an edition says something new."""
    return ngettext("%(n)s record new or changed", "%(n)s records new or changed", n) % {"n": number(n, _language())}


def _filled(pattern: str, state: State, label: Label) -> str:
    language = _language()
    figure = label("release_type", state.detail) if state.detail and state.code in _ENDED_BY_A_FIGURE else ""
    if not figure and state.code == "serving_outside":
        figure = _("serving the sentence outside")
    known = {
        "since": wording.since(state.since, language) if state.since else "",
        "on": wording.on(state.since, language) if state.since else "",
        "figure": figure,
    }
    return _tidy(pattern % known)


def _tidy(text: str) -> str:
    """Closes the gaps that an unknown date or figure leaves."""
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(r"\s*([:,])?\s*([.,:])(?=\s|$)", r"\2", text).rstrip(" :,")


def _language() -> str:
    return get_language() or "es"
