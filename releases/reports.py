"""What a citizen's report of a release, or of a return to prison, becomes: a draft that cites its sealed document."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from editorial.models import Refused
from intake.vocabulary import Kind
from prisoners.models import Citation as PersonCitation
from prisoners.models import Detention, DetentionKind, Person
from prisoners.reports.dates import day_or_month
from prisoners.reports.recording import Told, register
from releases.models import Citation, Release, ReleaseType, Revocation
from sources.models import Document

UNKNOWN_FIGURE = "unknown_release"  # the editor chooses another where more is known


def register_all() -> None:
    register(Kind.RELEASE, draft_release)
    register(Kind.RETURN, draft_return)


def draft_release(person: Person, told: Told, document: Document) -> Release:
    """Of the current detention, by a figure that nobody has named yet, on the day told or on none.

    It was made known today: the day on which the citizen wrote is no public date, for it would lead to a visit.
    """
    detention = _detentions(person).filter(ended_on=None).last()
    if detention is None:
        raise Refused(_("No detention of this person is open: nothing was drafted. The document can be cited by hand."))
    figure = ReleaseType.objects.filter(code=UNKNOWN_FIGURE).first()
    if figure is None:
        raise Refused(_("The reference data is not complete: run load_reference."))
    release = Release.objects.create(
        detention=detention, release_type=figure, left_on=day_or_month(told.when), reported_on=localdate()
    )
    Citation.objects.create(release=release, document=document, reliability=told.reliability)
    return release


def draft_return(person: Person, told: Told, document: Document) -> Revocation | Detention:
    """The last release is revoked; where it can't have been, the return is a detention of its own."""
    left = Release.objects.filter(detention__person=person, revocation=None).order_by("reported_on", "pk").last()
    if left is None:
        raise Refused(
            _("This person has no release on record: nothing was drafted. The document can be cited by hand.")
        )
    if left.release_type.is_revocable != "no":
        revocation = Revocation.objects.create(release=left, reimprisoned_on=day_or_month(told.when))
        Citation.objects.create(revocation=revocation, document=document, reliability=told.reliability)
        return revocation
    detention = Detention.objects.create(
        person=person, kind=DetentionKind.CRIMINAL_CASE, detained_on=day_or_month(told.when),
        province_id=left.detention.province_id,
    )  # fmt: skip
    PersonCitation.objects.create(person=person, detention=detention, document=document, reliability=told.reliability)
    return detention


def _detentions(person: Person) -> QuerySet[Any]:
    return Detention.objects.filter(person=person).order_by("detained_on", "pk")
