"""Who waits for whom: one import at a time, and no decision of an editor while an import is being undone."""

from django.db import connection
from django.utils.translation import gettext as _

from editorial.models import Refused

IMPORTING, UNDOING = 0x0111_7021, 0x0111_7022


def take_import_turn() -> None:
    """Until the end of the transaction nobody else imports, whatever list: rows of two may speak of one person."""
    _run("SELECT pg_advisory_xact_lock(%s)", IMPORTING)


def take_undo_turn() -> None:
    """Waits for the decisions that editors are making; until the end of the transaction nobody begins another."""
    take_import_turn()
    _run("SELECT pg_advisory_xact_lock(%s)", UNDOING)


def require_no_undo() -> None:
    """Until the end of the transaction no import is undone: its rows could go while somebody decides upon them.

    Raises Refused where one is being undone at this moment.
    """
    if not _run("SELECT pg_try_advisory_xact_lock_shared(%s)", UNDOING):
        raise Refused(_("An import is being undone at this moment. Nothing was decided: try again in a minute."))


def _run(query: str, lock: int) -> object:
    with connection.cursor() as cursor:
        cursor.execute(query, [lock])
        return cursor.fetchone()[0]
