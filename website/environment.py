"""The template environment of the public pages: what every template may say without being handed it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.templatetags.static import static
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from chronology import wording as dates
from chronology.partial_date import PartialDate
from website import figure_wording, wording
from website.numbers import number, percent

FIGURE_WORDS = {
    name: getattr(figure_wording, name)
    for name in (
        "about",
        "breakdown_name",
        "extra_name",
        "extra_value",
        "figure_query",
        "has_persons",
        "unit_of",
        "value_of",
    )
}


def environment(**options: Any) -> Environment:
    """Jinja2 with our static files, translations, dates and numbers; escaping is always on."""
    strict = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    built = Environment(
        autoescape=True, **{name: value for name, value in options.items() if name != "autoescape"} | strict
    )
    built.globals.update(_=gettext, static=static, wording=wording, **FIGURE_WORDS)
    built.filters.update(
        number=_in_language(number),
        percent=_in_language(percent),
        day=_in_language(_day),
        on=_in_language(_on),
        local_day=_in_language(_local_day),
        fill=fill,
    )
    return built


def fill(text: str, **values: Any) -> Markup:
    """A translated text with its markup (ours) and its values (escaped)."""
    return Markup(text) % values  # noqa: S704 - the text is ours, the values are escaped here


def _in_language(format_: Any) -> Any:
    return lambda value: format_(value, get_language() or "es")


def _known(value: str | date | PartialDate) -> date | PartialDate:
    return PartialDate.parse(value) if isinstance(value, str) else value


def _day(value: str | date | PartialDate | None, language: str) -> str:
    """A day or part-known date in words; empty when unknown."""
    return dates.in_words(_known(value), language) if value else ""


def _local_day(moment: datetime, language: str) -> str:
    """The day on which something happened, in Havana."""
    return dates.in_words(localdate(moment), language)


def _on(value: str | date | PartialDate | None, language: str) -> str:
    return dates.on(_known(value), language) if value else ""
