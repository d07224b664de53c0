"""Persons: the list, the record, the file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, StreamingHttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse
from rest_framework.request import Request
from rest_framework.response import Response

from api.labels import labels_for
from api.pages import addresses
from api.reading import ReadView
from api.schema import EDITION, PAGING, described, parameters_of, query
from api.serializers import (
    ListingSerializer,
    MatchedSerializer,
    MovedSerializer,
    PrisonerListSerializer,
    PrisonerSerializer,
    RecordAnswerSerializer,
    RowSerializer,
    SpanSerializer,
)
from publication.models import CustodySpan, ListingSpan, MergedVersion, PrisonerVersion
from publication.selection import Matched, Row, Selection, stream
from publication.selection.filters import PAGING as PAGING_NAMES
from publication.selection.filters import PrisonerFilter, day_asked, given
from publication.unnamed import shown_document, shown_province

FILTERS = tuple(PrisonerFilter.base_filters)


def rows_json(rows: Sequence[Row], matched: Sequence[Matched | None]) -> list[dict[str, Any]]:
    """The rows, each with why it was found where a name was asked for."""
    shown = [dict(row) for row in RowSerializer(rows, many=True).data]
    for row, why in zip(shown, matched, strict=True):
        if why is not None:
            row["matched"] = MatchedSerializer(why).data
    return shown


class Prisoners(ReadView):
    """Persons in the order of their names; with `q`, the best match first; or as `sort` says. Withheld persons are not
    listed."""

    parameters = (*FILTERS, *PAGING_NAMES)

    @described("prisoners", PrisonerListSerializer, *parameters_of(PrisonerFilter), *PAGING)
    def get(self, request: Request) -> Response:
        selection = Selection(request.query_params, edition=self.edition)
        page = selection.page()
        results = rows_json(page.rows, page.matched)
        return Response(
            {
                **self.about(),
                "as_of": selection.as_of,
                "count": page.total,
                **addresses(request, self.edition, page.next, page.previous),
                "results": results,
                "labels": labels_for(self.edition, results),
            }
        )


class PrisonersCsv(ReadView):
    """The same persons as one CSV file, all of them, in the same order."""

    parameters = FILTERS

    @described(
        "prisoners_csv",
        OpenApiResponse(OpenApiTypes.STR, description="CSV, UTF-8; several codes of a cell are joined by a space."),
        *parameters_of(PrisonerFilter),
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        selection = Selection(request.query_params, edition=self.edition)
        name = f"prisoners-edition-{selection.edition.number}-{selection.as_of}.csv"
        return StreamingHttpResponse(
            stream(selection),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )


class Prisoner(ReadView):
    """The record of a person: timeline, and for each field its sources and who says otherwise.

    404 for a person who is withheld, as for one who is not in the edition. Somebody who turned out to be another
    person: 301 to the other's record.
    """

    parameters = ("edition", "as_of")

    @described(
        "prisoner",
        RecordAnswerSerializer,
        EDITION,
        query("as_of", OpenApiTypes.DATE, description="Day of `custody` and `lists`. Default: the edition's."),
        besides={301: OpenApiResponse(MovedSerializer, description="The person is another: the record is there.")},
    )
    def get(self, request: Request, public_id: UUID) -> Response:
        as_of = day_asked(given(request.query_params, PrisonerFilter), self.edition)
        persons = PrisonerVersion.objects.in_edition(self.edition.number)
        person = persons.filter(public_id=public_id, is_withheld=False).first()
        if person is None:
            return self._moved(request, public_id)
        person.province = shown_province(person.name_display, person.province)
        person.document = shown_document(person.name_display, person.document)
        record = PrisonerSerializer(person).data
        record |= self._custody(public_id, as_of) | self._listings(public_id, as_of)
        return Response({**self.about(), "as_of": as_of, **record, "labels": labels_for(self.edition, record)})

    def _moved(self, request: Request, public_id: UUID) -> Response:
        """To whoever the person turned out to be in this edition. Raises Http404 for nobody."""
        led = MergedVersion.objects.in_edition(self.edition.number).filter(prisoner=public_id)
        shown = PrisonerVersion.objects.in_edition(self.edition.number).filter(is_withheld=False)
        other = shown.filter(public_id__in=led.values("into")).values_list("public_id", flat=True).first()
        if other is None:
            raise Http404
        asked = request.META.get("QUERY_STRING", "")
        address = reverse("api:prisoner", kwargs={"public_id": other}) + (f"?{asked}" if asked else "")
        return Response({**self.about(), "public_id": other}, status=301, headers={"Location": address})

    def _custody(self, public_id: UUID, as_of: date) -> dict:
        found = CustodySpan.objects.in_edition(self.edition.number).filter(prisoner=public_id)
        spans = sorted(found, key=lambda span: (span.possible.lower or span.certain.lower or date.min, span.pk))
        now = next((span for span in spans if _holds(span.certain, as_of)), None)
        return {
            "custody": {
                "state": now.state if now else "",
                "detail": now.detail if now else "",
                "since": now.certain.lower if now else None,
            },
            "custody_spans": SpanSerializer(spans, many=True).data,
        }

    def _listings(self, public_id: UUID, as_of: date) -> dict:
        listings = ListingSpan.objects.in_edition(self.edition.number).filter(prisoner=public_id)
        listings = listings.order_by("source_list", "days", "pk")
        return {
            "lists": sorted({listing.source_list for listing in listings if _holds(listing.days, as_of)}),
            "listings": ListingSerializer(listings, many=True).data,
        }


def _holds(days, day: date) -> bool:
    return not days.isempty and day in days
