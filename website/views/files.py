"""The lists as files, by the same parameters as their pages: all of it, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from publication.selection import Selection, stream
from publication.selection.described import about, in_force
from publication.selection.filters import PAGING, PrisonerFilter
from publication.selection.release_export import TITLES, cells
from publication.selection.releases import ReleaseFilter, ReleaseSelection
from publication.selection.xlsx_export import CONTENT_TYPE, PERSON_COLUMNS, persons, workbook
from reports.csv_files import lines
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
    selection = Selection(request.GET, edition=moment.edition)
    count, what = selection.total, _("People held for political reasons in Cuba")
    return _xlsx(request, moment, selection, "people", what, PERSON_COLUMNS, persons(selection), count)


@page
def releases_csv(request: HttpRequest, moment: Moment) -> StreamingHttpResponse:
    selection = ReleaseSelection(request.GET, edition=moment.edition)
    text = lines(TITLES, cells(selection))
    return StreamingHttpResponse(text, content_type=CSV, headers=_named("todos-releases", moment, "csv"))


@page
def releases_xlsx(request: HttpRequest, moment: Moment) -> FileResponse:
    selection = ReleaseSelection(request.GET, edition=moment.edition)
    count, what = selection.named.count(), _("Departures from prison")
    return _xlsx(request, moment, selection, "releases", what, TITLES, cells(selection), count)


def _xlsx(
    request: HttpRequest,
    moment: Moment,
    selection: Selection | ReleaseSelection,
    of_page: str,
    what: str,
    columns: Iterable[str],
    rows: Iterable,
    count: int,
) -> FileResponse:
    is_of_persons = isinstance(selection, Selection)
    filters = PrisonerFilter if is_of_persons else ReleaseFilter
    label = labels_of(moment.edition).bound(get_language() or "es")
    asked = {**asked_of(selection), "as_of": moment.as_of}
    told = about(
        what,
        edition=moment.edition,
        day=moment.as_of,
        count=count,
        filters=in_force(filters, selection.values, label),
        address=Links(request, moment).permanent(of_page, edition=moment.edition.number, **asked),
    )
    sheets = (_("people") if is_of_persons else _("releases"), _("about"))
    file = workbook(columns, rows, told, sheets=sheets, label=label, created=moment.edition.published_at)
    name = "todos" if is_of_persons else "todos-releases"
    return FileResponse(file, content_type=CONTENT_TYPE, headers=_named(name, moment, "xlsx"))


def _named(what: str, moment: Moment, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{what}-{moment.edition.number}-{moment.as_of}.{ending}"'}
