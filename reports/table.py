"""A table that belongs to a figure and is no breakdown: month by month, or by how long people were followed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.figure import Text

Cell = int | Decimal | date | Text | None
"""A number of persons, a percentage (always a Decimal), a day, words; None: nothing to say."""


@dataclass(frozen=True)
class Column:
    code: str
    name: Text


@dataclass(frozen=True)
class Table:
    """`note` says what holds between its columns. The first column says what a row is about."""

    code: str
    title: Text
    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]
    note: Text
