from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import registry
from reports.answers import table_of
from reports.still_outside import alike
from reports.survival import Followed, course, still_outside
from tests.publication import records

CODE = "anuncio-553"
ASKED = {"announcement": CODE}
LEFT = date(2025, 1, 15)


@pytest.fixture
def edition(db):
    edition = records.edition(as_of=date(2025, 12, 31))
    records.organisation(edition, "pd-demo")
    records.announcement(edition, CODE, number=8)
    records.term(edition, "revocation_ground", "no_work", "no trabajar", "not working")
    return edition


def released(edition, **columns):
    person = records.prisoner(edition)
    records.release(person, **{"announcement": CODE, "left_on": LEFT, **columns})
    return person


def rows(answer):
    return {row.code: row.value for row in answer.breakdown if row.value}


def test_time_inside_is_of_stays_known_to_the_day(edition):
    for days in (365, 1096, 1461):
        released(edition, days_inside=days)
    released(edition)
    released(edition, was_already_outside=True, days_inside=None)

    answer = registry.answer("time_inside", ASKED)

    assert (answer.value, answer.unit) == (Decimal("2.7"), "years")  # 2922 days in three stays
    assert answer.extras == {"n": 3, "unknown": 1, "median": Decimal("3.0")}
    assert answer.persons_behind("unknown").count() == 1
    assert registry.answer("time_inside", {"from": "2025-01-14", "to": "2025-01-15"}).value == answer.value
    assert registry.answer("time_inside", {"from": "2025-01-15", "to": "2025-01-16"}).value is None


@pytest.mark.parametrize(
    ("left", "code"),
    [(-5, "left_0-6"), (182, "left_0-6"), (183, "left_6-12"), (365, "left_6-12"), (366, "left_12-24"),
     (1095, "left_24-36"), (1096, "left_36-60"), (1826, "left_36-60"), (1827, "left_60-")],
)  # fmt: skip
def test_what_is_left_is_in_bands_that_include_their_lower_end(edition, left, code):
    released(edition, served_days=1000, sentence_days=1000 + left)
    released(edition, served_days=None, sentence_days=1000)

    answer = registry.answer("months_left", ASKED)

    assert rows(answer) == {code: 1, "unknown": 1}
    assert (answer.value, answer.extras) == (2, {"n": 1, "unknown": 1})


def test_who_could_have_left_earlier_by_the_part_served(edition):
    parts = {"third_on": LEFT - timedelta(800), "half_on": LEFT - timedelta(90), "two_thirds_on": LEFT}
    released(edition, **parts)
    released(edition, third_on=LEFT + timedelta(10), half_on=LEFT + timedelta(400))
    released(edition, left_on=None, left_earliest=date(2025, 1, 1), left_latest=date(2025, 1, 31), half_on=LEFT)

    def asked(part):
        answer = registry.answer("could_have_left", {**ASKED, "part": part})
        return answer.value, answer.extras["n"], answer.extras["unknown"], rows(answer)

    assert asked("third") == (1, 2, 1, {"gap_731-": 1})
    assert asked("half") == (1, 2, 1, {"gap_1-90": 1})
    assert asked("two_thirds") == (0, 1, 2, {})
    half = registry.answer("could_have_left", ASKED)
    assert {name: half.extras[name] for name in ("share", "q1_gap", "median_gap", "q3_gap")} == {
        "share": Decimal("50.0"), "q1_gap": Decimal("-277.5"), "median_gap": Decimal("-155.0"),
        "q3_gap": Decimal("-32.5"),
    }  # fmt: skip


def test_more_than_half_with_reductions_deducted(edition):
    released(edition, more_than_half="no", less_reductions="yes")
    released(edition, more_than_half="no", less_reductions="no")
    released(edition, more_than_half="not_computable", less_reductions="")

    plain, deducted = (
        registry.answer("more_than_half", {**ASKED, "reductions": one}) for one in ("not_deducted", "deducted")
    )

    assert (plain.value, plain.extras["no"], plain.extras["not_computable"]) == (0, 2, 1)
    assert (deducted.value, deducted.extras["no"], deducted.extras["not_computable"]) == (1, 1, 1)
    assert registry.answer("more_than_half", ASKED).value == 0


def test_departures_by_day_and_by_month_come_in_order(edition):
    released(edition, left_on=date(2025, 2, 27))
    released(edition)
    released(edition, left_on=None, left_earliest=date(2025, 1, 1), left_latest=date(2025, 1, 31))
    released(edition, left_on=None)

    def asked(code):
        answer = registry.answer("release_type", {**ASKED, "breakdown": code})
        return [(row.code, row.value) for row in answer.breakdown]

    assert asked("day") == [("2025-01-15", 1), ("2025-02-27", 1), ("unknown", 2)]
    assert asked("month") == [("2025-01", 2), ("2025-02", 1), ("unknown", 1)]
    named = registry.answer("release_type", {**ASKED, "breakdown": "month"}).breakdown
    assert [(row.labels.es, row.labels.en) for row in named] == [
        ("enero de 2025", "January 2025"), ("febrero de 2025", "February 2025"), ("desconocido", "unknown"),
    ]  # fmt: skip


def test_revocations_by_both_grounds(edition):
    back = {"reimprisoned_earliest": date(2025, 5, 1), "reimprisoned_latest": date(2025, 5, 1)}
    day = {"revoked_on": "2025-04-29", "revoked_earliest": date(2025, 4, 29), "revoked_latest": date(2025, 4, 29)}
    released(edition, **day, **back, ground_official="no_work", ground_alleged="opinion")
    month = {"revoked_on": "2025-04", "revoked_earliest": date(2025, 4, 1), "revoked_latest": date(2025, 4, 30)}
    released(edition, **month)
    released(edition, ground_official="no_work")  # no day: possible
    released(edition)

    def asked(day, **more):
        answer = registry.answer("revoked", {**ASKED, "as_of": day, **more})
        return answer.value, answer.possible, answer.extras["back_in_prison"]

    assert asked("2025-03-31") == (0, (0, 1), 0)
    assert asked("2025-04-29") == (1, (1, 3), 0)
    assert asked("2025-12-31") == (2, (2, 3), 1)
    answer = registry.answer("revoked", ASKED)
    assert rows(answer) == {"no_work": 1, "unknown": 1}
    assert rows(registry.answer("revoked", {**ASKED, "breakdown": "ground_alleged"})) == {
        "opinion": 1, "none_alleged": 1,
    }  # fmt: skip
    assert (answer.extras["n"], answer.extras["share"]) == (4, Decimal("50.0"))


def test_age_is_of_adults_and_everybody_is_in_a_band(edition):
    for age in (18, 36, 60, 71):
        listed(edition, age_at_detention=age)
    listed(edition, minor_at_detention="yes")
    listed(edition, minor_at_detention="unknown")

    answer = registry.answer("age_at_detention", {})

    assert answer.value == Decimal("46.3")  # 46.25
    assert answer.extras == {"n": 4, "minors": 1, "unknown": 1, "sixty_and_over": 2, "median": Decimal("48.0")}
    assert rows(answer) == {"under_18": 1, "18-20": 1, "36-40": 1, "60-": 2, "unknown": 1}
    assert answer.persons_behind("60-").count() == 2


def listed(edition, **columns):
    person = records.prisoner(edition, **columns)
    records.listing(person, "consolidated", date(2024, 1, 1))
    return person


@pytest.mark.parametrize(
    ("months", "code"),
    [(12, "to_1"), (13, "to_3"), (60, "to_5"), (61, "to_8"), (240, "to_20"), (241, "over_20"), (None, "unknown")],
)
def test_sentences_are_in_bands_that_include_their_upper_end(edition, months, code):
    records.sentence(listed(edition), months)

    assert rows(registry.answer("sentenced", {})) == {code: 1}


def test_of_two_sentences_the_longer_one_and_life_before_all(edition):
    both = listed(edition)
    records.sentence(both, 36)
    records.sentence(both, 120)
    for_life = listed(edition)
    records.sentence(for_life, 36)
    records.sentence(for_life, None, sanction="life")
    records.sentence(listed(edition), 36, to=date(2023, 1, 1))
    records.sentence(listed(edition), 36, sanction="fine")
    records.sentence(listed(edition), 36, step="prosecutor_request", from_=None)

    answer = registry.answer("sentenced", {})

    assert (answer.value, rows(answer)) == (2, {"to_10": 1, "life": 1})


def test_the_share_still_outside_counts_each_as_long_as_followed(edition):
    def left(days_before, back=None, **more):
        on = date(2025, 12, 31) - timedelta(days_before)
        day = on + timedelta(back) if back is not None else None
        released(edition, left_on=on, reimprisoned_earliest=day, reimprisoned_latest=day, **more)

    left(300, back=100)
    left(300)
    left(50)  # not followed for as long as the first return took
    left(300, release_type="extrapenal_leave")
    left(300, was_already_outside=True)

    answer = registry.answer("still_outside", {**ASKED, "days": "180"})

    assert (answer.value, answer.extras) == (Decimal("66.7"), {"n": 4, "at_risk": 2, "returned": 1})
    assert answer.persons_behind("returned").count() == 1
    table = table_of(answer)
    (everybody, conditional, leave) = table.rows
    assert everybody[1:] == (
        4, Decimal("100.0"), 4, Decimal("100.0"), 3, Decimal("100.0"), 3, Decimal("66.7"), 2, None, 0,
    )  # fmt: skip
    assert [row[1] for row in (conditional, leave)] == [3, 1]
    assert (conditional[0].es, everybody[0].en) == ("conditional_release", "all")


def test_a_return_known_in_part_is_in_the_range(edition):
    released(edition, reimprisoned_earliest=date(2025, 2, 1), reimprisoned_latest=date(2025, 3, 31))
    released(edition)

    answer = registry.answer("still_outside", {**ASKED, "days": "30"})

    assert (answer.value, answer.possible) == (Decimal("100.0"), (Decimal("50.0"), Decimal("100.0")))


def test_the_range_is_in_order_where_an_earlier_return_weighs_less(edition):
    """Back after 5 to 20 days; the other could be followed for 10: early it is one of two, late the only one."""
    back = {"reimprisoned_earliest": date(2025, 12, 6), "reimprisoned_latest": date(2025, 12, 21)}
    released(edition, left_on=date(2025, 12, 1), **back)
    released(edition, left_on=date(2025, 12, 21))

    answer = registry.answer("still_outside", {**ASKED, "days": "30"})

    assert (answer.value, answer.possible) == (Decimal("0.0"), (Decimal("0.0"), Decimal("0.0")))
    earlier = registry.answer("still_outside", {**ASKED, "days": "10"})
    assert (earlier.value, earlier.possible) == (Decimal("100.0"), (Decimal("50.0"), Decimal("100.0")))


def test_nobody_released_has_no_share(edition):
    answer = registry.answer("still_outside", ASKED)

    assert (answer.value, answer.possible, table_of(answer)) == (None, (None, None), None)


FOLLOWED = st.lists(st.builds(Followed, st.integers(0, 60), st.booleans()), max_size=8)


@given(FOLLOWED, st.integers(1, 59))
def test_the_share_never_rises_and_is_plain_where_all_are_followed(followed, days):
    point, later = still_outside(followed, days), still_outside(followed, days + 1)
    if point.share is None or later.share is None:
        assert not any(one.days >= days + 1 for one in followed)
        return
    assert 0 <= later.share <= point.share <= 1
    if all(one.has_returned or one.days > days for one in followed):
        assert point.share == 1 - Fraction(point.returned, len(followed))
    assert point.returned + point.at_risk <= len(followed)


@given(FOLLOWED)
def test_the_course_is_the_share_of_each_of_its_days(followed):
    days = [0, 1, 7, 30, 60]
    assert course(followed, days) == [still_outside(followed, day) for day in days]


def test_those_followed_are_looked_at_a_few_times_however_many_days_they_returned_on():
    looks = []

    class Day(int):
        """A day that tells when it is compared."""

        def __ge__(self, other):
            looks.append(other)
            return int(self) >= other

        def __lt__(self, other):
            looks.append(other)
            return int(self) < other

    everybody = [Followed(Day(day), True) for day in range(200)]
    assert still_outside(everybody, 150).returned == 151
    assert len(looks) < 200 * 20


def test_departures_are_read_once_for_the_share_and_once_for_the_table(edition, django_assert_max_num_queries):
    for _ in range(3):
        released(edition, reimprisoned_earliest=date(2025, 2, 1), reimprisoned_latest=date(2025, 2, 1))
    table_of(registry.answer("still_outside", {**ASKED, "as_of": "2025-12-30"}))
    with django_assert_max_num_queries(2):  # the mark of the edition, and the departures
        answer = registry.answer("still_outside", {**ASKED, "as_of": "2025-12-29"})
    with django_assert_max_num_queries(1):
        assert [row[1] for row in table_of(answer).rows] == [3, 3]
    assert answer.persons_behind("returned").count() == 3


def test_departures_that_are_alike_are_counted_by_the_database(edition):
    for _ in range(4):
        released(edition)
    asked = {**ASKED, "as_of": "2025-12-31"}
    question = registry.answer("still_outside", asked).question
    assert [number for *_, number in alike(question)] == [4]
    assert registry.answer("still_outside", asked).extras["n"] == 4
