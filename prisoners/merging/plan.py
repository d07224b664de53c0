"""What a merge would do, worked out without writing: what moves, what stays behind, where the two dossiers differ."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from editorial.wording import in_words
from prisoners.models import (
    Address,
    Consent,
    Detention,
    FamilyContact,
    HealthCondition,
    Person,
    PersonName,
    PrivateDetails,
)

UNKNOWN: tuple[Any, ...] = (None, "", "unknown", [])
PRIVATE = (PrivateDetails, HealthCondition, FamilyContact, Address, Consent)


@dataclass(frozen=True)
class Difference:
    """Both dossiers hold a value, and not the same: the kept one stays, the other is still in its statements."""

    what: str
    kept: str
    merged: str


@dataclass
class Plan:
    """`writes`: the columns to write, by row. Rows `behind` stay with the merged person, who keeps an original."""

    kept: Person
    merged: Person
    writes: dict[tuple[type[Model], Any], dict[str, Any]] = field(default_factory=dict)
    names: list[PersonName] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    filled: list[tuple[str, str]] = field(default_factory=list)
    joined: list[tuple[Detention, Detention]] = field(default_factory=list)
    moved: Counter[str] = field(default_factory=Counter)
    behind: list[str] = field(default_factory=list)

    def put(self, row: Model, **values: Any) -> None:
        self.writes.setdefault((type(row), row.pk), {}).update(values)

    def move(self, row: Model, **values: Any) -> None:
        """The row goes over as it is."""
        self.put(row, **values)
        self.moved[str(row._meta.verbose_name_plural)] += 1

    @property
    def moves(self) -> list[tuple[str, int]]:
        return sorted(self.moved.items())

    def leave(self, row: Model) -> None:
        """Of what is private the kind alone is named."""
        kind = str(row._meta.verbose_name)
        self.behind.append(kind if isinstance(row, PRIVATE) else f"{kind}: {row}")

    def fill(self, row: Model, other: Model, names: tuple[str, ...]) -> set[str]:
        """Takes from `other` what `row` does not know; returns the fields on which the two differ."""
        differing = set()
        for name in names:
            ours, theirs = getattr(row, name), getattr(other, name)
            if theirs in UNKNOWN or ours == theirs:
                continue
            label = f"{row._meta.verbose_name}: {row._meta.get_field(name).verbose_name}"  # type: ignore[union-attr]
            if ours in UNKNOWN:
                column = row._meta.get_field(name).attname  # type: ignore[union-attr]
                self.put(row, **{column: getattr(other, column)})
                self.filled.append((label, shown(other, name)))
            else:
                differing.add(name)
                self.differences.append(Difference(label, shown(row, name), shown(other, name)))
        return differing

    def follow(self, citations: Any, *, but: set[str] = frozenset(), **values: Any) -> None:  # type: ignore[assignment]
        """Citations go with the row that they support, save those of a value that stays behind."""
        for citation in citations:
            if citation.field and citation.field in but:
                self.leave(citation)
            else:
                self.move(citation, **values)


def shown(row: Model, name: str) -> str:
    """A value in words."""
    column: Any = row._meta.get_field(name)
    value = getattr(row, name)
    if value in UNKNOWN:
        return _("none")
    return str(value) if column.is_relation else in_words(column, value)
