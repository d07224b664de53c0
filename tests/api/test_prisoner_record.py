import uuid
from datetime import date

import pytest

from tests.publication import records

pytestmark = pytest.mark.django_db

SOURCE = {"kind": "list", "organisation": "pd-demo", "label": "Registro Ceiba (demo)", "as_of": "2024-10-31", "url": ""}
DETENTION = {
    "detained_on": "2021-07",
    "kind": "arrest",
    "province": "CU-03",
    "municipality": "",
    "event": "11j",
    "context": "11j",
    "activity": "unknown",
    "agency": "unknown",
    "manner": "unknown",
    "stages": [{"stage": "investigation", "from_on": "2021-07", "sources": []}],
    "charges": [
        {"offence": "sedicion", "role": "author", "stage": "conviction", "law": "ley-62-1987", "sources": [SOURCE]}
    ],
    "sentences": [],
    "stays": [],
    "release": None,
    "sources": [SOURCE],
}
FACT = {
    "field": "province",
    "value": "CU-03",
    "sources": [SOURCE],
    "stated": [{"organisation": "ocdh-demo", "value": "CU-09", "as_of": "2024-09-30"}],
}


@pytest.fixture
def edition():
    edition = records.edition(1, as_of=date(2025, 1, 14))
    records.term(edition, "offence", "sedicion", "sedición", "sedition")
    records.term(edition, "charge_stage", "conviction", "condena", "conviction")
    records.term(edition, "procedural_stage", "investigation", "fase preparatoria", "investigation")
    records.organisation(edition, "pd-demo")
    return edition


@pytest.fixture
def person(edition):
    document = records.document(detentions=[DETENTION], facts=[FACT], other_names=["El Yoa"])
    person = records.prisoner(edition, province="CU-03", document=document)
    records.custody(person, "in_custody", date(2021, 7, 31), date(2024, 5, 1), detail="prison")
    records.custody(person, "serving_outside", date(2024, 5, 1), possible=records.days(date(2024, 4, 1)))
    records.listing(person, "pd-demo", date(2021, 8, 1))
    records.listing(person, "ocdh-demo", date(2021, 8, 1), date(2022, 8, 1))
    return person


def test_record_has_timeline_and_sources_per_field(api, person):
    record = api.get(f"/api/v1/prisoners/{person.public_id}/").json()

    assert (record["edition"], record["demo"], record["as_of"]) == (1, True, "2025-01-14")
    assert (record["name"], record["other_names"]) == ("Yoandri Pérez Sabanalar", ["El Yoa"])
    assert record["detentions"] == [DETENTION]
    assert record["facts"] == [FACT]
    assert record["lists"] == ["pd-demo"]


def test_record_says_where_the_person_is_on_the_day(api, person):
    def custody(query: str = "") -> dict:
        return api.get(f"/api/v1/prisoners/{person.public_id}/{query}").json()["custody"]

    assert custody() == {"state": "serving_outside", "detail": "", "since": "2024-05-01"}
    assert custody("?as_of=2024-04-30") == {"state": "in_custody", "detail": "prison", "since": "2021-07-31"}
    assert custody("?as_of=2021-01-01") == {"state": "", "detail": "", "since": None}


def test_spans_are_half_open_and_say_what_is_possible(api, person):
    record = api.get(f"/api/v1/prisoners/{person.public_id}/").json()

    assert record["custody_spans"][1] == {
        "state": "serving_outside",
        "detail": "",
        "certain_from": "2024-05-01",
        "certain_to": None,
        "possible_from": "2024-04-01",
        "possible_to": None,
    }
    assert [line["to_day"] for line in record["listings"]] == ["2022-08-01", None]


def test_span_that_is_only_possible_has_no_certain_day(api, edition):
    person = records.prisoner(edition)
    records.custody(person, "free", date(2024, 5, 1), certain=records.NOTHING)

    (span,) = api.get(f"/api/v1/prisoners/{person.public_id}/").json()["custody_spans"]

    assert (span["certain_from"], span["certain_to"], span["possible_from"]) == (None, None, "2024-05-01")


def test_labels_are_those_of_the_codes_met(api, person):
    labels = api.get(f"/api/v1/prisoners/{person.public_id}/").json()["labels"]

    assert labels["offence"] == {"sedicion": {"es": "sedición", "en": "sedition"}}
    assert labels["charge_stage"] == {"conviction": {"es": "condena", "en": "conviction"}}
    assert labels["procedural_stage"] == {"investigation": {"es": "fase preparatoria", "en": "investigation"}}
    assert labels["organisation"]["pd-demo"]["es"] == "Registro Ceiba (demo)"


def test_record_of_an_older_edition_is_as_it_was(api, person):
    records.again(person, records.edition(2), province="CU-09")
    address = f"/api/v1/prisoners/{person.public_id}/"

    assert api.get(address).json()["province"] == "CU-09"
    assert api.get(f"{address}?edition=1").json()["province"] == "CU-03"


def test_withheld_person_is_as_unknown_as_nobody(api, edition):
    hidden = records.prisoner(edition, is_withheld=True)

    answers = [api.get(f"/api/v1/prisoners/{public_id}/") for public_id in (hidden.public_id, uuid.uuid4())]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content


def test_record_costs_three_queries(api, person, django_assert_num_queries):
    address = f"/api/v1/prisoners/{person.public_id}/"
    api.get(address)

    with django_assert_num_queries(6):  # role taken and given back, the edition; person, custody, lists
        api.get(address)
