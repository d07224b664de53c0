import importlib
import importlib.util
import os
import signal
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.preparation import steps
from config.sides import serve_editors
from config.web_server import HOST, WebServer, is_free

HIGHEST_PORT = 65_535


class Command(BaseCommand):
    help = "Prepare everything and serve the newsroom and the public site at one address, until Ctrl-C."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--port", default=os.environ.get("PORT") or "8000", help="port on 127.0.0.1 (default: $PORT, else 8000)"
        )
        parser.add_argument(
            "--empty", action="store_true", help="do not fill an empty database with the invented demonstration set"
        )

    def handle(self, *args: Any, port: str, empty: bool, **options: Any) -> None:
        number = int(port) if port.isascii() and port.isdigit() else 0
        if not 0 < number <= HIGHEST_PORT:
            raise CommandError(f"PORT={port} is not a port: give a number from 1 to {HIGHEST_PORT}.", returncode=2)
        if not is_free(number):
            raise CommandError(f"Port {number} is taken. Choose another: PORT={number + 1} make run")
        # Leaving through Python stops the local database with us.
        for number_of_signal in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number_of_signal, lambda *_: sys.exit(143))
        try:
            self.prepare(demonstration=not empty)
        except KeyboardInterrupt:
            raise CommandError("Stopped.", returncode=130) from None
        serve_editors()
        WebServer(number, when_ready=lambda: self.say_where(number)).run()

    def prepare(self, *, demonstration: bool) -> None:
        for name, step in steps(demonstration=demonstration):
            self.stdout.write(f"{name:<20}", ending="")
            self.stdout.flush()
            began = time.monotonic()
            outcome = step()
            self.stdout.write(f"{time.monotonic() - began:6.1f} s  {outcome}")

    def say_where(self, port: int) -> None:
        address = f"http://{HOST}:{port}"
        self.stdout.write(f"\nPublic site   {address}/\nNewsroom      {address}/admin/")
        accounts = demonstration_accounts()
        for account in accounts:
            self.stdout.write(f"              {account}")
        if accounts:
            self.stdout.write("              One-time codes for them: .venv/bin/python manage.py demo_code")
            self.stdout.write(f"              Passphrase of the mailbox: {mailbox_passphrase()}")
        self.stdout.write("\nCtrl-C stops everything, the database too.")
        self.stdout.flush()


def mailbox_passphrase() -> str:
    """What unlocks the invented citizens' reports (`demonstration.reports.PASSPHRASE`)."""
    return str(importlib.import_module("demonstration.reports").PASSPHRASE)


def demonstration_accounts() -> list[Any]:
    """Name, password and role of each invented editor (`demonstration.accounts.ACCOUNTS`), to try the newsroom with."""
    if importlib.util.find_spec("demonstration.accounts") is None:
        return []
    return list(importlib.import_module("demonstration.accounts").ACCOUNTS)
