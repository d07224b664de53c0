"""Charts as files and the tables behind them: stable addresses, one answer, kept like pages."""

import csv
import io
from datetime import date
from html import unescape
from re import findall

import pytest

from reports.charts import picture
from tests.publication import records
from tests.website.conftest import AS_OF

CHARTS = [
    ("in_prison/{}?breakdown=province", "CU-03"),
    ("in_prison/{}?breakdown=gender&of=breakdown", "woman"),
    ("announced_verified/{}?of=parts", "rest"),
    ("overlap/{}?lists=pd-demo,consolidated", "pd-demo+consolidated"),
    ("in_prison/{}?of=months&as_of=2025-01-31&edition=1", "2024-12-31"),
]


def rows(response):
    return list(csv.DictReader(io.StringIO(response.content.decode().removeprefix("\ufeff"))))


@pytest.mark.parametrize(("address", "code"), CHARTS)
@pytest.mark.parametrize("ending", ["svg", "png"])
def test_chart_is_a_file_of_its_own(public, record, address, code, ending):
    response = public.get("/es/cifras/" + address.format(f"grafico.{ending}"))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == {"svg": "image/svg+xml", "png": "image/png"}[ending]
    assert f'-1.{ending}"' in response.headers["Content-Disposition"]
    assert response.content.startswith({"svg": b"<svg xmlns", "png": b"\x89PNG"}[ending])


@pytest.mark.parametrize(("address", "code"), CHARTS)
def test_table_behind_each_chart_is_a_file(public, record, address, code):
    response = public.get("/es/cifras/" + address.format("grafico.csv"))
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    found = rows(response)
    assert code in [row.get("code", row["as_of"]) for row in found]
    assert {row["edition"] for row in found} == {"1"}


def test_months_of_the_table_are_the_numbers_of_those_days(public, record):
    found = rows(public.get("/en/figures/in_prison/chart.csv?of=months"))
    assert found[-1] == {
        "as_of": str(AS_OF), "value": "2", "figure": "in_prison", "version": "1", "edition": "1", "demo": "yes",
    }  # fmt: skip
    assert [row["value"] for row in found if row["as_of"] == "2024-12-31"] == ["3"]


def test_parts_of_the_table_are_those_of_the_chart(public, record):
    found = rows(public.get("/en/figures/announced_verified/chart.csv?of=parts&announcement=anuncio-553"))
    assert [(row["code"], row["value"]) for row in found] == [("value", "1"), ("rest", "552")]


def test_picture_says_what_was_asked_day_edition_address_and_that_it_is_invented(public, record):
    address = "/es/cifras/listed/grafico.svg?list=pd-demo&breakdown=custody&as_of=2024-12-01"
    drawn = unescape(public.get(address).content.decode())
    for said in ("Al 1 de diciembre de 2024", "edición 1", "Lista Ceiba", "Datos inventados", "Fuente: #TODOS"):
        assert said in drawn
    assert "".join(findall(r">([^<]*)</text>", drawn)).endswith(
        "http://testserver/es/cifras/listed/?list=pd-demo&breakdown=custody&as_of=2024-12-01&edition=1"
    )


def test_picture_of_real_data_does_not_say_invented(public, record):
    second = records.edition(2, as_of=AS_OF, is_demo=False)
    records.custody(records.prisoner(second), "in_custody", date(2024, 1, 1))
    drawn = public.get("/es/cifras/in_prison/grafico.svg?breakdown=gender").content.decode()
    assert "edición 2" in drawn and "inventad" not in drawn


def test_series_says_that_it_keeps_to_one_definition(public, record):
    drawn = public.get("/es/cifras/in_prison/grafico.svg?of=months").content.decode()
    assert "versión 1" in drawn and "no empieza en cero" in drawn
    assert "una serie nunca atraviesa un cambio de definición" in public.get("/es/cifras/in_prison/").content.decode()


def test_unchanged_picture_is_not_drawn_again(public, record):
    address = "/es/cifras/in_prison/grafico.png?breakdown=gender&edition=1"
    first = public.get(address)
    assert first.headers["Cache-Control"] == "public, max-age=86400"
    assert public.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("file", ["grafico.svg", "grafico.png", "grafico.csv"])
@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("in_prison/{}?of=zqxw", 400),
        ("in_prison/{}?colour=zqxw", 400),
        ("in_prison/{}?of=months&of=parts", 400),
        ("in_prison/{}?as_of=2999-01-01", 400),
        ("in_prison/{}?edition=1&known_at=2025-01-15", 400),
        ("in_prison/{}?edition=9", 404),
        ("in_prison/{}?of=parts", 404),
        ("in_prison/{}?breakdown=gender&as_of=1960-01-01", 404),
        ("announced_verified/{}?of=months", 404),
        ("zqxw/{}", 404),
    ],
)
def test_chart_that_is_not_is_refused(public, record, file, asked, status):
    response = public.get("/es/cifras/" + asked.format(file))
    assert response.status_code == status
    assert response.headers["Content-Type"].startswith("text/html") and b"zqxw" not in response.content


def test_every_chart_of_a_page_leads_to_its_files(public, record):
    for address in ("/es/cifras/in_prison/?breakdown=gender", "/es/cifras/announced_verified/", "/en/lists/"):
        html = public.get(address).content.decode()
        files = [unescape(one) for one in findall(r'href="([^"]*(?:grafico|chart)\.[a-z]{3}\?[^"]*)"', html)]
        assert len(files) == 3 * html.count('<svg class="chart')
        assert all(public.get(one).status_code == 200 for one in files)


def test_the_same_pixels_are_not_made_twice(public, record, monkeypatch):
    made = []
    draw = picture.resvg_py.svg_to_bytes
    monkeypatch.setattr(picture.resvg_py, "svg_to_bytes", lambda **options: made.append(1) or draw(**options))
    picture.pixels.forget()
    address = "/es/cifras/in_prison/grafico.png?breakdown=gender"
    assert public.get(address).content == public.get(address).content
    assert public.get(f"{address}&as_of=2024-12-01").status_code == 200
    assert len(made) == 2
    assert picture.pixels.size <= 100
