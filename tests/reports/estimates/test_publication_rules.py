"""Each rule that withholds an estimate, with a table that trips it and nothing else where that can be."""

from itertools import product
from math import prod

import pytest

from reports.estimates import publication_rules
from reports.estimates.publication_rules import Circumstances, judge, two_digits
from reports.estimates.tables import Table
from reports.estimates.wording import REASONS, reasons_in_words
from tests.reports.estimates.published import table

pytestmark = pytest.mark.usefixtures("short_draws")


def independent(persons: int, *shares: float) -> Table:
    """What lists that each hold its share, apart from one another, would show of so many persons."""
    counts = {}
    for ons in product((0, 1), repeat=len(shares)):
        expected = persons * prod(share if on else 1 - share for on, share in zip(ons, shares, strict=True))
        pattern = sum(on << place for place, on in enumerate(ons))
        if pattern and round(expected):
            counts[pattern] = round(expected)
    return Table(tuple("ABCDEFGH"[: len(shares)]), counts)


GOOD = independent(2000, 0.5, 0.5, 0.45, 0.4)


def codes(table: Table, known: Circumstances | None = None) -> list[str]:
    return [reason.code for reason in judge(table, known).reasons]


def test_lists_made_apart_give_a_range_that_holds_the_truth():
    found = judge(GOOD)

    assert found.is_shown
    low, high = found.range
    assert low <= 2000 <= high
    assert (low, high) == (two_digits(low), two_digits(high))
    assert low >= GOOD.observed


@pytest.mark.parametrize(
    ("known", "code"),
    [
        (Circumstances(restricted=("B",)), "restricted_list"),
        (Circumstances(unknown_scope=("B",)), "unknown_scope"),
        (Circumstances(open_rows=50), "open_rows"),
        (Circumstances(is_stratum=True), "small_cells"),
        (Circumstances(link_spread=1000), "uncertain_links"),
        (Circumstances(previous=(3000, 3200)), "moved"),
        (Circumstances(previous=(100, 300)), "moved"),
    ],
)
def test_what_the_table_does_not_say_withholds(known, code):
    table = independent(600, 0.5, 0.5, 0.45, 0.05) if code == "small_cells" else GOOD

    assert code in codes(table, known)
    assert judge(table, known).range is None


@pytest.mark.parametrize("known", [Circumstances(open_rows=30), Circumstances(previous=(500, 2000))])
def test_what_is_within_bounds_does_not_withhold(known):
    assert codes(GOOD, known) == []


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((independent(600, 0.5, 0.5)), ["too_few_lists"]),
        ((independent(600, 0.5)), ["too_few_lists"]),
        ((independent(50, 0.5, 0.5, 0.5)), ["too_few_persons"]),
    ],
)
def test_a_table_that_cannot_be_estimated_is_not_tried(counts, expected):
    found = judge(counts)

    assert found.estimate is None
    assert [reason.code for reason in found.reasons] == expected


def test_a_list_that_holds_nearly_all_of_another_may_be_a_copy():
    both, first = 0b011, 0b001
    copy = Table(("A", "B", "C"), {both: 100, first: 300, 0b101: 60, 0b100: 90, 0b111: 40})

    assert "copied" in codes(copy)


def test_lists_that_share_nobody():
    assert "nobody_in_common" in codes(table("uk-five"))
    assert "nobody_in_common" in codes(table("artificial-3"))


def test_lists_that_mostly_share_few():
    assert "too_few_in_common" in codes(table("new-orleans-five")) or "nobody_in_common" in codes(
        table("new-orleans-five")
    )
    few = Table(("A", "B", "C"), {1: 200, 2: 200, 4: 200, 3: 5, 5: 5, 6: 50})
    assert "too_few_in_common" in codes(few)


def test_kosovo_is_withheld_for_three_reasons():
    assert codes(table("kosovo")) == ["models_disagree", "too_wide", "mostly_unseen"]


def test_no_model_at_all():
    assert "no_model" in codes(Table(("A", "B", "C"), {7: 80}))


def test_the_public_site_does_not_work_on_what_it_may_not_show():
    known = Circumstances(restricted=("A",))

    assert judge(GOOD, known, is_public=True).estimate is None
    assert judge(GOOD, known).estimate is not None


def test_every_reason_has_its_sentence_in_both_languages():
    reasons = {
        *codes(GOOD, Circumstances(("A",), ("B",), True, 99, (1, 2), 1000)),
        *codes(independent(50, 0.5, 0.5)),
        *codes(table("kosovo")),
        *codes(table("artificial-3")),
    }

    assert reasons <= REASONS.keys()
    for name in ("kosovo", "artificial-3"):
        for language in ("es", "en"):
            assert all("%(" not in text for text in reasons_in_words(judge(table(name)), language))


def test_the_same_table_gives_the_same_estimate():
    assert judge(GOOD).estimate.families == judge(GOOD).estimate.families


@pytest.mark.parametrize(("number", "down", "up"), [(1234, 1200, 1300), (1200, 1200, 1200), (87, 87, 87), (5, 5, 5)])
def test_two_digits_outwards(number, down, up):
    assert (two_digits(number), two_digits(number, up=True)) == (down, up)
    assert publication_rules.outwards((number, number)) == (down, up)
