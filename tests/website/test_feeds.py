"""Feeds: what is new, in both languages, of nobody who is not named."""

import json
import re
from datetime import UTC, date, datetime
from html import unescape
from xml.etree import ElementTree

import jsonschema
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


@pytest.mark.parametrize(
    ("page", "feeds", "times"),
    [
        ("/es/excarcelaciones/", ("releases", "returns"), 2),
        ("/en/releases/", ("releases", "returns"), 2),
        ("/en/editions/", ("editions",), 2),
        ("/es/", ("releases", "returns", "editions"), 1),
    ],
)
def test_pages_name_their_feeds(public, record, page, feeds, times):
    html = public.get(page).content.decode()
    for feed in feeds:
        for form, kind in (("atom", "atom+xml"), ("json", "feed+json")):
            address = f"/feeds/{feed}.{form}?language={page[1:3]}"
            assert html.count(f'"{address}"') == times
            assert f'<link rel="alternate" type="application/{kind}" title="' in html
            assert public.get(address).status_code == 200


def test_filtered_page_leads_to_the_feed_of_its_filters(public, record):
    html = unescape(public.get("/es/excarcelaciones/?province=CU-03&release_type=conditional_release").content.decode())
    address = "/feeds/releases.atom?language=es&province=CU-03&release_type=conditional_release"
    assert html.count(f'"{address}"') == 2
    root, found = entries(public, address)
    assert len(found) == 1
    assert root.find(f"{ATOM}title").text.startswith(
        "#TODOS · Departures"
        if "language=en" in address
        else "#TODOS · Salidas de prisión, La Habana, libertad condicional"
    )


def test_records_are_fed_by_the_filters_of_the_list(public, record):
    html = unescape(public.get("/es/personas/?custody_state=serving_outside&province=CU-03").content.decode())
    address = "/feeds/people.atom?language=es&custody_state=serving_outside&province=CU-03"
    assert html.count(f'"{address}"') == 2
    root, (entry,) = entries(public, address)
    assert root.find(f"{ATOM}title").text.startswith("#TODOS · Fichas de personas, serving outside, La Habana")
    assert entry.find(f"{ATOM}title").text.startswith("Yoandri Pérez Sabanalar: fuera de prisión, no libre")
    assert "No es libre." in entry.find(f"{ATOM}summary").text
    assert entry.find(f"{ATOM}link").get("href").endswith(f"/{record.outside.slug}/")


def test_the_record_said_last_comes_first_with_the_day_of_its_edition(public, record):
    second = records.edition(2, published_at=datetime(2025, 5, 1, 12, tzinfo=UTC))
    late = records.prisoner(second, "Yanet Zaldívar Yarayó")
    _, found = entries(public, "/feeds/people.atom")
    assert found[0].find(f"{ATOM}title").text.startswith("Yanet Zaldívar Yarayó")
    assert str(late.public_id) in found[0].find(f"{ATOM}id").text
    assert found[0].find(f"{ATOM}updated").text == "2025-05-01T12:00:00+00:00"
    assert len(entries(public, "/feeds/people.atom?edition=1")[1]) == len(found) - 1


def test_no_record_without_a_name_is_fed(public, record):
    records.prisoner(record.edition, "Adolescente 07", minor_at_detention="yes")
    shown = [entry.find(f"{ATOM}title").text for entry in entries(public, "/feeds/people.atom")[1]]
    assert shown and not [title for title in shown if title.startswith("Adolescente") or not title.split(":")[0]]
    assert not entries(public, "/feeds/people.atom?q=adolescente")[1]


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
        takes = re.findall(r"<code>([a-z_]+)</code>", html)
        filters = ["release_type", "province", "left_after", "left_before", "announcement"]
        own = filters if feed == "releases" else ["province"]
        assert takes == ["language", *own, "edition", "known_at"]


def test_a_feed_of_a_day_on_which_it_was_known_is_that_of_its_edition(public, record):
    records.edition(2, published_at=datetime(2025, 5, 1, 12, tzinfo=UTC))
    for asked in ("edition=1", "known_at=2025-01-15"):
        assert len(entries(public, f"/feeds/editions.atom?{asked}")[1]) == 1


FEEDS = ("releases", "returns", "people", "editions")
TAG = re.compile(r"tag:hashtag-todos\.example,2025:[A-Za-z0-9._/~%&=-]+")
TEXT = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^http"}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"}
JSON_FEED = {
    # https://www.jsonfeed.org/version/1.1/, closed: a member that we do not mean to have is a mistake.
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": TEXT,
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "language": {"enum": ["es", "en"]},
        "authors": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "_todos": {"type": "object", "required": ["edition"]},
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "url", "title", "content_text", "date_modified"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "pattern": TAG.pattern},
                    "url": ADDRESS,
                    "title": TEXT,
                    "content_text": TEXT,
                    "date_modified": MOMENT,
                    "language": {"enum": ["es", "en"]},
                    "tags": {"type": "array", "items": TEXT, "minItems": 1},
                },
            },
        },
    },
}


def of_json(public, address):
    answer = public.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/feed+json; charset=utf-8")
    found = json.loads(answer.content)
    jsonschema.validate(found, JSON_FEED)
    return found


def refuse_what_is_no_atom(root):
    """RFC 4287, 4.1.1 and 4.1.2: what a feed and an entry must have, and how often."""
    for name in ("id", "title", "updated"):
        assert len(root.findall(f"{ATOM}{name}")) == 1, name
    own = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert len(own) == 1 and own[0].get("href").startswith("http")
    entries_ = root.findall(f"{ATOM}entry")
    assert root.findall(f"{ATOM}author") or all(one.findall(f"{ATOM}author") for one in entries_)
    for one in (root, *entries_):
        assert TAG.fullmatch(one.find(f"{ATOM}id").text)
        assert re.fullmatch(MOMENT["pattern"], one.find(f"{ATOM}updated").text)
    for one in entries_:
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1, name
        alternates = [link for link in one.findall(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
        assert len(alternates) == 1
        assert all(category.get("term") for category in one.findall(f"{ATOM}category"))
    ids = [one.find(f"{ATOM}id").text for one in entries_]
    assert len(set(ids)) == len(ids)


@pytest.fixture
def returned(record):
    """Two who were sent back, of whom one bears a pseudonym, and one who is withheld."""
    back = records.prisoner(record.edition, "Luz Marina Díaz Yarayó", province="CU-03")
    child = records.prisoner(
        record.edition, "Adolescente Ceiba Uno", name_display="Adolescente K7", slug="adolescente-k7", province="CU-03"
    )
    for person, columns in ((back, {}), (child, {}), (record.withheld, {"is_withheld": True})):
        records.release(
            person,
            left_on=date(2025, 1, 17),
            reported_on=date(2025, 1, 20),
            revoked_on="2025-02-10",
            ground_official="no_work",
            reimprisoned_earliest=date(2025, 2, 10),
            reimprisoned_latest=date(2025, 2, 10),
            **columns,
        )
    return back, child


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("query", ["", "&province=CU-03", "&edition=1", "&province=unknown"])
@pytest.mark.parametrize("feed", FEEDS)
def test_both_forms_keep_to_their_standards_and_say_the_same(public, record, returned, feed, query, language):
    root, found = entries(public, f"/feeds/{feed}.atom?language={language}{query}")
    refuse_what_is_no_atom(root)
    told = of_json(public, f"/feeds/{feed}.json?language={language}{query}")
    assert told["_todos"] == {"edition": 1, "demo": True}
    assert told["title"] == root.find(f"{ATOM}title").text
    assert [(one["id"], one["title"], one["content_text"], one["url"]) for one in told["items"]] == [
        tuple(one.find(f"{ATOM}{name}").text for name in ("id", "title", "summary"))
        + (one.find(f"{ATOM}link").get("href"),)
        for one in found
    ]
    assert {datetime.fromisoformat(one["date_modified"]) for one in told["items"]} == {
        datetime.fromisoformat(one.find(f"{ATOM}updated").text) for one in found
    }


def test_return_to_prison_tells_the_grounds(public, record, returned):
    _, (entry,) = entries(public, "/feeds/returns.atom")
    assert entry.find(f"{ATOM}title").text == "Luz Marina Díaz Yarayó: de nuevo en prisión, el 10 de febrero de 2025"
    assert "tras salir de ella el 17 de enero de 2025: libertad condicional" in entry.find(f"{ATOM}summary").text
    _, (entry,) = entries(public, "/feeds/returns.atom?language=en")
    assert entry.find(f"{ATOM}title").text == "Luz Marina Díaz Yarayó: back in prison, on 10 February 2025"


@pytest.mark.parametrize("form", ["atom", "json"])
@pytest.mark.parametrize("query", ["", "?province=CU-03", "?province=unknown", "?province=CU-03&province=unknown"])
@pytest.mark.parametrize("feed", FEEDS)
def test_nobody_is_in_a_feed_who_bears_no_name(public, record, returned, feed, query, form):
    records.release(records.prisoner(record.edition, "Sin Nombre Manjuarí Uno", is_withheld=True), is_withheld=True)
    text = public.get(f"/feeds/{feed}.{form}{query}").content.decode()
    for person in (record.withheld, returned[1]):
        assert str(person.public_id) not in text
    assert "dolescente" not in text


def test_feed_of_editions_of_a_province_counts_nobody_who_bears_no_name(public, record, returned):
    """Two are named there; the pseudonym would make a third."""
    records.edition(2)
    records.prisoner(records.edition(3), "Otro Nombre Ateyal Uno", province="CU-09")
    told = of_json(public, "/feeds/editions.json?province=CU-03")
    assert [(one["title"], one["content_text"]) for one in told["items"]] == [
        ("Edición 1", "Primera edición. 3 fichas nuevas o cambiadas."),
    ]


def test_identity_of_an_entry_is_the_same_on_another_host(public, record, settings):
    settings.ALLOWED_HOSTS = ["uno.example", "dos.example"]
    one, two = (
        json.loads(public.get("/feeds/releases.json", headers={"host": host}).content)
        for host in settings.ALLOWED_HOSTS
    )
    assert [entry["id"] for entry in one["items"]] == [entry["id"] for entry in two["items"]]
    assert one["items"][0]["url"] != two["items"][0]["url"]


@pytest.mark.parametrize("feed", ["releases", "returns"])
def test_empty_feed_is_dated_by_its_edition_and_never_by_the_clock(public, db, feed):
    records.edition(1, published_at=datetime(2024, 5, 1, 12, tzinfo=UTC))
    root, found = entries(public, f"/feeds/{feed}.atom")
    refuse_what_is_no_atom(root)
    assert not found and root.find(f"{ATOM}updated").text == "2024-05-01T12:00:00+00:00"


def test_entry_is_updated_when_an_edition_says_something_new_of_it(public, record):
    later = records.edition(2, published_at=datetime(2025, 5, 1, 12, tzinfo=UTC))
    before = of_json(public, "/feeds/releases.json")["items"]
    row = records.ReleaseVersion.objects.get()
    records.closed(row, later)
    records.release(
        record.outside, left_on=row.left_earliest, edition=later, revoked_on="2025-04", announcement="anuncio-553"
    )
    (after,) = of_json(public, "/feeds/releases.json")["items"]
    assert after["id"] == before[0]["id"] and after["date_modified"] == "2025-05-01T12:00:00+00:00"
    assert "El beneficio fue revocado en abril de 2025." in after["content_text"]


@pytest.mark.parametrize("feed", FEEDS)
def test_province_that_is_none_is_refused(public, record, feed):
    answer = public.get(f"/feeds/{feed}.json?province=CU-99")
    assert answer.status_code == 400 and "«province»" in answer.content.decode()


def test_page_and_api_choose_by_province_as_the_feed_does(public, record, returned):
    """The pseudonym and the withheld are on no list of a province."""
    html = public.get("/es/excarcelaciones/?province=CU-03").content.decode()
    assert "Luz Marina" in html and "Yoandri" in html and "K7" not in html
    told = json.loads(public.get("/api/v1/releases/?province=CU-03").content)
    assert {one["prisoner"] for one in told["results"]} == {str(returned[0].public_id), str(record.outside.public_id)}
    assert not json.loads(public.get("/api/v1/releases/?province=unknown").content)["results"]
