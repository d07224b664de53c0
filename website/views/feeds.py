"""Feeds: what is new, in Atom and JSON, for all of Cuba or by the filters of the pages of departures and of people."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from publication.selection.errors import BadParameter
from website.feeds import entries
from website.feeds.forms import ATOM_TYPE, JSON_TYPE, Feed, as_json, atom
from website.links import LANGUAGES
from website.moment import AXES, Moment, only
from website.page import View, page

Form = tuple[Callable[[Feed], str], str]
Fill = Callable[[entries.About], Sequence[entries.Entry]]
ATOM, JSON = (atom, ATOM_TYPE), (as_json, JSON_TYPE)


def feed(code: str, home: str, title: str, fill: Fill, form: Form) -> View:
    """An address that answers in Spanish, or with `language=en` in English, what is wrong too; kept as pages are.
    `home`: the name of the page for people."""

    @page
    def answered(request: HttpRequest, moment: Moment) -> HttpResponse:
        language = only(request.GET, "language") or "es"
        if language not in LANGUAGES:
            message = _("not known; there are: %(known)s") % {"known": ", ".join(LANGUAGES)}
            raise BadParameter("language", message, LANGUAGES)
        filters = request.GET.copy()
        for name in ("language", *AXES):
            filters.pop(name, None)
        about = entries.About(request, moment.edition, filters, language)
        invented = f" ({_('invented demonstration data')})" if moment.edition.is_demo else ""
        made = Feed(
            id=entries.tag("feed", code, *([filters.urlencode()] if filters else []), language),
            title=f"#TODOS · {_(title)}{about.in_words()}{invented}",
            home=request.build_absolute_uri(reverse(home)),
            address=request.build_absolute_uri(),
            language=language,
            edition=moment.edition.number,
            is_demo=moment.edition.is_demo,
            said_at=moment.edition.published_at,
            entries=fill(about),
        )
        write, kind = form
        return HttpResponse(write(made), content_type=kind)

    def answer(request: HttpRequest) -> HttpResponseBase:
        with override("en" if request.GET.get("language") == "en" else "es"):
            return answered(request)

    return answer


RELEASES = ("releases", "releases", gettext_noop("Departures from prison"), entries.releases)
RETURNS = ("returns", "releases", gettext_noop("Returns to prison"), entries.returns)
PEOPLE = ("people", "people", gettext_noop("Records of people"), entries.people)
EDITIONS = ("editions", "editions", gettext_noop("Editions of the record"), entries.editions)

releases_atom, releases_json = feed(*RELEASES, ATOM), feed(*RELEASES, JSON)
returns_atom, returns_json = feed(*RETURNS, ATOM), feed(*RETURNS, JSON)
people_atom, people_json = feed(*PEOPLE, ATOM), feed(*PEOPLE, JSON)
editions_atom, editions_json = feed(*EDITIONS, ATOM), feed(*EDITIONS, JSON)
