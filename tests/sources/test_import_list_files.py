"""Files that cannot be read, and cells that are refused: one clear sentence each."""

import contextlib
import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from chronology.partial_date import PartialDate
from sources.import_list import workbook
from sources.import_list.cells import CellRefused, Reader, clean_text
from sources.import_list.checking import check_rows
from sources.import_list.columns import place_columns
from sources.import_list.dates import UnreadableDate, read_date_cell, read_date_text
from sources.import_list.fields import FIELDS
from sources.import_list.reading import read_bytes, read_table
from sources.import_list.report import ImportFault
from sources.import_list.vocabularies import Vocabularies, fold
from tests.lists import DAY, xlsx_of

SAMPLES = Path(__file__).parents[1] / "samples"
WORDS = Vocabularies(
    {
        "province": {
            "cu 03": "CU-03",
            "la habana": "CU-03",
            "cu 02": "CU-02",
            "pinar del rio": "CU-01",
            "santiago de cuba": "CU-13",
        },
        "municipality": {"cu 01 san luis": "CU-01-san-luis", "cu 13 san luis": "CU-13-san-luis"},
        "offence": {"sedicion": "sedicion", "desacato": "desacato"},
        "custody_state": {"in custody": "in_custody"},
        **{field.codes: {} for field in FIELDS.values() if field.codes not in ("", "offence", "custody_state")},
    }
)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def check(data: bytes, name: str = "lista.csv"):
    table = read_table(name, data)
    return check_rows(table, place_columns(table.headers, None), as_of=DAY, vocabularies=WORDS)


def check_xlsx(table, **options):
    return check(xlsx_of(table, **options).getvalue(), "lista.xlsx")


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.json")), ids=lambda path: path.stem)
def test_sample_is_read_as_its_expectation_says(sample):
    """tests/samples/<case>.csv with <case>.json: the values of good rows, and line and field of each refusal."""
    expected = json.loads(sample.read_text(encoding="utf-8"))
    rows, refusals = check(sample.with_suffix(".csv").read_bytes())
    assert [row.values for row in rows] == expected["values"]
    assert [[refusal.line, refusal.field] for refusal in refusals] == expected["refused"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\r\n\r\n", "empty"),
        (b"name\n", "no row"),
        (b"PK\x03\x04 damaged", "damaged"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 Workbook", "old .xls"),
        (b"\x00\x01\x02\x03" * 50, "neither"),
        (b"apellido\nSabanalar\n", "name is missing"),
        (b'name\n"Yoandri P\n', "Line 2"),
        (b"name,nombre\na,b\n", "Two columns"),
    ],
)
def test_bad_file_is_refused_with_one_sentence(data, said):
    with pytest.raises(ImportFault, match=said) as fault:
        name, read = read_bytes(io.BytesIO(data))
        check(read)
    assert "\n" not in str(fault.value)


def test_file_over_twenty_megabytes_is_refused():
    with pytest.raises(ImportFault, match="20 MB"):
        read_bytes(io.BytesIO(b"a" * (20 * 1024 * 1024 + 1)))


def test_too_many_rows_and_columns_are_refused():
    with pytest.raises(ImportFault, match="rows"):
        check(b"name\n" + b"Ana Sosa Sabanalar\n" * 20_001)
    with pytest.raises(ImportFault, match="columns"):
        check(b",".join([b"name"] * 201) + b"\nAna\n")


def zip_of(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, content in parts.items():
            folder.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"a": b"0" * 5_000_000}, "too large"),
        ({f"part{number}": b"x" for number in range(201)}, "parts"),
        ({"word/document.xml": b"<a/>"}, "no XLSX"),
    ],
)
def test_bomb_and_foreign_archives_are_refused(parts, said):
    with pytest.raises(ImportFault, match=said):
        read_table("lista.xlsx", zip_of(parts))


def test_cell_far_away_is_refused_before_it_unfolds():
    with pytest.raises(ImportFault, match="columns"):
        check_xlsx([["name"] + [""] * 300 + ["x"], ["Ana Sosa Sabanalar"]])
    file = xlsx_of([["name"], ["Ana Sosa Sabanalar"]]).getvalue()
    parts = {
        entry: zipfile.ZipFile(io.BytesIO(file)).read(entry) for entry in zipfile.ZipFile(io.BytesIO(file)).namelist()
    }
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'r="2"', b'r="900000"').replace(b'r="A2"', b'r="A900000"')
    with pytest.raises(ImportFault, match="rows"):
        read_table("lista.xlsx", zip_of(parts))


def test_workbook_is_read_with_dates_numbers_and_lines():
    rows, refusals = check_xlsx(
        [
            ["row_key", "nombre", "fecha_detencion", "meses_sancion"],
            [1, "Ana Sosa Sabanalar", date(2021, 7, 11), 60.0],
            ["", "", "", ""],
            [2, "Eva Sosa Yarayó", 44388, 48],
            [3, "Luz Sosa Bijagual", 2021, ""],
        ]
    )
    assert refusals == []
    assert [(row.line, row.values["row_key"], row.values["detained_on"]) for row in rows] == [
        (2, "1", "2021-07-11"), (4, "2", "2021-07-11"), (5, "3", "2021"),
    ]  # fmt: skip
    assert rows[0].values["sentence_months"] == 60


def test_formula_of_a_workbook_is_refused_with_its_line():
    rows, refusals = check_xlsx([["name", "note"], ["Ana Sosa Sabanalar", "=1+1"], ["Eva Sosa Yarayó", "bien"]])
    assert [(refusal.line, refusal.field) for refusal in refusals] == [(2, "note")]
    assert len(rows) == 1


def test_column_numbers():
    assert [workbook.column_number(letters) for letters in ("A", "Z", "AA", "GR")] == [0, 25, 26, 199]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2021-07-11", "2021-07-11"), ("11/07/2021", "2021-07-11"), ("11-7-2021", "2021-07-11"),
        ("11.07.2021", "2021-07-11"),
        ("07/2021", "2021-07"), ("julio 2021", "2021-07"), ("Julio de 2021", "2021-07"), ("jul. 2021", "2021-07"),
        ("11 de julio de 2021", "2021-07-11"), ("July 11, 2021", "2021-07-11"),
        ("11 de setiembre del 2021", "2021-09-11"),
        ("2021", "2021"), ("c. 2021", "2021~"), ("hacia julio de 2021", "2021-07~"), ("2021~", "2021~"),
        ("../2021-07-11", "../2021-07-11"), ("2021-07-11 00:00:00", "2021-07-11"), ("2021/7/11", "2021-07-11"),
    ],
)  # fmt: skip
def test_date_is_read(text, read):
    assert str(read_date_text(text)) == read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("31/02/2021", "calendar"), ("2021-02-31", "calendar"), ("2021-13", "calendar"), ("11-07-21", "two digits"),
        ("11/07/21", "two digits"), ("11 de julio del 21", "two digits"), ("1900-01-00", "calendar"),
        ("1900-01-01", "empty date"),
        ("32 de julio de 2021", "calendar"), ("ayer", "not a date"), ("13/13/2021", "calendar"),
        ("44388", "not a date"),
    ],
)  # fmt: skip
def test_date_is_refused(text, said):
    with pytest.raises(UnreadableDate, match=said):
        read_date_text(text)


@pytest.mark.parametrize("cell", [datetime(1899, 12, 31), 0, 1, 31, True, 123456, 12.5])  # noqa: DTZ001
def test_date_cell_is_refused(cell):
    with pytest.raises(UnreadableDate):
        read_date_cell(cell)


@pytest.mark.parametrize("text", ["=1+1", "+53 5", "@SUM(A1)", "-x", "\tAna", " =1+1"])
def test_formula_like_text_is_refused(text):
    with pytest.raises(CellRefused, match="formula"):
        clean_text(text)


@pytest.mark.parametrize("letter", ["\x00", "\x1b", "\u202e", "\u200b", "\u2066", "\ufeff", "\ue000", "\u00ad"])
def test_hidden_character_is_refused(letter):
    with pytest.raises(CellRefused, match=f"U\\+{ord(letter):04X}"):
        clean_text(f"Ana{letter}Sosa")


@given(st.text())
def test_clean_text_is_stable(text):
    try:
        cleaned = clean_text(text)
    except CellRefused:
        return
    assert clean_text(cleaned) == cleaned
    assert "\x00" not in cleaned


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_each_day_is_read_in_every_form(day):
    months = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ]
    for text in (f"{day}", f"{day:%d/%m/%Y}", f"{day.day} de {months[day.month - 1]} de {day.year}"):
        assert read_date_text(text) == PartialDate(day)
    assert read_date_cell(day) == PartialDate(day)


@given(st.text())
def test_reading_a_date_never_fails_otherwise(text):
    with contextlib.suppress(UnreadableDate):
        read_date_text(text)


@given(st.text())
def test_folding_is_stable(text):
    assert fold(fold(text)) == fold(text)


@given(st.sampled_from(sorted(FIELDS)), st.one_of(st.text(), st.integers(), st.floats(), st.dates(), st.none()))
def test_reading_a_cell_gives_a_value_or_a_reason(name, cell):
    try:
        value = Reader(WORDS, {}).read(FIELDS[name], cell)
    except CellRefused as reason:
        assert str(reason)
    else:
        assert value is None or isinstance(value, str | int | list)
