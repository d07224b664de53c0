"""Releases, the announcement, and their costs."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from tests.publication import records


def test_list_names_the_figure_and_the_day(public, record):
    html = public.get("/en/releases/").content.decode()
    assert "Yoandri Pérez Sabanalar" in html and "conditional release, on 16 January 2025" in html


def test_list_takes_a_known_number_of_queries(public, record, django_assert_num_queries):
    public.get("/es/excarcelaciones/")
    with django_assert_num_queries(6):  # edition, rows, counts, announcements; the role, taken and given back
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


def outcomes_of(public, query=""):
    """What the page says of all that it shows, above the form."""
    html = public.get(f"/es/excarcelaciones/{query}").content.decode()
    said = html.split('<p class="lead">')[1].split("<h2")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", said)).split())


def test_what_is_said_of_all_of_them_is_counted_in_what_is_shown(public, record):
    for number, (figure, state) in enumerate([("sentence_completed", "free")] * 3 + [("death_in_custody", "deceased")]):
        person = records.prisoner(record.edition, f"Luis Díaz Jutiar{number:03}")
        records.release(person, figure, left_on=date(2025, 2, 1), state_after=state, is_withheld=number == 0)
    outside = records.prisoner(record.edition, "Luis Díaz Jutiarito")
    records.release(outside, left_on=date(2025, 2, 2), was_already_outside=True)

    said = outcomes_of(public)
    assert "Constan: 5 excarcelaciones y 1 muerte bajo custodia." in said
    assert "3 libres 2 serving outside Con 1" in said
    assert "Con 1 de ellas nadie salió de prisión" in said
    only_free = outcomes_of(public, "?release_type=sentence_completed")
    assert "Constan: 3 excarcelaciones." in only_free and "3 libres" in only_free
    assert "serving" not in only_free and "nadie salió" not in only_free and "mayoría" not in said + only_free
    assert "Constan: 0 excarcelaciones." in (nobody := outcomes_of(public, "?left_after=2030-01-01"))
    assert "figura" not in nobody


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
        names = html.split('class="rows people"')[1].split("<footer")[0].count("<li>")
        seen.append(names)
        if 'rel="next"' not in html:
            break
        html = public.get(html.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")).content.decode()
    while 'rel="prev"' in html:
        html = public.get(html.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")).content.decode()
        back.append(html.split('class="rows people"')[1].split("<footer")[0].count("<li>"))
    assert sum(seen) == 121
    assert sum(back) == 121 - seen[-1]


def test_announcement_tells_announced_verified_and_not_identified(public, record):
    html = public.get("/es/anuncios/anuncio-553/").content.decode()
    assert "553 anunciadas, 1 verificada" in html
    assert "552 no identificadas" in html
    assert "Yoandri Pérez Sabanalar" in html


def test_unknown_announcement_is_not_found(public, record):
    assert public.get("/es/anuncios/nada/").status_code == 404


def test_announcement_shows_the_latest_and_leads_to_all_of_them(public, record):
    for number in range(40):
        person = records.prisoner(record.edition, f"Luis Díaz Jutiar{number:03}")
        records.release(person, left_on=date(2025, 2, 1), announcement="anuncio-553")
    html = public.get("/es/anuncios/anuncio-553/").content.decode()
    assert html.split('class="rows people"')[1].split("<footer")[0].count("<li>") == 25
    assert "Las 25 más recientes de 41 excarcelaciones." in html
    address = "/es/excarcelaciones/?announcement=anuncio-553"
    assert f'href="{address}"' in html
    assert "Constan: 41 excarcelaciones" in public.get(address).content.decode()


def test_each_group_of_an_announcement_opens_a_list_of_its_size(public, record):
    for number in range(3):
        person = records.prisoner(record.edition, f"Luis Díaz Jutiar{number:03}", is_withheld=number == 0)
        left = {"announcement": "anuncio-553", "is_withheld": number == 0}
        records.release(person, "sentence_completed", left_on=date(2025, 2, 1), **left)
    untied = records.prisoner(record.edition, "Luis Díaz Jutiarito")
    records.release(
        untied, "sentence_completed", left_on=date(2025, 2, 1), attribution="none", announcement="anuncio-553"
    )
    html = public.get("/es/anuncios/anuncio-553/").content.decode()
    assert '<td class="number">3</td>' in html.split("release_type=sentence_completed")[1][:120]
    opened = public.get("/es/excarcelaciones/?announcement=anuncio-553&release_type=sentence_completed")
    assert "Constan: 3 excarcelaciones" in opened.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "release_type=sentence_completed",
        "announcement=anuncio-553",
        "left_after=2025-01-17",
        "left_before=2025-01-16",
        "as_of=2025-01-15",
    ],
)
def test_page_and_api_choose_alike(public, record, query):
    person = records.prisoner(record.edition, "Luis Díaz Jutiarito")
    records.release(
        person, "sentence_completed", left_on=date(2025, 2, 1), attribution="none", announcement="anuncio-553"
    )
    chosen = {one["prisoner"] for one in public.get(f"/api/v1/releases/?{query}").json()["results"]}
    html = public.get(f"/es/excarcelaciones/?{query}").content.decode()
    for one in (person, record.outside):
        assert (f"/{one.slug}/" in html) is (str(one.public_id) in chosen)
