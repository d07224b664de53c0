"""Proves that the public record is what was published."""

import re
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from publication.models import Edition
from publication.selection.editions import edition_number
from publication.selection.errors import BadParameter
from publication.verifying import verify, verify_noted

SHORTEST_DIGEST = 12


class Command(BaseCommand):
    help = (
        "Recomputes the digest of every row and the chain of editions, up to edition N or the newest. "
        "Exit code 1 on any difference. A chain whose end was cut off verifies by itself: note the last line that is "
        "printed somewhere outside, and give it back with --expect."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", nargs="?", type=_number, metavar="N", help="The last edition to verify.")
        parser.add_argument(
            "--expect", action="append", type=_noted, default=[], metavar="N:DIGEST",
            help="An edition noted outside, with its digest or the first letters of it (12 at least). Exit code 1 when "
            "it is missing or differs. May be given several times.",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        editions = Edition.objects.filter(number__lte=options["number"]) if options["number"] else Edition.objects.all()
        edition = editions.order_by("number").last()
        noted = dict(options["expect"])
        if edition is None and options["number"] is None and not noted:
            self.stdout.write(_("Nothing is published yet."))
            return
        try:
            differences = [*verify_noted(noted), *verify(options["number"])]
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
        newest = Edition.objects.newest()
        assert newest is not None, "a verified edition exists"
        self.stdout.write(_("To note outside: %(note)s") % {"note": f"{newest.number}:{newest.digest}"})


def _noted(text: str) -> tuple[int, str]:
    found = re.fullmatch(rf"(\d{{1,9}}):([0-9a-f]{{{SHORTEST_DIGEST},64}})", text.strip().lower())
    if found is None:
        raise ArgumentTypeError(_("write it as N:DIGEST, as it was printed"))
    return _number(found[1]), found[2]


def _number(text: str) -> int:
    try:
        return edition_number(text)
    except BadParameter as error:
        raise ArgumentTypeError(error.message) from None
