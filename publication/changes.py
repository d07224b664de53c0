"""Rows that open and close: what ought to be public compared with what is, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from publication import digests
from publication.models import Versioned

BATCH = 1000


@dataclass
class Changes:
    """What one edition opens and closes, by table: digests for the edition's own, numbers for people."""

    number: int
    opened: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    closed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __bool__(self) -> bool:
        return any(self.opened.values()) or any(self.closed.values())

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        tables = sorted({*self.opened, *self.closed})
        found = {table: {"opened": len(self.opened[table]), "closed": len(self.closed[table])} for table in tables}
        return {table: counts for table, counts in found.items() if any(counts.values())}

    def bring(self, model: type[Versioned], current: Iterable[Versioned], wanted: Iterable[Versioned]) -> None:
        """Closes the current rows that are not wanted any more, and opens the wanted ones that are not there.

        A row whose content is the same stays as it is, whatever wrote it.
        """
        left = defaultdict(list)
        for row in current:
            left[digests.likeness(row)].append(row)
        fresh: list[Versioned] = []
        for row in wanted:
            if same := left.get(digests.likeness(row)):
                same.pop()
            else:
                row.edition_from = self.number
                fresh.append(digests.seal(row))
        gone = [row for rows in left.values() for row in rows]
        table = model._meta.db_table
        if gone:
            model.objects.filter(pk__in=[row.pk for row in gone]).update(edition_to=self.number)
            self.closed[table] += [row.digest for row in gone]
        if fresh:
            model.objects.bulk_create(fresh, batch_size=BATCH)
            self.opened[table] += [row.digest for row in fresh]
