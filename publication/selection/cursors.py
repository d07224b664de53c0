"""Where a page begins. An edition never changes, so the number of a row in the chosen order is enough."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Self

from django.utils.translation import gettext as _

from publication.selection.editions import LARGEST
from publication.selection.errors import BadParameter

LONGEST = 60


def not_ours() -> BadParameter:
    return BadParameter("cursor", _("expected a cursor that a page of this list gave"))


def of_another_edition() -> BadParameter:
    return BadParameter("cursor", _("this cursor belongs to another edition"))


@dataclass(frozen=True)
class Cursor:
    """The edition keeps a reader who pages on the same edition while a newer one appears."""

    edition: int
    row: int

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises BadParameter for a text that no page gave."""
        try:
            if len(text) > LONGEST:
                raise ValueError
            edition, row = (int(part) for part in urlsafe_b64decode(text.encode("ascii")).decode("ascii").split(":"))
        except (ValueError, binascii.Error):
            raise not_ours() from None
        cursor = cls(edition, row)
        if not (0 < edition <= LARGEST and 0 <= row <= LARGEST) or str(cursor) != text:
            raise not_ours()
        return cursor

    def __str__(self) -> str:
        return urlsafe_b64encode(f"{self.edition}:{self.row}".encode()).decode()
