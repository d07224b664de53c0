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
    ("in_prison/{}?of=flow", "2024-12-31"),
    ("still_outside/{}?of=days&announcement=anuncio-553", "30"),
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
    assert code in [next(row[key] for key in ("code", "to", "days", "as_of") if key in row) for row in found]
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


def test_flow_and_days_say_how_they_are_to_be_read(public, record):
    drawn = unescape(public.get("/es/cifras/in_prison/grafico.svg?of=flow").content.decode())
    assert "Mes a mes" in drawn and "Cada fila cierra" in drawn and "edición 1" in drawn
    drawn = written(public.get("/en/figures/still_outside/chart.svg?of=days").content.decode())
    assert "Kaplan and Meier" in drawn and "fewer than 20 were followed" in drawn and "Source: #TODOS" in drawn


def test_unchanged_picture_is_not_drawn_again(public, record):
    address = "/es/cifras/in_prison/grafico.png?breakdown=gender&edition=1"
    first = public.get(address)
    assert first.headers["Cache-Control"] == "public, max-age=300"
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
        ("in_prison/{}?of=days", 404),
        ("still_outside/{}?of=flow", 404),
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
    figures = ("in_prison/?breakdown=gender", "announced_verified/", "still_outside/")
    for address in (*(f"/es/cifras/{one}" for one in figures), "/en/lists/"):
        html = public.get(address).content.decode()
        files = [unescape(one) for one in findall(r'href="([^"]*(?:grafico|chart)\.[a-z]{3}\?[^"]*)"', html)]
        assert len(files) == 3 * html.count('<svg class="chart')
        assert all(public.get(one).status_code == 200 for one in files)


WALK = "from=listed&to=behind_bars&list=pd-demo"
BESIDE = [
    ("/es/cifras/por-que-difieren/grafico.{}?" + WALK, "/en/figures/why-they-differ/chart.{}?" + WALK),
    ("/es/anuncios/anuncio-553/brecha.{}", "/en/announcements/anuncio-553/gap.{}"),
]
"""Drawings that belong to no single figure, by address in both languages."""


def written(drawn):
    """All that can be read in a picture, its lines joined."""
    return unescape(" ".join(findall(r">([^<]+)</text>", drawn)))


def with_parameters(address, parameters):
    return address + ("&" if "?" in address else "?") + parameters


@pytest.mark.parametrize("addresses", BESIDE)
@pytest.mark.parametrize("language", [0, 1])
@pytest.mark.parametrize("ending", ["svg", "png", "csv"])
def test_drawing_of_no_single_figure_is_a_file_too(public, record, addresses, language, ending):
    response = public.get(addresses[language].format(ending))
    kinds = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8"}
    assert (response.status_code, response.headers["Content-Type"]) == (200, kinds[ending])
    assert f'-{AS_OF}-1.{ending}"' in response.headers["Content-Disposition"]
    starts = {"svg": b"<svg xmlns", "png": b"\x89PNG", "csv": b"\xef\xbb\xbf"}
    assert response.content.startswith(starts[ending])


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (
            BESIDE[0][0],
            ("Por qué difieren las cifras", "Hasta: En prisión, de la lista de Registro Ceiba (demo)", "3", "−1", "2")
            + ("Al 31 de enero de 2025", "edición 1", "Datos inventados", "Fuente: #TODOS", "por-que-difieren/"),
        ),
        (
            BESIDE[0][1],
            ("Why the figures differ", "As of 31 January 2025", "edition 1", "Source: #TODOS", "/en/figures/why-they"),
        ),
        (
            BESIDE[1][0],
            ("Anunciadas, verificadas y conocidas", "553 anunciadas", "Al 31 de enero de 2025", "edición 1")
            + ("Datos inventados", "Fuente: #TODOS", "1 verificada,", "anuncios/anuncio-553/"),
        ),
        (
            BESIDE[1][1],
            ("Announced, verified and known", "553 announced", "As of 31 January 2025", "edition 1")
            + ("Source: #TODOS", "/en/announcements/anuncio-553/"),
        ),
    ],
)
def test_picture_of_it_says_what_day_edition_source_and_address(public, record, address, said):
    pinned = with_parameters(address.format("svg"), "as_of=2025-01-31&edition=1")
    drawn = written(public.get(pinned).content.decode())
    assert [part for part in said if part not in drawn] == []
    assert "as_of=2025-01-31&" in drawn and "edition=1" in drawn.replace(" ", "")
    assert "→" not in drawn  # which the font of the pixels has not


def test_table_of_the_walk_leads_from_one_total_to_the_other(public, record):
    found = rows(public.get(BESIDE[0][0].format("csv")))
    assert [(row["code"], row["sign"], row["count"], row["reached"]) for row in found] == [
        ("from", "", "3", "3"), ("out_serving_outside", "-1", "1", "2"), ("to", "", "2", "2"),
    ]  # fmt: skip
    assert found[1]["label"] == "Cumpliendo fuera de prisión"
    assert {(row["from"], row["to"], row["as_of"], row["demo"]) for row in found} == {
        ("listed", "behind_bars", str(AS_OF), "yes")
    }
    earlier = rows(public.get(with_parameters(BESIDE[0][0].format("csv"), "as_of=2024-10-31")))
    assert [row["count"] for row in earlier] == ["3", "3"]


@pytest.mark.parametrize("ending", ["svg", "png"])
@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("cifras/por-que-difieren/grafico.{}?from=zqxw&to=listed", 400),
        ("cifras/por-que-difieren/grafico.{}?of=zqxw", 400),
        ("cifras/por-que-difieren/grafico.{}?edition=9", 404),
        ("anuncios/zqxw/brecha.{}", 404),
        ("anuncios/anuncio-553/brecha.{}?of=zqxw", 400),
        ("anuncios/anuncio-553/brecha.{}?as_of=2025-01-13", 404),
        ("anuncios/anuncio-553/brecha.{}?edition=1&known_at=2025-04-02", 400),
    ],
)
def test_drawing_that_is_not_is_refused(public, record, ending, asked, status):
    response = public.get("/es/" + asked.format(ending))
    assert response.status_code == status
    assert response.headers["Content-Type"].startswith("text/html") and b"zqxw" not in response.content


@pytest.mark.parametrize("addresses", BESIDE)
def test_unchanged_drawing_is_not_made_again(public, record, addresses):
    address = with_parameters(addresses[0].format("svg"), "edition=1")
    first = public.get(address)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert public.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "page",
    [
        f"/es/cifras/por-que-difieren/?{WALK}&as_of=2025-02-10&edition=1",
        "/en/announcements/anuncio-553/?as_of=2025-02-10&edition=1",
        "/es/anuncios/anuncio-553/informe/?as_of=2025-02-10&edition=1",
    ],
)
def test_page_leads_to_the_files_of_its_drawing_and_cites_it(public, record, page):
    html = unescape(public.get(page).content.decode())
    files = findall(r'href="([^"]*(?:grafico|chart|brecha|gap)\.(?:svg|png|csv)[^"]*)"', html)
    assert {one.partition("?")[0].rpartition(".")[2] for one in files} == {"svg", "png", "csv"}
    assert all("as_of=2025-02-10" in one and "edition=1" in one for one in files)
    assert all(public.get(one).status_code == 200 for one in files)
    drawn = public.get(next(one for one in files if ".svg" in one)).content.decode()
    cited = findall(r'<p class="cite">([^<]+)</p>', html)[0]
    assert cited.replace(" ", "") in written(drawn).replace(" ", "")


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


def test_a_drawing_that_there_is_not_says_why_and_which_there_are(public, record):
    answer = public.get("/es/cifras/announced_verified/grafico.svg?announcement=anuncio-553")
    assert answer.status_code == 404
    assert "Con of=breakdown no hay nada que dibujar de esta cifra ese día; hay: of=parts" in answer.content.decode()
