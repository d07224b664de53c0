"""The start page says no more than its figures: who was let out, what the lists were, which announcement it tells."""

import re
from datetime import date
from html import unescape

import pytest

from tests.publication import records
from tests.website.conftest import AS_OF
from website.labels import forget
from website.links import Links


def text_of(public, address):
    response = public.get(address)
    assert response.status_code == 200
    return re.sub(r"<[^>]+>", "", response.content.decode())


def test_whoever_was_outside_already_is_not_said_to_have_left_prison(public, record):
    formal = records.prisoner(record.edition, "Luis Díaz Jutiarito")
    records.release(formal, left_on=date(2025, 2, 1), announcement="anuncio-553", was_already_outside=True)
    english, spanish = text_of(public, "/en/"), text_of(public, "/es/")
    html = public.get("/en/").content.decode()
    linked = re.search(
        r'<a href="([^"]+of=left_prison[^"]*)">1</a> left prison; <a href="([^"]+of=already_outside[^"]*)">1</a>', html
    )
    assert linked
    left, formal_only = (text_of(public, unescape(address)) for address in linked.groups())
    assert "Luis Díaz" in formal_only and "Luis Díaz" not in left
    assert "2 releases on record since January 2025" in english
    assert "1 left prison; 1 was outside already: the release only made it formal." in english
    assert "1 salió de prisión; 1 ya estaba fuera" in spanish


def test_the_list_on_the_day_of_the_announcement_stands_beside_todays(public, record):
    gone = records.prisoner(record.edition, "Luis Díaz Jutiarito")
    records.listing(gone, "consolidated", date(2024, 10, 31), date(2025, 1, 18))
    html = public.get("/en/").content.decode()
    told = re.search(r'On 14 January 2025, the day of the announcement, they were <a href="([^"]+)">4</a>', html)
    assert told and '<span class="big">4</span>' in public.get(told.group(1)).content.decode()
    assert "they were" not in text_of(public, "/en/?as_of=2025-01-14")


def test_where_nothing_changed_nothing_is_said(public, record):
    html = text_of(public, "/en/")
    assert "was outside already" not in html and "they were" not in html


def test_an_announcement_that_nobody_follows_stands_for_no_other(public, record):
    """The newest is not the one to tell of, where nobody is tied to it."""
    records.announcement(record.edition, "otro", date(2025, 3, 1), number=10000)
    assert "553 announced, 1 verified" in text_of(public, "/en/")
    assert "553" in text_of(public, "/es/cifras/announced_verified/")


def test_nothing_is_verified_of_what_nobody_follows(public, db):
    edition = records.edition(1, as_of=AS_OF)
    records.announcement(edition, "otro", date(2025, 1, 2), number=10000)
    html = text_of(public, "/en/")
    assert "10,000" not in html and "verified" not in html


def test_the_bar_of_legal_figures_is_told_by_digits_that_its_list_repeats(public, record):
    html = public.get("/es/").content.decode()
    bar, _, rest = html.partition('<svg class="strip"')[2].partition("</svg>")
    legend = rest.partition("</ul>")[0]
    digits = re.findall(r'class="digit"[^>]*>(\d)<', bar)
    assert digits and digits == re.findall(r'class="digit"[^>]*>(\d)<', legend)[: len(digits)]
    assert re.findall(r'<rect class="(p\d)"', bar) == re.findall(r'"key (p\d)"', legend)


def news(html):
    section = html.partition('<ul class="rows news">')[2].partition("</ul>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in section.split("</li>")[:-1]]


def test_what_became_known_last_stands_first(public, record):
    back = records.prisoner(record.edition, "Luis Díaz Jutiarito")
    returned = {"reimprisoned_earliest": date(2025, 3, 20), "reimprisoned_latest": date(2025, 3, 20)}
    records.release(back, left_on=date(2025, 1, 20), reported_on=date(2025, 1, 21), **returned)
    told = news(public.get("/en/").content.decode())
    assert told[0] == "20 March 2025 Luis Díaz Jutiarito Is back in prison."
    assert any(one.endswith("Yoandri Pérez Sabanalar conditional release, on 16 January 2025") for one in told)
    assert len(told) == 3, "a return, and two departures"


def test_of_another_day_nothing_later_is_told(public, record):
    back = records.prisoner(record.edition, "Luis Díaz Jutiarito")
    records.release(back, left_on=date(2025, 1, 20), reported_on=date(2025, 3, 21), revoked_latest=date(2025, 3, 25))
    assert not any("Luis" in one for one in news(public.get("/en/?as_of=2025-03-20").content.decode()))
    assert len([one for one in news(public.get("/en/").content.decode()) if "Luis" in one]) == 2


def test_whoever_is_withheld_is_no_news(public, record):
    records.release(record.withheld, left_on=date(2025, 3, 1), reported_on=date(2025, 3, 2), is_withheld=True)
    assert not any("2 March 2025" in one for one in news(public.get("/en/").content.decode()))


def test_each_number_of_the_list_of_states_leads_to_its_persons(public, record):
    html = public.get("/es/").content.decode()
    legend = html.partition('<ul class="legend">')[2].partition("</ul>")[0]
    links = dict(re.findall(r'of=(\w+)[^"]*">([^<]+)</a>', legend))
    assert links == {"in_custody": "2", "serving_outside": "1"}
    assert html.count('fill="url(#m-') == len(links)


def test_the_call_to_tell_stands_where_there_is_such_a_page(public, record, monkeypatch):
    assert 'class="button quiet" href="/es/reportar/"' in public.get("/es/").content.decode()
    monkeypatch.setattr(Links, "if_there", lambda links, name, **asked: "")
    forget()
    assert "/es/reportar/" not in public.get("/es/").content.decode()


@pytest.mark.parametrize("figure", ["announced_verified", "release_type"])
def test_figures_tell_apart_who_left_and_who_was_outside_already(public, record, figure):
    formal, dead = (records.prisoner(record.edition, f"Ana Leal {name}") for name in ("Yarayó", "Jutiarí"))
    attributed = {"left_on": date(2025, 2, 1), "announcement": "anuncio-553"}
    records.release(formal, was_already_outside=True, **attributed)
    records.release(dead, "death_in_custody", state_after="deceased", **attributed)
    for one in (formal, dead):
        records.listing(one, "pd-demo", date(2024, 1, 1))
    html = unescape(public.get(f"/en/figures/{figure}/?announcement=anuncio-553").content.decode())
    for called in ("of them, left prison", "of them, were outside already: the release only made it formal"):
        (found,) = re.findall(rf'{called}</dt><dd class="number">(\d+) <a', html)
        assert found == "1"
    assert '<span class="big">3</span>' in html and "departure" not in html.split("<main")[1].split("</main")[0]


def test_no_words_of_the_ledger_say_that_all_verified_left_prison(public, record):
    for address in ("/es/anuncios/anuncio-553/", "/en/announcements/anuncio-553/"):
        html = public.get(address).content.decode()
        assert "Salieron de prisión por el anuncio" not in html and "They left prison after" not in html
    formal = records.prisoner(record.edition, "Ana Leal Yarayó")
    records.release(formal, left_on=date(2025, 2, 1), was_already_outside=True)
    trends = text_of(public, "/es/cifras/tendencias/")
    assert "1 ya estaba fuera: la excarcelación solo lo formalizó" in trends, "beside the number that counts it"
    assert "está entre las excarcelaciones y no aquí" in trends, "and where it is not counted"
