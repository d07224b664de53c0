"""The list as a reader searches it: why somebody was found, what is proposed where nobody is, filters and orders."""

import re
from copy import copy
from types import ModuleType

import pytest
from django.test import override_settings
from django.urls import URLResolver
from django.utils.translation import override

from config.urls import urlpatterns
from tests.publication import records
from website import links


@pytest.fixture
def several(record):
    """Somebody with another public name, and somebody under a pseudonym, beside those of the record."""
    records.prisoner(
        record.edition,
        "Maikel Rivero Jutiar",
        province="CU-03",
        search_words=["castillo", "jutiar", "maikel", "cocuyo"],
        document=records.document(other_names=["Maikel Cocuyo"]),
    )
    records.prisoner(
        record.edition,
        "Adolescente 01",
        slug="adolescente-01",
        name_sort="adolescente 01",
        minor_at_detention="yes",
        province="CU-03",
    )
    return record


def html_of(public, address):
    return public.get(address).content.decode()


def test_what_was_met_is_marked_and_said(public, several):
    exact = html_of(public, "/en/people/?q=yoandri+perez")
    alike = html_of(public, "/en/people/?q=yohandry+peres")
    near = html_of(public, "/en/people/?q=sabnalar")

    assert "<mark>Yoandri</mark> <mark>Pérez</mark> Sabanalar</a>" in exact
    assert "spelt" not in exact
    assert "<mark>Yoandri</mark> <mark>Pérez</mark> Sabanalar</a>" in alike
    assert "spelt alike: Yoandri, Pérez" in alike
    assert "Yoandri Pérez <mark>Sabanalar</mark></a>" in near
    assert "spelt nearly so: Sabanalar" in near


def test_other_name_that_was_met_is_told(public, several):
    html = html_of(public, "/en/people/?q=cocuyo")
    assert "Maikel Rivero Jutiar</a>" in html
    assert "Also known as Maikel <mark>Cocuyo</mark>" in html


def test_names_are_not_marked_where_none_was_asked_for(public, several):
    assert "<mark>" not in html_of(public, "/en/people/?gender=woman")


def test_text_typed_is_never_markup(public, several):
    html = html_of(public, "/en/people/?q=%3Cmark%3Eyoandri%3C%2Fmark%3E")
    assert "<mark>yoandri" not in html and "&lt;mark&gt;yoandri" in html


def test_nobody_found_proposes_names_that_keep_the_filters(public, several):
    html = html_of(public, "/en/people/?q=leyvalora&province=CU-03&sort=name")
    assert "Nobody on record fits" in html and "Did you mean …?" in html
    proposed = re.findall(r'<li><a href="(/en/people/\?[^"]+)">([^<]+)</a></li>', html)
    assert proposed == [("/en/people/?q=Yanet%20Leyva%20Yaray%C3%B3&amp;province=CU-03", "Yanet Leyva Yarayó")]
    assert "1 person" in html_of(public, proposed[0][0].replace("&amp;", "&"))


def test_nobody_found_says_which_filter_leaves_whom_out(public, several):
    html = html_of(public, "/en/people/?q=leyva&province=unknown&detained_after=2021-07-01")
    assert '<a href="/en/people/?q=leyva&amp;detained_after=2021-07-01">without Province: unknown</a>: 1 person' in html
    assert "without “leyva”" not in html and "without Detained from" not in html


def test_names_beyond_the_filters_are_proposed_without_them(public, several):
    html = html_of(public, "/en/people/?q=leyvalora&province=unknown")
    assert "without the other filters?" in html
    assert '<a href="/en/people/?q=Yanet%20Leyva%20Yaray%C3%B3">Yanet Leyva Yarayó</a>' in html


def test_pseudonyms_are_a_row_of_their_own(public, several):
    html = html_of(public, "/es/personas/?province=not_told")
    assert "Adolescente 01" in html and "1 persona" in html
    assert "Provincia: no se dice (sin nombre público)" in html
    assert "Adolescente" not in html_of(public, "/es/personas/?province=unknown")


def test_several_codes_of_a_filter_are_ticked_and_taken_away_one_by_one(public, several):
    html = html_of(public, "/en/people/?province=CU-03&province=not_told&gender=man")
    boxes = re.findall(r'<input type="checkbox" name="(\w+)" value="([\w-]+)" checked>', html)
    assert boxes == [("province", "CU-03"), ("province", "not_told"), ("gender", "man")]
    assert 'href="/en/people/?province=not_told&amp;gender=man"' in html
    assert 'href="/en/people/?province=CU-03&amp;province=not_told"' in html
    assert '<a class="all" href="/en/people/">' in html


def test_codes_that_nobody_has_are_not_offered(public, several):
    records.term(several.edition, "province", "CU-99", "Nowhere", "Nowhere")
    html = html_of(public, "/en/people/")
    assert 'value="CU-03"' in html and "CU-99" not in html


def test_orders_are_links_that_keep_the_question(public, several):
    html = html_of(public, "/en/people/?q=yarayo&gender=woman&sort=detained_newest")
    assert '<strong aria-current="true">last detained first</strong>' in html
    assert 'href="/en/people/?q=yarayo&amp;gender=woman" rel="nofollow">best match first' in html
    assert 'href="/en/people/?q=yarayo&amp;gender=woman&amp;sort=name"' in html
    assert '<input type="hidden" name="sort" value="detained_newest">' in html
    assert "best match first" not in html_of(public, "/en/people/?sort=relevance")


def test_days_are_hinted_at_and_refused_by_name(public, several):
    html = html_of(public, "/en/people/")
    assert html.count('aria-describedby="days"') == 2 and 'id="days"' in html
    response = public.get("/en/people/?detained_after=2022-02-02&detained_before=2022-02-01")
    assert response.status_code == 400
    page = response.content.decode()
    assert '<a href="#detained_before">' in page and "This day is before that of" in page


@pytest.mark.parametrize("address", ["?q=leyva", "?q=leyvalora", "?province=CU-03&sort=detained_oldest", "?q=cocuyo"])
def test_a_search_takes_as_many_queries_as_the_list(public, several, django_assert_num_queries, address):
    public.get(f"/en/people/{address}")
    with django_assert_num_queries(3):
        public.get(f"/en/people/{address}")


def without(patterns, name):
    """The same addresses but one of that name."""
    kept = []
    for one in patterns:
        if isinstance(one, URLResolver) and one.app_name is None:
            inner = without(one.url_patterns, name)
            one = copy(one)
            vars(one)["url_patterns"] = inner
        if getattr(one, "name", None) != name:
            kept.append(one)
    return kept


site = ModuleType("site_without_a_form")
site.urlpatterns = without(urlpatterns, "report")


def test_the_form_is_linked_where_there_is_one(public, several):
    """The links to report wait for the form, which another room has."""
    record, nobody = f"/en/people/{several.outside.slug}/", "/en/people/?q=qqqq"
    with override("en"):
        there = links.reverse("report")
    asked = f'<form class="asks" method="post" action="{there}">'
    assert f'{asked}<button name="kind" value="new">' in html_of(public, nobody)
    for one, kinds in ((several.outside, ("return", "error", "removal")), (several.inside, ("release",))):
        html = html_of(public, f"/en/people/{one.slug}/")
        assert f'{asked}<input type="hidden" name="about" value="{one.public_id}">' in html
        assert all(f'<button name="kind" value="{kind}">' in html for kind in kinds)
    links._address.cache_clear()
    links._address_if_there.cache_clear()
    with override_settings(ROOT_URLCONF=site):
        assert 'name="kind"' not in html_of(public, record) + html_of(public, nobody)
    links._address.cache_clear()
    links._address_if_there.cache_clear()
