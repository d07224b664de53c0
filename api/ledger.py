"""Lists of what belongs to no single person, and of releases."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from api import ledger_serializers as shapes
from api.labels import labels_for
from api.pages import LedgerPages
from api.reading import AlwaysThere, ReadView
from api.schema import EDITION, PAGING, described, parameters_of
from publication.models import (
    AnnouncementVersion,
    Edition,
    OrganisationVersion,
    PublishedFigureVersion,
)
from publication.selection.filters import PAGING as PAGING_NAMES
from publication.selection.releases import ReleaseFilter, ReleaseSelection
from reports.beside import beside


class LedgerView(ReadView):
    """A list in one order. `ordering`: its first column is never empty; together they are unique."""

    parameters: Collection[str] = ("edition", *PAGING_NAMES)
    shape: type[Serializer]
    ordering: tuple[str, ...]

    def page(self, rows: QuerySet, pinned_to: Edition | None = None) -> dict[str, Any]:
        pages = LedgerPages(self.ordering, pinned_to or self.edition)
        results = self.shape(self.shown(pages.paginate(rows, self.request)), many=True).data
        return {**self.about(), **pages.addresses(), "results": results}

    def shown(self, rows: Any) -> Any:
        """The rows of a page, with what is to be read beside them."""
        return rows


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
    """Numbers as they were printed, newest first, with the verdict of our checks, and ours for the same day."""

    shape = shapes.PublishedFigureSerializer
    ordering = ("-as_of", "code")

    def shown(self, rows: Any) -> Any:
        for one in beside(rows, self.edition, self.language):
            one.published.ours = one if one.ours else None  # type: ignore[attr-defined]
        return rows

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


class Releases(LedgerView):
    """Who left prison, by which legal figure, and what followed; newest first. Withheld persons are not listed."""

    parameters = ("edition", *ReleaseFilter.base_filters, *PAGING_NAMES)
    shape = shapes.ReleaseSerializer
    ordering = ("-day", "-pk")

    @described("releases", shapes.ReleaseListSerializer, *parameters_of(ReleaseFilter), EDITION, *PAGING)
    def get(self, request: Request) -> Response:
        chosen = ReleaseSelection(request.query_params, edition=self.edition).releases.filter(is_withheld=False)
        answer = self.page(chosen.annotate(day=Coalesce("left_earliest", "reported_on")))
        return Response({**answer, "labels": labels_for(self.edition, answer["results"])})
