from datetime import date

import pytest

from reports import registry
from reports.errors import BadParameter
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
