"""What editors take away is as harmless in a spreadsheet as what readers do."""

import csv
import io

import openpyxl
import pytest
import tablib

from editorial.admin.exports import HarmlessCsv, HarmlessXlsx, harmless
from tests.publication.test_cells import PAYLOADS, begins_one, is_formula


def table() -> tablib.Dataset:
    return tablib.Dataset(*([text] for text in PAYLOADS), headers=["x"])


@pytest.mark.parametrize("separator", [";", "\t", "\n"])
def test_no_cell_is_a_formula_however_the_file_is_separated(separator):
    told = [harmless(text) for text in PAYLOADS]
    assert [text for text in told if is_formula(text)] == []
    assert [text for text in told for piece in text.split(separator) if begins_one(piece)] == []


def test_files_hold_harmless_cells():
    text = HarmlessCsv().export_data(table()).removeprefix("\ufeff")
    assert [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:] == [harmless(one) for one in PAYLOADS]
    sheet = openpyxl.load_workbook(io.BytesIO(HarmlessXlsx().export_data(table()))).active
    cells = [sheet.cell(row, 1) for row in range(2, len(PAYLOADS) + 2)]
    assert {one.data_type for one in cells} == {"s"}
    assert [one.value for one in cells if is_formula(one.value)] == []


def test_names_and_notes_are_told_as_they_are():
    for text in ("Ana Díaz Yarayó", "Peña; Luz", "a=b", "10 - 12", "2021-07-11", "«no»; (visto)", "", 7, None):
        assert harmless(text) == ("" if text is None else str(text))
