"""A list that a reader chose as a workbook, the same from page and API: rows, codes in words, what it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_filters import FilterSet

from publication.selection import Selection
from publication.selection.described import Label, about, in_force
from publication.selection.filters import PrisonerFilter
from publication.selection.release_export import TITLES, cells
from publication.selection.releases import ReleaseFilter, ReleaseSelection
from publication.selection.xlsx_export import PERSON_COLUMNS, VOCABULARIES, persons
from reports.csv_files import Rows
from reports.xlsx_files import workbook


class _List(NamedTuple):
    what: str
    filters: type[FilterSet]
    table: Rows
    total: int


def list_workbook(selection: Selection | ReleaseSelection, *, label: Label, address: str) -> IO[bytes]:
    """The file, from its beginning, in the language in force. `address` is where it is, with its edition.

    Every cell of a list is text, as in its CSV: codes and days in part are most of it, and nothing is to be added up.
    """
    chosen = _of(selection)
    codes = _Codes(chosen.table, label)
    told = about(
        chosen.what,
        edition=selection.edition,
        day=selection.as_of,
        count=chosen.total,
        filters=in_force(chosen.filters, selection.values, label),
        address=address,
    )
    return workbook(
        chosen.table.columns,
        codes.rows(),
        told,
        language=get_language() or "es",
        made_at=selection.edition.published_at,
        more={_("codes"): Rows((_("column"), _("code"), _("meaning")), codes.meanings())},
    )


def _of(selection: Selection | ReleaseSelection) -> _List:
    if isinstance(selection, ReleaseSelection):
        table = Rows(TITLES, cells(selection))
        return _List(_("Departures from prison"), ReleaseFilter, table, selection.named.count())
    table = Rows(tuple(PERSON_COLUMNS), persons(selection))
    return _List(_("People held for political reasons in Cuba"), PrisonerFilter, table, selection.total)


class _Codes:
    """Passes the rows on as texts, and remembers which codes they hold."""

    def __init__(self, table: Rows, label: Label) -> None:
        self.table = table
        self.label = label
        self.used: dict[str, set[str]] = {column: set() for column in table.columns if column in VOCABULARIES}

    def rows(self) -> Iterator[list[str | None]]:
        for row in self.table.rows:
            texts = [_text(value) for value in row]
            for column, text in zip(self.table.columns, texts, strict=True):
                if text and column in self.used:
                    self.used[column].update(text.split(" "))
            yield texts

    def meanings(self) -> Iterator[tuple[str, str, str]]:
        """Column, code and word of each code, once all rows have gone by."""
        for column, codes in self.used.items():
            for code in sorted(codes):
                yield column, code, self.label(VOCABULARIES[column], code)


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
