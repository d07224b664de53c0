"""What waits in the mailbox, for those who may open it."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from editorial import roles
from editorial.admin.desk import MOST, Desk, Queue, register
from sources.mailbox.filing import of_former_days
from sources.models import CitizenReport


class Mailbox(Queue):
    """Reports that nobody has read. Whatever is still sealed counts as one, and only from the day after on: nobody can
    tell from the desk that something has just come, nor how much."""

    def count(self, desk: Desk) -> int:
        reports, sealed = self.rows(desk)
        return min(reports.order_by()[: MOST + 1].count() + sealed.exists(), MOST + 1)


def waiting(_desk: Desk) -> list[QuerySet]:
    return [CitizenReport.objects.waiting(), of_former_days()]


register(
    Mailbox(
        "reports", "record", _("Citizens' reports"), _("Sealed: the passphrase of the mailbox opens them."),
        roles.OPEN_REPORTS, waiting, url_name="admin:sources_citizenreport_changelist",
        uncounted=_("Those of today are sealed and not counted: unlock the mailbox to see them."),
    )
)  # fmt: skip
