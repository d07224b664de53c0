"""Publishes what is approved as one new edition."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from editorial.models import Refused
from publication.models import Edition
from publication.publishing import names_kept, publish

LONGEST_NOTE = Edition._meta.get_field("note").max_length or 0


class Command(BaseCommand):
    help = "Publishes everything that two editors approved as one new edition; prints its number and digest."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--note", default="", help="What this edition brings, for readers, in Spanish.")
        parser.add_argument("--note-en", default="", help="The same in English.")

    def handle(self, *args: Any, **options: Any) -> None:
        notes = {name: options[name].strip() for name in ("note", "note_en")}
        longest = max(map(len, notes.values()))
        if longest > LONGEST_NOTE:
            message = _("The note has %(length)d letters; at most %(most)d fit.")
            self.stderr.write(message % {"length": longest, "most": LONGEST_NOTE})
            raise SystemExit(2)
        try:
            edition = publish(**notes)
        except Refused as refusal:
            self.stderr.write(str(refusal))
            raise SystemExit(1) from None
        if told := names_kept():
            self.stderr.write(told)
            self.stderr.write(_("In the list of persons the filter “nothing carries the name” tells whose."))
        if edition is None:
            self.stdout.write(_("Nothing approved: no new edition."))
            return
        self.stdout.write(
            _("Edition %(number)s, digest %(digest)s") % {"number": edition.number, "digest": edition.digest}
        )
