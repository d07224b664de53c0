"""Looks for persons of the record who may be one, for editors to decide."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from prisoners.merging.suggestions import suggest


class Command(BaseCommand):
    help = (
        "Compares every person with those who are like them, and lists the likely pairs in the newsroom (Persons who "
        "may be one). Merges nobody. Run it after imports, by night where there are many persons."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        shown = options["verbosity"] > 0 and sys.stderr.isatty()

        def progress(step: str, done: int, of: int) -> None:
            if shown:
                self.stderr.write(f"\r{step} {done}/{of}".ljust(60), ending="")

        pairs = suggest(progress)
        if shown:
            self.stderr.write("\r".ljust(61) + "\r", ending="")
        self.stdout.write(f"pairs {pairs}")
