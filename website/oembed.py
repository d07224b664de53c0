"""oEmbed 1.0: from the address of a page of ours to the frame that shows it elsewhere (https://oembed.com).

Only what may be framed has an answer: figures, their charts, walks and announcements. Of persons there is none, named
or not: who asks for the address of a person learns nothing, not even whether there is one.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import override

from publication.selection.errors import BadParameter, UnknownEdition
from publication.selection.written import is_text, number_written
from website import embedded
from website.embedded import Shown
from website.frames import RESIZE, WIDE
from website.links import LANGUAGES, Links
from website.moment import moment_of, only, with_parameters
from website.parameters import refuse_unknown

FRAME = '<iframe src="{}" title="{}" width="{}" height="{}" frameborder="0" loading="lazy"></iframe>'
LONGEST_ADDRESS = 2_000
LARGEST = 10_000
FRAMES: dict[str, tuple[str, Callable[..., Shown]]] = {
    "figure": ("figure_card", embedded.figure_card),
    "figure_card": ("figure_card", embedded.figure_card),
    "chart_frame": ("chart_frame", embedded.chart_of_figure),
    "walk": ("walk_frame", embedded.chart_of_walk),
    "walk_frame": ("walk_frame", embedded.chart_of_walk),
    "announcement": ("announcement_card", embedded.announcement_card),
    "announcement_report": ("announcement_card", embedded.announcement_card),
    "announcement_card": ("announcement_card", embedded.announcement_card),
    "announcement_gap_frame": ("announcement_gap_frame", embedded.chart_of_gap),
}
"""By the name of the page asked for: the frame that shows it, and what stands in it."""


@dataclass(frozen=True)
class Asked:
    """A page of ours as an address names it, read as that page would read it."""

    request: HttpRequest
    frame: str
    shown: Shown
    language: str
    arguments: dict[str, Any]


def answer(request: HttpRequest) -> dict[str, Any]:
    """The answer to `url`, `maxwidth`, `maxheight`. Raises BadParameter; Http404 for an address that has no frame."""
    given = only(request.GET, "url")
    width, height = (_pixels(only(request.GET, name), name) for name in ("maxwidth", "maxheight"))
    asked = _asked(request, _address(given, request))
    whole = request.build_absolute_uri
    source = whole(with_parameters(_frame_address(asked), _kept(asked)))
    wide, tall = min(WIDE, width or WIDE), min(asked.shown.height, height or asked.shown.height)
    title = f"{asked.shown.title} · #TODOS"
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "author_name": "#TODOS",
        "provider_name": "#TODOS",
        "provider_url": whole("/"),
        "cache_age": 300,
        "html": FRAME.format(escape(source), escape(title), wide, tall),
        "width": wide,
        "height": tall,
    }


def _address(text: str, request: HttpRequest) -> SplitResult:
    """Raises BadParameter for what is no whole address, Http404 for one that is not ours."""
    if not text:
        raise BadParameter("url", _("is missing: the address of a page of this site"))
    try:
        parts = urlsplit(text)
        is_whole = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        is_whole = False
    if not is_whole or len(text) > LONGEST_ADDRESS or not is_text(unquote(text)):
        raise BadParameter("url", _("expected the whole address of a page of this site"))
    if parts.netloc.lower() != request.get_host().lower():
        raise Http404
    return parts


def _asked(request: HttpRequest, address: SplitResult) -> Asked:
    path = unquote(address.path)
    language = path[1:3]
    if language not in LANGUAGES or path[3:4] != "/":
        raise Http404
    with override(language):
        try:
            match = resolve(path)
        except Resolver404:
            raise Http404 from None
        if match.url_name not in FRAMES:
            raise Http404
        name, show = FRAMES[match.url_name]
        inner = copy.copy(request)
        inner.GET, inner.path, inner.resolver_match = QueryDict(address.query), path, match  # type: ignore[misc]
        if not all(map(is_text, inner.GET)) or not all(is_text(one) for _n, all_ in inner.GET.lists() for one in all_):
            raise BadParameter("url", _("expected the whole address of a page of this site"))
        try:
            refuse_unknown(inner)
            shown = show(inner, moment_of(inner), **match.kwargs)
        except UnknownEdition:
            raise Http404 from None
        except BadParameter as error:
            reason = f"{error.parameter}: {error.message}"
            raise BadParameter("url", _("that page refuses it: %(reason)s") % {"reason": reason}) from None
        return Asked(inner, name, shown, language, match.kwargs)


def _frame_address(asked: Asked) -> str:
    with override(asked.language):
        return Links(asked.request, None).to_bare(asked.frame, *map(str, asked.arguments.values()))


def _kept(asked: Asked) -> dict[str, list[str]]:
    """What the page was asked: without an edition, its frame follows every new one."""
    return {name: values for name, values in asked.request.GET.lists() if name != RESIZE}


def _pixels(text: str, name: str) -> int:
    return number_written(text, name, most=LARGEST) if text else 0
