"""The published tables that estimates are checked against: samples/*.csv, read as the command reads them."""

from pathlib import Path

from reports.estimates.loglinear import Model
from reports.estimates.reading import read_table
from reports.estimates.tables import Table

SAMPLES = Path(__file__).with_name("samples")


def table(name: str) -> Table:
    return read_table((SAMPLES / f"{name}.csv").read_bytes())


def model(*generators: str) -> Model:
    """`model("123", "14")`: those terms of two and more lists, and all that they hold."""
    terms = {sum(1 << int(digit) - 1 for digit in generator) for generator in generators}
    largest = max(terms, default=0)
    below = {part for part in range(largest + 1) for term in terms if part & term == part and part.bit_count() > 1}
    return Model(frozenset(below))
