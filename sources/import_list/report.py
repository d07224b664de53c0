"""What an import answers: what it did, and what it refused, line by line."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from sources.models import ListSnapshot

MOST_GONE = 0.2  # of the rows before; more than that is rather a mistake than a month


class ImportFault(Exception):
    """The file as a whole cannot be imported; nothing was written. The message says why and what to do, in one line."""


def told_column(name: str, header: str = "") -> str:
    """A column for whoever sent the list: “Nacimiento” (birth_date)."""
    return f"“{header}” ({name})" if header not in ("", name) else name


@dataclass(frozen=True)
class Refusal:
    """One line of the file that was left out. `field` is ours where it is known, else the header of the file.

    `column` is the heading in the file, empty where the row as a whole is meant. `reason` never repeats a name: it may
    be shown, mailed or logged. `row_key` is empty where it could not be read.
    """

    line: int
    field: str
    reason: str
    row_key: str = ""
    column: str = ""

    @property
    def where(self) -> str:
        """The column as the sender knows it, and our field."""
        return told_column(self.field, self.column)


@dataclass(frozen=True)
class Difference:
    """One line against the snapshot before. `changes`: {field: (before, now)}, for a changed line only.

    `name`: whom the line names, as it stands there now, or stood there before.
    """

    kind: str  # new, changed, gone
    row_key: str
    line: int | None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    name: str = ""


@dataclass
class ImportReport:
    """Read = new + changed + unchanged + refused. `gone`: in the list before, in no line of this file.

    `compared_with` is the snapshot that new, changed and gone refer to: the one replaced, else the one before.
    `is_repeat`: this very file was imported for this day already, and nothing was written. `outcome` counts what the
    rooms above made of the rows. `kept`: refused lines whose row stands in the snapshot as the list before had it, so
    that a typing error delists nobody. `absent`: columns that the mapping names, or the list had before, and the file
    lacks; a row that differs by these alone is unchanged. After a dry run `snapshot` is None.
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
    absent: list[str] = field(default_factory=list)

    @property
    def absence(self) -> str:
        """In words, which columns are not there, and what follows from that."""
        if not self.absent:
            return ""
        return _(
            "The file has no column for %(columns)s. The list says nothing of that this time, and takes nothing back: "
            "what it said before stays in the dossiers, and nobody is asked about it."
        ) % {"columns": ", ".join(self.absent)}

    @property
    def warning(self) -> str:
        """In words, that an unlikely share of the list before is gone: a wrong file, or one with other row keys."""
        before = self.gone + self.changed + self.unchanged + self.kept
        if self.is_repeat or not self.gone or self.gone <= before * MOST_GONE:
            return ""
        return _(
            "%(gone)d of the %(before)d rows of the list before (%(as_of)s) are not in this file: everybody in them "
            "would leave the list. Is it the right file, and are its row keys those of the last one?"
        ) % {"gone": self.gone, "before": before, "as_of": self.compared_with.as_of if self.compared_with else ""}


def named(values: Mapping[str, Any]) -> str:
    """The name that a row of a list states, from one cell or from several."""
    parts = (values.get("given_names"), values.get("surname_1"), values.get("surname_2"))
    return values.get("name") or " ".join(part for part in parts if part)
