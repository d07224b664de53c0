from typing import Any

from django.core.management.base import BaseCommand

from editorial.models import Seal


class Command(BaseCommand):
    help = (
        "Print NEWSROOM_KEY, by which the newsroom's web processes prove to the database which editor acts. Run it as "
        "the owner of the tables, and give the key to those processes alone."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(Seal.objects.get().key)
