"""`known_at` wherever an edition may be named: the answer names the edition, and so do its addresses."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from api.description import description
from reports.history import history
from tests.publication import records

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "prisoners/", "prisoners.csv", "releases/", "organisations/", "announcements/", "published-figures/",
    "figures/in_prison/", "figures/in_prison/persons/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel("2025-06-01 12:00Z", tick=False):
        yield


@pytest.fixture
def editions():
    for number, published_at in ((1, datetime(2025, 1, 15, 16, tzinfo=UTC)), (2, datetime(2025, 5, 1, 16, tzinfo=UTC))):
        edition = records.edition(number, published_at=published_at)
        records.organisation(edition, f"pd-{number}")
        person = records.prisoner(edition, f"Ana Díaz {'Yarayó' if number == 1 else 'Guamá'}")
        records.custody(person, "in_custody", date(2021, 7, 11))


@pytest.mark.parametrize("address", [one for one in ADDRESSES if not one.endswith("csv")])
@pytest.mark.parametrize(("day", "edition"), [("2025-04-30", 1), ("2025-05-01", 2)])
def test_answer_known_on_a_day_is_that_of_its_edition(api, editions, address, day, edition):
    found = api.get(f"/api/v1/{address}?known_at={day}").json()
    named = api.get(f"/api/v1/{address}?edition={edition}").json()
    assert found == named
    assert found["edition"] == edition


def test_file_known_on_a_day(api, editions):
    lines = b"".join(api.get("/api/v1/prisoners.csv?known_at=2025-04-30").streaming_content).decode().splitlines()
    assert len(lines) == 2 and ",1," in lines[1]


def test_next_page_names_the_edition_and_no_day(api, editions):
    records.prisoner(records.edition(3, published_at=datetime(2025, 5, 2, 16, tzinfo=UTC)), "Eva Sosa Guamá")
    for address in ("prisoners/", "organisations/", "figures/in_prison/persons/"):
        page = api.get(f"/api/v1/{address}?known_at=2025-05-01&page_size=1").json()
        assert "edition=2" in page["next"] and "known_at" not in page["next"]
        assert api.get(page["next"]).json()["edition"] == 2


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("asked", "status", "parameter", "said"),
    [
        ("edition=1&known_at=2025-05-01", 400, "known_at", "not both"),
        ("known_at=2025-06-02", 400, "known_at", "still to come"),
        ("known_at=2025-01-14", 404, "known_at", "The first edition is of 15 January 2025"),
        ("known_at=2025-04-30&known_at=2025-05-01", 400, "known_at", "one value"),
        ("known_at=ayer", 400, "known_at", "YYYY-MM-DD"),
        ("edition=9", 404, "edition", "no such edition"),
    ],
)
def test_edition_that_is_not_is_refused_by_name(api, editions, address, asked, status, parameter, said):
    response = api.get(f"/api/v1/{address}?{asked}")
    told = response.json()["error"]
    assert (response.status_code, told["parameter"], said in told["message"]) == (status, parameter, True)


@pytest.mark.parametrize("address", ["prisoners/", "prisoners.csv", "releases/", "figures/in_prison/"])
@pytest.mark.parametrize("day", ["2025-06-02", "1958-12-31"])
def test_day_that_nothing_is_known_of_is_refused_by_name(api, editions, address, day):
    response = api.get(f"/api/v1/{address}?as_of={day}")
    told = response.json()["error"]
    assert (response.status_code, told["parameter"]) == (400, "as_of")
    assert "2025-06-01" in told["message"]


def test_record_on_a_day_to_come_is_refused(api, editions):
    address = api.get("/api/v1/prisoners/").json()["results"][0]["address"]
    assert api.get(f"{address}?as_of=2025-06-02").json()["error"]["parameter"] == "as_of"
    assert api.get(f"{address}?known_at=2025-05-01").json()["edition"] == 2


def test_description_names_the_day_beside_every_edition():
    paths = description()["paths"]
    for path in paths.values():
        names = [parameter["name"] for parameter in path["get"].get("parameters", [])]
        assert names.count("known_at") == names.count("edition")


def test_history_of_a_number_newest_first(api, editions):
    asked = "/api/v1/figures/in_prison/history/?as_of=2025-01-14"
    found = api.get(asked).json()
    assert (found["id"], found["as_of"], found["edition"], found["is_cut"]) == ("in_prison", "2025-01-14", 2, False)
    assert [(one["edition"], one["value"], one["possible"]) for one in found["results"]] == [
        (2, 2, [2, 2]),
        (1, 1, [1, 1]),
    ]
    assert api.get(f"{asked}&edition=1").json()["results"] == found["results"]


def test_history_leads_to_the_editions_before_those_asked(api, editions, monkeypatch):
    monkeypatch.setattr(history, "__defaults__", (1,))
    newest = api.get("/api/v1/figures/in_prison/history/?as_of=2025-01-14&language=en").json()
    assert ([one["edition"] for one in newest["results"]], newest["is_cut"]) == ([2], True)
    assert newest["older"] == "/api/v1/figures/in_prison/history/?as_of=2025-01-14&language=en&before=2"
    older = api.get(newest["older"]).json()
    assert ([one["edition"] for one in older["results"]], older["is_cut"], older["older"]) == ([1], False, None)


@pytest.mark.parametrize(
    ("asked", "status", "parameter"),
    [("in_prison/history/?as_of=2025-06-02", 400, "as_of"), ("in_prison/history/?zzz=1", 400, "zzz"),
     ("in_prison/history/?edition=9", 404, "edition"), ("zzz/history/", 404, "id"), ("listed/history/", 400, "list"),
     ("in_prison/history/?before=x", 400, "before"), ("in_prison/?before=2", 400, "before")],
)  # fmt: skip
def test_history_of_what_can_not_be_asked_is_refused(api, editions, asked, status, parameter):
    response = api.get(f"/api/v1/figures/{asked}")
    assert (response.status_code, response.json()["error"]["parameter"]) == (status, parameter)
