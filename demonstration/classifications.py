"""Whom the invented legal aid classified under the Council of Europe's Resolution 1900: a few, as in reality.

Nobody else is classified so, which makes the figure of it a floor. No other total changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from django.db import transaction

from demonstration.consolidation import Truth
from demonstration.population import CUBALEX, T2, Population
from editorial.models import Editor
from prisoners.models import Classification, Person, Scheme
from sources.models import SourceOrganisation

INSIDE, OUTSIDE = 60, 8
TESTS = (("coe_a",), ("coe_a", "coe_e"), ("coe_e",), ("coe_a", "coe_d"), ("coe_c",))
STATED = ("2024-06-15", "2024-06-15", "2024-06-15", "2024-11", "2024-06-15", "2025-02-20")
"""Most on one day, some in a month whose day is not known, some only after the announcement."""


class Classified(NamedTuple):
    key: int
    tests: tuple[str, ...]
    stated_on: str


def chosen(population: Population) -> Iterator[Classified]:
    """Sixty of those in prison over 11J and eight of those who serve outside, all adults helped by that register."""
    helped = [
        one
        for one in population.persons
        if one.is_listed(CUBALEX, at=T2) and one.age_at_detention is not None and one.age_at_detention >= 18  # noqa: PLR2004
    ]
    keys = [
        *islice((one.key for one in helped if one.block == "b01"), INSIDE),
        *islice((one.key for one in helped if one.block == "b03"), OUTSIDE),
    ]
    for place, key in enumerate(keys):
        yield Classified(key, TESTS[place % len(TESTS)], STATED[place % len(STATED)])


@transaction.atomic
def record_classifications(truth: Truth, *, by: Editor) -> int:
    """Returns how many persons were classified."""
    persons = truth.persons()
    register = SourceOrganisation.objects.get(code=CUBALEX)
    said = [one for one in chosen(truth.population) if one.key in persons]
    Classification.objects.bulk_create(
        Classification(
            person_id=persons[one.key], scheme=Scheme.COE, value=test, organisation=register, stated_on=one.stated_on
        )
        for one in said
        for test in one.tests
    )
    for person in Person.objects.filter(pk__in=[persons[one.key] for one in said]):
        person.reopen(by=by)
    return len(said)
