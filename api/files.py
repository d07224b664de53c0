"""Whole lists as files: the persons or departures that the same parameters choose, all of them, in the same order."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse
from rest_framework.request import Request

from api import ledger_serializers as shapes
from api.labels import codes_in, labels_of, labels_of_codes
from api.pages import at_edition
from api.prisoners import FILTERS
from api.reading import ReadView
from api.schema import EDITION, LANGUAGE, described, parameters_of
from api.serializers import PrisonerListSerializer, RowSerializer
from publication.selection import Selection
from publication.selection.filters import PrisonerFilter
from publication.selection.pages import at_once
from publication.selection.release_export import TITLES, cells
from publication.selection.releases import ReleaseFilter, ReleaseSelection
from reports.csv_files import lines
from reports.list_files import list_workbook
from reports.xlsx_files import TYPE

AT_ONCE = 1_000
RELEASE_FILTERS = ("edition", *ReleaseFilter.base_filters)
XLSX = OpenApiResponse(OpenApiTypes.BINARY, description="XLSX: every cell is text; the last sheet says what it holds.")


class File(ReadView):
    """A list as a file. `what` begins its name."""

    what: str

    def named(self, selection: Selection | ReleaseSelection, ending: str) -> dict[str, str]:
        name = f"{self.what}-edition-{selection.edition.number}-{selection.as_of}.{ending}"
        return {"Content-Disposition": f'attachment; filename="{name}"'}

    def label(self, vocabulary: str, code: str) -> str:
        words = labels_of(self.edition).get(vocabulary, {}).get(code)
        return words[self.language] if words else code.replace("_", " ")

    def xlsx(self, request: Request, selection: Selection | ReleaseSelection) -> FileResponse:
        address = at_edition(request, selection.edition)
        file = self.in_its_language(lambda: list_workbook(selection, label=self.label, address=address))
        return FileResponse(file, content_type=TYPE, headers=self.named(selection, "xlsx"))


class PrisonersXlsx(File):
    """The persons of the list as a workbook: the columns of the CSV, and a sheet that says how to cite them."""

    what = "prisoners"
    parameters = (*FILTERS, "language")

    @described("prisoners_xlsx", XLSX, *parameters_of(PrisonerFilter), LANGUAGE)
    def get(self, request: Request) -> FileResponse:
        selection = Selection(request.query_params, edition=self.edition, known=("language",))
        return self.xlsx(request, selection)


class PrisonersJson(File):
    """The persons of the list in one piece, in the form of a page of it."""

    what = "prisoners"
    parameters = FILTERS

    @described("prisoners_json", PrisonerListSerializer, *parameters_of(PrisonerFilter))
    def get(self, request: Request) -> StreamingHttpResponse:
        selection = Selection(request.query_params, edition=self.edition)
        selection.index.on(selection.as_of)
        chunks = (RowSerializer(rows, many=True).data for rows in at_once(selection, AT_ONCE))
        head = {**self.about(), "as_of": str(selection.as_of), "count": selection.total, "next": None, "previous": None}
        return _json(self, head, chunks, self.named(selection, "json"))


class ReleasesCsv(File):
    """The departures of the list as one CSV file, the newest first."""

    what = "releases"
    parameters = RELEASE_FILTERS

    @described(
        "releases_csv",
        OpenApiResponse(OpenApiTypes.STR, description="CSV, UTF-8."),
        *parameters_of(ReleaseFilter),
        EDITION,
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        selection = ReleaseSelection(request.query_params, edition=self.edition)
        return StreamingHttpResponse(
            lines(TITLES, cells(selection)),
            content_type="text/csv; charset=utf-8",
            headers=self.named(selection, "csv"),
        )


class ReleasesXlsx(File):
    """The departures of the list as a workbook, with a sheet that says how to cite them."""

    what = "releases"
    parameters = (*RELEASE_FILTERS, "language")

    @described("releases_xlsx", XLSX, *parameters_of(ReleaseFilter), EDITION, LANGUAGE)
    def get(self, request: Request) -> FileResponse:
        selection = ReleaseSelection(request.query_params, edition=self.edition, known=("language",))
        return self.xlsx(request, selection)


class ReleasesJson(File):
    """The departures of the list in one piece, in the form of a page of it; the newest first."""

    what = "releases"
    parameters = RELEASE_FILTERS

    @described("releases_json", shapes.ReleaseListSerializer, *parameters_of(ReleaseFilter), EDITION)
    def get(self, request: Request) -> StreamingHttpResponse:
        selection = ReleaseSelection(request.query_params, edition=self.edition)
        found = selection.named.iterator(chunk_size=AT_ONCE)
        rows_at_once = iter(lambda: list(islice(found, AT_ONCE)), [])
        chunks = (shapes.ReleaseSerializer(rows, many=True).data for rows in rows_at_once)
        head = {**self.about(), "next": None, "previous": None}
        return _json(self, head, chunks, self.named(selection, "json"))


def _json(view: File, head: dict[str, Any], chunks: Iterable[Any], headers: dict[str, str]) -> StreamingHttpResponse:
    """An answer with the rows of the chunks, and after them the words of the codes that they hold, piece by piece."""

    def pieces() -> Iterator[str]:
        yield _written(head)[:-1] + ', "results": ['
        codes: set[tuple[str, str]] = set()
        between = ""
        for chunk in chunks:
            codes.update(codes_in(list(chunk)))
            if chunk:
                yield between + ",\n".join(_written(row) for row in chunk)
                between = ",\n"
        yield '], "labels": ' + _written(labels_of_codes(view.edition, codes)) + "}\n"

    return StreamingHttpResponse(pieces(), content_type="application/json", headers=headers)


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
