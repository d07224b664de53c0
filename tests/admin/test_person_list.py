from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import example, given
from hypothesis import strategies as st

from prisoners.models import PersonName
from publication.names import fold
from publication.selection.spelling import sound
from tests.admin.budgets import ROLE, asked_in_production
from tests.admin.conftest import make_dossier, make_person

LIST = "/admin/prisoners/person/"
QUERIES = 13  # four of them are the door's

pytestmark = pytest.mark.usefixtures("vocabulary")


def names(response) -> list[str]:
    return [person.name_display for person in response.context["cl"].result_list]


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("muñiz", "Damaris Muñiz Jutiar"),
        ("MUNIZ", "Damaris Muñiz Jutiar"),
        ("lazaro", "Lázaro Núñez Yarayó"),
        ("nunez yarayo", "Lázaro Núñez Yarayó"),
        ("YARAYÓ Núñez", "Lázaro Núñez Yarayó"),
    ],
)
def test_search_ignores_accents_and_case(administrator, term, expected):
    make_person(1, name="Lázaro Núñez Yarayó", surname_1="Núñez", surname_2="Yarayó")
    make_person(2, name="Damaris Muñiz Jutiar", surname_1="Muñiz", surname_2="Jutiar")
    assert names(administrator.get(LIST, {"q": term})) == [expected]


def test_search_finds_a_spelling_met_in_a_source(administrator):
    PersonName.objects.create(person=make_person(1), kind="variant", text="Yohandry Peres")
    assert names(administrator.get(LIST, {"q": "yohandry"})) == ["Yoandri Pérez Sabanalar"]


@pytest.mark.parametrize("term", ["yoandry peres", "JOHANDRI PEREZ", "peres yoandri", "yoandri prez", "Yoandir Pérez"])
def test_search_forgives_a_spelling(administrator, term):
    make_person(1)
    make_person(2, name="Damaris Muñiz Jutiar", surname_1="Muñiz", surname_2="Jutiar")
    assert names(administrator.get(LIST, {"q": term})) == ["Yoandri Pérez Sabanalar"]


def test_search_by_sound_with_many_hits_finds_all_of_them(administrator, monkeypatch):
    monkeypatch.setattr("prisoners.admin.person_list.FEW", 1)
    for number in range(3):
        make_person(number)
    assert len(names(administrator.get(LIST, {"q": "yohandry peres"}))) == 3


@given(st.text("abcdeghijlmnñoqstuvxyzü", min_size=1, max_size=12))
@example("johandry").via("the rules of domain reference 5.3")
@example("guillermo")
@example("ulloa")
@example("hidalgos")
@pytest.mark.django_db
def test_the_newsroom_hears_names_as_the_public_search_does(word):
    with connection.cursor() as cursor:
        cursor.execute("SELECT sound_name(%s)", [word])
        assert cursor.fetchone()[0] == sound(fold(word))


def test_search_with_many_hits_finds_all_of_them(administrator, monkeypatch):
    monkeypatch.setattr("prisoners.admin.person_list.FEW", 1)
    for number in range(3):
        make_person(number)
    PersonName.objects.create(person=make_person(3, name="Kevin Soto Ateyal"), kind="alias", text="Yoandri")
    assert len(names(administrator.get(LIST, {"q": "yoandri"}))) == 4


def test_search_without_a_hit_is_empty(administrator):
    make_person(1)
    assert names(administrator.get(LIST, {"q": "nadie 100%_"})) == []


def test_list_takes_the_same_queries_for_10_and_100_persons(administrator, django_assert_num_queries):
    shown = [
        {},
        {"q": "perez"},
        {"province": "CU-03"},
        {"custody": "serving_outside"},
        {"workflow_state__exact": "draft"},
    ]
    for number in range(10):
        make_dossier(number)
    administrator.get(LIST)
    few = [queries_of(administrator, query, expected=10) for query in shown]
    for number in range(10, 100):
        make_dossier(number)
    many = []
    for query, before in zip(shown, few, strict=True):
        with django_assert_num_queries(len(before) + ROLE):
            many.append(queries_of(administrator, query, expected=50))
    assert max(len(each) for each in many) <= QUERIES
    statements = [sql for each in many for sql in each]
    assert not [sql for sql in statements if "DISTINCT" in sql]
    assert all("LIMIT" in sql for sql in statements if "COUNT(*)" in sql)


def queries_of(client, query: dict[str, str], *, expected: int) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert len(names(client.get(LIST, query))) == expected
    return asked_in_production(captured)


def test_columns_show_lists_and_figure(administrator):
    make_dossier(1)
    page = administrator.get(LIST).content.decode()
    assert "libertad condicional" in page
    assert '<td class="field-list_count">2</td>' in page


def test_filter_by_where_now(administrator):
    make_dossier(1)
    assert len(names(administrator.get(LIST, {"custody": "serving_outside"}))) == 1
    assert names(administrator.get(LIST, {"custody": "in_custody"})) == []


@pytest.mark.parametrize("lookup", ["private__medical", "family_contacts__phone__startswith", "birth_date"])
def test_an_address_is_no_way_to_guess_at_private_columns(administrator, lookup):
    make_dossier(1)
    assert administrator.get(LIST, {lookup: "yes"}).status_code in (302, 400)


def test_export_holds_no_private_column_and_no_formula(administrator):
    make_dossier(1)
    make_person(2, name="=cmd() Pérez Jutiar")
    answer = administrator.post(reverse("admin:prisoners_person_export"), {"format": "0", "resource": "0"})
    text = answer.content.decode("utf-8-sig")
    assert "'=cmd()" in text
    assert "nota reservada" not in text and "birth" not in text
