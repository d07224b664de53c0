"""Releases, the announcement, and their costs."""

from datetime import date, timedelta

import pytest

from tests.publication import records


def test_list_names_the_figure_and_the_day(public, record):
    html = public.get("/en/releases/").content.decode()
    assert "Yoandri Pérez Sabanalar" in html and "conditional release, on 16 January 2025" in html


def test_list_takes_a_known_number_of_queries(public, record, django_assert_num_queries):
    public.get("/es/excarcelaciones/")
    with django_assert_num_queries(7):  # edition, rows, two counts, announcements; the role, taken and given back
        public.get("/es/excarcelaciones/")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("release_type=conditional_release", True),
        ("release_type=sentence_completed", False),
        ("announcement=anuncio-553", True),
        ("left_after=2025-01-17", False),
        ("left_after=2025-01-16", True),
        ("left_before=2025-01-15", False),
    ],
)
def test_filters_choose(public, record, query, found):
    assert ("Yoandri" in public.get(f"/es/excarcelaciones/?{query}").content.decode()) is found


@pytest.mark.parametrize(
    "query", ["release_type=nada", "announcement=nada", "left_after=ayer", "cursor=z", "cursor=a99999999", "otra=1"]
)
def test_wrong_values_are_refused(public, record, query):
    assert public.get(f"/es/excarcelaciones/?{query}").status_code == 400


def test_pages_forth_and_back_show_everybody_once(public, record):
    for number in range(120):
        person = records.prisoner(record.edition, f"Luis Díaz Jutiar{number:03}")
        left = None if number % 10 == 0 else date(2025, 1, 15) + timedelta(number % 7)
        records.release(person, left_on=left)
    seen, html, back = [], public.get("/es/excarcelaciones/").content.decode(), []
    while True:
        names = html.split('class="rows people"')[1].count("<li>")
        seen.append(names)
        if 'rel="next"' not in html:
            break
        html = public.get(html.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")).content.decode()
    while 'rel="prev"' in html:
        html = public.get(html.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")).content.decode()
        back.append(html.split('class="rows people"')[1].count("<li>"))
    assert sum(seen) == 121
    assert sum(back) == 121 - seen[-1]


def test_announcement_tells_announced_verified_and_not_identified(public, record):
    html = public.get("/es/anuncios/anuncio-553/").content.decode()
    assert "553 anunciadas, 1 verificadas" in html
    assert "552 no identificadas" in html
    assert "Yoandri Pérez Sabanalar" in html


def test_unknown_announcement_is_not_found(public, record):
    assert public.get("/es/anuncios/nada/").status_code == 404
