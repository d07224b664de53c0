"""The share of the sentence served, at the borders that rule 9.7 names and where it can't be known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology.partial_date import PartialDate
from releases.served_share import (
    NOT_COMPUTABLE,
    NOT_KNOWN,
    Reached,
    Share,
    calendar_days,
    days_inside,
    of_release,
    reached,
)


def day(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def share(counted="2021-07-11", left="2025-01-15", years=7, *, custody=None, sanction="imprisonment", **more) -> Share:
    return of_release(
        sanction=sanction,
        months=more.pop("months", years * 12),
        days=more.pop("days", 0),
        counted_from=day(counted),
        left_on=day(left),
        custody=[(day(a), day(b)) for a, b in (custody or [(counted, left)])],
        **more,
    )


@pytest.mark.parametrize(
    ("counted", "years", "served", "length", "answer"),
    [
        ("2021-07-11", 7, 1284, 2557, "yes"),  # 50.22 %
        ("2021-07-18", 7, 1277, 2557, "no"),  # 49.94 %
        ("2021-07-11", 8, 1284, 2922, "no"),  # 43.9 %
    ],
)
def test_the_borders_of_the_rule(counted, years, served, length, answer):
    assert share(counted, years=years) == Share(served, length, answer)


def test_exactly_half_is_not_more_than_half():
    assert share("2023-01-01", "2023-07-02", months=0, days=364) == Share(182, 364, "no")
    assert share("2023-01-01", "2023-07-03", months=0, days=364) == Share(183, 364, "yes")


def test_months_are_added_to_the_date():
    assert calendar_days(date(2020, 2, 29), 12, 0) == 365
    assert calendar_days(date(2021, 1, 31), 1, 0) == 28
    assert calendar_days(date(2021, 1, 31), 1, 2) == 30


@pytest.mark.parametrize("sanction", ["life", "death", "fine", "tcsi", "acquittal", "unknown", None])
def test_without_a_sentence_of_prison_with_an_end_it_is_not_computable(sanction):
    assert share(sanction=sanction) == NOT_COMPUTABLE


def test_unknown_length_or_day_is_not_computable():
    assert share(months=None, days=None) == NOT_COMPUTABLE
    assert share(None, custody=[("2021-07-11", "2025-01-15")]) == NOT_COMPUTABLE
    assert share(left=None) == NOT_COMPUTABLE
    assert share(custody=[(None, "2025-01-15")]) == NOT_COMPUTABLE
    assert share("../2021-07-11") == NOT_COMPUTABLE


def test_a_release_on_paper_is_not_computable():
    assert share(was_already_outside=True) == NOT_COMPUTABLE


def test_remand_and_overlapping_stays_count_once():
    stays = [("2021-07-11", "2022-07-11"), ("2022-01-01", "2023-01-01"), ("2024-01-01", "2025-01-15")]
    assert share(custody=stays).served_days == 539 + 380


def test_time_before_the_start_of_the_computation_does_not_count():
    assert share("2021-07-11", custody=[("2020-01-01", "2025-01-15")]).served_days == 1284


def test_part_known_days_matter_only_when_the_answer_differs():
    month = share("2021-07-11", "2025-01", custody=[("2021-07-11", "2025-01")])
    assert month == NOT_COMPUTABLE
    assert share("2021-07", years=5, custody=[("2021-07", None)]) == Share(None, None, "yes")
    assert share("2021-07", years=20, custody=[("2021-07", None)]) == Share(None, None, "no")


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 400), st.integers(0, 31))
def test_a_longer_sentence_is_never_shorter_in_days(start, months, days):
    assert calendar_days(start, months, days) <= calendar_days(start, months + 1, days)
    assert calendar_days(start, months, days) + 1 == calendar_days(start, months, days + 1)


def test_reductions_shorten_the_sentence_as_a_calendar_does():
    assert share("2021-07-11", "2025-01-15", 8).more_than_half == "no"
    assert share("2021-07-11", "2025-01-15", 8, reductions=[(10, 0), (2, 0)]) == Share(1284, 2557, "yes")
    assert share("2021-07-11", "2025-01-15", 7, reductions=[(0, 5)]) == Share(1284, 2552, "yes")
    assert share("2021-07-11", "2025-01-15", 7, reductions=[(90, 0)]) == Share(1284, 0, "yes")


def parts(counted="2021-01-01", months=36, *, custody=None, sanction="imprisonment") -> Reached:
    stays = custody or [(counted, None)]
    return reached(
        sanction=sanction,
        months=months,
        days=0,
        counted_from=day(counted),
        custody=[(day(a), day(b)) for a, b in stays],
    )


def test_the_days_on_which_the_parts_had_been_served():
    assert parts() == Reached(date(2022, 1, 1), date(2022, 7, 3), date(2023, 1, 1))  # 1095 days: 365, 547.5, 730


def test_time_outside_puts_the_parts_off():
    held = [("2021-01-01", "2021-12-01"), ("2022-12-01", None)]
    assert parts(custody=held) == Reached(date(2023, 1, 1), date(2023, 7, 3), date(2024, 1, 1))
    assert parts(custody=[("2021-01-01", "2021-12-01")]) == NOT_KNOWN
    assert parts(custody=[("2021-01-01", "2022-06-01")]) == Reached(date(2022, 1, 1), None, None)


@pytest.mark.parametrize(
    "more",
    [{"sanction": "life"}, {"months": None}, {"counted": "2021-01"}, {"custody": [("2021-01", None)]},
     {"custody": [("2021-01-01", "2021-12"), ("2022-01-01", None)]}],
)  # fmt: skip
def test_the_parts_are_known_only_from_days_known_exactly(more):
    assert parts(**more) == NOT_KNOWN


def test_days_inside_are_of_days_known_exactly():
    assert days_inside(day("2021-07-11"), day("2025-01-15")) == 1284
    assert days_inside(day("2021-07-11"), day("2021-07-11")) == 0
    assert days_inside(day("2021-07"), day("2025-01-15")) is None
    assert days_inside(day("2021-07-11"), None) is None


EXACT = st.dates(date(2015, 1, 1), date(2024, 12, 31))


@given(EXACT, st.integers(1, 360), st.lists(st.tuples(EXACT, st.integers(0, 900)), max_size=4))
def test_a_part_is_reached_on_the_first_day_on_which_the_share_says_so(counted, months, others):
    stays = [(start, start + timedelta(length)) for start, length in others]
    asked = {"sanction": "imprisonment", "months": months, "days": 0, "counted_from": PartialDate(counted)}
    custody = [(PartialDate(a), PartialDate(b)) for a, b in stays]
    going_on = [(PartialDate(max([counted, *(end for _, end in stays)])), None)]
    half = reached(**asked, custody=custody + going_on).half_on

    def served(on):
        found = of_release(**asked, custody=custody + going_on, left_on=PartialDate(on))
        return found.served_days, found.sentence_days

    days, length = served(half)
    before, _ = served(half - timedelta(1))
    assert before * 2 < length <= days * 2
