"""Which cells of a table are hidden, so that no small number of a sensitive kind can be read off it or worked out.

Small are 1 to 4 (domain rule 8.12). The sums of rows and columns are public anyway, so hiding those cells alone
would not do: others are hidden with them until what is left over allows several tables. A hidden cell is hidden,
whatever its reason: what is shown says no more.

The guarantee, for readers who know all that is shown and both kinds of sums: a small cell may be as low as these sums
alone allow (nearly always zero) and may be five or more, or as many as the sums alone allow; any other hidden cell
may have two values at least. Where the sums alone settle a cell, no hiding helps, and it is hidden all the same.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

SMALLEST_SHOWN = 5

Cell = tuple[str, str]
"""The codes of a row and of a column."""


@dataclass(frozen=True)
class Table:
    """Counts by cell; a cell that is not named is zero. `sensitive` are columns whose small cells must not be known."""

    rows: Sequence[str]
    columns: Sequence[str]
    counts: Mapping[Cell, int]
    sensitive: Collection[str]

    def __getitem__(self, cell: Cell) -> int:
        return self.counts.get(cell, 0)

    @property
    def cells(self) -> list[Cell]:
        return list(product(self.rows, self.columns))

    @property
    def small(self) -> list[Cell]:
        """Those for whose sake others are hidden."""
        return [cell for cell in self.cells if cell[1] in self.sensitive and 0 < self[cell] < SMALLEST_SHOWN]

    def range_by_sums(self, cell: Cell) -> tuple[int, int]:
        """What the sums of rows and columns alone allow, both ends included."""
        row = sum(self[cell[0], column] for column in self.columns)
        column = sum(self[row_, cell[1]] for row_ in self.rows)
        return max(0, row + column - sum(self[one] for one in self.cells)), min(row, column)


def hidden(table: Table) -> frozenset[Cell]:
    """The cells to hide: always the same for the same table, and none that could be shown without harm."""
    chosen = set(table.small)
    while lacking := next((cell for cell in table.cells if cell in chosen and not _is_safe(table, chosen, cell)), None):
        chosen |= _help(table, chosen, lacking)
    for cell in sorted(chosen - set(table.small), key=lambda one: (-table[one], table.cells.index(one))):
        fewer = chosen - {cell}
        if all(_is_safe(table, fewer, one) for one in fewer):
            chosen = fewer
    return frozenset(chosen)


def range_of(table: Table, chosen: Collection[Cell], cell: Cell) -> tuple[int, int]:
    """The least and the most that a hidden cell may be, for who knows every other cell but those `chosen`, and all
    sums. Both are reached: every whole number between them is possible too."""
    return table[cell] - _slack(table, chosen, cell, down=True), table[cell] + _slack(table, chosen, cell, down=False)


def _is_safe(table: Table, chosen: Collection[Cell], cell: Cell) -> bool:
    (least, most), (low, high) = range_of(table, chosen, cell), table.range_by_sums(cell)
    if cell in table.small:
        return least == low and most >= min(high, SMALLEST_SHOWN)
    return least < most or low == high


def _help(table: Table, chosen: set[Cell], cell: Cell) -> set[Cell]:
    """The cells of a rectangle with `cell` in a corner: of those that widen its range the one that hides least."""
    row, column = cell
    least, most = range_of(table, chosen, cell)
    (low, high), is_small = table.range_by_sums(cell), cell in table.small
    is_too_high = least > low if is_small else least == most
    is_too_low = most < min(high, SMALLEST_SHOWN) if is_small else least == most
    found = []
    for other_row, other_column in product(table.rows, table.columns):
        if other_row == row or other_column == column:
            continue
        more = {(row, other_column), (other_row, column), (other_row, other_column)} - chosen
        if not more:
            continue
        wider = range_of(table, chosen | more, cell)
        helps = (is_too_high and wider[0] < least) or (is_too_low and wider[1] > most)
        found.append((not helps, len(more), sum(table[one] for one in more), sorted(more)))
    return set(min(found)[-1])


def _slack(table: Table, chosen: Collection[Cell], cell: Cell, *, down: bool) -> int:
    """By how much the cell may fall (`down`) or rise while the other hidden cells make up for it.

    A greatest flow: rows and columns are its nodes, a hidden cell lets through any rise, and a fall down to zero.
    """
    row, column = cell
    others = [one for one in chosen if one != cell]
    room: dict[tuple[str, str], int] = {}
    steps: dict[str, list[str]] = {}
    endless = 1 + sum(table[one] for one in table.cells)
    for other_row, other_column in others:
        up, low = f"row {other_row}", f"column {other_column}"
        room[up, low], room[low, up] = endless, table[other_row, other_column]
        steps.setdefault(up, []).append(low)
        steps.setdefault(low, []).append(up)
    start, goal = (f"row {row}", f"column {column}") if down else (f"column {column}", f"row {row}")
    most, found = (table[cell] if down else endless), 0
    while found < most and (path := _path(steps, room, start, goal)):
        pushed = min(most - found, *(room[step] for step in path))
        for here, there in path:
            room[here, there] -= pushed
            room[there, here] += pushed
        found += pushed
    return found


def _path(
    steps: Mapping[str, list[str]], room: Mapping[tuple[str, str], int], start: str, goal: str
) -> list[tuple[str, str]]:
    """A shortest way with room on every step; empty when there is none."""
    before: dict[str, str] = {start: ""}
    waiting = deque([start])
    while waiting and goal not in before:
        here = waiting.popleft()
        for there in steps.get(here, ()):
            if there not in before and room[here, there]:
                before[there] = here
                waiting.append(there)
    path: list[tuple[str, str]] = []
    while goal in before and before[goal]:
        path.append((before[goal], goal))
        goal = before[goal]
    return path[::-1]
