import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from demonstration.story import Story
from prisoners.models import Person


class Command(BaseCommand):
    help = (
        "Load the demonstration set: 2,250 invented persons, written out as four organisations' lists, imported, "
        "consolidated, approved and published as several editions. Only into a database without persons."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--folder", type=Path, default=Path(settings.ROOT) / "var" / "demonstration",
            help="where to write the lists (default: var/demonstration)",
        )  # fmt: skip

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        if Person.objects.exists():
            raise CommandError(
                "There are persons already; invented ones are never put beside them.",
                returncode=2,
            )
        call_command("load_reference", verbosity=0)
        began = time.monotonic()

        def say(text: str) -> None:
            self.stdout.write(f"{time.monotonic() - began:6.1f} s  {text}")
            self.stdout.flush()

        editions = Story(folder, say).tell()
        say(f"{Person.objects.count():,} persons, {len(editions)} editions")
