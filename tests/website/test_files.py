"""Every table as CSV and as a workbook: the same cells, with what they are and how to cite them inside."""

import csv
import io
import json

import openpyxl
import pytest

from tests.publication import records

WALK = "from=listed&to=behind_bars&list=pd-demo"
TABLES = [
    "/es/cifras/in_prison/todos.csv",
    "/en/figures/in_prison/todos.csv?breakdown=gender&of=woman",
    "/es/cifras/in_prison/grafico.csv?breakdown=gender",
    "/es/cifras/in_prison/grafico.csv?of=months",
    "/es/cifras/announced_verified/grafico.csv?of=parts",
    "/es/cifras/still_outside/tabla.csv",
    f"/es/cifras/por-que-difieren/todos.csv?{WALK}",
    f"/en/figures/why-they-differ/chart.csv?{WALK}",
    "/es/anuncios/anuncio-553/brecha.csv",
    "/en/announcements/anuncio-553/persons/todos.csv?of=verified",
    "/es/listas/todos.csv?lists=pd-demo,consolidated",
    "/es/listas/todos.csv?lists=pd-demo,consolidated&breakdown=pairs",
    "/es/organizaciones/todos.csv",
    "/en/announcements/todos.csv",
    "/es/cifras-publicadas/todos.csv",
    "/en/editions/todos.csv",
]


def rows_of(public, address):
    response = public.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    return list(csv.reader(io.StringIO(response.content.decode().removeprefix("\ufeff")))), response


def book_of(public, address):
    response = public.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert response.headers["Content-Disposition"].startswith("attachment; ") and "xlsx" in str(response.headers)
    return openpyxl.load_workbook(io.BytesIO(response.content)), response


def shown(value):
    return "" if value is None else str(value).removesuffix(".0")


@pytest.mark.parametrize("address", TABLES)
def test_workbook_holds_the_cells_of_the_csv_and_how_to_cite_them(public, record, address):
    told, answered = rows_of(public, address)
    book, response = book_of(public, address.replace(".csv", ".xlsx"))
    language = address[1:3]
    data, about = (book[name] for name in ({"es": ("datos", "acerca"), "en": ("data", "about")}[language]))
    assert [[shown(one.value) for one in row] for row in data] == [
        [one.removesuffix(".0") for one in row] for row in told
    ]
    assert len(told) > 1
    said = {row[0].value: row[1].value for row in about}
    cite, permanent = (
        ("Cómo citar", "Dirección permanente") if language == "es" else ("How to cite", "Permanent address")
    )
    assert said[cite].startswith("#TODOS. (") and said[permanent] in said[cite]
    assert "edition=1" in said[permanent]
    assert ("inventad" if language == "es" else "invented") in str(said)
    assert answered.headers["Link"] == response.headers["Link"] == f'<{said[permanent]}>; rel="cite-as"'
    page = public.get(said[permanent].removeprefix("http://testserver"))
    assert page.status_code == 200


def test_workbook_of_a_figure_has_a_sheet_for_each_table(public, record):
    book, _ = book_of(public, "/es/cifras/in_prison/todos.xlsx?breakdown=gender")
    assert book.sheetnames == ["datos", "cifra", "desglose", "tabla", "meses", "acerca"]
    assert [one.value for one in book["cifra"][2]][:4] == ["value", 2, 2, 2]
    assert {row[0] for row in book["desglose"].values} >= {"code", "woman"}


def test_same_edition_has_the_same_bytes(public, record):
    first, again = (public.get("/es/cifras/in_prison/todos.xlsx?edition=1") for _ in range(2))
    assert first.content == again.content
    assert (
        public.get(
            "/es/cifras/in_prison/todos.xlsx?edition=1", headers={"if-none-match": first.headers["ETag"]}
        ).status_code
        == 304
    )


def test_of_who_is_withheld_the_workbook_has_the_public_id_alone(public, record):
    book, _ = book_of(public, "/es/cifras/in_prison/todos.xlsx")
    (line,) = [row for row in book["datos"].values if row[0] == str(record.withheld.public_id)]
    assert not any(line[1:8])


@pytest.mark.parametrize("name", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "\t=1", "＝1", ' "=1', "a;=1"])
def test_no_cell_of_a_file_is_a_formula(public, record, name):
    records.custody(
        records.prisoner(record.edition, f"{name} Díaz Yarayó", slug="x", name_display=name), "in_custody", None
    )
    records.organisation(record.edition, "otra-demo", name)
    for address in ("/es/cifras/in_prison/todos.{}", "/es/organizaciones/todos.{}"):
        told, _ = rows_of(public, address.format("csv"))
        book, _ = book_of(public, address.format("xlsx"))
        cells = [cell for row in book["datos"] for cell in row]
        assert all(cell.data_type in "sn" for cell in cells)
        texts = [one for row in told for one in row] + [cell.value for cell in cells if isinstance(cell.value, str)]
        assert not [one for one in texts if one.startswith(("=", "+", "-", "@", "\t", "＝", ' "=')) or ";=" in one]


@pytest.mark.parametrize("figure", ["in_prison", "announced_verified", "listed_new"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_answer_of_the_api_says_how_to_cite_it(public, record, figure, language):
    asked = {
        "announced_verified": "?announcement=anuncio-553",
        "listed_new": "?list=pd-demo&from=2024-01-01&to=2025-01-01",
    }
    told = json.loads(public.get(f"/api/v1/figures/{figure}/{asked.get(figure, '')}").content)["citation"]
    address = told[language].rpartition(" ")[2]
    assert address.startswith(f"http://testserver/{language}/") and "edition=1" in address
    html = public.get(address).content.decode().replace("&amp;", "&")
    assert told[language].partition("[")[0] in html.replace("&#39;", "'")


@pytest.mark.parametrize(
    "address", ["/es/cifras/zzz/todos.xlsx", "/es/anuncios/zzz/brecha.xlsx", "/es/cifras/consolidated/tabla.xlsx"]
)
def test_file_that_is_not_is_404(public, record, address):
    assert public.get(address).status_code == 404


def test_chart_that_needs_a_breakdown_says_which_there_are(public, record):
    response = public.get("/es/cifras/in_prison/grafico.svg")
    assert response.status_code == 400
    html = response.content.decode()
    assert "«breakdown»" in html and "province" in html and "gender" in html


@pytest.mark.parametrize(("before", "status"), [("1", 200), ("999", 404), ("0", 400), ("", 200)])
def test_history_before_an_edition_that_is_not_is_no_answer(public, record, before, status):
    response = public.get(f"/api/v1/figures/in_prison/history/?before={before}")
    assert response.status_code == status
    if status != 200:
        assert json.loads(response.content)["error"]["parameter"] == "before"


@pytest.mark.parametrize(
    "value", ["%202025-01-14", "2025-01-14%20", "+2025-01-14", "%092025-01-14", "%C2%A02025-01-14"]
)
def test_day_with_a_space_around_it_is_refused_by_page_and_api_alike(public, record, value):
    for address in ("/api/v1/figures/in_prison/", "/es/cifras/in_prison/", "/api/v1/prisoners/", "/es/personas/"):
        assert public.get(f"{address}?as_of={value}").status_code == 400, address
