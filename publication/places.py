"""What a row leaves in the chain when it is erased or made withheld, and the one way past the guards of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import Exists, OuterRef

from publication.models import ErasedRow, VersionedQuerySet

SETTING = "todos.erasing"  # looked at by the triggers of migrations publication.0003 and 0007


@contextmanager
def guards_open() -> Iterator[None]:
    """Inside, rows of the public record may be deleted, and closed ones made withheld. Needs a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, 'on', true)", [SETTING])
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, 'off', true)", [SETTING])


def keep_places(rows: VersionedQuerySet, number: int) -> list[str]:
    """Writes down the places of these rows, as gone in edition `number`; returns their digests.

    A row that was made withheld before has its place already, and keeps it when the person is erased later.
    """
    table = rows.model._meta.db_table
    kept = ErasedRow.objects.filter(table=table, digest=OuterRef("digest"))
    places = list(rows.filter(~Exists(kept)).values_list("digest", "edition_from", "edition_to"))
    ErasedRow.objects.bulk_create(
        ErasedRow(table=table, digest=digest, edition_from=first, edition_to=end, erased_in=number)
        for digest, first, end in places
    )
    return [digest for digest, _, _ in places]
