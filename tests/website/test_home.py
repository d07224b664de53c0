"""The start page says no more than its figures: who was let out, what the lists were, which announcement it tells."""

import re
from datetime import date

from tests.publication import records
from tests.website.conftest import AS_OF


def text_of(public, address):
    response = public.get(address)
    assert response.status_code == 200
    return re.sub(r"<[^>]+>", "", response.content.decode())


def test_whoever_was_outside_already_is_not_said_to_have_left_prison(public, record):
    formal = records.prisoner(record.edition, "Luis Díaz Jutiarito")
    records.release(formal, left_on=date(2025, 2, 1), announcement="anuncio-553", was_already_outside=True)
    english, spanish = text_of(public, "/en/"), text_of(public, "/es/")
    assert "2 releases on record since January 2025" in english
    assert "1 left prison; 1 was outside already: the release only made it formal." in english
    assert "1 salieron de prisión; 1 ya estaba fuera" in spanish


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
