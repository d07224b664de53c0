from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.rounding import one_decimal, percent, share_in_words


@pytest.mark.parametrize(
    ("number", "rounded"), [("2.25", "2.3"), ("2.24", "2.2"), ("0.05", "0.1"), ("0", "0.0"), ("10", "10.0")]
)
def test_half_goes_up(number, rounded):
    assert str(one_decimal(Fraction(number))) == rounded


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (554, 1586, "34.9"),
        (212, 553, "38.3"),
        (169, 204, "82.8"),
        (169, 212, "79.7"),
        (134, 1200, "11.2"),
        (0, 7, "0.0"),
    ],
)
def test_shares_of_the_record(part, whole, share):
    assert percent(part, whole) == Decimal(share)


def test_share_of_nobody_is_none():
    assert percent(0, 0) is None
    assert percent(3, None) is None


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_share_is_never_further_than_half_a_tenth(part, whole):
    assert abs(Fraction(percent(part, whole)) - Fraction(100 * part, whole)) <= Fraction(1, 20)


def test_share_of_few_is_a_fraction_too():
    assert share_in_words(3, 12, "es") == "3 de 12 (25,0\u00a0%)"
    assert share_in_words(554, 1586, "en") == "34.9\u00a0%"
    assert share_in_words(0, 0, "es") == ""
