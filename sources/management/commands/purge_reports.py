"""Forgets citizens' reports whose time is over."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.dateparse import parse_date
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sources.mailbox.purging import purge


class Command(BaseCommand):
    help = (
        "Delete citizens' reports, questions and keys of the mailbox whose time is over. Run it every day, as the "
        "owner of the tables; twice does no harm."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--on", metavar="DATE", help="as if it were that day, 2025-01-31 (default: today)")

    def handle(self, *args: Any, on: str | None, **options: Any) -> None:
        try:
            day = parse_date(on) if on else localdate()
        except ValueError:  # a day that no calendar has
            day = None
        if day is None:
            raise CommandError(_("“%(text)s” is no day: write 2025-01-31.") % {"text": on}, returncode=2)
        if day > localdate():
            raise CommandError(_("%(day)s has not come yet.") % {"day": day}, returncode=2)
        for name, count in purge(on=day).counts().items():
            self.stdout.write(f"{name}: {count}")
