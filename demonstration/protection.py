"""Whom the public does not see, or not yet: three embargoes, two names taken down, one person erased (10.8).

None of them changes a total: the embargoed and the erased stand on no list, and whoever is counted, not named, is still
counted.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.text import slugify

from chronology.partial_date import PartialDate
from demonstration.consolidation import Truth
from demonstration.lists.strangers import row_of
from editorial.models import Editor
from prisoners.models import Citation, Detention, Person, Province, Visibility
from publication.erasing import erase
from sources.models import Document, DocumentKind

EMBARGO_UNTIL = date(2025, 6, 30)
UNDER_EMBARGO = (
    (
        "Lisandra",
        "Mustelier",
        "Zunzuneira",
        "woman",
        27,
        "CU-13",
        date(2025, 3, 22),
        "La familia pide esperar al juicio",
    ),
    ("Reinier", "Duvergel", "Caguairán", "man", 41, "CU-14", date(2025, 3, 24), "Negociación en curso"),
    (
        "Yordan",
        "Zaldívar",
        "Manjuarí",
        "man",
        33,
        "CU-11",
        date(2025, 3, 27),
        "Fuente en riesgo hasta que salga del país",
    ),
)
ERASED = ("Osmel", "Figueredo", "Mamoncillar")
ERASED_BORN = date(1988, 5, 9)
TAKEN_DOWN = 2


def hold_back(*, by: Editor) -> list[Person]:
    """Three persons of whom a newsroom knows first, to be published when it harms nobody."""
    note = Document.objects.create(
        kind=DocumentKind.MEDIA,
        title="Notas de tres detenciones de marzo (demo)",
        language="es",
        published_on="2025-03-30",
    )
    people = []
    for given, first, second, gender, age, province, detained_on, reason in UNDER_EMBARGO:
        person = _make(
            given, first, second, gender=gender, age_at_detention_stated=age, last_confirmed_on=date(2025, 3, 30),
            embargo_until=EMBARGO_UNTIL, embargo_reason=reason, last_edited_by=by,
        )  # fmt: skip
        detention = Detention.objects.create(
            person=person,
            detained_on=str(detained_on),
            province=Province.objects.get(code=province),
            context="after_11j",
        )
        Citation.objects.create(person=person, document=note)
        Citation.objects.create(person=person, detention=detention, document=note)
        people.append(person)
    return people


def take_down_names(truth: Truth, *, by: Editor) -> list[Person]:
    """Two who were let go without charge long ago asked for their names to go: counted, not named, in every edition."""
    known = truth.persons()
    defective = {defect.key for defect in truth.population.defects.rows}
    asked = [
        known[one.key]
        for one in truth.population.persons
        if one.block == "b22"
        and one.key not in defective
        and (one.age_at_detention or 0) > 20
        and one.releases
        and one.releases[-1].release_type == "released_no_charge"
    ][:TAKEN_DOWN]
    Person.objects.filter(pk__in=asked).update(visibility=Visibility.WITHHELD)
    people = list(Person.objects.filter(pk__in=asked))
    for person in people:
        person.reopen(by=by)
    return people


def erase_at_demand(*, by: Editor, approved_by: Editor) -> None:
    """Somebody noted by an editor, erased at the family's demand before any edition: a tombstone remains."""
    given, first, second = ERASED
    person = _make(given, first, second, gender="man", birth_date=PartialDate(ERASED_BORN), last_edited_by=by)
    Detention.objects.create(person=person, detained_on="2021-07-11", province=Province.objects.get(code="CU-04"))
    erase(person, by=by, approved_by=approved_by)


def row_of_the_erased() -> dict[str, Any]:
    """What a list brings of them later, and the importer refuses."""
    return row_of("F8001", *ERASED, "Matanzas", ERASED_BORN)


def _make(given: str, first: str, second: str, **columns: Any) -> Person:
    return Person.objects.create(
        slug=slugify(f"demo {given} {first} {second}"),
        name_display=f"{given} {first} {second}", given_names=given, surname_1=first, surname_2=second,
        is_demo=True, **columns,
    )  # fmt: skip
