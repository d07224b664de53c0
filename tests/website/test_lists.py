"""The lists side by side: one page, its form without a script, its numbers and where they lead."""

import re
from datetime import date
from html import unescape

import pytest

from tests.publication import records
from website.labels import labels_of


@pytest.fixture
def third(record):
    """Arrested and listed after the first snapshot, by the other organisation too."""
    day = date(2024, 11, 10)
    records.term(record.edition, "province", "CU-13")
    person = records.prisoner(
        record.edition, "Eva Gómez Guaso", province="CU-13", detained_earliest=day, detained_latest=day
    )
    records.listing(person, "pd-demo", date(2024, 11, 30))
    records.listing(person, "j11j-demo", date(2024, 12, 31))
    return person


def shown(public, address):
    response = public.get(address)
    assert response.status_code == 200, address
    return unescape(response.content.decode())


def leads(html):
    """Numbers that are links to persons: the address by the number shown, in order."""
    return [(number, link) for link, number in re.findall(r'href="([^"]+/quienes/[^"]*)">([\d.]+)</a>', html)]


def test_every_number_leads_to_as_many_persons(public, record, third):
    found = leads(shown(public, "/es/listas/"))

    assert {"1", "3", "4"} <= {number for number, _ in found}
    for number, address in found:
        people = shown(public, address)
        assert f"{number} persona" in people, address
        assert "Reservado" not in people


def test_page_says_who_is_on_one_on_all_and_how_long_it_takes(public, record, third):
    html = shown(public, "/es/listas/")

    assert "Entre todas estas listas: 4 personas. En todas a la vez: 1. En una sola: 3." in html
    assert "20 días" in html
    assert "31 de octubre de 2024" in html


def test_form_repeats_the_lists_and_restricts_to_a_place(public, record, third):
    html = shown(public, "/es/listas/?lists=pd-demo&lists=j11j-demo&province=CU-13&context=&as_of=2025-03-31")

    assert "Entre todas estas listas: 1 persona." in html
    assert re.search(r'value="CU-13" selected', html)
    assert html.count(" checked") == 2
    assert "Todas las provincias y contextos" in html
    assert all("province=CU-13" in address for _, address in leads(html))


def test_pinned_day_and_edition_stay_in_every_link(public, record, third):
    html = shown(public, "/es/listas/?edition=1&as_of=2024-10-31")

    assert leads(html)
    assert all("edition=1" in address and "as_of=2024-10-31" in address for _, address in leads(html))
    assert 'name="edition" value="1"' in html
    assert re.search(r'class="cite">[^<]+as_of=2024-10-31&edition=1<', html)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("lists=nadie", "lists"),
        ("lists=" + ",".join("abcdefg"), "lists"),
        ("&".join(f"lists=l{n}" for n in range(500)), "lists"),
        ("lists=pd-demo&lists=pd-demo", "lists"),
        ("province=Narnia", "province"),
        ("province=CU-03&province=CU-13", "province"),
        ("context=j11", "context"),
        ("as_of=ayer", "as_of"),
        ("list=pd-demo", "list"),
        ("breakdown=pairs", "breakdown"),
    ],
)
def test_question_that_makes_no_sense_is_refused_by_name(public, record, query, name):
    response = public.get(f"/es/listas/?{query}")

    assert response.status_code == 400
    assert name in response.content.decode()


def test_file_of_patterns_can_be_fed_to_an_estimate(public, record, third):
    response = public.get("/es/listas/todos.csv?lists=pd-demo,j11j-demo")

    assert response.headers["Content-Disposition"] == 'attachment; filename="overlap-inclusion-2025-03-31-1.csv"'
    assert response.content.decode().split() == ["\ufeffpd-demo,j11j-demo,count", "1,1,1", "1,0,3", "0,1,0"]


def test_file_of_pairs_has_the_shares(public, record, third):
    text = public.get("/en/lists/todos.csv?lists=pd-demo,j11j-demo&breakdown=pairs").content.decode()

    assert "pd-demo+j11j-demo,Registro Ceiba (demo) + Registro Framboyán (demo),1,100.0,1,,no" in text
    assert public.get("/en/lists/todos.csv?breakdown=colour").status_code == 400


def test_edition_without_lists_has_nothing_to_compare(public, db):
    records.edition(1)

    assert "This edition has nothing" in shown(public, "/en/lists/")
    assert public.get("/en/lists/todos.csv").status_code == 404


def test_page_takes_few_queries_and_fewer_again(public, record, third, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        public.get("/es/listas/")
    with django_assert_max_num_queries(13):  # each answer asks for its edition; candidates and first snapshots
        public.get("/es/listas/")


def test_who_is_on_the_consolidated_list_alone_is_explained(public, record, third):
    told = "Quien aquí aparece solo en ella figura en una lista que no se ha elegido"

    assert told in shown(public, "/es/listas/?lists=pd-demo&lists=consolidated")
    assert told in shown(public, "/es/cifras/overlap/?lists=pd-demo,consolidated")
    assert told not in shown(public, "/es/listas/?lists=pd-demo")


def test_a_code_that_there_is_not_is_answered_with_those_that_there_are(public, record, third):
    for address, codes in (
        ("/es/cifras/overlap/?lists=nadie", ("consolidated", "j11j-demo", "pd-demo")),
        ("/es/cifras/listed/?list=nadie", ("consolidated", "j11j-demo", "pd-demo")),
        ("/es/cifras/announced_verified/?announcement=nadie", ("anuncio-553",)),
        ("/es/listas/?province=nadie", ("CU-03", "CU-13")),
        ("/es/personas/?list=nadie", ("pd-demo",)),
        ("/es/excarcelaciones/?announcement=nadie", ("anuncio-553",)),
    ):
        response = public.get(address)
        page = response.content.decode()
        assert response.status_code == 400 and "nadie" not in re.sub("<[^>]+>", " ", page), address
        offered = ("<code>{}</code>", 'value="{}"')  # in words where the page has no form, else in its choices
        assert all(any(one.format(code) in page for one in offered) for code in codes), address
        assert address.partition("?")[0] in page


def test_a_list_on_a_day_of_its_own_stays_chosen_in_the_form(public, record, third):
    html = shown(public, "/en/figures/overlap/?lists=pd-demo@2024-10-31,pd-demo")

    assert re.findall(r'name="lists" value="([^"]+)"( checked)?', html) == [
        ("pd-demo@2024-10-31", " checked"), ("pd-demo", " checked"), ("j11j-demo", ""), ("consolidated", ""),
    ]  # fmt: skip
    assert "(31 October 2024)" in html


def test_a_list_as_source_bears_its_name_in_the_readers_language(record):
    named = labels_of(record.edition).of_source
    source = {"kind": "list", "organisation": "pd-demo", "label": "Lista Ceiba", "as_of": "2024-10-31", "url": ""}

    assert named(source, "en") == "Registro Ceiba (demo): Ceiba list"
    assert named(source, "es") == "Registro Ceiba (demo): Lista Ceiba"
    assert named({**source, "label": "Otra"}, "en") == "Otra"
    assert named({**source, "kind": "press"}, "en") == "Lista Ceiba"
