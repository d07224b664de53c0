"""The lists as files, by the same parameters as their pages: all of it, in the order of the page."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.utils.translation import get_language

from publication.selection import Selection, stream
from publication.selection.filters import PAGING
from publication.selection.release_export import TITLES, cells
from publication.selection.releases import ReleaseSelection
from reports.csv_files import lines
from reports.list_files import list_workbook
from reports.xlsx_files import TYPE as XLSX
from website.labels import labels_of
from website.links import Links
from website.moment import AXES, Moment
from website.page import page

CSV = "text/csv; charset=utf-8"


def asked_of(selection: Selection | ReleaseSelection) -> dict[str, list[str]]:
    """What the reader chose, without the place in the list and without the moment, which every link keeps."""
    return {name: list(values) for name, values in selection.params.lists() if name not in (*PAGING, *AXES)}


@page
def people_csv(request: HttpRequest, moment: Moment) -> StreamingHttpResponse:
    selection = Selection(request.GET, edition=moment.edition)
    return StreamingHttpResponse(stream(selection), content_type=CSV, headers=_named("todos", moment, "csv"))


@page
def people_xlsx(request: HttpRequest, moment: Moment) -> FileResponse:
    return _xlsx(request, moment, Selection(request.GET, edition=moment.edition), "people", "todos")


@page
def releases_csv(request: HttpRequest, moment: Moment) -> StreamingHttpResponse:
    selection = ReleaseSelection(request.GET, edition=moment.edition)
    text = lines(TITLES, cells(selection))
    return StreamingHttpResponse(text, content_type=CSV, headers=_named("todos-releases", moment, "csv"))


@page
def releases_xlsx(request: HttpRequest, moment: Moment) -> FileResponse:
    selection = ReleaseSelection(request.GET, edition=moment.edition)
    return _xlsx(request, moment, selection, "releases", "todos-releases")


def _xlsx(
    request: HttpRequest, moment: Moment, selection: Selection | ReleaseSelection, of_page: str, name: str
) -> FileResponse:
    asked = {**asked_of(selection), "as_of": moment.as_of}
    address = Links(request, moment).permanent(of_page, edition=moment.edition.number, **asked)
    file = list_workbook(selection, label=labels_of(moment.edition).bound(get_language() or "es"), address=address)
    return FileResponse(file, content_type=XLSX, headers=_named(name, moment, "xlsx"))


def _named(what: str, moment: Moment, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{what}-{moment.edition.number}-{moment.as_of}.{ending}"'}
