"""Lists of what belongs to no single person, and of releases."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, FilterSet
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from api import ledger_serializers as shapes
from api.labels import labels_for, labels_of
from api.pages import LedgerPages
from api.reading import AlwaysThere, ReadView
from api.schema import EDITION, PAGING, described, parameters_of
from publication.models import (
    AnnouncementVersion,
    Edition,
    OrganisationVersion,
    PublishedFigureVersion,
    ReleaseVersion,
)
from publication.selection.errors import BadParameter
from publication.selection.filters import PAGING as PAGING_NAMES
from publication.selection.filters import CodeFilter, DayFilter, fields_of, given, read


class LedgerView(ReadView):
    """A list in one order. `ordering`: its first column is never empty; together they are unique."""

    parameters: Collection[str] = ("edition", *PAGING_NAMES)
    shape: type[Serializer]
    ordering: tuple[str, ...]

    def page(self, rows: QuerySet, pinned_to: Edition | None = None) -> dict[str, Any]:
        pages = LedgerPages(self.ordering, pinned_to or self.edition)
        results = self.shape(pages.paginate(rows, self.request), many=True).data
        return {**self.about(), **pages.addresses(), "results": results}


class Organisations(LedgerView):
    """Who keeps lists, what each of them counts, and the snapshots of its lists."""

    shape = shapes.OrganisationSerializer
    ordering = ("code",)

    @described("organisations", shapes.OrganisationListSerializer, EDITION, *PAGING)
    def get(self, request: Request) -> Response:
        return Response(self.page(OrganisationVersion.objects.in_edition(self.edition.number)))


class Announcements(LedgerView):
    """What the State announced, and what organisations counted of it."""

    shape = shapes.AnnouncementSerializer
    ordering = ("-announced_on", "code")

    @described("announcements", shapes.AnnouncementListSerializer, EDITION, *PAGING)
    def get(self, request: Request) -> Response:
        return Response(self.page(AnnouncementVersion.objects.in_edition(self.edition.number)))


class PublishedFigures(LedgerView):
    """Numbers as they were printed, newest first, with the verdict of our checks."""

    shape = shapes.PublishedFigureSerializer
    ordering = ("-as_of", "code")

    @described("published_figures", shapes.PublishedFigureListSerializer, EDITION, *PAGING)
    def get(self, request: Request) -> Response:
        return Response(self.page(PublishedFigureVersion.objects.in_edition(self.edition.number)))


class Editions(LedgerView, AlwaysThere):
    """All publications of the record, newest first; each covers the one before by its digest."""

    parameters = PAGING_NAMES
    shape = shapes.EditionSerializer
    ordering = ("-number",)

    @described("editions", shapes.EditionListSerializer, *PAGING)
    def get(self, request: Request) -> Response:
        pages = LedgerPages(self.ordering, None)
        rows = pages.paginate(Edition.objects.all(), request)
        return Response({**self.about(), **pages.addresses(), "results": self.shape(rows, many=True).data})


class ReleaseFilter(FilterSet):
    release_type = CodeFilter(label=_("Legal figure by which the person left prison"))
    left_after = DayFilter(label=_("Left prison certainly on or after this day"))
    left_before = DayFilter(label=_("Left prison certainly on or before this day"))
    announcement = CharFilter(label=_("Attributed to this announcement"), max_length=50)


class Releases(LedgerView):
    """Who left prison, by which legal figure, and what followed; newest first. Withheld persons are not listed."""

    parameters = ("edition", *ReleaseFilter.base_filters, *PAGING_NAMES)
    shape = shapes.ReleaseSerializer
    ordering = ("-day", "-pk")

    @described("releases", shapes.ReleaseListSerializer, *parameters_of(ReleaseFilter), EDITION, *PAGING)
    def get(self, request: Request) -> Response:
        releases = ReleaseVersion.objects.in_edition(self.edition.number).filter(is_withheld=False)
        answer = self.page(self.chosen(releases).annotate(day=Coalesce("left_earliest", "reported_on")))
        return Response({**answer, "labels": labels_for(self.edition, answer["results"])})

    def chosen(self, releases: QuerySet[ReleaseVersion]) -> QuerySet[ReleaseVersion]:
        types = labels_of(self.edition).get("release_type", {})
        fields = fields_of(ReleaseFilter, {"release_type": list(types)})
        values = read(fields, given(self.request.query_params, ReleaseFilter, self.parameters))
        if "release_type" in values:
            releases = releases.filter(release_type__in=values["release_type"])
        if "left_after" in values:
            releases = releases.filter(left_earliest__gte=values["left_after"])
        if "left_before" in values:
            releases = releases.filter(left_latest__lte=values["left_before"])
        if "announcement" in values:
            self.refuse_unknown_announcement(values["announcement"])
            releases = releases.filter(announcement=values["announcement"])
        return releases

    def refuse_unknown_announcement(self, code: str) -> None:
        if not AnnouncementVersion.objects.in_edition(self.edition.number).filter(code=code).exists():
            raise BadParameter("announcement", "There is no such announcement.")
