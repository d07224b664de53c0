"""By which names a person is found: those that the page tells, and no other; and whom a list proposes instead."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publication.names import words
from publication.selection import Selection, forget
from tests.publication import records

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _forget():
    forget()
    yield
    forget()


@pytest.fixture
def edition():
    """Somebody with another public name, somebody with a name that no page tells, a pseudonym, somebody withheld."""
    edition = records.edition(1)
    records.prisoner(
        edition,
        "Maikel Rivero Yarayó",
        search_words=words("Maikel Rivero Yarayó Cocuyo"),
        document=records.document(other_names=["Maikel Cocuyo"]),
        province="CU-03",
    )
    records.prisoner(
        edition,
        "Yanet Leyva Yarayó",
        search_words=words("Yanet Leyva Yarayó Norberto"),
        province="CU-03",
        gender="woman",
    )
    records.prisoner(
        edition,
        "Adolescente 01",
        name_sort="adolescente 01",
        slug="adolescente-01",
        province="CU-03",
        municipality="CU-03-playa",
        minor_at_detention="yes",
    )
    records.prisoner(edition, "", is_withheld=True, province="CU-03")
    records.prisoner(edition, "Luis Gómez Jutiar")
    return edition


def found(**asked):
    return [row.name_display for row in Selection(asked).page().rows]


def test_other_public_name_finds_its_person_and_is_told(edition):
    selection = Selection({"q": "cocuyo"})
    page = selection.page()

    assert [row.name_display for row in page.rows] == ["Maikel Rivero Yarayó"]
    assert [other.name for other in page.matched[0].others] == ["Maikel Cocuyo"]


def test_nobody_is_found_by_a_name_that_no_page_tells(edition):
    """Whatever the column of words holds: that of an older edition may hold the name in somebody's papers."""
    assert found(q="norberto") == []
    assert found(q="norberto leyva yarayo") == found(q="leyva yarayo norberto") == ["Yanet Leyva Yarayó"]
    assert Selection({"q": "norberto"}).suggested() == []


def test_a_page_in_short_says_the_same_of_each_person(edition):
    selection = Selection({"q": "yarayo"})
    assert selection.page().matched == selection.shown().matched
    assert Selection({}).page().matched == [None] * 4


def test_pseudonyms_are_a_row_of_their_own_by_place(edition):
    facets = {one.code: one.count for one in Selection({}).facets["province"]}

    assert facets == {"CU-03": 2, "unknown": 1, "not_told": 1}
    assert found(province="not_told") == found(municipality="not_told") == ["Adolescente 01"]
    assert found(province="unknown") == ["Luis Gómez Jutiar"]
    assert "Adolescente 01" not in found(province="CU-03") + found(municipality="unknown")
    assert "CU-03-playa" not in Selection({}).index.codes["municipality"]


def test_near_names_are_proposed_among_those_whom_the_other_filters_choose(edition):
    assert found(q="leyvalora yarallosa") == []
    assert Selection({"q": "leyvalora yarallosa"}).suggested() == ["Yanet Leyva Yarayó", "Maikel Rivero Yarayó"]
    assert Selection({"q": "leyvalora yarallosa", "gender": "man"}).suggested() == ["Maikel Rivero Yarayó"]
    assert Selection({"q": "leyvalora yarallosa", "province": "unknown"}).suggested() == []
    assert Selection({"q": "leyvalora yarallosa", "province": "unknown"}).suggested(everywhere=True)
    assert Selection({"q": "qqqq"}).suggested() == Selection({}).suggested() == []


def test_at_most_five_are_proposed_each_once(edition):
    for number in range(9):
        records.prisoner(edition, f"Yusniel Leyvaloro Juncal{number // 2}ero")
    forget()
    proposed = Selection({"q": "leyvaloroso"}).suggested()
    assert len(proposed) == len(set(proposed)) == 5


def test_nobody_under_a_pseudonym_is_proposed(edition):
    assert found(q="adolescente") == ["Adolescente 01"]
    assert Selection({"q": "adolecentito 01"}).suggested() == []


TYPED = st.one_of(
    st.sampled_from(["reservado", "reservado manjuari", "nombre", "n r", "manjuari"]),
    st.text(max_size=30),
    st.lists(st.sampled_from(["nombre", "reservado", "manjuari", "y", "la", "leyva", "resevado"])).map(" ".join),
)


@given(TYPED)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_finds_or_proposes_somebody_withheld(edition, text):
    named = {"Maikel Rivero Yarayó", "Yanet Leyva Yarayó", "Adolescente 01", "Luis Gómez Jutiar"}
    if "\x00" in text or not text.strip():
        return
    selection = Selection({"q": text})
    assert {row.name_display for row in selection.shown().rows} <= named
    assert set(selection.suggested(everywhere=True)) <= named - {"Adolescente 01"}
    assert selection.total <= len(named)
