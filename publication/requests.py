"""What two editors decided about a request is carried out on the public record, where an editor's role cannot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from prisoners.models import CorrectionRequest
from publication.erasing import erase
from publication.models import PrisonerVersion


def carry_out(*, at: datetime) -> Iterator[str]:
    """Every confirmed request that is not done: erases whom it says, closes those whose name no page shows any more.

    Gives the level of each that is done. Needs the rights of the owner, as every command has.
    """
    confirmed = CorrectionRequest.objects.open().filter(confirmed_by__isnull=False)
    for one in confirmed.select_related("person", "decided_by", "confirmed_by").order_by("pk"):
        with transaction.atomic():
            if _is_done(one):
                CorrectionRequest.objects.filter(pk=one.pk).update(done_at=at)
                yield one.level


def _is_done(one: CorrectionRequest) -> bool:
    if one.person is None or one.decided_by is None or one.confirmed_by is None:
        return True  # whom it is about was erased meanwhile
    if one.erases:
        CorrectionRequest.objects.filter(person=one.person).update(text="", about="")
        erase(one.person, by=one.decided_by, approved_by=one.confirmed_by)
        return True
    named = PrisonerVersion.objects.current().filter(public_id=one.person.public_id, is_withheld=False)
    return not named.exists()
