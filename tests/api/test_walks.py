import csv
from datetime import date
from io import StringIO

import pytest

from reports import answers
from tests.publication import records

pytestmark = pytest.mark.django_db

ASKED = "from=listed&to=behind_bars&list=pd-demo"


@pytest.fixture
def edition():
    answers.forget()
    edition = records.edition(1, as_of=date(2025, 1, 14))
    records.organisation(edition)
    for name, state in (("Ana Díaz Yarayó", "in_custody"), ("Eva Gómez Yarayó", "free"), ("Yoel Sosa Yarayó", "free")):
        person = records.prisoner(edition, name)
        records.custody(person, state, date(2021, 7, 11))
        records.listing(person, "pd-demo", date(2024, 1, 1))
    hidden = records.prisoner(edition, is_withheld=True)
    records.custody(hidden, "free", date(2021, 7, 11))
    records.listing(hidden, "pd-demo", date(2024, 1, 1))
    yield edition
    answers.forget()


def test_walk_says_who_leaves_and_why_in_both_languages(api, edition):
    answer = api.get(f"/api/v1/walks/?{ASKED}").json()

    assert (answer["version"], answer["as_of"], answer["edition"], answer["demo"]) == (1, "2025-01-14", 1, True)
    first, last = answer["from"], answer["to"]
    assert (first["id"], first["value"], first["possible"], first["version"]) == ("listed", 4, [4, 4], 1)
    assert (last["id"], last["value"], answer["in_both"]) == ("behind_bars", 1, 1)
    assert first["label"] == {
        "es": "En la lista de Registro Ceiba (demo)",
        "en": "On the list of Registro Ceiba (demo)",
    }
    [step] = answer["steps"]
    assert (step["code"], step["reason"], step["sign"], step["count"]) == ("out_free", "free", "-", 3)
    assert set(step["label"]) == set(step["why"]) == {"es", "en"}
    assert first["value"] - step["count"] == last["value"]


def test_every_address_of_a_walk_answers(api, edition):
    answer = api.get(f"/api/v1/walks/?{ASKED}").json()

    assert api.get(answer["address"]).json() == answer
    for end in ("from", "to"):
        assert api.get(answer[end]["address"]).json()["value"] == answer[end]["value"]
    assert api.get(answer["persons_csv"]).status_code == 200
    assert len(api.get(answer["steps"][0]["persons"]).json()["results"]) == 3


def test_persons_of_a_step_come_in_pages_and_withheld_ones_last(api, edition):
    page = api.get(f"/api/v1/walks/persons/?{ASKED}&of=out_free&page_size=2").json()

    assert (page["as_of"], page["step"]["count"], page["edition"]) == ("2025-01-14", 3, 1)
    assert [one["name"] for one in page["results"]] == ["Eva Gómez Yarayó", "Yoel Sosa Yarayó"]
    rest = api.get(page["next"]).json()
    assert [set(one) for one in rest["results"]] == [{"public_id", "is_withheld"}]
    assert rest["next"] is None


def test_file_has_the_persons_with_their_step(api, edition):
    body = b"".join(api.get(f"/api/v1/walks/persons.csv?{ASKED}").streaming_content).decode()

    rows = list(csv.DictReader(StringIO(body.removeprefix("\ufeff"))))
    assert [row["name"] for row in rows] == ["Eva Gómez Yarayó", "Yoel Sosa Yarayó", ""]
    assert {(row["step"], row["from"], row["to"], row["edition"]) for row in rows} == {
        ("out_free", "listed", "behind_bars", "1")
    }


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "from"),
        ("from=listed&list=pd-demo", "to"),
        ("from=nobody&to=listed", "from"),
        ("from=listed&to=behind_bars", "list"),
        ("from=listed&to=behind_bars&list=nobody", "list"),
        ("from=listed&to=listed&list=pd-demo", "to"),
        ("from=in_prison&to=consolidated&list=pd-demo", "list"),
        (f"{ASKED}&as_of=2025-02-30", "as_of"),
        (f"{ASKED}&list=pd-demo", "list"),
        (f"{ASKED}&day=2025-01-14", "day"),
        (f"{ASKED}&language=fr", "language"),
        (f"{ASKED}&edition=0", "edition"),
    ],
)
@pytest.mark.parametrize("address", ["", "persons/", "persons.csv"])
def test_bad_question_is_refused_by_name(api, edition, query, parameter, address):
    response = api.get(f"/api/v1/walks/{address}?{query}")

    assert response.status_code == 400
    assert response.json()["error"]["parameter"] == parameter


def test_step_must_be_one_of_the_walk(api, edition):
    for query in (ASKED, f"{ASKED}&of=out_exiled"):
        error = api.get(f"/api/v1/walks/persons/?{query}").json()["error"]
        assert error["parameter"] == "of"
        assert "out_free" in error["message"]


def test_edition_that_does_not_exist_is_not_found(api, edition):
    assert api.get(f"/api/v1/walks/?{ASKED}&edition=7").status_code == 404
