import re
from html import unescape

import pytest
from django.test import Client

from reports import answers
from tests.reports.test_estimated import ASKED, EACH, write_record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_is_kept():
    answers.forget()
    yield
    answers.forget()


@pytest.fixture
def read():
    client = Client()

    def get(path):
        response = client.get(path, ASKED)
        assert response.status_code == 200
        return response.content.decode()

    return get


def test_a_range_is_shown_beside_the_count(read):
    write_record()

    page = read("/en/figures/estimated_total/")

    assert f">{7 * EACH}<" in page
    assert "Estimate: probably" in page
    assert "tends to give too low a figure" in page
    assert "What each family of models says" in page
    assert "/en/methodology/#estimate" in page


def test_why_there_is_none_is_said_with_the_names_of_the_lists(read):
    write_record(each=2, kind="arrests")

    page = read("/es/cifras/estimated_total/")

    assert "Sin estimación" in page
    assert "La lista Registro lista-a no habla de la misma población" in page
    assert "Qué dice cada familia" not in page


def test_the_method_is_explained_in_both_languages():
    for path, words in (
        ("/es/metodologia/", "Cuántas personas faltan"),
        ("/en/methodology/", "How many people the lists"),
    ):
        write_record(each=1) if path.startswith("/es") else None
        assert words in Client().get(path).content.decode()


def test_the_table_of_the_lists_comes_first_among_the_files(read):
    write_record()

    page = unescape(read("/en/figures/estimated_total/"))
    files = re.findall(r'href="([^"]+)">([^<]+\((?:CSV|JSON)\))<', page)

    assert [text for _address, text in files][:2] == [
        "how many persons on each combination of the lists (CSV)",
        "the persons counted, one by one (CSV)",
    ]
    table = Client().get(files[0][0]).content.decode().split()
    assert table[0] == "\ufefflista-a,lista-b,lista-c,count" and f"1,1,1,{EACH}" in table


def test_the_form_offers_the_lists_that_can_be_estimated_from(read):
    write_record()

    form = read("/en/figures/estimated_total/").partition('id="ask"')[2]

    assert re.findall(r'name="lists" value="([^"]+)"( checked)?', form) == [
        ("lista-a", " checked"), ("lista-b", " checked"), ("lista-c", " checked"),
    ]  # fmt: skip
    ticked = Client().get(
        "/en/figures/estimated_total/?" + "&".join(f"lists={code}" for code in ASKED["lists"].split(","))
    )
    assert f">{7 * EACH}<" in ticked.content.decode()
