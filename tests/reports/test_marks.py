"""One mark for each person: as many as there are, in the order of the rows."""

import re
from xml.etree import ElementTree

import pytest

from reports.answer import Row
from reports.charts.marks import CELL, COLUMNS, OTHER, SHAPES, marks
from reports.figure import Text
from website.wording import STATES


def row(code, value, *, is_sum=False):
    return Row(code, code, value, None, is_sum, Text(code, code))


def cells(path):
    """The places that a path covers, as (column, line)."""
    found = []
    for x, y, wide, tall in re.findall(r"M(\d+) (\d+)h(\d+)v(\d+)h-\d+z", path):
        across, down = range(int(x), int(x) + int(wide), CELL), range(int(y), int(y) + int(tall), CELL)
        found += [(left // CELL, top // CELL) for top in down for left in across]
    return found


@pytest.mark.parametrize("numbers", [(901, 433, 24, 48, 777), (1, 1, 1), (60, 60), (59, 2), (61, 119, 1), (1,), ()])
def test_everybody_has_one_mark_and_none_lies_upon_another(numbers):
    rows = [row(STATES[place], number) for place, number in enumerate(numbers)]
    tree = ElementTree.fromstring(marks(rows, title="Custodia", description="x"))  # noqa: S314 - it is ours

    runs = [cells(path.get("d")) for path in tree.findall("path")]
    assert [len(run) for run in runs] == list(numbers)
    everybody = [cell for run in runs for cell in run]
    assert everybody == [(place % COLUMNS, place // COLUMNS) for place in range(sum(numbers))]
    assert [path.get("fill") for path in tree.findall("path")] == [f"url(#m-{one.code})" for one in rows]
    assert float(tree.get("viewBox").split()[3]) >= CELL * (len(everybody) / COLUMNS)


def test_sums_and_empty_rows_are_not_drawn():
    svg = marks([row("free", 0), row("women", 9, is_sum=True), row("in_custody", 2)], title="x", description="")
    assert svg.count("<pattern") == 1 and "m-in_custody" in svg


def test_states_differ_in_shape_and_not_only_in_colour():
    bare = {re.sub(r'class="[^"]*"', "", shape) for code, shape in SHAPES.items() if code != "awaiting_outside"}
    assert len(bare | {re.sub(r'class="[^"]*"', "", OTHER)}) == len(SHAPES)
