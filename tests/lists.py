"""Making lists for tests: organisations, files and imports. Invented names only."""

import csv
import io
from datetime import date
from typing import Any

import xlsxwriter

from prisoners import reference as prisoners_reference
from releases import reference as releases_reference
from sources import reference as sources_reference
from sources.import_list.importing import import_list
from sources.import_list.report import ImportReport
from sources.models import ListKind, OrganisationKind, SourceList, SourceOrganisation

DAY = date(2024, 10, 31)
LATER = date(2024, 11, 30)


def load_reference() -> None:
    for room in (sources_reference, prisoners_reference, releases_reference):
        room.load()


def make_list(code: str = "registro-a", *, is_demo: bool = False, kind: str = ListKind.PRISONERS) -> SourceList:
    organisation, _ = SourceOrganisation.objects.get_or_create(
        code=code, defaults={"name": code, "kind": OrganisationKind.NGO, "is_demo": is_demo}
    )
    return SourceList.objects.get_or_create(
        code=code, defaults={"organisation": organisation, "name_es": code, "name_en": code, "kind": kind}
    )[0]


def csv_of(rows: list[dict[str, Any]], *, encoding: str = "utf-8", delimiter: str = ",") -> io.BytesIO:
    """A CSV file whose headers are the keys of all rows, in order of appearance."""
    headers = list(dict.fromkeys(key for row in rows for key in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, headers, delimiter=delimiter, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    file = io.BytesIO(text.getvalue().encode(encoding))
    file.name = "lista.csv"
    return file


def xlsx_of(table: list[list[Any]], **options: Any) -> io.BytesIO:
    """A workbook with one sheet; date cells are formatted as dates; a text beginning with `=` becomes a formula."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd", **options})
    sheet = workbook.add_worksheet("Lista")
    for number, row in enumerate(table):
        sheet.write_row(number, 0, row)
    workbook.close()
    file.seek(0)
    file.name = "lista.xlsx"
    return file


def row(key: str = "1", name: str = "Yoandri Pérez Sabanalar", **values: Any) -> dict[str, Any]:
    """The smallest good row; a test states what else it relies on."""
    return {"row_key": key, "name": name, **values}


def bring(
    rows: list[dict[str, Any]], source_list: SourceList | None = None, *, as_of: date = DAY, **options: Any
) -> ImportReport:
    """Imports rows by our field names into a list."""
    return import_list(csv_of(rows), source_list=source_list or make_list(), as_of=as_of, **options)
