"""Proves that the public record is what was published."""

from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from publication.models import Edition
from publication.selection.editions import edition_number
from publication.selection.errors import BadParameter
from publication.verifying import verify


class Command(BaseCommand):
    help = (
        "Recomputes the digest of every row and the chain of editions, up to edition N or the newest. "
        "Exit code 1 on any difference."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", nargs="?", type=_number, metavar="N", help="The last edition to verify.")

    def handle(self, *args: Any, **options: Any) -> None:
        editions = Edition.objects.filter(number__lte=options["number"]) if options["number"] else Edition.objects.all()
        edition = editions.order_by("number").last()
        if edition is None and options["number"] is None:
            self.stdout.write(_("Nothing is published yet."))
            return
        try:
            differences = verify(options["number"])
        except Edition.DoesNotExist:
            self.stderr.write(_("There is no edition %(number)s.") % {"number": options["number"]})
            raise SystemExit(2) from None
        for difference in differences:
            self.stdout.write(difference)
        if differences:
            raise SystemExit(1)
        assert edition is not None, "a verified edition exists"
        self.stdout.write(
            _("Edition %(number)s and all before it are as published; digest %(digest)s")
            % {"number": edition.number, "digest": edition.digest}
        )


def _number(text: str) -> int:
    try:
        return edition_number(text)
    except BadParameter as error:
        raise ArgumentTypeError(error.message) from None
