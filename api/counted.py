"""Pages of persons who were counted, in the order of their names."""

from __future__ import annotations

from typing import Any

from api.pages import addresses
from api.reading import ReadView
from publication.selection.cursors import Cursor, of_another_edition
from reports.serial import person_json


class CountedPages(ReadView):
    """Of an address: which row a page begins with, and the page."""

    def first_row(self) -> int:
        text = self.request.query_params.get("cursor")
        if not text:
            return 0
        cursor = Cursor.read(text)
        if cursor.edition != self.edition.number:
            raise of_another_edition()
        return cursor.row

    def page(self, rows: list, first: int, size: int) -> dict[str, Any]:
        """`rows` may hold one more than `size`: there is a next page then."""

        def cursor(row: int) -> str:
            return str(Cursor(self.edition.number, row))

        following = cursor(first + size) if len(rows) > size else None
        before = cursor(max(0, first - size)) if first else None
        return {
            **addresses(self.request, self.edition, following, before),
            "results": [person_json(person) for person in rows[:size]],
        }
