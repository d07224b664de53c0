"""In whose name the database is written: the history and the four eyes read the same context (guards.py).

A request of a signed-in editor proves the name by a key that only the processes which serve editors hold: a script
under their role may write any name into the context, and the database takes none of them for true.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any

import pghistory
from django.conf import settings
from django.db import connection
from pghistory.middleware import HistoryMiddleware

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


class ActingEditor(HistoryMiddleware):
    """The context of a request: its editor, its address, and the proof, which no history keeps."""

    def get_context(self, request: Any) -> dict[str, Any]:
        context = super().get_context(request)
        if settings.NEWSROOM_KEY and context["user"]:
            context["proof"] = proof(context["user"])
        return context


def proof(user: int) -> str:
    """What editorial_acting() of the database checks: a salt, and the digest of salt and editor under the key."""
    salt = secrets.token_hex(8)
    inner = sha256(f"{settings.NEWSROOM_KEY}{salt}:{user}".encode()).hexdigest()
    return f"{salt}:{sha256(f'{settings.NEWSROOM_KEY}{inner}'.encode()).hexdigest()}"
