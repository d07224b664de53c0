"""Reads an organisation's list into a dated snapshot."""

import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _

from chronology.written import read_day
from sources.import_list import consumers
from sources.import_list.importing import import_list
from sources.import_list.report import ImportFault, ImportReport
from sources.models import SourceList, SourceOrganisation

SHOWN_REFUSALS = 1000


class Command(BaseCommand):
    help = (
        "Reads an XLSX or CSV file into the dated snapshot of a list, matches its rows to persons, takes their facts. "
        "Prints rows read, new, changed, unchanged and refused, each refused row with its line and reason. "
        "All or nothing; the same file twice changes nothing. Bad input: exit 2."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--organisation", metavar="CODE", required=True)
        parser.add_argument("--list", metavar="CODE", required=True, dest="source_list")
        parser.add_argument("--as-of", metavar="DATE", required=True, help="the day the list speaks of, 2024-10-31")
        parser.add_argument("--mapping", metavar="NAME", help="a column mapping of the organisation (its default one)")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        parser.add_argument("--strict", action="store_true", help="refuse the whole file when one row is refused")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("en"):  # as every command speaks
            self._handle(options)

    def _handle(self, options: dict[str, Any]) -> None:
        try:
            report = import_list(
                options["file"],
                source_list=_source_list(options["organisation"], options["source_list"]),
                as_of=_day(options["as_of"]),
                mapping=options["mapping"],
                dry_run=options["dry_run"],
                strict=options["strict"],
                progress=None if options["verbosity"] == 0 else self._progress,
            )
        except ImportFault as fault:
            raise CommandError(" ".join(str(fault).split()), returncode=2) from None
        finally:
            self._end_progress()
        for caution in consumers.cautions():
            self.stdout.write(self.style.WARNING(_("WARNING: %(why)s") % {"why": caution}))
        self._print(report, is_dry_run=options["dry_run"])

    def _print(self, report: ImportReport, *, is_dry_run: bool) -> None:
        for warning in filter(None, (report.absence, report.warning)):
            self.stdout.write(self.style.WARNING(_("WARNING: %(why)s") % {"why": warning}))
        for refusal in report.refused[:SHOWN_REFUSALS]:
            self.stdout.write(f"line {refusal.line}: {refusal.where}: {refusal.reason}")
        if len(report.refused) > SHOWN_REFUSALS:
            self.stdout.write(f"… and {len(report.refused) - SHOWN_REFUSALS} more refused rows")
        counts = {
            "read": report.read, "new": report.new, "changed": report.changed, "unchanged": report.unchanged,
            "refused": len(report.refused), "kept": report.kept, "gone": report.gone,
        }  # fmt: skip
        for name, count in [*counts.items(), *report.outcome.items()]:
            self.stdout.write(f"{name} {count}")
        if report.is_repeat:
            self.stdout.write("This file was imported before: nothing changes.")
        elif is_dry_run:
            self.stdout.write("Dry run: nothing was written.")
        elif report.snapshot and report.snapshot.supersedes_id:
            self.stdout.write(f"Supersedes the file imported before for {report.snapshot.as_of}.")

    def _progress(self, step: str, done: int, of: int) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"\r{step} {done}/{of}".ljust(60), ending="")

    def _end_progress(self) -> None:
        if sys.stderr.isatty():
            self.stderr.write("\r".ljust(61) + "\r", ending="")


def _source_list(organisation: str, code: str) -> SourceList:
    known = {each.code: each for each in SourceOrganisation.objects.all()}
    if organisation not in known:
        raise CommandError(f"No organisation “{organisation}”; known: {_listed(known)}.", returncode=2)
    lists = {each.code: each for each in known[organisation].lists.select_related("organisation")}
    if code not in lists:
        raise CommandError(f"{organisation} has no list “{code}”; known: {_listed(lists)}.", returncode=2)
    return lists[code]


def _day(text: str) -> date:
    try:
        return read_day(text)
    except ValueError:
        raise CommandError(f"--as-of “{text}” is not a day: write it as 2024-10-31.", returncode=2) from None


def _listed(known: dict[str, Any]) -> str:
    return ", ".join(sorted(known)) or "none"
