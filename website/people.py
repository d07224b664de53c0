"""What the list of persons shows beside the selection itself."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from chronology.wording import from_bounds
from publication.selection import FacetCount, Selection, Shown, Standing
from website.labels import Label
from website.links import Links
from website.numbers import number
from website.wording import State


class Facet(NamedTuple):
    """A filter of the list: the parameter, its name, and its codes as options, with how many persons each leaves."""

    name: str
    label: str
    options: Markup


class Chip(NamedTuple):
    """A filter in force, and the page without it."""

    label: str
    without: str


VOCABULARIES = {
    "custody_state": "custody_state",
    "province": "province",
    "context": "context",
    "gender": "gender",
    "offence": "offence",
    "list": "list",
    "minor_at_detention": "answer",
}


def names() -> dict[str, str]:
    """The filters by parameter, in the order of the page."""
    return _names(get_language() or "es")


@cache
def _names(language: str) -> dict[str, str]:
    return {
        "custody_state": _("State on the day"),
        "province": _("Province"),
        "context": _("Context"),
        "offence": _("Offence"),
        "list": _("On the list"),
        "gender": _("Gender"),
        "minor_at_detention": _("Under 18 when detained"),
        "detained_after": _("Detained from"),
        "detained_before": _("Detained until"),
    }


def rows_of(rows: list[Shown]) -> list[tuple[Shown, State]]:
    """Each row with its state, since as much of a day as is known."""
    return [(row, _state(row.standing)) for row in rows]


@lru_cache(maxsize=4096)
def _state(standing: Standing) -> State:
    code, detail, since, earliest = standing
    return State(code, detail, from_bounds(earliest, since) if since else None)


def facets(selection: Selection, label: Label) -> list[Facet]:
    known = names()
    return [Facet(name, known[name], _options(name, counts, label)) for name, counts in selection.facets.items()]


def _options(name: str, counts: list[FacetCount], label: Label) -> Markup:
    """Written here because a page has sixty of them: in the template they took a third of its time."""
    language = get_language() or "es"
    return Markup("").join(
        _option(one.code, label(VOCABULARIES[name], one.code), number(one.count, language), one.is_chosen)
        for one in counts
    )


@lru_cache(maxsize=4096)
def _option(code: str, label: str, persons: str, is_chosen: bool) -> Markup:
    chosen = Markup(" selected") if is_chosen else ""
    return Markup('<option value="{}"{}>{} ({})</option>').format(code, chosen, label, persons)


def chips(selection: Selection, links: Links, label: Label) -> list[Chip]:
    """The filters in force, each with the address that takes it away."""
    known = names()
    found = []
    for name, values in selection.params.lists():
        for value in values:
            if name == "q":
                found.append(Chip(_("“%(text)s”") % {"text": value}, links.here(q=None)))
            elif name in VOCABULARIES:
                found.append(Chip(f"{known[name]}: {label(VOCABULARIES[name], value)}", links.without(name, value)))
            elif name in known:
                found.append(Chip(f"{known[name]}: {value}", links.here(**{name: None})))
    return found
