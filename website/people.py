"""What the list of persons shows beside the selection itself."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from chronology.wording import from_bounds, in_words
from publication.selection import FacetCount, Matched, Page, Selection, Shown, Standing
from publication.selection.index import UNKNOWN
from publication.selection.matched import NEAR
from publication.selection.orders import NAME, NEWEST, OLDEST, RELEVANCE
from publication.unnamed import NOT_TOLD
from website.labels import Label
from website.links import Links
from website.numbers import number
from website.wording import State


class Facet(NamedTuple):
    """A filter of the list: the parameter, its name, its codes as boxes to tick, with how many persons each leaves, and
    how many are ticked."""

    name: str
    label: str
    boxes: Markup
    ticked: int


class Chip(NamedTuple):
    """A filter in force, and the page without it."""

    label: str
    without: str


class Less(NamedTuple):
    """A filter in force, and how many there would be without it. `is_name`: it is the name asked for."""

    label: str
    without: str
    persons: int
    is_name: bool


class Line(NamedTuple):
    """A person in the list. `why`: what of the name met the words typed, None where none were."""

    person: Shown
    state: State
    why: Matched | None


class Order(NamedTuple):
    """An order of the list: what it is called, and the page in it; `is_this` the one shown."""

    label: str
    address: str
    is_this: bool


VOCABULARIES = {
    "custody_state": "custody_state",
    "province": "province",
    "context": "context",
    "gender": "gender",
    "offence": "offence",
    "list": "list",
    "minor_at_detention": "answer",
    "event": "event",
    "municipality": "municipality",
}


def names() -> dict[str, str]:
    """The filters by parameter, in the order of the page."""
    return _names(get_language() or "es")


@cache
def _names(language: str) -> dict[str, str]:
    return {
        "custody_state": _("State on the day"),
        "province": _("Province"),
        "municipality": _("Municipality"),
        "context": _("Context"),
        "event": _("Event"),
        "offence": _("Offence"),
        "list": _("On the list"),
        "gender": _("Gender"),
        "minor_at_detention": _("Under 18 when detained"),
        "detained_after": _("Detained from"),
        "detained_before": _("Detained until"),
    }


def lines_of(page: Page[Shown]) -> list[Line]:
    """Each row with its state, since as much of a day as is known, and why it was found."""
    return [Line(row, state_of(row.standing), why) for row, why in zip(page.rows, page.matched, strict=True)]


def why_said(why: Matched) -> str:
    """How the name shown is spelt, where the reader spelt it otherwise; empty where not."""
    names = ", ".join(why.spelt_otherwise)
    if not names:
        return ""
    return (_("spelt nearly so: %(names)s") if why.how == NEAR else _("spelt alike: %(names)s")) % {"names": names}


def orders(selection: Selection, links: Links) -> list[Order]:
    """The orders of the list; the one that it has by itself needs no parameter."""
    known = {
        RELEVANCE: _("best match first"),
        NAME: _("by surname"),
        NEWEST: _("last detained first"),
        OLDEST: _("first detained first"),
    }
    if "q" not in selection.values:
        del known[RELEVANCE]
    own = next(iter(known))
    return [
        Order(label, links.here(sort=None if code == own else code), code == selection.sort)
        for code, label in known.items()
    ]


@lru_cache(maxsize=4096)
def state_of(standing: Standing) -> State:
    """Where somebody stands, since as much of a day as is known."""
    code, detail, since, earliest = standing
    return State(code, detail, from_bounds(earliest, since) if since else None)


def facets(selection: Selection, label: Label) -> list[Facet]:
    """Those that anybody has a code of."""
    known = names()
    return [
        Facet(name, known[name], _boxes(name, counts, label), sum(one.is_chosen for one in counts))
        for name, counts in selection.facets.items()
        if counts
    ]


def _boxes(name: str, counts: list[FacetCount], label: Label) -> Markup:
    """Written here because a page has sixty of them: in the template they took a third of its time."""
    language = get_language() or "es"
    return Markup("").join(
        _box(name, one.code, code_named(name, one.code, label), number(one.count, language), one.is_chosen)
        for one in counts
    )


@lru_cache(maxsize=4096)
def _box(name: str, code: str, label: str, persons: str, is_chosen: bool) -> Markup:
    checked = Markup(" checked") if is_chosen else ""
    return Markup(
        '<li><label><input type="checkbox" name="{}" value="{}"{}> {} <span class="muted">{}</span></label></li>'
    ).format(name, code, checked, label, persons)


def code_named(name: str, code: str, label: Label) -> str:
    """What a code of a filter is called; of those that no vocabulary has, as figures call them."""
    if code == UNKNOWN and name in ("province", "municipality", "event"):
        return _("unknown")
    if code == NOT_TOLD:
        return _("not told (not named in public)")
    return label(VOCABULARIES[name], code)


def chips(selection: Selection, links: Links, label: Label) -> list[Chip]:
    """The filters in force, each with the address that takes it away."""
    known = names()
    found = []
    for name, values in selection.params.lists():
        for value in values:
            if name == "q":
                found.append(Chip(_("“%(text)s”") % {"text": value}, links.here(q=None)))
            elif name in VOCABULARIES:
                found.append(Chip(f"{known[name]}: {code_named(name, value, label)}", links.without(name, value)))
            elif name in known:
                day = in_words(selection.values[name], get_language() or "es")
                found.append(Chip(f"{known[name]}: {day}", links.here(**{name: None})))
    return found


def fewer_filters(selection: Selection, links: Links, label: Label) -> list[Less]:
    """Each filter in force without which there would be somebody: the name last, those that leave the most first."""
    known = names()
    found = []
    for name, values in selection.params.lists():
        if name not in selection.values or not (name in known or name == "q"):
            continue
        count = selection.total_without(name)
        if not count:
            continue
        if name == "q":
            said = _("“%(text)s”") % {"text": selection.values["q"]}
        elif name in VOCABULARIES:
            said = f"{known[name]}: {', '.join(code_named(name, value, label) for value in values)}"
        else:
            said = f"{known[name]}: {in_words(selection.values[name], get_language() or 'es')}"
        found.append(Less(said, links.here(**{name: None}), count, name == "q"))
    return sorted(found, key=lambda less: (less.is_name, -less.persons))
