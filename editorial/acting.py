"""In whose name a script writes: the history and the four eyes read the same context (editorial/four_eyes.py)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pghistory
from django.db import connection

from editorial.models.people import Editor

# The settings last until the end of the transaction; an outer one would go on in the name of whoever wrote last.
FORGET = "SELECT set_config('pghistory.context_id', '', true), set_config('pghistory.context_metadata', '', true)"


@contextmanager
def acting_as(editor: Editor, **why: Any) -> Iterator[None]:
    """Inside, the editor writes, for the reasons in `why`; afterwards nobody does. A request has its own context.

    Never inside another context: its events would all be told of the editor named last.
    """
    with pghistory.context(user=editor.pk, **why):
        yield
    with connection.cursor() as cursor:
        cursor.execute(FORGET)
