"""Undoes all that one account wrote since a day."""

from datetime import datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from editorial.models import Editor
from editorial.reverting import Line, revert_user


class Command(BaseCommand):
    help = (
        "Undoes every change of one account since a day, whatever it touched last; lists what colleagues changed "
        "since, and leaves that. The dossiers become drafts, to be reviewed. All or nothing. Bad input: exit 2."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("account", metavar="NAME")
        parser.add_argument(
            "--since", metavar="DATE", required=True, help="the first day to undo, 2025-01-31, in Havana"
        )
        parser.add_argument("--by", metavar="NAME", required=True, help="the account that answers for it")
        parser.add_argument("--dry-run", action="store_true", help="say what would be undone, and do nothing")

    def handle(self, *args: Any, account: str, since: str, by: str, dry_run: bool, **options: Any) -> None:
        try:
            day = parse_date(since)
        except ValueError:  # a day that no calendar has
            day = None
        if day is None:
            raise CommandError(_("“%(text)s” is no day: write 2025-01-31.") % {"text": since}, returncode=2)
        first = timezone.make_aware(datetime.combine(day, time()))
        undone = revert_user(_editor(account), since=first, by=_editor(by), dry_run=dry_run)
        for label, lines in (
            (_("restored"), undone.restored), (_("removed"), undone.removed), (_("brought back"), undone.brought_back),
            (_("withdrawn"), undone.withdrawn), (_("left, a colleague's or forbidden"), undone.conflicts),
        ):  # fmt: skip
            self.stdout.write(f"{label}: {len(lines)}")
            if lines is undone.conflicts or options["verbosity"] > 1:
                for line in lines:
                    self.stdout.write(f"  {_told(line)}")
        if dry_run:
            self.stdout.write(_("Nothing was changed (--dry-run)."))


def _editor(name: str) -> Editor:
    found = Editor.objects.filter(username=name).first()
    if found is None:
        raise CommandError(_("There is no account “%(name)s”.") % {"name": name}, returncode=2)
    return found


def _told(line: Line) -> str:
    """The row by its key, never by a name: this is printed on terminals."""
    who = Editor.objects.filter(pk=line.by).values_list("username", flat=True).first() if line.by else ""
    parts = [f"{line.model._meta.label_lower} {line.key}", " ".join(line.columns), str(who or ""), line.why]
    return " · ".join(part for part in parts if part)
