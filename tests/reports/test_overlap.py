from datetime import date

import pytest

from reports import registry
from reports.csv_files import patterns_csv
from reports.errors import BadParameter
from reports.serial import answer_json
from tests.publication import records

pytestmark = pytest.mark.django_db

DAY = date(2025, 1, 14)
LISTS = ("pd-demo", "j11j-demo", "consolidated")


@pytest.fixture
def edition():
    edition = records.edition(as_of=DAY)
    records.organisation(edition, "pd-demo", "Registro Ceiba (demo)")
    records.organisation(edition, "j11j-demo", "Registro Framboyán (demo)")
    for lists in (("pd-demo", "consolidated"), ("pd-demo", "consolidated"), LISTS, ("j11j-demo",), ()):
        person = records.prisoner(edition)
        for code in lists:
            records.listing(person, code, date(2024, 1, 1), date(2025, 1, 15))
    return edition


def rows(answer):
    return {row.code: row.value for row in answer.breakdown}


def test_each_pattern_counts_those_on_exactly_these_lists(edition):
    answer = registry.answer("overlap", {"lists": "pd-demo,j11j-demo,consolidated"}, language="en")

    assert answer.value == answer.persons.count() == 4
    assert rows(answer) == {
        "pd-demo+j11j-demo+consolidated": 1,
        "pd-demo+j11j-demo": 0,
        "pd-demo+consolidated": 2,
        "pd-demo": 0,
        "j11j-demo+consolidated": 0,
        "j11j-demo": 1,
        "consolidated": 0,
    }
    assert answer.breakdown[2].label == "Registro Ceiba (demo) + consolidated list"
    assert answer.persons_behind("pd-demo+consolidated").count() == 2


def test_each_list_may_have_its_own_day(edition):
    assert registry.answer("overlap", {"lists": "pd-demo@2023-12-31,j11j-demo"}).value == 2
    assert rows(registry.answer("overlap", {"lists": "pd-demo@2023-12-31,pd-demo"})) == {
        "pd-demo@2023-12-31+pd-demo@2025-01-14": 0,
        "pd-demo@2023-12-31": 0,
        "pd-demo@2025-01-14": 3,
    }


@pytest.mark.parametrize(
    "lists", ["", ",", "pd-demo,pd-demo", "pd-demo,otra", "pd-demo@ayer", "a,b,c,d,e,f,g", "pd-demo@"]
)
def test_lists_that_make_no_sense_are_refused(edition, lists):
    with pytest.raises(BadParameter) as refusal:
        registry.answer("overlap", {"lists": lists})

    assert refusal.value.parameter == "lists"


def test_two_lists_share_those_on_both_whatever_other_lists_have_them(edition):
    answer = registry.answer("overlap", {"lists": "pd-demo,j11j-demo,consolidated", "breakdown": "pairs"})

    assert rows(answer) == {
        "pd-demo": 3,
        "j11j-demo": 2,
        "consolidated": 3,
        "pd-demo+j11j-demo": 1,
        "pd-demo+consolidated": 3,
        "j11j-demo+consolidated": 1,
    }
    assert {row.code: answer.persons_behind(row.code).count() for row in answer.breakdown} == rows(answer)


def test_share_of_two_lists_is_of_the_smaller_one(edition):
    answer = registry.answer("overlap", {"lists": "pd-demo,j11j-demo", "breakdown": "pairs"})
    found = {row["code"]: row for row in answer_json(answer)["breakdown"]}

    assert (found["pd-demo+j11j-demo"]["share"], found["pd-demo+j11j-demo"]["share_of"]) == (50.0, 2)
    assert "share" not in found["pd-demo"]
    assert [row.share for row in answer.breakdown] == [75, 50, 50]


def test_patterns_are_the_usual_breakdown_and_need_no_name_in_addresses(edition):
    usual = registry.answer("overlap", {"lists": "pd-demo"})

    assert (usual.breakdown_code, usual.address) == ("inclusion", "/api/v1/figures/overlap/?lists=pd-demo&edition=1")


def test_patterns_in_a_file_are_zeros_ones_and_a_count(edition):
    answer = registry.answer("overlap", {"lists": "pd-demo,j11j-demo"})

    assert "".join(patterns_csv(answer)).split() == ["\ufeffpd-demo,j11j-demo,count", "1,1,1", "1,0,2", "0,1,1"]


def test_lists_of_one_name_are_told_apart_by_whose_they_are(edition):
    same = {"name_es": "Presos", "name_en": "Prisoners", "kind": "prisoners", "snapshots": []}
    records.organisation(edition, "one", "Registro Ceiba (demo)", lists=[{"code": "one", **same}])
    records.organisation(
        edition, "two", "Registro Jagüey (demo)", lists=[{"code": "two", **same}, {"code": "three", **same}]
    )
    answer = registry.answer("overlap", {"lists": "one,two", "breakdown": "pairs"}, language="en")

    assert [row.label for row in answer.breakdown[:2]] == ["Registro Ceiba (demo)", "Registro Jagüey (demo): Prisoners"]


@pytest.fixture
def scattered(edition):
    places = (("CU-13", "j11"), ("CU-13", "after_11j"), ("", "unknown"), ("CU-13", ""))
    for province, context in places:
        person = records.prisoner(edition, province=province, context=context)
        records.listing(person, "ocdh-demo", date(2024, 1, 1))


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({}, 4),
        ({"province": "CU-13"}, 3),
        ({"province": "unknown"}, 1),
        ({"province": "CU-01"}, 0),
        ({"context": "11j"}, 1),
        ({"context": "before"}, 0),
        ({"context": "unknown"}, 2),
        ({"province": "CU-13", "context": "after"}, 1),
    ],
)
def test_count_can_be_of_one_province_and_one_context(scattered, asked, number):
    answer = registry.answer("overlap", {"lists": "ocdh-demo", **asked})

    assert (answer.value, rows(answer)) == (number, {"ocdh-demo": number})
    assert answer.persons_behind("ocdh-demo").count() == number


@pytest.mark.parametrize(
    ("name", "text"), [("province", "CU-77"), ("province", "La Habana"), ("context", "j11"), ("context", "ayer")]
)
def test_province_or_context_that_there_is_not_is_refused(edition, name, text):
    with pytest.raises(BadParameter) as refusal:
        registry.answer("overlap", {"lists": "pd-demo", name: text})

    assert refusal.value.parameter == name
    assert "unknown" in refusal.value.message
