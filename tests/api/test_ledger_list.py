from datetime import date

import pytest

from tests.publication import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    edition = records.edition(1)
    for code in ("conditional_release", "extrapenal_leave"):
        records.term(edition, "release_type", code)
    return edition


def names(api, address: str) -> list[str]:
    """The codes on all pages, from the first to the last."""
    seen = []
    while address:
        answer = api.get(address)
        assert answer.status_code == 200, answer.content
        rows = answer.json()["results"]
        seen += [row.get("code", row.get("number", row.get("left_on"))) for row in rows]
        address = answer.json()["next"]
    return seen


def test_releases_are_chosen_by_figure_day_and_announcement(api, edition):
    records.announcement(edition, "anuncio-553")
    person = records.prisoner(edition)
    records.release(person, "conditional_release", date(2025, 1, 15), announcement="anuncio-553")
    records.release(person, "extrapenal_leave", date(2024, 5, 1))
    bounds = {"left_earliest": date(2024, 12, 1), "left_latest": date(2024, 12, 31)}
    records.release(person, left_on=date(2024, 12, 1), **bounds)

    assert names(api, "/api/v1/releases/") == ["2025-01-15", "2024-12-01", "2024-05-01"]
    assert names(api, "/api/v1/releases/?release_type=extrapenal_leave") == ["2024-05-01"]
    assert names(api, "/api/v1/releases/?announcement=anuncio-553") == ["2025-01-15"]
    assert names(api, "/api/v1/releases/?left_after=2024-12-02") == ["2025-01-15"]
    assert names(api, "/api/v1/releases/?left_after=2024-12-01") == ["2025-01-15", "2024-12-01"]
    assert names(api, "/api/v1/releases/?left_before=2024-12-30") == ["2024-05-01"]


def test_release_on_an_unknown_day_is_placed_by_its_report(api, edition):
    person = records.prisoner(edition)
    records.release(person, left_on=None, reported_on=date(2024, 6, 1))
    records.release(person, left_on=date(2024, 1, 1))

    assert names(api, "/api/v1/releases/") == ["", "2024-01-01"]


def test_release_of_a_withheld_person_is_not_listed(api, edition):
    hidden = records.prisoner(edition, is_withheld=True)
    records.release(hidden, is_withheld=True)

    assert api.get("/api/v1/releases/").json()["results"] == []


@pytest.mark.parametrize("size", [1, 3, 7])
def test_release_pages_show_each_once_even_on_one_day(api, edition, size):
    person = records.prisoner(edition)
    for _number in range(12):
        records.release(person, left_on=date(2025, 1, 15))

    address, seen = f"/api/v1/releases/?page_size={size}", 0
    while address:
        answer = api.get(address).json()
        seen += len(answer["results"])
        address = answer["next"]
    assert seen == 12


def test_release_list_costs_one_query_for_its_rows(api, edition, django_assert_num_queries):
    person = records.prisoner(edition)
    for _number in range(30):
        records.release(person)
    api.get("/api/v1/releases/")

    with django_assert_num_queries(4):  # role taken and given back, the edition, the rows
        assert len(api.get("/api/v1/releases/").json()["results"]) == 30


def test_organisations_announcements_and_published_figures_are_listed(api, edition, django_assert_num_queries):
    for code in ("b", "a", "c"):
        records.organisation(edition, code, f"Registro {code}")
        records.announcement(edition, f"anuncio-{code}")
        records.published_figure(edition, f"figure-{code}", value="35.5" if code == "b" else 1117)

    assert names(api, "/api/v1/organisations/?page_size=2") == ["a", "b", "c"]
    assert names(api, "/api/v1/announcements/?page_size=2") == ["anuncio-a", "anuncio-b", "anuncio-c"]
    assert names(api, "/api/v1/published-figures/?page_size=2") == ["figure-a", "figure-b", "figure-c"]
    values = [row["value"] for row in api.get("/api/v1/published-figures/").json()["results"]]
    assert values == [1117, 35.5, 1117]
    budget = {"organisations": 4, "announcements": 4, "published-figures": 6}  # two for ours: lists and announcements
    for address, queries in budget.items():
        with django_assert_num_queries(queries):
            api.get(f"/api/v1/{address}/")


def test_ledger_of_an_older_edition_is_as_it_was(api, edition):
    records.closed(records.organisation(edition, "a"), records.edition(2))

    assert names(api, "/api/v1/organisations/") == []
    assert names(api, "/api/v1/organisations/?edition=1") == ["a"]


def test_editions_are_listed_newest_first(api, edition, django_assert_num_queries):
    for number in range(2, 8):
        records.edition(number)

    assert names(api, "/api/v1/editions/?page_size=3") == [7, 6, 5, 4, 3, 2, 1]
    with django_assert_num_queries(4):
        newest = api.get("/api/v1/editions/").json()["results"][0]
    assert newest["previous_digest"]


def test_empty_record_has_no_editions_and_says_so(api):
    assert api.get("/api/v1/editions/").json()["results"] == []
    answer = api.get("/api/v1/prisoners/")
    assert answer.status_code == 404
    assert answer.json() == {"error": {"parameter": "edition", "message": "Nothing has been published yet."}}
