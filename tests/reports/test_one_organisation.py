from datetime import date

import pytest

from reports import registry
from tests.publication import records

pytestmark = pytest.mark.django_db

SINCE = date(2024, 1, 1)


def lines(*codes):
    return [{"code": code, "name_es": code, "name_en": code, "kind": "prisoners", "snapshots": []} for code in codes]


@pytest.fixture
def edition():
    edition = records.edition(as_of=date(2025, 1, 14))
    records.organisation(edition, "ceiba", "Registro Ceiba (demo)", lists=lines("ceiba", "ceiba-women"))
    records.organisation(edition, "jaguey", "Registro Jagüey (demo)", lists=lines("jaguey"), is_accepted=False)
    records.organisation(edition, "prensa", "Prensa", lists=[])
    return edition


def listed(edition, *codes, **columns):
    person = records.prisoner(edition, **columns)
    for code in codes:
        records.listing(person, code, SINCE)
    return person


def rows(answer):
    return {row.code: (row.value, row.whole) for row in answer.breakdown}


def test_two_lists_of_one_organisation_are_one_source(edition):
    listed(edition, "ceiba", "ceiba-women", "consolidated")
    listed(edition, "ceiba", "jaguey", "consolidated")
    alone = listed(edition, "jaguey")
    listed(edition)
    answer = registry.answer("one_organisation", {})

    assert (answer.value, answer.extras["on_any_list"], float(answer.extras["share"])) == (2, 3, 66.7)
    assert rows(answer) == {"ceiba": (1, 2), "jaguey": (1, 2)}
    assert answer.breakdown[0].label == "Registro Ceiba (demo)"
    assert list(answer.persons_behind("jaguey")) == [alone]
    assert answer.persons_behind("on_any_list").count() == 3


def test_only_the_day_asked_about_counts(edition):
    person = listed(edition, "ceiba")
    records.listing(person, "jaguey", SINCE, date(2024, 6, 1))

    assert registry.answer("one_organisation", {}).value == 1
    assert registry.answer("one_organisation", {"as_of": "2024-05-31"}).value == 0
    assert registry.answer("one_organisation", {"as_of": "2023-12-31"}).extras["share"] is None


def test_list_whose_organisation_is_gone_still_is_a_source(edition):
    listed(edition, "forgotten")

    assert rows(registry.answer("one_organisation", {}))["forgotten"] == (1, 1)


def test_restriction_holds_for_both_numbers(edition):
    listed(edition, "ceiba", province="CU-13")
    listed(edition, "ceiba", province="CU-03")
    listed(edition, "ceiba", "jaguey", province="CU-13")
    answer = registry.answer("one_organisation", {"province": "CU-13"})

    assert (answer.value, answer.extras["on_any_list"]) == (1, 2)
    assert rows(answer) == {"ceiba": (1, 2), "jaguey": (0, 1)}
