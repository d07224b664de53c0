from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from demonstration.accounts import code_of
from editorial.models import Editor


class Command(BaseCommand):
    help = "Print the one-time code with which an invented editor signs in now; without a name, those of all of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?", default="", help="an account of the demonstration")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        invented = Editor.objects.filter(is_demo=True, is_active=True).order_by("pk")
        chosen = invented.filter(username=name) if name else invented
        if not chosen:
            raise CommandError(f"{name or 'Here'} is no invented editor: a real one's code is on their own device.",
                               returncode=2)  # fmt: skip
        for editor in chosen:
            self.stdout.write(f"{code_of(editor)}  {editor.username}")
