"""The template environment of the public pages: what every template may say without being handed it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.templatetags.static import static
from django.utils.translation import get_language, gettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from chronology import wording as dates
from chronology.partial_date import PartialDate
from website import wording
from website.numbers import number, percent


def environment(**options: Any) -> Environment:
    """Jinja2 with our static files, translations, dates and numbers; escaping is always on."""
    built = Environment(
        **{
            **options,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "undefined": StrictUndefined,
            "autoescape": True,
        }
    )
    built.globals.update(_=gettext, static=static, wording=wording)
    built.filters.update(
        number=_in_language(number),
        percent=_in_language(percent),
        day=_in_language(_day),
        on=_in_language(_on),
        fill=fill,
    )
    return built


def fill(text: str, **values: Any) -> Markup:
    """A translated text with its markup (ours) and its values (escaped)."""
    return Markup(text) % values


def _in_language(format_: Any) -> Any:
    return lambda value: format_(value, get_language() or "es")


def _known(value: str | date | PartialDate) -> date | PartialDate:
    return PartialDate.parse(value) if isinstance(value, str) else value


def _day(value: str | date | PartialDate | None, language: str) -> str:
    """A day or part-known date in words; empty when unknown."""
    return dates.in_words(_known(value), language) if value else ""


def _on(value: str | date | PartialDate | None, language: str) -> str:
    return dates.on(_known(value), language) if value else ""
