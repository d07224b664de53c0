"""No cell of a file is a formula: more than a hundred ways to write one, through CSV, XLSX and PostgreSQL."""

import csv
import io
import re
from datetime import UTC, date, datetime
from itertools import product
from threading import Thread

import openpyxl
import pytest
from django.db import connection

from publication.cells import CELL_SQL, cell
from reports.csv_files import Rows, lines
from reports.xlsx_files import workbook

FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.example","y")',
    "=WEBSERVICE(A1)", "=DDE(1;2)", "-2+3+cmd|' /C calc'!A0", "@A1", '=IMPORTXML(CONCAT("http://x.example"))',
    "＝1+1", "＋1", "－1", "＠A1", "﹦1+1", "﹢1", "﹣1", "﹫A1", "−1",
)  # fmt: skip
BEFORE = (
    "",
    " ",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\u00a0",
    "\u3000",
    "\ufeff",
    "\u200b",
    '"',
    "'",
    "“",
    "«",
    " \t'",
    "\x00",
    "\x01",
)
WITHIN = ("Ana;", "Ana\t", "Ana\n", "Ana\r\n", "Ana; ", 'Ana;"', "Ana;\u200b", "Ana Díaz;Luz\n\t")
PAYLOADS = [
    *(before + formula for before, formula in product(BEFORE, FORMULAS)),
    *(within + formula for within, formula in product(WITHIN, FORMULAS[:12])),
    "\t", "\r", "\n", "\x00", "\x00Ana", "\tAna", "\nAna",
]  # fmt: skip
HARMLESS = (
    "Ana Díaz Yarayó",
    "O'Farrill",
    "Yanet-Luz",
    "a=b",
    "1+1",
    "10 - 12",
    "¿=?",
    "",
    "(-1)",
    "x@example.org",
    "Peña; Luz",
)


def is_formula(text: str) -> bool:
    """As a careless spreadsheet looks at a cell: after whatever it does not show, or takes for a quotation."""
    return begins_one(text) or text.startswith(("\t", "\r", "\n", "\x00"))


def begins_one(text: str) -> bool:
    shown = re.sub('^[\\s\x00-\x20\u00a0\u200b\u3000\ufeff"“«]+', "", text)
    return shown.startswith(tuple("=+-@＝＋－＠﹦﹢﹣﹫−"))


def of_csv(values, delimiter=","):
    text = "".join(lines(["x"], ([value] for value in values)))
    return [row for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)][1:]


def of_xlsx(values):
    made = datetime(2025, 1, 14, tzinfo=UTC)
    file = workbook(["x"], ([value] for value in values), [("x", one) for one in values], language="es", made_at=made)
    book = openpyxl.load_workbook(file)
    return [[sheet.cell(place, column) for place in range(first, first + len(values))]
            for sheet, column, first in ((book["datos"], 1, 2), (book["acerca"], 2, 1))]  # fmt: skip


def test_there_are_more_than_a_hundred():
    assert len(set(PAYLOADS)) > 400


def test_no_cell_of_a_csv_file_is_a_formula():
    told = [row[0] for row in of_csv(PAYLOADS)]
    assert len(told) == len(PAYLOADS)
    assert [text for text in told if is_formula(text)] == []


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_none_begins_where_a_spreadsheet_separates_by_another_sign(delimiter):
    text = "".join(lines(["x"], ([value] for value in PAYLOADS)))
    pieces = re.split(f"[{delimiter}\r\n]", text.removeprefix("\ufeff"))
    assert [piece for piece in pieces if begins_one(piece)] == []


def test_no_cell_of_a_workbook_is_a_formula():
    for sheet in of_xlsx(PAYLOADS):
        assert {one.data_type for one in sheet} == {"s"}
        assert [one.value for one in sheet if is_formula(one.value)] == []


def test_what_is_no_formula_is_told_as_it_is():
    assert [cell(text) for text in HARMLESS] == list(HARMLESS)
    assert [row[0] if row else "" for row in of_csv(HARMLESS)] == list(HARMLESS)
    assert [one.value or "" for one in of_xlsx(HARMLESS)[0]] == list(HARMLESS)


def test_only_apostrophes_are_added():
    assert [cell(text).replace("'", "") for text in PAYLOADS] == [text.replace("'", "") for text in PAYLOADS]


@pytest.mark.django_db
def test_postgresql_writes_the_same():
    texts = [text for text in (*PAYLOADS, *HARMLESS) if "\x00" not in text]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {CELL_SQL.format('t')} FROM unnest(%s::text[]) WITH ORDINALITY AS x(t, n) ORDER BY n", [texts]
        )
        assert [row[0] for row in cursor] == [cell(text) for text in texts]


def test_workbook_tells_numbers_days_and_nothing():
    made = datetime(2025, 1, 14, tzinfo=UTC)
    rows = [[1, 2.5, date(2025, 1, 14), None, "", True]]
    file = workbook(list("abcdef"), rows, [("Qué es", "Prueba")], language="es", made_at=made).read()
    book = openpyxl.load_workbook(io.BytesIO(file))
    assert [[one.value for one in row] for row in book["datos"]] == [
        list("abcdef"),
        [1, 2.5, "2025-01-14", None, None, "True"],
    ]
    assert [[one.value for one in row] for row in book["acerca"]] == [["Qué es", "Prueba"]]
    assert workbook(list("abcdef"), rows, [("Qué es", "Prueba")], language="es", made_at=made).read() == file


def made_of(rows, **more):
    return workbook(["x"], rows, [], language="es", made_at=datetime(2025, 1, 14, tzinfo=UTC), **more)


def test_a_sheet_is_read_once_the_one_before_is_written():
    seen = []
    noted = (seen.append(value) or [value] for value in ("a", "b"))
    file = made_of(noted, more={"códigos": Rows(("y",), ([value.upper()] for value in seen))})
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["datos", "códigos", "acerca"]
    assert list(book["códigos"].values) == [("y",), ("A",), ("B",)]


def test_one_workbook_is_made_at_a_time():
    order = []
    other = Thread(target=lambda: made_of(order.append("second") or [1] for _ in range(1)))

    def rows():
        other.start()
        other.join(0.3)  # it would be through by now if it did not wait
        order.append("first")
        yield [1]

    made_of(rows())
    other.join()
    assert order == ["first", "second"]


def test_a_sheet_holds_no_more_rows_than_a_spreadsheet_opens(monkeypatch):
    monkeypatch.setattr("reports.xlsx_files.MOST_ROWS", 3)
    assert len(list(openpyxl.load_workbook(made_of([[1], [2]]))["datos"].values)) == 3
    with pytest.raises(ValueError, match="more rows"):
        made_of([[1], [2], [3]])
    assert made_of([[1]]).read(2) == b"PK", "whoever failed keeps nobody waiting"
