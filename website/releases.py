"""Releases as a list: the parameters that choose them, and pages of them, the newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.http import QueryDict

from publication.models import AnnouncementVersion, PrisonerVersion, ReleaseVersion
from publication.selection.errors import BadParameter
from website.labels import labels_of
from website.moment import Moment, day_asked, only

PAGE_SIZE = 50
PARAMETERS = ("release_type", "announcement", "left_after", "left_before", "cursor", "edition", "as_of")


@dataclass(frozen=True)
class ReleasePage:
    """`total` counts all that were chosen, `unnamed` those of them that are not shown by name."""

    rows: list[ReleaseVersion]
    total: int
    unnamed: int
    next: str | None
    previous: str | None


class ReleaseSelection:
    """Releases of an edition, chosen by the parameters of an address. Raises BadParameter for one that is wrong."""

    def __init__(self, params: QueryDict, moment: Moment) -> None:
        for name in params:
            if name not in PARAMETERS:
                raise BadParameter(name[:60], "Unknown parameter.")
        self.moment = moment
        self.values: dict[str, str] = {name: only(params, name) for name in PARAMETERS if only(params, name)}
        self.releases = self._chosen(self.values)

    def _chosen(self, values: Mapping[str, str]) -> QuerySet[ReleaseVersion]:
        number = self.moment.edition.number
        rows = ReleaseVersion.objects.in_edition(number)
        if "release_type" in values:
            known = labels_of(self.moment.edition).codes.get("release_type", [])
            wanted = rows.filter(release_type=values["release_type"])
            if values["release_type"] not in known and not wanted.exists():
                raise BadParameter("release_type", "Expected a code of this list.")
            rows = wanted
        if "announcement" in values:
            if not AnnouncementVersion.objects.in_edition(number).filter(code=values["announcement"]).exists():
                raise BadParameter("announcement", "Expected the code of an announcement.")
            rows = rows.filter(announcement=values["announcement"]).exclude(attribution="none")
        if "left_after" in values:
            rows = rows.filter(left_earliest__gte=day_asked(values["left_after"], "left_after"))
        if "left_before" in values:
            rows = rows.filter(left_latest__lte=day_asked(values["left_before"], "left_before"))
        if self.moment.is_other_day:
            rows = rows.filter(Q(left_earliest__lte=self.moment.as_of) | Q(left_earliest__isnull=True))
        return rows

    @property
    def is_filtered(self) -> bool:
        return bool(self.values.keys() - {"cursor", "edition", "as_of"})

    def page(self, size: int = PAGE_SIZE) -> ReleasePage:
        """The rows after (or before) the one that the cursor names. Three queries."""
        direction, last = self._cursor()
        named = with_names(self.releases.filter(is_withheld=False), self.moment)
        backwards = direction == "b"
        rows = named.order_by(*(OLDEST_FIRST if backwards else NEWEST_FIRST))
        if last:
            rows = rows.filter(_beyond(last, backwards=backwards))
        found = list(rows[: size + 1])
        has_more, found = len(found) > size, found[:size]
        if backwards:
            found.reverse()
        has_next = has_more if not backwards else bool(found)
        has_previous = has_more if backwards else bool(last and found)
        total = self.releases.count()
        return ReleasePage(
            found,
            total,
            self.releases.filter(is_withheld=True).count(),
            f"a{found[-1].pk}" if has_next else None,
            f"b{found[0].pk}" if has_previous else None,
        )

    def _cursor(self) -> tuple[str, ReleaseVersion | None]:
        text = self.values.get("cursor", "")
        if not text:
            return "a", None
        if text[0] not in "ab" or not (text[1:].isascii() and text[1:].isdigit()) or len(text) > 18:
            raise BadParameter("cursor", "Expected the cursor of a page.")
        last = ReleaseVersion.objects.in_edition(self.moment.edition.number).filter(pk=int(text[1:])).first()
        if last is None:
            raise BadParameter("cursor", "This cursor belongs to another edition.")
        return text[0], last


NEWEST_FIRST = (F("left_latest").desc(nulls_last=True), "pk")
OLDEST_FIRST = (F("left_latest").asc(nulls_first=True), "-pk")


def with_names(releases: QuerySet[ReleaseVersion], moment: Moment) -> QuerySet[ReleaseVersion]:
    """Each release with its person's `name`, `slug` and `province`."""
    person = PrisonerVersion.objects.in_edition(moment.edition.number).filter(public_id=OuterRef("prisoner"))
    return releases.annotate(
        name=Subquery(person.values("name_display")[:1]),
        slug=Subquery(person.values("slug")[:1]),
        province=Subquery(person.values("province")[:1]),
    )


def _beyond(last: ReleaseVersion, *, backwards: bool) -> Q:
    """Rows after `last` in the order of the list, or before it. Those without a day stand at the end."""
    same_day = Q(left_latest=last.left_latest) if last.left_latest else Q(left_latest__isnull=True)
    if backwards:
        newer = Q(left_latest__gt=last.left_latest) if last.left_latest else Q(left_latest__isnull=False)
        return newer | (same_day & Q(pk__lt=last.pk))
    older: Q = Q(left_latest__lt=last.left_latest) | Q(left_latest__isnull=True) if last.left_latest else Q(pk__in=[])
    return older | (same_day & Q(pk__gt=last.pk))
