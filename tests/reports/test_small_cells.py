"""Nothing hidden can be worked out from what is shown: by linear algebra, and by trying every table there may be."""

from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from reports import small_cells
from reports.small_cells import SMALLEST_SHOWN, Table, hidden, range_of

COLUMNS = ("yes", "no", "unknown")


def table(*rows, columns=COLUMNS, sensitive=("yes",)):
    names = [f"row-{place}" for place in range(len(rows))]
    counts = {
        (name, column): n
        for name, row in zip(names, rows, strict=True)
        for column, n in zip(columns, row, strict=False)
    }
    return Table(names, columns[: len(rows[0])], counts, sensitive)


@st.composite
def tables(draw, most_rows=16, most=40):
    width = draw(st.integers(2, 3))
    cell = st.one_of(st.integers(0, 6), st.integers(0, most))
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=most_rows))
    return table(*rows, sensitive=draw(st.sampled_from([("yes",), ("yes", "no")])))


def settled_by_what_is_shown(one, chosen):
    """Hidden cells whose value follows from the equations: the sums of rows and columns, and every cell shown.

    Gaussian elimination over fractions of the equations in the hidden cells: a cell follows where a row of the reduced
    form names it alone.
    """
    unknown = sorted(chosen)
    lines = [[Fraction(cell[0] == row) for cell in unknown] for row in one.rows]
    lines += [[Fraction(cell[1] == column) for cell in unknown] for column in one.columns]
    done = 0
    for place in range(len(unknown)):
        pivot = next((n for n in range(done, len(lines)) if lines[n][place]), None)
        if pivot is None:
            continue
        lines[done], lines[pivot] = lines[pivot], lines[done]
        lines[done] = [value / lines[done][place] for value in lines[done]]
        for n, line in enumerate(lines):
            if n != done and line[place]:
                lines[n] = [a - line[place] * b for a, b in zip(line, lines[done], strict=True)]
        done += 1
    alone = [[place for place, value in enumerate(line) if value] for line in lines]
    return {unknown[places[0]] for places in alone if len(places) == 1}


def betrayed(one, chosen):
    """Hidden cells that have one value only, though the sums alone would allow more: exactly, by linear algebra and by
    the range of the whole numbers."""
    open_ = {cell for cell in chosen if len(set(one.range_by_sums(cell))) > 1}
    single = {cell for cell in chosen if len(set(range_of(one, chosen, cell))) == 1}
    return open_ & (single | settled_by_what_is_shown(one, chosen))


@settings(max_examples=250, deadline=None)
@given(tables())
def test_no_hidden_cell_follows_from_what_is_shown(one):
    chosen = hidden(one)
    assert set(one.small) <= chosen
    assert betrayed(one, chosen) == set()


@settings(max_examples=150, deadline=None)
@given(tables())
def test_a_small_cell_may_be_as_low_as_sums_allow_and_five_or_more(one):
    chosen = hidden(one)
    for cell in one.small:
        (least, most), (low, high) = range_of(one, chosen, cell), one.range_by_sums(cell)
        assert least == low
        assert most >= min(high, SMALLEST_SHOWN)


@settings(max_examples=60, deadline=None)
@given(tables(most_rows=3, most=4), st.randoms(use_true_random=False))
def test_ranges_are_those_of_every_table_that_there_may_be(one, chance):
    chosen = {cell for cell in one.cells if chance.random() < 0.7}
    assert {cell: range_of(one, chosen, cell) for cell in chosen} == ranges_by_trying(one, chosen)


def ranges_by_trying(one, chosen):
    """Each hidden cell's least and most value over all tables with the same shown cells and sums, one by one."""
    rows_left = {row: sum(one[cell] for cell in chosen if cell[0] == row) for row in one.rows}
    columns_left = {column: sum(one[cell] for cell in chosen if cell[1] == column) for column in one.columns}
    by_row = [[cell for cell in sorted(chosen) if cell[0] == row] for row in one.rows]
    found = {cell: [] for cell in chosen}

    def fill(place, left, so_far):
        if place == len(by_row):
            if not any(left.values()):
                for cell, value in so_far.items():
                    found[cell].append(value)
            return
        cells = by_row[place]
        wanted = rows_left[one.rows[place]]
        for values in product(*(range(min(wanted, left[column]) + 1) for _, column in cells)):
            if sum(values) == wanted:
                less = dict(left)
                for (_, column), value in zip(cells, values, strict=True):
                    less[column] -= value
                fill(place + 1, less, {**so_far, **dict(zip(cells, values, strict=True))})

    fill(0, columns_left, {})
    return {cell: (min(values), max(values)) for cell, values in found.items()}


def test_nothing_small_hides_nothing():
    assert hidden(table((5, 40), (0, 12), (9, 3))) == frozenset()


def test_one_small_cell_takes_others_with_it():
    one = table((3, 40), (12, 50), (30, 400), columns=("yes", "no"))
    assert hidden(one) == {("row-0", "yes"), ("row-0", "no"), ("row-1", "yes"), ("row-1", "no")}


def test_two_small_cells_that_could_not_be_five_take_a_third():
    one = table((1, 40), (1, 50), (30, 400), columns=("yes", "no"))
    assert ("row-2", "yes") in hidden(one)


def test_enough_small_cells_need_no_other_row():
    one = table((3, 40), (4, 50), (30, 400), (0, 17), columns=("yes", "no"))
    assert {row for row, _ in hidden(one)} == {"row-0", "row-1"}


def test_a_zero_is_hidden_where_nothing_else_is_left():
    one = table((3, 40), (0, 50), columns=("yes", "no"))
    assert hidden(one) == set(one.cells)


def test_what_the_sums_alone_betray_is_hidden_all_the_same():
    one = table((3, 40), columns=("yes", "no"))
    assert ("row-0", "yes") in hidden(one)
    assert table((3, 0), (0, 9), columns=("yes", "no")).small == [("row-0", "yes")]


def test_only_small_cells_of_sensitive_columns_begin_it():
    genders = ("woman", "man", "trans_woman", "non_binary")
    sensitive = ("trans_woman", "trans_man", "non_binary")
    assert hidden(table((2, 40, 0, 0), (3, 1, 0, 0), columns=genders, sensitive=sensitive)) == frozenset()
    chosen = hidden(table((2, 40, 1, 0), (3, 60, 0, 1), (9, 80, 6, 0), columns=genders, sensitive=sensitive))
    assert {("row-0", "trans_woman"), ("row-1", "non_binary")} < chosen


def test_the_same_table_hides_the_same_cells():
    rows = ((3, 40), (4, 50), (30, 400), (1, 9))
    assert hidden(table(*rows)) == hidden(table(*rows))


def test_hiding_small_cells_alone_is_seen_to_betray(monkeypatch):
    """The mutant: what this file looks for is found where secondary hiding is left out."""
    monkeypatch.setattr(small_cells, "_is_safe", lambda *_: True)
    one = table((3, 40), (12, 50), (30, 400), columns=("yes", "no"))
    assert hidden(one) == {("row-0", "yes")}
    assert betrayed(one, hidden(one)) == {("row-0", "yes")}


def test_hiding_within_one_row_is_seen_to_betray():
    one = table((3, 40), (12, 50), (30, 400), columns=("yes", "no"))
    half = {("row-0", "yes"), ("row-0", "no")}
    assert betrayed(one, half) == half
