"""A newsroom that differs from another in private values alone: drawn anew for each pair."""

from __future__ import annotations

import random
import string
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, models, transaction

from chronology.fields import PartialDateField
from chronology.partial_date import PartialDate
from editorial.models import WorkflowState
from prisoners.models import Address, FamilyContact, Municipality, Person
from tests.publication import working_copy as wc
from tests.safety import register
from tests.safety.rows import SEALED, unguarded
from tests.safety.scenario import TEXTS, Newsroom

DECIDE = {
    # what is private and decides all the same what is public: by itself (a gate) or counted with others
    "workflow_state", "embargo_until", "visibility", "decision", "withdrawn_at", "undone_at", "undone_by",
    "undone_reason", "is_active", "handed_over_at",
    "prisoners.Consent.scope", "prisoners.Consent.withdrawn_on",  # whether somebody may be named
    "prisoners.OffenceInLaw.max_months",  # which charge is the principal one
    "prisoners.PrivateDetails.medical", "prisoners.PrivateDetails.mental",  # national totals of five and more
    "prisoners.FacilityStay.end_reason", "prisoners.FacilityStay.is_nested",  # where in prison somebody was
    "prisoners.Sentence.official_end_on",
    "prisoners.Person.birth_date",  # its year is public: the day is varied by hand
    "sources.ListSnapshot.told_fields",  # whether a silent row withdrew something
}  # fmt: skip
TIES = {"residence_municipality", "court_municipality"}  # foreign keys that are varied; the others are the structure


class Varied:
    """Draws values from one seed. `written` counts the columns that took one, `refused` those the database did not."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.written = 0
        self.refused: list[str] = []

    def newsroom(self, room: Newsroom) -> None:
        for model in register.newsroom_models():
            varied = [field for field in register.private_fields(model) if self._is_varied(model, field)]
            if varied:
                with unguarded(model):
                    self._write(model, varied)
        self._who_is_not_named(room)
        self._rows_that_one_of_the_two_lacks(room)

    @staticmethod
    def _is_varied(model: type[models.Model], field: models.Field) -> bool:
        if field.primary_key or field.name in DECIDE or f"{model._meta.label}.{field.name}" in DECIDE:
            return False
        return field.name in TIES if field.is_relation else True

    def _write(self, model: type[models.Model], fields: list[models.Field]) -> None:
        for key in list(model._base_manager.values_list("pk", flat=True)):
            if not self._took(model, key, fields):  # columns that hold together: one by one, as far as they go
                self.refused += [
                    f"{model._meta.label}.{one.name}" for one in fields if not self._took(model, key, [one])
                ]

    def _took(self, model: type[models.Model], key: Any, fields: list[models.Field]) -> bool:
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=key).update(**{field.name: self._value(field) for field in fields})
        except IntegrityError:
            return False
        self.written += len(fields)
        return True

    def _value(self, field: models.Field) -> Any:
        if field.is_relation:
            return self.dice.choice(list(Municipality.objects.all()))
        if field.choices:
            return self.dice.choice([code for code, _ in field.flatchoices])
        if isinstance(field, ArrayField):
            return [self._value(field.base_field)]
        if field.unique and isinstance(field, models.CharField):
            return self.text(12)
        return next(draw(self, field) for kind, draw in DRAW if isinstance(field, kind))

    def text(self, length: int) -> str:
        return "".join(self.dice.choices(string.ascii_letters + "ñáé ", k=length))

    def moment(self) -> datetime:
        return datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=self.dice.randrange(1_000_000))

    def _who_is_not_named(self, room: Newsroom) -> None:
        """Names, lives, and days within a month of everybody whom no page names."""
        for part in ("withheld", "withdrawn", "embargoed", "draft", "minor"):
            rows = Person.objects.filter(pk=room.persons[part].pk)
            with unguarded(Person):
                rows.update(slug=f"s{self.dice.getrandbits(60)}", **{name: self.text(9) for name in TEXTS})
        day = PartialDate.parse(f"2021-07-{self.dice.randrange(1, 29):02d}")
        for part in ("withheld", "withdrawn", "embargoed", "draft"):
            held = room.persons[part].detentions.all()
            with unguarded(held.model):
                held.update(detained_on=day)
        with unguarded(Person):
            born = PartialDate.parse(f"1990-{self.dice.randrange(1, 13):02d}-{self.dice.randrange(1, 29):02d}")
            Person.objects.exclude(pk=room.persons["minor"].pk).update(birth_date=born)

    def _rows_that_one_of_the_two_lacks(self, room: Newsroom) -> None:
        for _ in range(self.dice.randrange(4)):
            wc.person(f"{self.text(5)} {self.text(6)} {self.text(7)}", workflow_state=WorkflowState.DRAFT)
            held = room.persons["inside"]
            contact = FamilyContact(person=held, name=self.text(9))
            address = Address(person=held, text=self.text(9))
            for row in (contact, address):
                with unguarded(type(row)), unguarded(Person):
                    row.save()


DRAW: list[tuple[Any, Any]] = [
    (PartialDateField, lambda self, field: PartialDate.parse(f"2025-0{self.dice.randrange(1, 10)}")),
    (models.BooleanField, lambda self, field: self.dice.random() < 0.5),
    (models.CharField, lambda self, field: self.text(min(field.max_length or 9, 9))),
    (models.TextField, lambda self, field: self.text(30)),
    (models.JSONField, lambda self, field: {self.text(4): self.text(4)}),
    (models.BinaryField, lambda self, field: self.dice.randbytes(SEALED.get(str(field), 8))),
    (models.FloatField, lambda self, field: self.dice.random()),
    (models.DateTimeField, lambda self, field: self.moment()),
    (models.DateField, lambda self, field: date(2024, 1, 1) + timedelta(days=self.dice.randrange(700))),
    (models.IntegerField, lambda self, field: self.dice.randrange(1, 1000)),
    (models.UUIDField, lambda self, field: None),
]
