"""What lies on the desks when the story ends: work submitted, returned, begun. None of it is public.

A newcomer finds something to review: a release, which needs another outlet; two plain corrections, which may be
approved together; one that came back with a comment; and a draft on which a contributor works.
"""

from __future__ import annotations

from demonstration.consolidation import Truth
from editorial import reviewing
from editorial.acting import acting_as
from editorial.models import Editor
from editorial.models.review import claim
from prisoners.models import Citation, Detention, Facility, FacilityKind, FacilityStay, Person
from releases.models import Citation as ReleaseCitation
from releases.models import Release
from sources.models import Document, DocumentKind

OCCUPATIONS = ("worker", "self_employed")


def leave_on_desks(truth: Truth, *, author: Editor, reviewer: Editor, contributor: Editor) -> None:
    released, first, second, returned, begun = _quiet_people(truth, 5)
    note = _note()
    with acting_as(author, comment="Lo cuenta la familia y lo publica La Ceiba Digital."):
        _release(released, note)
        reviewing.submit(released, by=author, comment="Confirmado con dos llamadas.")
        for person, occupation in zip((first, second), OCCUPATIONS, strict=True):
            _note_occupation(person, occupation, note)
            reviewing.submit(person, by=author)
        _note_occupation(returned, "student", note)
        reviewing.submit(returned, by=author)
    with acting_as(reviewer):
        told = "La nota habla de otro del mismo nombre: ¿hay una segunda fuente?"
        reviewing.return_to_author(returned, by=reviewer, comment=told)
    with acting_as(contributor):
        prison = Facility.objects.filter(kind=FacilityKind.PRISON).order_by("code").first()
        FacilityStay.objects.create(detention=Detention.objects.get(person=begun), facility=prison, regime="max")
        claim(begun, by=contributor)


def _quiet_people(truth: Truth, wanted: int) -> list[Person]:
    """People in prison on whom the story has nothing more to say; the last of their kind, whom no example names."""
    known = truth.persons()
    defective = {defect.key for defect in truth.population.defects.rows}
    quiet = [
        known[one.key]
        for one in reversed(truth.population.persons)
        if one.key in known and one.key not in defective and not one.releases and (one.age_at_detention or 0) > 20
    ]
    published = Person.objects.in_bulk(quiet[: 20 * wanted])
    chosen = [published[key] for key in quiet[: 20 * wanted] if _is_plain(published[key])]
    return chosen[:wanted]


def _is_plain(person: Person) -> bool:
    return person.workflow_state == "published" and person.visibility == "public" and person.detentions.count() == 1


def _note() -> Document:
    return Document.objects.create(
        kind=DocumentKind.MEDIA,
        title="Sale de prisión y vuelve a casa sin papeles (demo)",
        language="es",
        published_on="2025-03-31",
        url="https://example.org/demo/sale-de-prision",
    )


def _release(person: Person, note: Document) -> None:
    release = Release.objects.create(
        detention=Detention.objects.get(person=person),
        release_type_id="conditional_release",
        left_on="2025-03-29",
        reported_on="2025-03-31",
    )
    ReleaseCitation.objects.create(release=release, document=note)
    person.refresh_from_db()


def _note_occupation(person: Person, occupation: str, note: Document) -> None:
    Person.objects.filter(pk=person.pk).update(occupation_group=occupation)
    Citation.objects.create(person=person, field="occupation_group", document=note)
    person.refresh_from_db()
