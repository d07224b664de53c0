"""Tables to take away: closed lists of columns, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io
from typing import Any

import xlsxwriter
from django.http import HttpRequest
from import_export.admin import ExportMixin
from import_export.formats.base_formats import CSV, Format
from import_export.forms import ExportForm

from editorial import roles

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(cell: Any) -> str:
    """The cell as text; an apostrophe before what a spreadsheet would take for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


class HarmlessCsv(CSV):
    """CSV in UTF-8 with the mark that spreadsheet programs look for."""

    def export_data(self, dataset: Any, **kwargs: Any) -> str:
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(dataset.headers)
        writer.writerows([harmless(cell) for cell in row] for row in dataset)
        return f"\ufeff{text.getvalue()}"

    def can_import(self) -> bool:
        return False


class HarmlessXlsx(Format):
    """A workbook whose cells are texts, never formulas or links."""

    def get_title(self) -> str:
        return "xlsx"

    def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
        file = io.BytesIO()
        workbook = xlsxwriter.Workbook(file, {"in_memory": True})
        sheet = workbook.add_worksheet()
        for line, row in enumerate([dataset.headers, *dataset]):
            for column, cell in enumerate(row):
                sheet.write_string(line, column, "" if cell is None else str(cell))
        workbook.close()
        return file.getvalue()

    def is_binary(self) -> bool:
        return True

    def get_extension(self) -> str:
        return "xlsx"

    def get_content_type(self) -> str:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def can_export(self) -> bool:
        return True


class ClosedExport(ExportMixin):
    """Export for those who may, through resources that name each of their columns."""

    export_form_class = ExportForm
    formats = [HarmlessCsv, HarmlessXlsx]
    export_formats = formats

    def has_export_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(roles.EXPORT) and self.has_view_permission(request)
