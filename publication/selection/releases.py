"""The parameters by which departures from prison are chosen, the same for the page and the API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, FilterSet

from publication.models import AnnouncementVersion, Edition, PrisonerVersion, ReleaseVersion, TermVersion
from publication.selection.errors import BadParameter
from publication.selection.filters import (
    PAGING,
    CodeFilter,
    DayFilter,
    day_asked,
    fields_of,
    given,
    read,
    refuse_backwards,
)
from publication.selection.index import UNKNOWN
from publication.unnamed import NAMED, province_shown

NEWEST_FIRST = (F("left_latest").desc(nulls_last=True), "pk")


def with_names(releases: QuerySet[ReleaseVersion], edition: Edition) -> QuerySet[ReleaseVersion]:
    """Each release with its person's `name`, `slug` and `province`."""
    person = PrisonerVersion.objects.in_edition(edition.number).filter(public_id=OuterRef("prisoner"))
    return releases.annotate(
        name=Subquery(person.values("name_display")[:1]),
        slug=Subquery(person.values("slug")[:1]),
        province=Subquery(person.values(shown=province_shown())[:1]),
    )


def of_provinces(codes: Iterable[str]) -> Q:
    """Persons of these provinces; of nobody who bears no name is it told (publication/unnamed.py)."""
    return NAMED & Q(province__in=["" if code == UNKNOWN else code for code in codes])


class ReleaseFilter(FilterSet):
    release_type = CodeFilter(label=_("Legal figure by which the person left prison"))
    province = CodeFilter(label=_("Province of the first detention, of those who are named in public"))
    left_after = DayFilter(label=_("Left prison certainly on or after this day"))
    left_before = DayFilter(label=_("Left prison certainly on or before this day"))
    announcement = CharFilter(label=_("Attributed to this announcement"), max_length=50, strip=False)
    as_of = DayFilter(label=_("Left prison by this day, or on a day not known"))


class ReleaseSelection:
    """Departures of an edition, chosen by the parameters of an address. Raises BadParameter for one that is wrong."""

    def __init__(self, params: Mapping[str, Any], *, edition: Edition, known: tuple[str, ...] = ()) -> None:
        self.edition = edition
        self.params: QueryDict = given(params, ReleaseFilter, ("edition", "known_at", *PAGING, *known))
        self.as_of = day_asked(self.params, edition)
        codes = {name: self._codes(name) for name in ("release_type", "province") if name in self.params}
        self.values: dict[str, Any] = read(fields_of(ReleaseFilter, codes), self.params)
        refuse_backwards(self.values, "left_after", "left_before")
        self._refuse_unknown_announcement()

    @property
    def is_filtered(self) -> bool:
        """Whether the reader chose among those known on the day."""
        return bool(self.values.keys() - {"as_of"})

    @cached_property
    def releases(self) -> QuerySet[ReleaseVersion]:
        """All of them, withheld persons' too, in no order."""
        chosen, values = ReleaseVersion.objects.in_edition(self.edition.number), self.values
        if "release_type" in values:
            chosen = chosen.filter(release_type__in=values["release_type"])
        if "province" in values:
            named = PrisonerVersion.objects.in_edition(self.edition.number).filter(of_provinces(values["province"]))
            chosen = chosen.filter(is_withheld=False, prisoner__in=named.values("public_id"))
        if "left_after" in values:
            chosen = chosen.filter(left_earliest__gte=values["left_after"])
        if "left_before" in values:
            chosen = chosen.filter(left_latest__lte=values["left_before"])
        if "announcement" in values:
            chosen = chosen.filter(announcement=values["announcement"]).exclude(attribution="none")
        if "as_of" in values:
            chosen = chosen.filter(Q(left_earliest__lte=values["as_of"]) | Q(left_earliest__isnull=True))
        return chosen

    @cached_property
    def named(self) -> QuerySet[Any]:
        """Those of persons who are not withheld, with `name`, `slug` and `province`, the newest first."""
        return with_names(self.releases.filter(is_withheld=False), self.edition).order_by(*NEWEST_FIRST)

    def _codes(self, vocabulary: str) -> list[str]:
        terms = TermVersion.objects.in_edition(self.edition.number).filter(vocabulary=vocabulary)
        return [*terms.values_list("code", flat=True), *([UNKNOWN] if vocabulary == "province" else [])]

    def _refuse_unknown_announcement(self) -> None:
        code = self.values.get("announcement")
        announcements = AnnouncementVersion.objects.in_edition(self.edition.number)
        if code and not announcements.filter(code=code).exists():
            known = sorted(announcements.values_list("code", flat=True))
            message = gettext("not known; there are: %(known)s") % {"known": ", ".join(known) or "-"}
            raise BadParameter("announcement", message, known)
