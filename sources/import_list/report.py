"""What an import answers: what it did, and what it refused, line by line."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from sources.models import ListSnapshot


class ImportFault(Exception):
    """The file as a whole cannot be imported; nothing was written. The message says why and what to do, in one line."""


@dataclass(frozen=True)
class Refusal:
    """One line of the file that was left out. `field` is ours where it is known, else the header of the file.

    `reason` never repeats a name: it may be shown, mailed or logged. `row_key` is empty where it could not be read.
    """

    line: int
    field: str
    reason: str
    row_key: str = ""


@dataclass(frozen=True)
class Difference:
    """One line against the snapshot before. `changes`: {field: (before, now)}, for a changed line only."""

    kind: str  # new, changed, gone
    row_key: str
    line: int | None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass
class ImportReport:
    """Read = new + changed + unchanged + refused. `gone`: in the list before, in no line of this file.

    `compared_with` is the snapshot that new, changed and gone refer to: the one replaced, else the one before.
    `is_repeat`: this very file was imported for this day already, and nothing was written. `outcome` counts what the
    rooms above made of the rows. `kept`: refused lines whose row stands in the snapshot as the list before had it, so
    that a typing error delists nobody. After a dry run `snapshot` is None.
    """

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    kept: int = 0
    refused: list[Refusal] = field(default_factory=list)
    snapshot: ListSnapshot | None = None
    compared_with: ListSnapshot | None = None
    is_repeat: bool = False
    outcome: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
