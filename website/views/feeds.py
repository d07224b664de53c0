"""What is new, for programs that look now and then: departures from prison, and editions. Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import override

from chronology.partial_date import PartialDate
from chronology.wording import in_words, on
from publication.models import Edition, ReleaseVersion
from publication.selection.errors import BadParameter
from publication.selection.releases import with_names
from website import wording
from website.labels import labels_of
from website.links import LANGUAGES
from website.moment import Moment, only
from website.page import View, page

ENTRIES = 50
Filled = Callable[[HttpRequest, Moment, str], Atom1Feed]


def feed(filled: Filled) -> View:
    """An address that answers in Spanish, or with `language=en` in English, what is wrong too; kept as pages are."""

    @page
    def answered(request: HttpRequest, moment: Moment) -> HttpResponse:
        language = only(request.GET, "language") or "es"
        if language not in LANGUAGES:
            message = _("not known; there are: %(known)s") % {"known": ", ".join(LANGUAGES)}
            raise BadParameter("language", message, LANGUAGES)
        text = filled(request, moment, language).writeString("utf-8")
        return HttpResponse(text, content_type="application/atom+xml; charset=utf-8")

    def answer(request: HttpRequest) -> HttpResponseBase:
        with override("en" if request.GET.get("language") == "en" else "es"):
            return answered(request)

    return answer


@feed
def releases(request: HttpRequest, moment: Moment, language: str) -> Atom1Feed:
    """The departures made known last, of those who are named, as the edition tells them."""
    rows: QuerySet[Any] = with_names(ReleaseVersion.objects.in_edition(moment.edition.number), moment.edition)
    rows = rows.filter(is_withheld=False).order_by(F("reported_on").desc(), "pk")[:ENTRIES]
    published = dict(Edition.objects.values_list("number", "published_at"))
    label = labels_of(moment.edition).bound(language)
    made = _empty(request, moment, _("Departures from prison"), "releases", language)
    for row in rows:
        figure = label("release_type", row.release_type)
        when = on_day(row.left_on, language)
        address = request.build_absolute_uri(reverse("permanent_person", args=[row.prisoner]))
        made.add_item(
            title=f"{row.name}: {figure}, {when}",
            link=request.build_absolute_uri(reverse("person", args=[row.slug])),
            description=_("Left prison %(on)s: %(figure)s. Made known on %(day)s. %(state)s")
            % {
                "on": when,
                "figure": figure,
                "day": in_words(row.reported_on, language),
                "state": _state(row, language),
            },
            unique_id=f"{address}#{row.release_type}-{row.left_on or row.reported_on}",
            updateddate=published[row.edition_from],
        )
    return made


@feed
def editions(request: HttpRequest, moment: Moment, language: str) -> Atom1Feed:
    """The newest editions, up to the one asked about."""
    made = _empty(request, moment, _("Editions of the record"), "editions", language)
    for edition in Edition.objects.filter(number__lte=moment.edition.number).order_by("-number")[:ENTRIES]:
        address = request.build_absolute_uri(f"{reverse('home')}?edition={edition.number}")
        made.add_item(
            title=_("Edition %(number)s") % {"number": edition.number},
            link=address,
            description=f"{edition.note_in(language)} {wording.rows_changed(edition.counts)}.".strip(),
            unique_id=f"urn:sha256:{edition.digest}",
            updateddate=edition.published_at,
        )
    return made


def on_day(written: str, language: str) -> str:
    return on(PartialDate.parse(written), language) if written else _("on a day not known")


def _state(row: Any, language: str) -> str:
    """The one thing that a headline forgets."""
    state = row.state_after
    if row.reimprisoned_latest:
        return _("Is back in prison.")
    if row.revoked_on:
        return _("The benefit was revoked %(on)s.") % {"on": on_day(row.revoked_on, language)}
    if state in wording.OUTSIDE_NOT_FREE:
        return _("Is not free.")
    return _("The legal figure is not known; we do not say that it is freedom.") if state == "outside_unknown" else ""


def _empty(request: HttpRequest, moment: Moment, title: str, name: str, language: str) -> Atom1Feed:
    invented = f" ({_('invented demonstration data')})" if moment.edition.is_demo else ""
    return Atom1Feed(
        title=f"#TODOS · {title}{invented}",
        link=request.build_absolute_uri(reverse(name)),
        description="",
        language=language,
        feed_url=request.build_absolute_uri(),
        author_name="#TODOS",
    )
