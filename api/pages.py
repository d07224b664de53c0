"""Pages of lists that are read by SQL, and the addresses of the pages beside one."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.utils.urls import remove_query_param, replace_query_param

from publication.models import Edition
from publication.selection.cursors import not_ours
from publication.selection.errors import BadParameter
from publication.selection.selection import LARGEST_PAGE, page_size


def addresses(request: Request, edition: Edition, next_: str | None, previous: str | None) -> dict[str, str | None]:
    """The addresses of the pages beside this one. They name the edition: who pages on stays on it."""
    here = at_edition(request, edition)
    cursors = {"next": next_, "previous": previous}
    return {name: cursor and replace_query_param(here, "cursor", cursor) for name, cursor in cursors.items()}


def at_edition(request: Request, edition: Edition) -> str:
    """This address at that edition, by its number whatever named it."""
    here = remove_query_param(request.build_absolute_uri(), "known_at")
    return replace_query_param(here, "edition", str(edition.number))


class LedgerPages(CursorPagination):
    """Keyset pages of one order, whose first column is never empty."""

    max_page_size = LARGEST_PAGE

    def __init__(self, ordering: tuple[str, ...], pinned_to: Edition | None) -> None:
        self.ordering = self.columns = ordering
        self.pinned_to = pinned_to

    def get_page_size(self, request: Request) -> int:
        return page_size(request.query_params.get("page_size") or None)

    def get_ordering(self, request: Request, queryset: QuerySet, view: Any) -> tuple[str, ...]:
        return self.columns

    def decode_cursor(self, request: Request):
        text = request.query_params.get(self.cursor_query_param, "")
        try:
            if b"%00" in b64decode(text, validate=True) or len(text) > 300:
                raise ValueError
        except (ValueError, binascii.Error):
            raise not_ours() from None
        try:
            cursor = super().decode_cursor(request)
        except NotFound:
            raise not_ours() from None
        if cursor is not None and _written(cursor) != text:
            raise not_ours()
        return cursor

    def paginate(self, queryset: QuerySet, request: Request) -> list:
        """The rows of the page. Raises BadParameter for a size or a cursor that no page gave."""
        try:
            rows = self.paginate_queryset(queryset, request)
        except (ValueError, ValidationError, OverflowError) as error:
            if isinstance(error, BadParameter):
                raise
            raise not_ours() from None
        if self.pinned_to:
            self.base_url = at_edition(request, self.pinned_to)
        return rows or []

    def addresses(self) -> dict[str, str | None]:
        return {"next": self.get_next_link(), "previous": self.get_previous_link()}


def _written(cursor: Cursor) -> str:
    """As rest_framework writes it into the address of a page: whatever else it would read, no page gave."""
    parts = {"o": str(cursor.offset or ""), "r": "1" if cursor.reverse else "", "p": cursor.position or ""}
    tokens = {name: text for name, text in parts.items() if text}
    return b64encode(urlencode(tokens).encode("ascii")).decode("ascii")
