"""Gathers citizens' reports in their hours and erases what is due; to be run once an hour, as the owner."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from config.purging import PURGERS


class Command(BaseCommand):
    help = (
        "To be run once an hour, not oftener, as the owner of the tables. Gathers citizens' reports in four hours of "
        "the day, carries out confirmed requests for removal and erases what may be kept no longer: contacts and words "
        "of closed requests, citizens' reports, traces of accounts. Prints how many of each; run again, it finds "
        "nothing. One that fails stops none of the others; exit 1 then."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now, failed = timezone.now(), []
        for purger in PURGERS:
            try:
                for what, number in purger(now):
                    if options["verbosity"]:
                        self.stdout.write(f"{what}: {number}")
            except Exception as error:  # noqa: BLE001 - whatever it was, what is due elsewhere must go all the same
                failed.append(purger.__name__)
                self.stderr.write(f"{purger.__name__} failed: {type(error).__name__}")
        if failed:
            raise SystemExit(1)
