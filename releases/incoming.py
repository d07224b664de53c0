"""What a list's line says of releases beside what we hold of them (prisoners/incoming)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model

from prisoners.consolidation.dossiers import Put
from prisoners.incoming.held import Part, register
from prisoners.models import Detention
from releases.models import Citation, CustodyState, Release, Revocation


@dataclass
class _Left:
    """Of each person: the releases in order, what revoked them, and who is held by an arrest without an end."""

    releases: dict[int, list[Release]] = field(default_factory=lambda: defaultdict(list))
    revocations: dict[int, Revocation] = field(default_factory=dict)
    held: set[int] = field(default_factory=set)

    def rows(self, person: int) -> list[Model]:
        return [*self.releases.get(person, []), *self._revocation(person)]

    def put(self, person: int, as_put: Put) -> _Left:
        releases, revocations = self.releases.copy(), self.revocations.copy()
        releases[person] = as_put(releases.get(person, []))
        revocations.pop(person, None)
        revocations.update((person, one) for one in as_put(self._revocation(person)))
        return _Left(releases, revocations, self.held)

    def _revocation(self, person: int) -> list[Revocation]:
        return [self.revocations[person]] if person in self.revocations else []


def _load(persons: set[int]) -> _Left:
    left = _Left(held=set(Detention.objects.filter(person__in=persons, ended_on=None).values_list("person", flat=True)))
    releases = Release.objects.filter(detention__person__in=persons).select_related("detention", "release_type")
    for release in releases.order_by("reported_on", "pk"):
        left.releases[release.detention.person_id].append(release)
    for one in Revocation.objects.filter(release__detention__person__in=persons).select_related("release__detention"):
        left.revocations[one.release.detention.person_id] = one
    return left


def _release(left: _Left, person: int, values: Mapping[str, Any]) -> Release | None:
    """Of the figure that the line names, else the last."""
    found = left.releases.get(person, [])
    if not found or not (values.get("release_type") or values.get("left_on")):
        return None
    return next((each for each in found if each.release_type_id == values.get("release_type")), found[-1])


def _revocation(left: _Left, person: int, _values: Mapping[str, Any]) -> Revocation | None:
    return left.revocations.get(person)


def _outside(left: _Left, person: int, values: Mapping[str, Any]) -> Release | None:
    """The last release of somebody whom the line holds to be in prison on a later day."""
    found = left.releases.get(person, [])
    if values.get("status") != CustodyState.IN_CUSTODY or person in left.held or not found:
        return None
    last = found[-1]
    gone = (last.left_on.latest if last.left_on else None) or last.reported_on
    return last if gone <= date.fromisoformat(values["confirmed_on"]) else None


def register_all() -> None:
    register(
        Part(
            "release",
            {"left_on": "left_on", "release_type": "release_type_id", "measure_after": "measure_after",
             "exile_condition": "exile_condition"},
            _release, _load, citation=Citation, cites="release",
        )
    )  # fmt: skip
    register(
        Part(
            "revocation",
            {"revoked_on": "revoked_on", "reimprisoned_on": "reimprisoned_on",
             "ground_official": "ground_official_id", "ground_alleged": "ground_alleged_id"},
            _revocation, _load, citation=Citation, cites="revocation",
        )
    )  # fmt: skip
    register(Part("custody", {"status": "release_type.state_after"}, _outside, _load, may_be_taken=False))
