"""Makes the key to which citizens' reports are sealed."""

import getpass
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from intake import keys
from intake.models import MailboxKey
from intake.opening import fingerprint


class Command(BaseCommand):
    help = (
        "Make a key to which citizens' reports are sealed, and retire the one before it. Run it as the owner of the "
        "tables. The private half is kept sealed with a passphrase, or, with --print, shown once and kept nowhere."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--print", action="store_true", dest="shows", help="print the private key once, keep nothing")
        way.add_argument("--list", action="store_true", dest="lists", help="the keys that there are; makes none")
        way.add_argument("--passphrase-file", metavar="FILE", help="the passphrase is its first line; - is stdin")

    def handle(self, *args: Any, shows: bool, lists: bool, passphrase_file: str | None, **options: Any) -> None:
        if lists:
            self._list()
            return
        passphrase = "" if shows else _from(passphrase_file) if passphrase_file else _asked()
        if not shows and not keys.normal(passphrase):
            raise CommandError(_("The passphrase is empty: no key was made."), returncode=2)
        try:
            key, private_key = keys.make(on=localdate(), passphrase=passphrase)
        except keys.WeakPassphrase as weak:
            told = _("Too weak: at least %(letters)d letters, %(different)d of them different. No key was made.")
            raise CommandError(
                told % {"letters": keys.LEAST_LETTERS, "different": keys.LEAST_DIFFERENT}, returncode=2
            ) from weak
        self.stdout.write(f"{_('fingerprint')}: {fingerprint(bytes(key.public_key))}")
        if shows:
            self.stdout.write(f"{_('private key')}: {keys.as_printed(private_key)}")
            self.stderr.write(_("It is kept nowhere. Whoever loses it loses the reports that are sealed to it."))

    def _list(self) -> None:
        for key in MailboxKey.objects.select_related("secret"):
            parts = [fingerprint(bytes(key.public_key)), _("made on %(day)s") % {"day": key.made_on}]
            if key.retired_on:
                parts.append(_("retired on %(day)s") % {"day": key.retired_on})
            parts.append(_("opened by a passphrase") if hasattr(key, "secret") else _("private key not kept here"))
            parts.append(_("%(count)d pieces") % {"count": key.pieces.count()})
            self.stdout.write(" · ".join(parts))


def _from(file: str) -> str:
    try:
        text = sys.stdin.readline() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(_("%(file)s cannot be read.") % {"file": file}, returncode=2) from error
    return text.partition("\n")[0]


def _asked() -> str:
    first = getpass.getpass(_("Passphrase: "))
    if keys.normal(first) != keys.normal(getpass.getpass(_("Once more: "))):
        raise CommandError(_("They differ: no key was made."), returncode=2)
    return first
