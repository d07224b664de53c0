"""Tables to take away: closed lists of columns, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import xlsxwriter
from django.http import HttpRequest
from import_export.admin import ExportMixin
from import_export.formats.base_formats import CSV, Format
from import_export.forms import ExportForm

from editorial import roles

# Where a cell may begin (many spreadsheets separate by semicolons or tabs too), and a sign of a formula comes before
# the first letter or digit; what is between them a spreadsheet may not show, or takes for a quotation.
FORMULA = re.compile(r"(^|[;\t\r\n])(?=\W*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212])")


def harmless(cell: Any) -> str:
    """The cell as text; an apostrophe wherever a spreadsheet might begin to read a formula, here rather too often."""
    text = FORMULA.sub(r"\1'", "" if cell is None else str(cell))
    return f"'{text}" if text.startswith(("\t", "\r", "\n", "\x00")) else text


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
    """A workbook whose cells are texts, never formulas or links, saved as CSV neither."""

    def get_title(self) -> str:
        return "xlsx"

    def export_data(self, dataset: Any, **kwargs: Any) -> bytes:
        file = io.BytesIO()
        workbook = xlsxwriter.Workbook(file, {"in_memory": True})
        sheet = workbook.add_worksheet()
        for line, row in enumerate([dataset.headers, *dataset]):
            for column, cell in enumerate(row):
                sheet.write_string(line, column, harmless(cell))
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
