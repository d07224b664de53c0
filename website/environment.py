"""The template environments of the public pages, one for each language: what every template may say unasked.

A template is compiled once for each language, with its constant texts already translated: a page has some sixty, and
looking each up for each reader took as long as the queries.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, partial
from typing import Any

from django.templatetags.static import static
from django.utils.timezone import localdate
from django.utils.translation import gettext, override
from jinja2 import Environment, StrictUndefined, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from chronology import wording as dates
from chronology.partial_date import PartialDate
from reports.charts.strip import strip
from reports.definitions.gap import counted
from website import figure_wording, structured, wording
from website.estimate_wording import estimate_of
from website.frames import height_for
from website.numbers import number, percent
from website.prose import prose

FIGURE_WORDS = {
    name: getattr(figure_wording, name)
    for name in (
        "about",
        "breakdown_name",
        "editions_that_say",
        "extra_name",
        "extra_value",
        "figure_query",
        "has_persons",
        "lists_query",
        "said_besides",
        "said_value",
        "unit_of",
        "unit_of_rows",
        "cell_of",
        "value_of",
    )
}


def environment(language: str, **options: Any) -> Environment:
    """Jinja2 with our static files, translations, dates and numbers; escaping is always on."""
    strict = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}
    built = TranslatedEnvironment(
        autoescape=True, **{name: value for name, value in options.items() if name != "autoescape"} | strict
    )
    built.language = language
    built.globals.update(_=gettext, static=cache(static), wording=wording, estimate_of=estimate_of, **FIGURE_WORDS)
    built.globals.update(frame_height=height_for, structured=structured, counted=counted, strip=strip)
    built.filters.update(
        number=partial(_with, number, language),
        percent=partial(_with, percent, language),
        day=partial(_with, _day, language),
        on=partial(_with, _on, language),
        local_day=partial(_with, _local_day, language),
        fill=fill,
        prose=prose,
    )
    return built


spanish, english = partial(environment, "es"), partial(environment, "en")


class TranslatedEnvironment(Environment):
    """Compiles `_("…")` to the text in its language."""

    language = "es"

    def _generate(self, source: nodes.Template, *rest: Any, **options: Any) -> str:
        with override(self.language):
            return super()._generate(_Translator().visit(source), *rest, **options)


class _Translator(NodeTransformer):
    def visit_Call(self, call: nodes.Call) -> nodes.Node:
        match call:
            case nodes.Call(node=nodes.Name(name="_"), args=[nodes.Const(value=text)]):
                return nodes.Const(gettext(text), lineno=call.lineno)
        return self.generic_visit(call)


def fill(text: str, **values: Any) -> Markup:
    """A translated text with its markup (ours) and its values (escaped)."""
    return Markup(text) % values  # noqa: S704 - the text is ours, the values are escaped here


def _with(format_: Any, language: str, value: Any) -> str:
    return format_(value, language)


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
