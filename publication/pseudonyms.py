"""Giving each person detained as a minor a number that stays."""

from __future__ import annotations

from uuid import UUID

from publication.models import Pseudonym


class Pseudonyms:
    """The numbers given so far; `number` gives a new one to whoever has none, `keep` writes the new ones down."""

    def __init__(self) -> None:
        self._given: dict[UUID | None, int] = {}
        self._last = 0
        for number, public_id in Pseudonym.objects.values_list("number", "public_id"):
            self._last = max(self._last, number)
            self._given[public_id] = number
        self._new: list[Pseudonym] = []

    def number(self, public_id: UUID) -> int:
        if public_id not in self._given:
            self._last += 1
            self._given[public_id] = self._last
            self._new.append(Pseudonym(number=self._last, public_id=public_id))
        return self._given[public_id]

    def keep(self) -> None:
        Pseudonym.objects.bulk_create(self._new)
        self._new = []
