from datetime import date

import pytest

from tests.publication import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    edition = records.edition(1, as_of=date(2025, 1, 14))
    records.organisation(edition, "pd-demo")
    for name in ("Ana Díaz Yarayó", "Yoel Sosa Yarayó", "Eva Gómez Yarayó"):
        person = records.prisoner(edition, name, gender="woman")
        records.custody(person, "in_custody", date(2021, 7, 11))
    hidden = records.prisoner(edition, is_withheld=True, gender="man")
    records.custody(hidden, "in_custody", date(2021, 7, 11))
    return edition


def test_figures_are_listed_with_their_definitions(api):
    results = api.get("/api/v1/figures/").json()["results"]

    by_id = {figure["id"]: figure for figure in results}
    assert {"consolidated", "listed", "in_prison", "announced_verified", "reimprisoned"} <= set(by_id)
    assert by_id["in_prison"]["definition"]["es"] and by_id["in_prison"]["definition"]["en"]


def test_figure_counts_withheld_persons(api, edition):
    answer = api.get("/api/v1/figures/in_prison/?breakdown=gender").json()

    assert (answer["value"], answer["possible"], answer["unit"]) == (4, [4, 4], "persons")
    assert (answer["edition"], answer["demo"], answer["as_of"]) == (1, True, "2025-01-14")
    assert {row["code"]: row["value"] for row in answer["breakdown"]}["woman"] == 3


def test_labels_of_a_figure_are_spanish_unless_asked(api, edition):
    def label(query: str) -> str:
        rows = api.get(f"/api/v1/figures/in_prison/?breakdown=gender{query}").json()["breakdown"]
        return next(row["label"] for row in rows if row["code"] == "woman")

    assert (label(""), label("&language=en")) == ("mujer", "woman")


@pytest.mark.parametrize("size", [1, 2, 4, 50])
def test_persons_counted_are_as_many_as_the_value(api, edition, size):
    answer = api.get("/api/v1/figures/in_prison/").json()
    address, seen = f"{answer['persons']}&page_size={size}", []
    while address:
        page = api.get(address).json()
        seen += page["results"]
        address = page["next"]

    assert len({person["public_id"] for person in seen}) == len(seen) == answer["value"]
    assert set(seen[-1]) == {"public_id", "is_withheld"}


def test_persons_behind_a_row_of_the_breakdown(api, edition):
    page = api.get("/api/v1/figures/in_prison/persons/?breakdown=gender&of=woman").json()

    assert len(page["results"]) == 3


@pytest.mark.parametrize(
    ("address", "status", "parameter"),
    [
        ("in_prison/?as_of=2025-02-30", 400, "as_of"),
        ("in_prison/?colour=red", 400, "colour"),
        ("in_prison/?breakdown=colour", 400, "breakdown"),
        ("in_prison/?language=fr", 400, "language"),
        ("in_prison/?as_of=2025-01-01&as_of=2025-01-02", 400, "as_of"),
        ("in_prison/?edition=999", 404, "edition"),
        ("listed/", 400, "list"),
        ("listed/?list=nobody", 400, "list"),
        ("nothing/", 404, "id"),
        ("in_prison/persons/?of=nobody", 400, "of"),
        ("in_prison/persons/?cursor=x", 400, "cursor"),
        ("in_prison/persons/?page_size=0", 400, "page_size"),
    ],
)
def test_question_that_can_not_be_answered_names_the_parameter(api, edition, address, status, parameter):
    answer = api.get(f"/api/v1/figures/{address}")

    assert (answer.status_code, answer.json()["error"]["parameter"]) == (status, parameter)


@pytest.mark.parametrize(
    "address",
    ["figures/listed/", "figures/listed/?list=nobody", "figures/overlap/?lists=nobody", "prisoners/?list=nobody"],
)
def test_a_question_about_a_list_that_there_is_not_names_those_that_there_are(api, edition, address):
    records.organisation(edition)

    message = api.get(f"/api/v1/{address}").json()["error"]["message"]

    assert "pd-demo" in message and "nobody" not in message


def test_lists_two_by_two_with_the_share_of_the_smaller(api, edition):
    records.organisation(edition, "j11j-demo", "Registro Framboyán (demo)")
    for codes in (("pd-demo",), ("pd-demo", "j11j-demo"), ("j11j-demo", "pd-demo"), ("pd-demo",)):
        person = records.prisoner(edition, province="CU-13")
        for code in codes:
            records.listing(person, code, date(2024, 1, 1))
    asked = "overlap/?lists=pd-demo,j11j-demo&province=CU-13"
    answer = api.get(f"/api/v1/figures/{asked}&breakdown=pairs").json()

    assert answer["breakdown"][2] == {
        "code": "pd-demo+j11j-demo",
        "label": "Registro Ceiba (demo) + Registro Framboyán (demo)",
        "value": 2,
        "share": 100.0,
        "share_of": 2,
    }
    page = api.get(f"{answer['persons']}&of=pd-demo%2Bj11j-demo").json()
    assert len(page["results"]) == 2
    assert {row["value"] for row in api.get(f"/api/v1/figures/{asked}").json()["breakdown"]} == {2, 0}


def test_lag_of_a_list_is_in_days(api, edition):
    answer = api.get("/api/v1/figures/listing_lag/?list=pd-demo").json()

    assert (answer["value"], answer["unit"], answer["n"], answer["q1"]) == (None, "days", 0, None)
    assert api.get("/api/v1/figures/listing_lag/?list=consolidated").status_code == 400


def test_a_row_that_is_not_there_is_refused_in_english_unless_spanish_is_asked_for(api, edition):
    address = "/api/v1/figures/in_prison/persons/"
    refused = [api.get(address, {"of": "zzz", **more}).json() for more in ({}, {"language": "es"})]
    assert "nobody is counted under it" in str(refused[0])
    assert "no cuenta a nadie" in str(refused[1])
