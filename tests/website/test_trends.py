"""A figure's own table, on its page and as CSV, and the page of drawings."""

import csv
import io

import pytest

from tests.publication import records


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "/es/cifras/in_prison/",
            ("Mes a mes", "al principio", "31 de marzo de 2025", "− cumpliendo fuera de prisión"),
        ),
        ("/en/figures/in_prison/", ("Month by month", "at the start", "31 March 2025", "− serving outside prison")),
    ],
)
def test_a_table_stands_on_the_page_of_its_figure(public, record, address, words):
    html = public.get(address).content.decode()
    for text in words:
        assert text in html


def test_a_table_is_a_file_too(public, record):
    answer = public.get("/es/cifras/in_prison/tabla.csv")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))
    (january,) = [row for row in rows if row["to"] == "2025-01-31"]
    assert (january["start"], january["entered"], january["left_serving_outside"], january["end"]) == (
        "3",
        "0",
        "1",
        "2",
    )
    assert (january["figure"], january["edition"]) == ("in_prison", "1")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="in_prison-months-2025-03-31-1.csv"'


@pytest.mark.parametrize("address", ["custody/tabla.csv", "nada/tabla.csv", "still_outside/table.csv"])
def test_what_has_no_table_is_not_found(public, record, address):
    assert public.get(f"/es/cifras/{address}").status_code == 404


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (
            "/es/cifras/tendencias/",
            ("Tendencias", "Siguen fuera pasados unos días", "enero de 2025", "En cuántos días: 30"),
        ),
        (
            "/en/figures/trends/",
            ("Trends", "Still outside after some days", "January 2025", "Within how many days: 30"),
        ),
    ],
)
def test_trends_are_drawn_and_lead_to_their_figures(public, record, address, words):
    html = public.get(address).content.decode()
    for text in words:
        assert text in html
    assert html.count("<svg") >= 5


@pytest.mark.parametrize("address", ["/es/cifras/tendencias/", "/en/figures/trends/", "/es/cifras/"])
def test_an_edition_that_knows_nothing_has_these_pages_too(public, db, address):
    records.edition(1)
    assert public.get(address).status_code == 200
