"""Totals as organisations print them, and the floor of who was classified."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports import registry
from tests.publication import records
from tests.publication.records import NOTHING, days

pytestmark = pytest.mark.django_db

DAY = date(2025, 1, 14)
SINCE = date(2024, 1, 1)


@pytest.fixture
def edition():
    edition = records.edition(as_of=DAY)
    records.organisation(edition)
    records.term(edition, "event", "11j")
    records.term(edition, "event", "la-guinera", parent="11j")
    return edition


def person(edition, state="in_custody", **columns):
    found = records.prisoner(edition, **columns)
    records.custody(found, state, SINCE)
    return found


def classified(edition, *lines, state="in_custody", **columns):
    said = [
        {"scheme": scheme, "value": value, "organisation": "pd-demo", "stated_on": day} for scheme, value, day in lines
    ]
    return person(edition, state, document=records.document(classifications=said), **columns)


def test_behind_bars_are_those_of_the_list_who_are_certainly_in_prison(edition):
    inside = person(edition)
    outside, perhaps = person(edition, "serving_outside"), records.prisoner(edition)
    records.custody(perhaps, "in_custody", None, certain=NOTHING, possible=days(SINCE))
    for one in (inside, outside, perhaps):
        records.listing(one, "pd-demo", SINCE)
    person(edition)

    answer = registry.answer("behind_bars", {"list": "pd-demo"})

    assert (answer.value, answer.possible) == (1, (1, 2))
    assert list(answer.persons) == [inside]


def test_arrested_over_the_event_or_a_part_of_it_counts_while_in_prison(edition):
    inside = [person(edition, events=["11j"]), person(edition, events=["la-guinera"])]
    person(edition, "free", events=["11j"])
    person(edition)

    answer = registry.answer("arrested_event_in_prison", {"event": "11j"})

    assert answer.value == 2
    assert set(answer.persons) == set(inside)
    share = registry.answer("arrested_in_prison", {"event": "11j"})
    assert share.extras["numerator"] == answer.value


def test_floor_counts_who_was_classified_by_the_day_and_is_in_prison(edition):
    counted = classified(edition, ("coe", "coe_a", "2024-06-01"), ("coe", "coe_e", "2024-06-01"))
    outside = classified(edition, ("coe", "coe_b", "2024"), state="serving_outside")
    classified(edition, ("coe", "coe_a", "2025-01-15"))
    classified(edition, ("ai_poc", "ai_poc", "2024-06-01"))
    classified(edition, ("coe", "none", "2024-06-01"))
    classified(edition, ("coe", "none", "2024-06-01"), ("coe", "coe_a", "2025-01-15"))
    person(edition, is_withheld=True)

    answer = registry.answer("coe_1900", {})

    assert (answer.value, answer.extras) == (1, {"classified": 2})
    assert list(answer.persons) == [counted]
    assert set(answer.persons_behind("classified")) == {counted, outside}
    rows = {row.code: row.value for row in answer.breakdown}
    assert rows == {"coe_a": 1, "coe_b": 0, "coe_c": 0, "coe_d": 0, "coe_e": 1}
    assert list(answer.persons_behind("coe_e")) == [counted]


@pytest.mark.parametrize(
    ("stated_on", "day", "certain", "possible"),
    [
        ("2025-01", "2025-01-30", 0, 1),
        ("2025-01", "2025-01-31", 1, 1),
        ("2025-01", "2024-12-31", 0, 0),
        ("../2024-06-01", "2024-06-01", 1, 1),
        ("2024-06-01/..", "2025-01-13", 0, 1),
        ("2024-06-01/..", "2025-01-14", 1, 1),
        ("", "2025-01-13", 0, 1),
        ("", "2025-01-14", 1, 1),
    ],
)
def test_part_known_day_of_a_classification_gives_a_range(edition, stated_on, day, certain, possible):
    classified(edition, ("coe", "coe_c", stated_on))

    answer = registry.answer("coe_1900", {"as_of": day})

    assert (answer.value, answer.possible) == (certain, (certain, possible))


def test_floor_of_nobody_is_zero(edition):
    person(edition)

    assert registry.answer("coe_1900", {}).value == 0


def test_what_was_said_of_anybody_is_read_once_for_the_edition(edition):
    classified(edition, ("coe", "coe_a", "2024-06-01"), ("coe", "coe_b", "2024-06-01"))
    with CaptureQueriesContext(connection) as found:
        answers = [registry.answer("coe_1900", {"as_of": f"2024-12-0{day}"}) for day in (1, 2)]
    read = [one["sql"] for one in found if one["sql"].startswith('SELECT ("publication_prisonerversion"."document" ->')]
    assert len(read) == 1
    assert [{row.code: row.value for row in answer.breakdown} for answer in answers] == [
        {"coe_a": 1, "coe_b": 1, "coe_c": 0, "coe_d": 0, "coe_e": 0}
    ] * 2
