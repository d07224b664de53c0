"""Tells editors by e-mail that something awaits them: to be run every ten minutes."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.notices import send_due

FILES = "django.core.mail.backends.filebased.EmailBackend"


class Command(BaseCommand):
    help = (
        "Sends the e-mails that are due: “something awaits you”, and nothing of what. For a timer, every ten minutes; "
        "may run twice at once. Exit 1 when an e-mail could not be sent (it is tried again next time), 2 when no mail "
        "server is configured (EMAIL_URL)."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.EMAIL_BACKEND:
            raise CommandError(
                _("No mail server is configured, so nothing was sent: set EMAIL_URL (docs/deployment.md)."),
                returncode=2,
            )
        outcomes = list(send_due(at=timezone.now()))
        failed = [key for key, failure in outcomes if failure]
        if options["verbosity"]:
            self.stdout.write(_("Sent: %(count)d.") % {"count": len(outcomes) - len(failed)})
            if settings.EMAIL_BACKEND == FILES:
                self.stdout.write(
                    _("No e-mail left this machine: each is a file in %(path)s") % {"path": settings.EMAIL_FILE_PATH}
                )
        if failed:
            told = _("Not sent, and to be tried again: %(count)d (accounts %(keys)s).")
            raise CommandError(told % {"count": len(failed), "keys": ", ".join(map(str, failed))}, returncode=1)
