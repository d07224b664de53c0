"""Which pages there are, for search engines: those of the newest edition that show what is current, in both languages.

Nobody's page is in it who bears no name in public. `lastmod` is the day on which an edition said something new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.sax.saxutils import quoteattr

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from publication.models import AnnouncementVersion, Edition, PrisonerVersion
from publication.page_texts import CODES
from publication.selection.editions import edition_of
from publication.selection.errors import NothingPublished, UnknownParameter
from publication.unnamed import NAMED
from reports.registry import figures
from website.errors import bad_request
from website.links import LANGUAGES, Links
from website.moment import Moment
from website.page import KEPT_FOR, entity_tag

AT_MOST = 20_000
"""Addresses of one file: the protocol allows 50,000 and 50 MB; each of ours names the other language too."""

ALONE = (
    "home", "people", "releases", "figures", "trends", "walk", "published", "lists", "organisations", "editions",
    "data", *CODES,
)  # fmt: skip
OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
ALTERNATE = '<xhtml:link rel="alternate" hreflang="{}" href={}/>'
Page = tuple[str, tuple[str, ...], int]
"""Its name, its arguments, and the edition that last said it anew."""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The files: of each language as many as its pages need."""
    edition = _edition(request)
    if isinstance(edition, HttpResponse):
        return edition
    persons = _persons(edition).count()
    files = 1 + -(-persons // AT_MOST)
    lines = [OPENING, f"<sitemapindex {NAMESPACE}>\n"]
    for language in LANGUAGES:
        for number in range(1, files + 1):
            address = request.build_absolute_uri(f"/sitemap-{language}-{number}.xml")
            day = _day(edition.published_at)
            lines.append(f"<sitemap><loc>{_text(address)}</loc><lastmod>{day}</lastmod></sitemap>\n")
    return _answer(request, edition, [*lines, "</sitemapindex>\n"])


@require_safe
def pages(request: HttpRequest, language: str, number: str) -> HttpResponse:
    """The first file holds the pages of no single person, each further one a part of the persons."""
    edition = _edition(request)
    if isinstance(edition, HttpResponse):
        return edition
    found = list(_of_nobody(edition) if number == "1" else _part(edition, int(number) - 2))
    if not found:
        raise Http404
    published = dict(Edition.objects.values_list("number", "published_at"))
    return _answer(request, edition, _urls(request, language, found, published))


def _edition(request: HttpRequest) -> Edition | HttpResponse:
    """The newest; a refusal for a parameter. Raises Http404 before the first."""
    for name in request.GET:
        return bad_request(request, UnknownParameter(name, ()))
    try:
        return edition_of("", "")
    except NothingPublished:
        raise Http404 from None


def _persons(edition: Edition) -> QuerySet[PrisonerVersion]:
    return PrisonerVersion.objects.in_edition(edition.number).filter(NAMED & ~Q(slug=""))


def _part(edition: Edition, part: int) -> Iterator[Page]:
    rows = _persons(edition).order_by("public_id").values_list("slug", "edition_from")
    for slug, said_in in rows[part * AT_MOST : (part + 1) * AT_MOST]:
        yield "person", (slug,), said_in


def _of_nobody(edition: Edition) -> Iterator[Page]:
    """What shows the state of the record is said anew by every edition."""
    for name in ALONE:
        yield name, (), edition.number
    for figure in figures():
        yield "figure", (figure.id,), edition.number
    codes = AnnouncementVersion.objects.in_edition(edition.number).order_by("code").values_list("code", flat=True)
    for code in codes:
        yield "announcement", (code,), edition.number
        yield "announcement_report", (code,), edition.number


def _urls(request: HttpRequest, language: str, found: Iterable[Page], published: dict[int, datetime]) -> Iterator[str]:
    written = {}
    for one in LANGUAGES:
        written[one] = Links(request, None)
        written[one].language = one
    yield OPENING
    yield f"<urlset {NAMESPACE} {XHTML}>\n"
    for name, arguments, said_in in found:
        whole = {one: request.build_absolute_uri(links.to_bare(name, *arguments)) for one, links in written.items()}
        others = "".join(ALTERNATE.format(one, quoteattr(address)) for one, address in whole.items())
        yield f"<url><loc>{_text(whole[language])}</loc><lastmod>{_day(published[said_in])}</lastmod>{others}</url>\n"
    yield "</urlset>\n"


def _answer(request: HttpRequest, edition: Edition, lines: Iterable[str]) -> HttpResponse:
    tag = entity_tag(request, Moment(edition, edition.as_of, False, False))
    response = get_conditional_response(request, etag=tag)
    if response is None:
        response = HttpResponse("".join(lines), content_type="application/xml; charset=utf-8")
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    return response


def _text(address: str) -> str:
    return address.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _day(moment: datetime) -> str:
    return localdate(moment).isoformat()
