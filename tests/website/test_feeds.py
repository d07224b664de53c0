"""Feeds: what is new, in both languages, of nobody who is not named."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest

from tests.publication import records

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(public, address):
    answer = public.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer
    return root, root.findall(f"{ATOM}entry")


@pytest.mark.parametrize(
    ("language", "title", "summary"),
    [
        ("es", "Yoandri Pérez Sabanalar: libertad condicional, el 16 de enero de 2025", "No es libre."),
        ("en", "Yoandri Pérez Sabanalar: conditional release, on 16 January 2025", "Is not free."),
    ],
)
def test_a_departure_says_that_it_is_not_freedom(public, record, language, title, summary):
    root, (entry,) = entries(public, f"/feeds/releases.atom?language={language}")

    assert entry.find(f"{ATOM}title").text == title
    assert summary in entry.find(f"{ATOM}summary").text
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/{record.outside.slug}/")
    assert str(record.outside.public_id) in entry.find(f"{ATOM}id").text
    assert ("inventados" if language == "es" else "invented") in root.find(f"{ATOM}title").text
    assert public.get(f"/feeds/releases.atom?language={language}").headers["ETag"]


def test_spanish_is_the_default_and_the_last_made_known_comes_first(public, record):
    late = records.prisoner(record.edition, "Yanet Leyva Yarayó")
    records.release(late, left_on=None, reported_on=date(2025, 3, 1), release_type="unknown_release",
                    state_after="outside_unknown")  # fmt: skip

    _, (first, second) = entries(public, "/feeds/releases.atom")

    assert "en fecha desconocida" in first.find(f"{ATOM}title").text
    assert "no decimos que sea libertad" in first.find(f"{ATOM}summary").text
    assert "Yoandri" in second.find(f"{ATOM}title").text


def test_who_is_withheld_is_in_no_feed(public, record):
    records.release(record.withheld, is_withheld=True)

    _, found = entries(public, "/feeds/releases.atom")

    assert len(found) == 1


def test_editions_come_newest_first_with_their_notes(public, record):
    records.edition(2, as_of=date(2025, 4, 30), note="Segunda", note_en="Second")

    root, found = entries(public, "/feeds/editions.atom?language=en")

    assert [entry.find(f"{ATOM}title").text for entry in found] == ["Edition 2", "Edition 1"]
    assert found[0].find(f"{ATOM}summary").text.startswith("Second")
    assert found[0].find(f"{ATOM}link").get("href").endswith("?edition=2")
    assert root.find(f"{ATOM}updated").text.startswith("2025-01-15")
    _, former = entries(public, "/feeds/editions.atom?edition=1")
    assert len(former) == 1


@pytest.mark.parametrize("query", ["language=fr", "language=es&language=en", "nada=1"])
def test_what_a_feed_does_not_understand_is_refused(public, record, query):
    assert public.get(f"/feeds/releases.atom?{query}").status_code == 400


@pytest.mark.parametrize(("page", "feed"), [("/es/excarcelaciones/", "releases"), ("/en/editions/", "editions")])
def test_pages_name_their_feed(public, record, page, feed):
    html = public.get(page).content.decode()
    assert 'type="application/atom+xml"' in html
    assert html.count(f"/feeds/{feed}.atom?language={page[1:3]}") == 2


@pytest.mark.parametrize("feed", ["releases", "editions"])
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("as_of=2025-01-14", "«as_of» de la dirección"),
        ("as_of=2025-01-14&language=en", "This page has no use for the part “as_of” of the address."),
        ("language=fr", "«language» de la dirección: no se conoce."),
    ],
)
def test_what_a_feed_has_no_use_for_is_refused_with_what_it_takes(public, record, feed, query, words):
    answer = public.get(f"/feeds/{feed}.atom?{query}")
    assert answer.status_code == 400
    html = answer.content.decode()
    assert words in html
    if "as_of" in query:
        assert "<code>language</code>, <code>edition</code>, <code>known_at</code>." in html


def test_a_feed_of_a_day_on_which_it_was_known_is_that_of_its_edition(public, record):
    records.edition(2, published_at=datetime(2025, 5, 1, 12, tzinfo=UTC))
    for asked in ("edition=1", "known_at=2025-01-15"):
        assert len(entries(public, f"/feeds/editions.atom?{asked}")[1]) == 1
