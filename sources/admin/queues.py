"""What waits in the mailbox, for those who may open it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from editorial import roles
from editorial.admin.desk import MOST, Desk, Queue, register
from intake.models import Piece
from sources.models import CitizenReport


class Mailbox(Queue):
    """Reports that nobody has read, and sealed pieces that nobody has filed: how many reports these are, the key
    alone tells."""

    def count(self, desk: Desk) -> int:
        rows: list[QuerySet] = self.rows(desk)
        return min(sum(each.order_by()[: MOST + 1].count() for each in rows), MOST + 1)


def waiting(_desk: Desk) -> list[QuerySet]:
    return [CitizenReport.objects.waiting(), Piece.objects.filter(is_filed=False)]


register(
    Mailbox(
        "reports", "record", _("Citizens' reports"), _("Sealed: the passphrase of the mailbox opens them."),
        roles.OPEN_REPORTS, waiting, url_name="admin:sources_citizenreport_changelist",
    )
)  # fmt: skip
