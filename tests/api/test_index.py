"""The start of the API."""

from tests.publication import records


def test_index_leads_to_all_there_is(api, db):
    edition = records.edition(3)
    told = api.get("/api/v1/").json()
    assert told["version"] == "1"
    assert told["edition"]["number"] == 3
    assert told["edition"]["digest"] == edition.digest
    for address in [*told["resources"].values(), told["schema"], *told["docs"].values()]:
        assert api.get(address).status_code == 200, address
    assert api.get(told["licence"].split("#")[0]).status_code == 200


def test_index_answers_before_anything_is_published(api, db):
    told = api.get("/api/v1/").json()
    assert told["edition"] is None
    assert "demo" not in told


def test_index_has_no_parameters(api, db):
    answer = api.get("/api/v1/?edition=1")
    assert (answer.status_code, answer.json()["error"]["parameter"]) == (400, "edition")
