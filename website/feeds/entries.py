"""The entries of each feed, as one edition tells them, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, F, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from chronology.partial_date import PartialDate
from chronology.wording import from_bounds, in_words, on
from publication.models import Edition, PrisonerVersion
from publication.selection import Selection
from publication.selection.index import UNKNOWN
from publication.selection.releases import ReleaseSelection, of_provinces, with_names
from publication.unnamed import NAMED
from website import wording
from website.labels import labels_of
from website.people import VOCABULARIES, code_named, state_of

ENTRIES = 50


@dataclass(frozen=True)
class Entry:
    """`id` is a tag: address (RFC 4151), the same wherever the site moves; `updated` is when an edition said it."""

    id: str
    title: str
    address: str
    summary: str
    updated: datetime
    tags: tuple[str, ...] = ()


def tag(*parts: object) -> str:
    """`tag:authority,2025:release/…`. The authority is chosen once for a record and never changed."""
    return f"tag:{settings.TAG_AUTHORITY},2025:{'/'.join(map(str, parts))}"


class About:
    """What the entries are made from: the edition, the filters of the address, the language of the answer."""

    def __init__(self, request: HttpRequest, edition: Edition, filters: QueryDict, language: str) -> None:
        self.request, self.edition, self.filters, self.language = request, edition, filters, language
        self.label = labels_of(edition).bound(language)

    def whole(self, name: str, *arguments: Any, query: str = "") -> str:
        return self.request.build_absolute_uri(reverse(name, args=arguments) + query)

    def chosen(self) -> QuerySet[Any]:
        """The departures that the filters choose, of those who are named. Raises BadParameter."""
        selection = ReleaseSelection(self.filters, edition=self.edition)
        named = PrisonerVersion.objects.in_edition(self.edition.number).filter(NAMED)
        rows = selection.releases.filter(is_withheld=False, prisoner__in=named.values("public_id"))
        return with_names(rows, self.edition)

    def in_words(self) -> str:
        """The filters, for the title: “, La Habana, libertad condicional”: days as written, and no name asked for."""
        given = [(name, one) for name, values in self.filters.lists() for one in values if one and name != "q"]
        return "".join(f", {self._said(name, value)}" for name, value in given)

    def _said(self, name: str, value: str) -> str:
        if name in VOCABULARIES:
            return code_named(name, value, self.label)
        if name == "release_type":
            return _("unknown") if value == UNKNOWN else self.label(name, value)
        return value

    def published(self, editions: Iterable[int]) -> Mapping[int, datetime]:
        return dict(Edition.objects.filter(number__in=set(editions)).values_list("number", "published_at"))


def releases(about: About) -> list[Entry]:
    """The departures made known last."""
    rows = list(about.chosen().order_by(F("reported_on").desc(), "pk")[:ENTRIES])
    published = about.published(row.edition_from for row in rows)
    entries = []
    for row in rows:
        figure, when = about.label("release_type", row.release_type), on_day(row.left_on, about.language)
        told = {
            "on": when,
            "figure": figure,
            "day": in_words(row.reported_on, about.language),
            "state": _state(row, about.language),
        }
        entries.append(
            Entry(
                tag("release", row.prisoner, row.release_type, row.left_on or row.reported_on),
                f"{row.name}: {figure}, {when}",
                about.whole("person", row.slug),
                _("Left prison %(on)s: %(figure)s. Made known on %(day)s. %(state)s") % told,
                published[row.edition_from],
                _tags(row, about),
            )
        )
    return entries


def returns(about: About) -> list[Entry]:
    """Those who were sent back to prison after leaving it, the last first."""
    back = about.chosen().filter(reimprisoned_latest__isnull=False)
    rows = list(back.order_by(F("reimprisoned_latest").desc(), "pk")[:ENTRIES])
    published = about.published(row.edition_from for row in rows)
    entries = []
    for row in rows:
        known = from_bounds(row.reimprisoned_earliest, row.reimprisoned_latest)
        when = on(known, about.language) if known else _("on a day not known")
        told = {
            "on": when,
            "left": on_day(row.left_on, about.language),
            "figure": about.label("release_type", row.release_type),
            "official": _ground(row.ground_official, about),
            "alleged": _ground(row.ground_alleged, about),
        }
        summary = _(
            "Back in prison %(on)s, after leaving it %(left)s: %(figure)s. Ground given by the State: %(official)s; "
            "alleged by organisations: %(alleged)s."
        )
        entries.append(
            Entry(
                tag("return", row.prisoner, row.release_type, row.left_on or row.reported_on),
                _("%(name)s: back in prison, %(on)s") % {"name": row.name, "on": when},
                about.whole("person", row.slug),
                summary % told,
                published[row.edition_from],
                _tags(row, about),
            )
        )
    return entries


def people(about: About) -> list[Entry]:
    """The records said last, for the first time or otherwise than before, of whom the filters choose."""
    selection = Selection(about.filters, edition=about.edition)
    place_of = {selection.index.ids[place]: place for place in selection.places()}
    rows = PrisonerVersion.objects.in_edition(about.edition.number).filter(NAMED, pk__in=list(place_of))
    newest = list(rows.order_by("-edition_from", "name_sort", "pk")[:ENTRIES])
    published = about.published(row.edition_from for row in newest)
    days = selection.index.on(selection.as_of)
    entries = []
    for row in newest:
        state = state_of(days.standing(place_of[row.pk]))
        told = {"number": row.edition_from, "state": wording.sentence(state, about.label)}
        entries.append(
            Entry(
                tag("record", row.public_id, row.edition_from),
                f"{row.name_display}: {wording.phrase(state, about.label)}",
                about.whole("person", row.slug),
                _("%(state)s Edition %(number)s says something new of this person.") % told,
                published[row.edition_from],
                (about.label("province", row.province),) if row.province else (),
            )
        )
    return entries


def editions(about: About) -> list[Entry]:
    """The newest editions, up to the one asked about; of provinces, those that say something new of somebody there."""
    known = Edition.objects.filter(number__lte=about.edition.number).order_by("-number")
    provinces = ReleaseSelection(about.filters, edition=about.edition).values.get("province")
    changed: dict[int, int] = {}
    if provinces:
        of_them = PrisonerVersion.objects.filter(of_provinces(provinces), edition_from__lte=about.edition.number)
        counts = of_them.order_by().values_list("edition_from").annotate(Count("pk"))
        changed = dict(counts)
        known = known.filter(number__in=changed)
    entries = []
    for edition in known[:ENTRIES]:
        number = edition.number
        said = wording.records_changed(changed[number]) if changed else wording.rows_changed(edition.counts)
        note = edition.note_in(about.language)
        entries.append(
            Entry(
                tag("edition", number),
                _("Edition %(number)s") % {"number": number},
                about.whole("home", query=f"?edition={number}"),
                f"{note.rstrip('.')}. {said}." if note else f"{said}.",
                edition.published_at,
            )
        )
    return entries


def on_day(written: str, language: str) -> str:
    return on(PartialDate.parse(written), language) if written else _("on a day not known")


def _ground(code: str, about: About) -> str:
    return about.label("revocation_ground", code) if code else _("not known")


def _tags(row: Any, about: About) -> tuple[str, ...]:
    """What a program may sort by: the legal figure, and the province where it is told."""
    words = (about.label("release_type", row.release_type), row.province and about.label("province", row.province))
    return tuple(word for word in words if word)


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
