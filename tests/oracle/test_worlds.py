"""The oracle itself: what it says of possible worlds is what comes of writing each of them down."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.answers import one_decimal, quantile
from tests.oracle.calendar_days import bounds, months_between
from tests.oracle.custody import Chain

FIRST = date(2023, 1, 1)
WINDOWS = st.tuples(st.integers(0, 5), st.integers(0, 4)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(st.tuples(st.sampled_from(["in_custody", "free", "exiled"]), WINDOWS), max_size=4), st.integers(-1, 10))
def test_states_are_those_of_all_worlds_written_down(changes, day):
    worlds = [
        days
        for days in product(*(range(first, last + 1) for _, (first, last) in changes))
        if all(before <= after for before, after in pairwise(days))
    ]
    names = ["", *(state for state, _ in changes)]
    right = {names[sum(on <= day for on in days)] for days in worlds}
    chain = Chain([(state, FIRST + timedelta(a), FIRST + timedelta(b)) for state, (a, b) in changes])
    assert chain.states(FIRST + timedelta(day)) == right


def test_days_are_read_by_the_oracle_as_they_are_written():
    assert bounds("2023-02") == (date(2023, 2, 1), date(2023, 2, 28))
    assert bounds("2023") == (date(2023, 1, 1), date(2023, 12, 31))
    assert bounds("../2023-02-05") == (None, date(2023, 2, 5))
    assert bounds("2023-02-05/..") == (date(2023, 2, 5), None)
    assert bounds(None) == (None, None)


def test_numbers_are_those_of_the_books():
    assert quantile([1, 2, 3, 10], Fraction(1, 2)) == Fraction(5, 2)
    assert one_decimal(quantile([1, 2, 3, 10], Fraction(3, 4))) == Decimal("4.8")
    assert str(months_between(date(2023, 1, 31), date(2023, 3, 14))) == "45/31"
    assert months_between(date(2023, 4, 30), date(2023, 5, 31)) == 1
