"""Answers that are files: drawings, tables, workbooks. Each names the address by which it is to be cited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.translation import get_language

from reports.about_files import about
from reports.charts.picture import png as pixels
from reports.csv_files import Rows, lines
from reports.xlsx_files import TYPE as XLSX
from reports.xlsx_files import workbook
from website.moment import Moment

SHEETS = {
    "number": {"es": "cifra", "en": "figure"},
    "breakdown": {"es": "desglose", "en": "breakdown"},
    "table": {"es": "tabla", "en": "table"},
    "months": {"es": "meses", "en": "months"},
}


@dataclass(frozen=True)
class Told:
    """What a file says of itself: `question` in words, `address` with its edition, `citation` in whole."""

    what: str
    question: tuple[str, ...]
    address: str
    citation: str


def table_file(
    table: Rows, form: str, name: str, moment: Moment, told: Told, more: Mapping[str, Rows] | None = None
) -> HttpResponse:
    """As CSV, or as a workbook with `more` sheets by their codes. `name` has no ending."""
    if form == "csv":
        response = csv_file("".join(lines(*table)), name)
    else:
        language, edition = get_language() or "es", moment.edition
        lines_about = about(
            told.what,
            told.question,
            day=moment.as_of,
            edition=edition,
            address=told.address,
            citation=told.citation,
            language=language,
        )
        sheets = {SHEETS[code][language]: rows for code, rows in (more or {}).items()}
        with workbook(*table, lines_about, language=language, made_at=edition.published_at, more=sheets) as file:
            response = _file(file.read(), XLSX, f"{name}.xlsx", "attachment")
    response.headers["Link"] = f'<{told.address}>; rel="cite-as"'  # RFC 8574
    return response


def svg_file(drawn: str, name: str) -> HttpResponse:
    return _file(drawn, "image/svg+xml", f"{name}.svg")


def png_file(drawn: str, name: str) -> HttpResponse:
    return _file(pixels(drawn), "image/png", f"{name}.png")


def csv_file(text: str, name: str) -> HttpResponse:
    return _file(text, "text/csv; charset=utf-8", f"{name}.csv", "attachment")


def _file(content: str | bytes, kind: str, name: str, disposition: str = "inline") -> HttpResponse:
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
