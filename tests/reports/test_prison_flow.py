from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from publication.models import CustodySpan
from reports import answers, registry
from reports.answers import table_of
from reports.monthly_flow import FLOW, Month
from tests.publication import records
from tests.publication.records import days
from tests.reports.test_properties import DAY, FIRST, holds, people, write

pytestmark = pytest.mark.django_db
YEAR = {"from": "2024-12-31", "to": "2025-12-31"}


@pytest.fixture
def edition():
    return records.edition(as_of=date(2025, 12, 31))


def held(edition, *spans):
    person = records.prisoner(edition)
    for state, from_, to in spans:
        records.custody(person, state, from_, to)
    return person


def test_persons_count_once_and_admissions_each(edition):
    held(edition, ("in_custody", date(2024, 1, 1), None))
    held(
        edition,
        ("in_custody", date(2025, 2, 1), date(2025, 3, 1)),
        ("serving_outside", date(2025, 3, 1), date(2025, 6, 1)),
        ("in_custody", date(2025, 6, 1), None),
    )
    held(edition, ("in_custody", date(2025, 1, 1), date(2025, 2, 1)), ("free", date(2025, 2, 1), None))
    held(edition, ("in_custody", date(2024, 12, 31), date(2025, 5, 1)), ("in_custody", date(2025, 5, 1), None))

    answer = registry.answer("prison_entered", YEAR)

    assert answer.value == 2
    assert answer.extras == {
        "in_prison_before": 2,
        "in_prison_after": 3,
        "admissions": 3,
        "monthly_mean": Decimal("0.2"),
    }
    assert registry.answer("prison_through", YEAR).value == 4


def test_the_first_day_is_not_of_the_period_and_the_last_is(edition):
    held(edition, ("in_custody", date(2024, 12, 31), date(2025, 1, 1)), ("free", date(2025, 1, 1), None))
    held(edition, ("in_custody", date(2025, 12, 31), None))
    held(edition, ("in_custody", date(2026, 1, 1), None))

    values = {one: registry.answer(f"prison_{one}", YEAR).value for one in ("entered", "left", "through")}

    assert values == {"entered": 1, "left": 1, "through": 2}


def test_who_was_inside_before_entered_again(edition):
    held(
        edition,
        ("in_custody", date(2021, 7, 11), date(2024, 1, 1)),
        ("serving_outside", date(2024, 1, 1), date(2025, 4, 1)),
        ("in_custody", date(2025, 4, 1), None),
    )
    held(edition, ("in_custody", date(2025, 4, 1), None))

    answer = registry.answer("prison_entered", YEAR)

    assert {row.code: row.value for row in answer.breakdown} == {"first_time": 1, "again": 1}


def test_those_no_longer_inside_are_told_by_their_state_on_the_last_day(edition):
    for state in ("serving_outside", "serving_outside", "deceased"):
        held(edition, ("in_custody", date(2024, 1, 1), date(2025, 4, 1)), (state, date(2025, 4, 1), None))
    held(edition, ("in_custody", date(2024, 1, 1), date(2025, 4, 1)))

    answer = registry.answer("prison_left", YEAR)
    rows = {row.code: row.value for row in answer.breakdown if row.value}

    assert rows == {"serving_outside": 2, "deceased": 1, "unknown": 1}
    assert answer.persons_behind("deceased").count() == 1


def test_what_is_only_possible_is_in_the_range(edition):
    person = records.prisoner(edition)
    records.custody(
        person, "in_custody", None, certain=days(date(2025, 2, 1)), possible=days(date(2024, 12, 1))
    )  # perhaps inside already
    other = records.prisoner(edition)
    records.custody(
        other, "in_custody", None, certain=records.NOTHING, possible=days(date(2025, 3, 1), date(2025, 4, 1))
    )

    entered, left = (registry.answer(f"prison_{one}", YEAR) for one in ("entered", "left"))

    assert (entered.value, entered.possible) == (1, (0, 2))
    assert (left.value, left.possible) == (0, (0, 1))


def test_how_often_somebody_was_imprisoned(edition):
    def times(number):
        spans = [
            (state, date(2021 + place, month, 1), date(2021 + place + (month == 7), 1 if month == 7 else 7, 1))
            for place in range(number)
            for state, month in (("in_custody", 1), ("serving_outside", 7))
        ]
        return held(edition, *spans)

    for number in (1, 2, 2, 3, 4, 5):
        times(number)

    answer = registry.answer("repeat_detentions", {"as_of": "2025-12-31"})

    assert (answer.value, answer.extras) == (5, {"n": 6, "share": Decimal("83.3")})
    assert {row.code: row.value for row in answer.breakdown} == {"twice": 2, "three_times": 1, "more_often": 2}
    assert answer.persons_behind("twice").count() == 2
    assert registry.answer("repeat_detentions", {"as_of": "2022-06-30"}).value == 5
    assert registry.answer("repeat_detentions", {"as_of": "2021-12-31"}).value == 0


def test_months_close_and_say_where_those_who_left_stood(edition):
    held(edition, ("in_custody", date(2024, 1, 1), date(2025, 11, 5)), ("free", date(2025, 11, 5), None))
    held(edition, ("in_custody", date(2025, 12, 2), date(2025, 12, 9)), ("exiled", date(2025, 12, 9), None))
    held(edition, ("in_custody", date(2025, 12, 2), None))

    table = table_of(registry.answer("in_prison", {}))

    columns = [column.code for column in table.columns]
    rows = [dict(zip(columns, row, strict=True)) for row in table.rows]
    assert columns == ["to", "start", "entered", "left_free", "left_exiled", "end"]
    assert rows[0] == {
        "to": date(2025, 12, 31), "start": 0, "entered": 2, "left_free": 0, "left_exiled": 1, "end": 1,
    }  # fmt: skip
    assert rows[1] == {
        "to": date(2025, 11, 30), "start": 1, "entered": 0, "left_free": 1, "left_exiled": 0, "end": 0,
    }  # fmt: skip
    assert len(rows) == 12


def test_nobody_ever_in_prison_has_no_months(edition):
    held(edition, ("free", date(2024, 1, 1), None))

    assert table_of(registry.answer("in_prison", {})) is None


def test_a_month_that_does_not_close_is_never_shown():
    with pytest.raises(ArithmeticError):
        Month(date(2025, 1, 31), date(2025, 2, 28), 3, 1, {"free": 1}, 4)


class TestAnyRecord(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(people(), max_size=6), DAY, DAY, st.integers(1, 2))
    def test_flows_close_and_agree_with_counting_by_hand(self, everybody, one, other, edition):
        answers.forget()
        write(everybody)
        first, last = sorted((one, other))
        known = [person for person in everybody if person[5] <= edition]

        def inside(person, day):
            return any(state == "in_custody" and holds(from_, to, day) for state, from_, to in person[0])

        def ask(figure_id, **texts):
            return registry.answer(figure_id, {name: str(text) for name, text in texts.items()}, edition=edition)

        period = {"from": first, "to": last}
        span = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
        before = [p for p in known if inside(p, first)]
        new = [p for p in known if not inside(p, first) and any(inside(p, day) for day in span)]
        gone = [p for p in before + new if not inside(p, last)]
        found = {one: ask(f"prison_{one}", **period) for one in ("entered", "left", "through")}

        assert {one: answer.value for one, answer in found.items()} == {
            "entered": len(new), "left": len(gone), "through": len(before) + len(new),
        }  # fmt: skip
        stocks = [ask("in_prison", as_of=day).value for day in (first, last)]
        assert stocks[0] + found["entered"].value - found["left"].value == stocks[1]
        for answer in found.values():
            assert answer.possible[0] <= answer.value <= answer.possible[1]
            assert sum(row.value for row in answer.breakdown) == (answer.value if answer.breakdown else 0)
        starts = [
            day
            for person in known
            for state, day, _ in person[0]
            if state == "in_custody" and not inside(person, date.fromordinal(day.toordinal() - 1))
        ]
        assert found["entered"].extras["admissions"] == sum(first < day <= last for day in starts)
        assert CustodySpan.objects.count() >= len(starts) and first >= FIRST


def test_flows_of_a_period_count_who_was_inside_once(edition, django_assert_max_num_queries):
    held(edition, ("in_custody", date(2024, 1, 1), None))
    for flow in ("prison_entered", "prison_left"):
        registry.answer(flow, YEAR)
    with django_assert_max_num_queries(3):  # the edition; those who passed, certainly and at most
        assert registry.answer("prison_through", YEAR).extras == {"in_prison_before": 1, "in_prison_after": 1}


def test_who_was_inside_all_month_is_counted_without_being_sorted(edition):
    for _ in range(3):
        held(edition, ("in_custody", date(2024, 1, 1), None))
    held(edition, ("in_custody", date(2024, 1, 1), date(2025, 11, 15)), ("free", date(2025, 11, 15), None))
    with connection.cursor() as cursor:
        months = {"edition": 1, "firsts": [date(2025, 10, 31)], "lasts": [date(2025, 11, 30)]}
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {FLOW}", months)
        (plan,) = cursor.fetchone()
    grouped = [node for node in nodes(plan[0]["Plan"]) if any("prisoner" in key for key in node.get("Group Key", ()))]
    assert [node["Actual Rows"] for node in grouped] == [1]


def nodes(plan):
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)
