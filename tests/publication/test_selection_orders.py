"""The orders of a list: each person once, nobody between two pages, days that are not known at the end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publication.selection import BadParameter, Selection, forget
from publication.selection.bitmaps import bitmap, positions
from publication.selection.orders import NEWEST, OLDEST, SORTS, Orders, in_order, in_tiers
from tests.publication import records

FIRST = date(2021, 1, 1).toordinal()
BOUNDS = st.one_of(st.just((0, 0)), st.tuples(st.integers(0, 9), st.integers(0, 3)).map(
    lambda drawn: (FIRST + drawn[0], FIRST + drawn[0] + drawn[1])))  # fmt: skip
RECORD = st.lists(BOUNDS, min_size=1, max_size=40)


@given(RECORD, st.data())
def test_order_is_total_whatever_the_pages(record, data):
    orders = Orders([one for one, _ in record], [one for _, one in record])
    rows = bitmap(data.draw(st.sets(st.integers(0, len(record) - 1))), len(record))
    size = data.draw(st.integers(1, 7))
    for sort in (NEWEST, OLDEST):
        order = orders.of(sort)
        whole = in_order(order, rows)
        pages = [in_order(order, rows, start, size) for start in range(0, len(record), size)]
        assert sorted(whole) == positions(rows)
        assert [place for page in pages for place in page] == whole


@given(RECORD)
def test_days_follow_each_other_and_unknown_ones_are_last(record):
    orders = Orders([one for one, _ in record], [one for _, one in record])
    oldest, newest = list(orders.oldest), list(orders.newest)

    known = sum(1 for one in record if one != (0, 0))
    assert all(record[place] == (0, 0) for place in (*oldest[known:], *newest[known:]))
    assert [record[place] for place in oldest[:known]] == sorted(one for one in record if one != (0, 0))
    last_days = [record[place][1] for place in newest[:known]]
    assert last_days == sorted(last_days, reverse=True)
    for order in (oldest, newest):
        for one, other in zip(order, order[1:], strict=False):
            assert record[one] != record[other] or one < other


@given(st.lists(st.sets(st.integers(0, 30)), max_size=4), st.sets(st.integers(0, 30)), st.integers(1, 9))
def test_tiers_are_paged_without_a_gap(drawn, chosen, size):
    seen: set[int] = set()
    tiers = []
    for one in drawn:
        tiers.append(bitmap(one - seen, 31))
        seen |= one
    rows = bitmap(chosen, 31)
    whole = in_tiers(tuple(tiers), rows)
    paged = [place for start in range(0, 31, size) for place in in_tiers(tuple(tiers), rows, start, size)]
    assert paged == whole
    assert sorted(whole) == sorted(seen & chosen)


@pytest.fixture
def edition(db):
    forget()
    edition = records.edition(1)
    for number, name in enumerate(
        ("Yoel Díaz Yarayó", "Ana Sosa Yarayó", "Yoelvis Díaz Cocosolar", "Luis Gómez Jutiar")
    ):
        day = date(2021, 7, 11) + timedelta(days=number % 3) if number < 3 else None
        records.prisoner(edition, name, detained_earliest=day, detained_latest=day)
    yield edition
    forget()


def names(**asked):
    return [row.name_display.split()[0] for row in Selection(asked).page().rows]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["Yoelvis", "Yoel", "Luis", "Ana"]),
        ("relevance", ["Yoelvis", "Yoel", "Luis", "Ana"]),
        ("detained_oldest", ["Yoel", "Ana", "Yoelvis", "Luis"]),
        ("detained_newest", ["Yoelvis", "Ana", "Yoel", "Luis"]),
    ],
)
def test_list_is_in_the_order_asked_for(edition, sort, expected):
    assert names(sort=sort) == expected


def test_best_match_is_first_unless_another_order_is_asked_for(edition):
    assert names(q="yoel diaz") == ["Yoel", "Yoelvis"] or names(q="yoel diaz") == ["Yoel"]
    assert names(q="diaz yoel") == ["Yoel", "Yoelvis"]
    assert names(q="diaz yoel", sort="name") == ["Yoelvis", "Yoel"]
    assert names(q="diaz yoel", sort="detained_newest") == ["Yoelvis", "Yoel"]


@pytest.mark.parametrize("sort", ["surname", "-name", "NAME", "name,q", "🙂"])
def test_unknown_order_is_refused_with_those_there_are(edition, sort):
    with pytest.raises(BadParameter) as raised:
        Selection({"sort": sort})
    assert (raised.value.parameter, raised.value.known) == ("sort", SORTS)


def test_period_that_ends_before_it_begins_is_refused(edition):
    with pytest.raises(BadParameter) as raised:
        Selection({"detained_after": "2022-01-02", "detained_before": "2022-01-01"})
    assert raised.value.parameter == "detained_before"
    assert Selection({"detained_after": "2021-07-12", "detained_before": "2021-07-12"}).total == 1
