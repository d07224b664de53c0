"""Rows that open and close: what ought to be public compared with what is, row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connections, router
from psycopg import sql

from publication import digests
from publication.models import Versioned


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
            _write(model, fresh)
            self.opened[table] += [row.digest for row in fresh]


def _write(model: type[Versioned], rows: list[Versioned]) -> None:
    """Writes new rows by COPY: an edition may open a hundred thousand. Their keys stay unknown here."""
    connection = connections[router.db_for_write(model)]
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join([sql.Identifier(str(field.column)) for field in fields]),
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields])
