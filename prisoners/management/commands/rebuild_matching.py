"""Learns anew from all rows and makes every person's profile for matching again."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from prisoners.matching.profiles import rebuild


class Command(BaseCommand):
    help = (
        "Counts anew what all rows of all lists teach the matcher (names, frequencies, spellings) and makes the "
        "profiles and keys of all persons again. Changes no decision. Needed after a new version of the matcher, "
        "never otherwise: triggers keep the profiles fresh."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        shown = options["verbosity"] > 0 and sys.stderr.isatty()

        def progress(step: str, done: int, of: int) -> None:
            if shown:
                self.stderr.write(f"\r{step} {done}/{of}".ljust(60), ending="")

        persons = rebuild(progress)
        if shown:
            self.stderr.write("\r".ljust(61) + "\r", ending="")
        self.stdout.write(f"persons {persons}")
