"""What a sample proves: against published values, and by what defines the limit."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prisoners.matching.precision import ENOUGH, fails
from prisoners.matching.proportion import lower_limit, upper_limit


# Without an error it is 0.05 ** (1 / n); the others by exact sums of binomials, halved 80 times.
@pytest.mark.parametrize(
    ("right", "asked", "limit"),
    [(299, 299, 0.990031), (298, 298, 0.989998), (59, 59, 0.950493), (99, 100, 0.953440), (9, 10, 0.605837),
     (1, 1, 0.05), (0, 10, 0.0), (0, 0, 0.0), (1_496, 1_500, 0.993908)],
)  # fmt: skip
def test_lower_limit_is_the_published_one(right, asked, limit):
    assert lower_limit(right, asked) == pytest.approx(limit, abs=1e-6)


def test_299_answers_without_an_error_are_the_fewest_that_prove_99_percent():
    assert lower_limit(299, 299) >= 0.99 > lower_limit(298, 298)


@given(st.integers(1, 400), st.data())
def test_at_the_limit_so_many_successes_or_more_have_a_chance_of_one_in_twenty(trials, data):
    successes = data.draw(st.integers(1, trials))
    limit = lower_limit(successes, trials)
    tail = sum(comb(trials, k) * limit**k * (1 - limit) ** (trials - k) for k in range(successes, trials + 1))
    assert tail == pytest.approx(0.05, abs=1e-9)


@given(st.integers(1, 400), st.data())
def test_limits_enclose_the_share_and_grow_with_it(trials, data):
    successes = data.draw(st.integers(0, trials))
    low, high = lower_limit(successes, trials), upper_limit(successes, trials)
    assert 0 <= low <= successes / trials <= high <= 1
    assert low <= lower_limit(successes + 1, trials + 1) and low >= lower_limit(successes, trials + 1)


@pytest.mark.parametrize(("errors", "within"), [(2, 35), (3, 82), (4, 137), (5, 198), (6, 262)])
def test_the_rule_stops_at_so_many_errors_within_so_many_answers(errors, within):
    answers = [False] * errors
    assert fails(answers + [True] * (within - errors))
    assert not fails(answers + [True] * (within - errors + 1))


def test_one_error_alone_stops_nothing():
    assert not fails([False]) and not fails([])


# (precision, how often it stops within 299 answers, by which answer half of the time): as the docstring says.
@pytest.mark.parametrize(
    ("precision", "stops", "half"),
    [(0.95, 0.997, 34), (0.97, 0.876, 91), (0.98, 0.563, 240), (0.99, 0.129, None), (0.996, 0.013, None)],
)
def test_the_rule_stops_as_often_as_is_written_down(precision, stops, half):
    least = {n: next((e for e in range(9) if fails([False] * e + [True] * (n - e))), 9) for n in range(1, ENOUGH + 1)}
    going, stopped, median = {0: 1.0}, 0.0, None
    for answered in range(1, ENOUGH + 1):
        then: dict[int, float] = {}
        for errors, chance in going.items():
            for more, odds in ((0, precision), (1, 1 - precision)):
                if errors + more >= least[answered]:
                    stopped += chance * odds
                else:
                    then[errors + more] = then.get(errors + more, 0.0) + chance * odds
        going = then
        median = median or (answered if stopped >= 0.5 else None)
    assert stopped == pytest.approx(stops, abs=0.0006) and median == half
