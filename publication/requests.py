"""What two editors decided about a request is carried out on the public record, where an editor's role cannot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction

from prisoners.models import CorrectionRequest
from publication.erasing import erase
from publication.models import Edition, PrisonerVersion


def carry_out(*, at: datetime) -> Iterator[str]:
    """Every confirmed request that is not done: erases whom it says, closes those of whom the record is as was decided.

    A request speaks for everybody held to be the person. Gives the level of each that is done. Needs the rights of the
    owner, as every command has.
    """
    confirmed = CorrectionRequest.objects.open().filter(confirmed_by__isnull=False)
    for one in confirmed.select_related("person", "decided_by", "confirmed_by").order_by("pk"):
        with transaction.atomic():
            if _is_done(one):
                CorrectionRequest.objects.filter(pk=one.pk).update(done_at=at, settled_in=one.settled_in)
                yield one.level


def _is_done(one: CorrectionRequest) -> bool:
    if not one.is_removal:
        return _is_corrected(one)
    if one.person is None or one.decided_by is None or one.confirmed_by is None:
        return True  # whom it is about was erased meanwhile
    members = one.person.members()
    if one.erases:
        CorrectionRequest.objects.filter(person__in=members).update(text="", about="")
        erase(one.person, by=one.decided_by, approved_by=one.confirmed_by)
        return True
    ids = members.values_list("public_id", flat=True)
    return not PrisonerVersion.objects.current().filter(public_id__in=list(ids), is_withheld=False).exists()


def _is_corrected(one: CorrectionRequest) -> bool:
    """Once an edition since the decision holds the record anew, or shows it no more; or says in its note what became of
    it, where an editor names that edition."""
    since = Edition.objects.filter(published_at__gt=one.decided_at)
    if one.settled_in is not None:
        return since.filter(number=one.settled_in).exclude(note="").exists()
    if one.person is None:
        return False
    ids: list[UUID] = list(one.person.members().values_list("public_id", flat=True))
    rows = PrisonerVersion.objects.filter(public_id__in=ids)
    numbers = since.values("number")
    anew = rows.filter(edition_from__in=numbers).order_by("edition_from").values_list("edition_from", flat=True)
    closed = rows.filter(edition_to__in=numbers).order_by("edition_to").values_list("edition_to", flat=True)
    one.settled_in = anew.first() or closed.first()
    return one.settled_in is not None
