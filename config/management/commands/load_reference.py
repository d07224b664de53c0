"""Loads what the program cannot be used without; may be run at any time."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from prisoners import reference as prisoners
from releases import reference as releases
from sources import reference as sources


class Command(BaseCommand):
    help = (
        "Loads the reference data: provinces, municipalities, prisons, offences, events, release types, organisations, "
        "announcements and published figures. All or nothing. What an editor has changed since is kept."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            loaded = [*sources.load(), *prisoners.load(), *releases.load()]
        if options["verbosity"]:
            for kind in loaded:
                self.stdout.write(str(kind))
