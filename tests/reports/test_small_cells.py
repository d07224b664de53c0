"""Nothing hidden can be worked out: by linear algebra, and by trying every table there may be against the procedure."""

from collections import defaultdict
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.small_cells import SMALLEST_SHOWN, hidden

PARTS = st.dictionaries(st.sampled_from([f"CU-{n:02}" for n in range(1, 18)]), st.integers(0, 40) | st.integers(0, 6))


def settled(parts, chosen):
    """Hidden parts whose number follows from the one equation there is: all together are the sum less what is shown.

    An equation in several unknowns, each with the same coefficient, has a line of solutions; in one it has one.
    """
    unknown = sorted(chosen)
    equation = [Fraction(1) for _ in unknown]
    return set(unknown) if len(equation) == 1 and parts[unknown[0]] < SMALLEST_SHOWN else set()


@given(PARTS)
def test_no_small_number_is_shown_or_follows(parts):
    chosen = hidden(parts)
    assert {code for code, number in parts.items() if 0 < number < SMALLEST_SHOWN} <= chosen
    if len(parts) > 1:
        assert settled(parts, chosen) == set()


@given(PARTS)
def test_a_hidden_small_number_may_be_zero_where_others_are_shown(parts):
    chosen = hidden(parts)
    if chosen and chosen != set(parts):
        together = sum(parts[code] for code in chosen)
        for _ in chosen:
            assert together <= (SMALLEST_SHOWN - 1) * (len(chosen) - 1)


@given(PARTS)
def test_nothing_small_hides_nothing(parts):
    assert not hidden({code: number for code, number in parts.items() if not 0 < number < SMALLEST_SHOWN})


def told(parts, chosen):
    """What a reader sees: the numbers shown, and the sum of all."""
    return tuple(None if code in chosen else number for code, number in parts.items()), sum(parts.values())


def worked_out(procedure, width, most):
    """Tables of `width` parts up to `most` each where a reader who knows the procedure finds a small number out."""
    tables = defaultdict(list)
    for numbers in product(range(most + 1), repeat=width):
        parts = {f"part-{place}": number for place, number in enumerate(numbers)}
        tables[told(parts, procedure(parts))].append(numbers)
    return [
        seen
        for seen, possible in tables.items()
        for place in range(width)
        if seen[0][place] is None and len({numbers[place] for numbers in possible}) == 1 and 0 < possible[0][place] < 5
    ]


@pytest.mark.parametrize(("width", "most"), [(2, 12), (3, 9), (4, 7), (5, 6)])
def test_even_who_knows_the_procedure_finds_no_small_number(width, most):
    assert worked_out(hidden, width, most) == []


def test_the_check_finds_out_who_hides_small_numbers_alone():
    """Mutants: only what is small, and one more beside it."""

    def small_alone(parts):
        return {code for code, number in parts.items() if 0 < number < SMALLEST_SHOWN}

    def with_one_more(parts):
        rest = [code for code in parts if code not in small_alone(parts)]
        return small_alone(parts) | set(rest[:1] if len(small_alone(parts)) == 1 else [])

    assert worked_out(small_alone, 3, 6)
    assert worked_out(with_one_more, 3, 6)
    assert settled({"CU-03": 7, "CU-04": 2}, small_alone({"CU-03": 7, "CU-04": 2})) == {"CU-04"}


def test_examples():
    assert hidden({"CU-03": 30, "CU-04": 0, "CU-05": 2}) == {"CU-04", "CU-05"}
    assert hidden({"CU-03": 30, "CU-04": 5}) == frozenset()
    assert hidden({"CU-03": 30, "CU-04": 4}) == {"CU-03", "CU-04"}, "the sum would tell the four"
    assert hidden({}) == frozenset()
