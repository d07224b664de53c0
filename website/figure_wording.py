"""Figures in words: values with their units, what was asked, the names of numbers and breakdowns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext, npgettext
from django.utils.translation import gettext as _

from chronology.wording import in_words
from reports.answer import Answer, Row
from reports.figure import Number, Text
from reports.history import Run, Said
from reports.labels import OURS
from reports.restriction import UNKNOWN
from reports.table import Cell
from website.labels import labels_of
from website.numbers import number, percent
from website.questions import CHOICES, CONSOLIDATED, DAYS, names

SELF_EXPLAINING = {"list", "lists", "announcement", "event", "offence", "province", "context", "part", "reductions"}
TOLD_UNASKED = {"days", "part"}
"""Parameters without which the number says little: what was taken for them is told too."""

SHARES = {"share", "share_of_computable", "share_of_all"}


def value_of(value: Number, unit: str) -> str:
    """The bare value: a dash when it can't be computed."""
    return (percent if unit == "percent" else number)(value, _language())


def unit_of(answer: Answer) -> str:
    """What the value counts, in the number that agrees with it; empty for a percentage."""
    count = int(answer.value) if isinstance(answer.value, int | Decimal) else 0
    return {
        "persons": ngettext("person", "persons", count),
        "releases": npgettext("unit of a figure", "release", "releases", count),
        "years": _("years"),
        "days": ngettext("day", "days", count),
    }.get(answer.unit, "")


def unit_of_rows(answer: Answer) -> str:
    """What the rows of its breakdown count: the persons or departures measured, where the value is no count."""
    if answer.unit in ("persons", "releases"):
        return unit_of(answer)
    return _("releases") if answer.counts_releases else _("persons")


def cell_of(value: Cell) -> str:
    """A cell of a figure's own table; a dash where there is nothing to say."""
    if isinstance(value, Text):
        return value.in_language(_language())
    if isinstance(value, date):
        return in_words(value, _language())
    return value_of(value, "percent" if isinstance(value, Decimal) else "persons")


MEASURED = {"months_left", "could_have_left"}
"""Besides means: their `n` is how many could be measured, not of how many the value is a part."""


def extra_name(name: str, answer: Answer | None = None) -> str:
    if name == "n" and answer and (answer.unit in ("years", "days") or answer.id in MEASURED):
        return _("measured in")
    known = {
        "announced": _("announced by the State"),
        "not_identified": _("not identified"),
        "share": _("share"),
        "n": _("out of"),
        "numerator": _("in prison"),
        "denominator": _("arrested"),
        "no": _("half or less"),
        "not_computable": _("cannot be computed"),
        "share_of_computable": _("share of those that can be computed"),
        "share_of_all": _("share of all"),
        "monthly_mean": _("monthly mean"),
        "charged": _("charged"),
        "sentenced": _("sentenced"),
        "median": _("median"),
        "followed": _("followed long enough"),
        "classified": _("classified, in prison or not"),
        "on_any_list": _("on the list of any organisation"),
        "q1": _("first quartile, in days"),
        "q3": _("third quartile, in days"),
        "in_first_snapshot": _("already in the first snapshot"),
        "arrested_before": _("arrested before the first snapshot"),
        "date_not_certain": _("day of arrest not certain"),
        "listed_before_arrest": _("listed before the arrest on record"),
        "in_prison_before": _("in prison at the start"),
        "in_prison_after": _("in prison at the end"),
        "admissions": _("admissions, one by one"),
        "unknown": _("not known"),
        "minors": _("under 18"),
        "sixty_and_over": _("60 and over"),
        "back_in_prison": _("back in prison"),
        "returned": _("back in prison within that time"),
        "at_risk": _("followed the whole time"),
        "left_prison": _("of them, left prison"),
        "already_outside": _("of them, were outside already: the release only made it formal"),
        "died_inside": _("of them, deaths in custody"),
        "q1_gap": _("first quartile, in days"),
        "median_gap": _("median, in days"),
        "q3_gap": _("third quartile, in days"),
    }
    return known.get(name, name.replace("_", " "))


def extra_value(name: str, value: Number) -> str:
    return (percent if name in SHARES else number)(value, _language())


def said_value(said: Said, answer: Answer) -> str:
    """What another edition says, with its range: “1,104 (between 1,100 and 1,110)”."""
    if not said.is_known:
        return _("no number")
    value, (least, most) = value_of(said.value, answer.unit), said.possible
    if least == most:
        return value
    ends = {"least": value_of(least, answer.unit), "most": value_of(most, answer.unit)}
    return f"{value} ({_('between %(least)s and %(most)s') % ends})"


def editions_that_say(run: Run, is_newest: bool) -> str:
    """“since edition 4 (31 March 2025)”, or of editions gone by “from edition 1 (21 January 2025) to edition 3”."""
    published = in_words(localdate(run.first.published_at), _language())
    told = {"first": run.first.edition, "published": published, "last": run.last}
    if is_newest:
        return _("since edition %(first)s (%(published)s)") % told
    if run.first.edition == run.last:
        return _("edition %(first)s (%(published)s)") % told
    return _("from edition %(first)s (%(published)s) to edition %(last)s") % told


def said_besides(said: Said, answer: Answer) -> str:
    """Its further numbers, those that differ from the answer's: “announced by the State: 553”."""
    if not said.is_known:
        return _("It knew nothing of what is asked.")
    differing = {name: extra for name, extra in said.extras.items() if answer.extras.get(name) != extra}
    return "; ".join(f"{extra_name(name)}: {extra_value(name, extra)}" for name, extra in differing.items())


def breakdown_name(code: str) -> str:
    known = {
        "gender": _("By gender"),
        "province": _("By province"),
        "context": _("By context"),
        "custody": _("By place"),
        "state": _("By state"),
        "offence": _("By offence"),
        "minors": _("Under 18 when detained"),
        "medical": _("Reported physically ill"),
        "mental": _("Reported mentally ill"),
        "affiliation": _("By prior affiliation"),
        "inclusion": _("By the lists that name them"),
        "pairs": _("List by list, and two by two"),
        "organisation": _("By organisation"),
        "coe": _("By test of the Resolution"),
        "lag": _("By days until the first listing"),
        "release_type": _("By legal figure"),
        "month": _("By month"),
        "day": _("By day"),
        "entry": _("For the first time, or again"),
        "times": _("By how many times"),
        "months_left": _("By the months left to serve"),
        "gap": _("By how much earlier"),
        "age": _("By age"),
        "length": _("By length"),
        "ground_official": _("By the ground given by the State"),
        "ground_alleged": _("By the ground alleged"),
    }
    return known.get(code, code.replace("_", " "))


def about(answer: Answer) -> str:
    """What was asked, in words: “Registro Ceiba · From the close of: 31 October 2023”."""
    known = names()
    unasked = {one.name: str(one.default) for one in answer.figure.parameters if one.name in TOLD_UNASKED}
    parts = [
        _value(name, text, answer)
        if name in SELF_EXPLAINING
        else f"{known.get(name, name)}: {_value(name, text, answer)}"
        for name, text in {**unasked, **answer.parameters}.items()
        if name not in ("as_of", "breakdown", "edition")
    ]
    return " · ".join(parts)


def has_persons(answer: Answer, row: Row) -> bool:
    """Whether a row of the breakdown names persons: counts that are given as such have none."""
    chosen = next((one for one in answer.figure.breakdowns if one.code == answer.breakdown_code), None)
    return bool(chosen and chosen.names_persons)


def figure_query(answer: Answer) -> dict[str, str]:
    """The parameters that ask the same again; day and edition are kept by the links themselves."""
    return {name: text for name, text in answer.parameters.items() if name not in ("as_of", "edition")}


def lists_query(answer: Answer) -> dict[str, str]:
    """What asks the page of the lists, or its table, about the same lists and persons."""
    asked = figure_query(answer)
    return {name: asked[name] for name in ("lists", "province", "context") if name in asked}


def _value(name: str, text: str, answer: Answer) -> str:
    language = _language()
    label = labels_of(answer.question.record.edition).bound(language)
    if name in DAYS:
        return in_words(date.fromisoformat(text), language)
    if name == "list":
        return _("consolidated list") if text == CONSOLIDATED else label("list", text)
    if name == "lists":
        return " + ".join(_value("list", code.partition("@")[0].strip(), answer) for code in text.split(","))
    if name == "announcement":
        announcement = answer.question["announcement"]
        return (announcement and announcement.document[f"title_{language}"]) or text
    if text == UNKNOWN and name in ("province", "context"):
        return f"{names()[name]}: {_('unknown')}"
    if name == "context":
        return OURS[text].in_language(language)
    if name in ("event", "offence", "province"):
        return label(name, text)
    return CHOICES[name]().get(text, text) if name in CHOICES else text


def _language() -> str:
    return get_language() or "es"
