"""Invented consents, of those whom a single organisation names: it asked them for their word and passed it on."""

from __future__ import annotations

from datetime import date

from prisoners import naming
from prisoners.models import Consent, ConsentProof, Giver, Method, Person, Scope, Visibility
from prisoners.models.consent import a_year_after

GIVEN_EARLIER = date(2024, 3, 20)  # of the first few: their review is due on the demonstration's day
DUE = 3


def record_consents(*, on: date) -> int:
    """A consent to the name for everybody who would be public without a reason to be; returns how many."""
    lacking = naming.LACKS_BASIS & ~naming.IS_OBJECTED
    persons = Person.objects.filter(lacking, visibility=Visibility.PUBLIC, merged_into=None, is_demo=True)
    keys = list(persons.order_by("pk").values_list("pk", flat=True))
    earlier = 0 if Consent.objects.exists() else DUE
    days = [GIVEN_EARLIER if turn < earlier else on for turn in range(len(keys))]
    given = Consent.objects.bulk_create(
        Consent(
            person_id=key,
            given_by=Giver.ORGANISATION,
            scope=[Scope.NAME],
            given_on=day,
            review_on=a_year_after(day),
            method=Method.MESSAGE,
        )  # fmt: skip
        for key, day in zip(keys, days, strict=True)
    )
    evidence = "Mensaje de la organización, que habló con la familia (demo)"
    ConsentProof.objects.bulk_create(ConsentProof(consent=one, evidence=evidence) for one in given)
    return len(given)
