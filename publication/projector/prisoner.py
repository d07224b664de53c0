"""The public rows of a person, from one dossier."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from prisoners.models import Visibility
from publication.models import PrisonerVersion, Versioned
from publication.names import fold, words
from publication.projector import confirmation, custody, listings, steps
from publication.projector.documents import document, public_event
from publication.projector.dossiers import Dossier, Row
from publication.projector.identity import Identity, of_person, pseudonym, pseudonym_slug, public_gender
from releases.models import OfficialAnnouncement


@dataclass(slots=True)
class Surroundings:
    """What every person's projection needs, read once for an edition."""

    lists: listings.Lists = field(default_factory=listings.load_lists)
    longest: dict[tuple[str, str], int] = field(default_factory=steps.longest_sentences)
    announcements: set[str] = field(default_factory=set)


def surroundings(day: date) -> Surroundings:
    """As they are for an edition of that day: what is under embargo then is not there."""
    return Surroundings(lists=listings.load_lists(day), announcements=public_announcements(day))


def public_announcements(day: date) -> set[str]:
    """Codes of the announcements that an edition of that day may name."""
    announcements = OfficialAnnouncement.objects.publishable().exclude(embargo_until__gte=day)
    return set(announcements.values_list("code", flat=True))


def rows(dossier: Dossier, surroundings: Any, *, pseudonym_number) -> list[Versioned]:
    """The public rows of a person: none when withdrawn or merged. `pseudonym_number`: called for a minor alone.

    `surroundings`: as the class above; the review has one that reads less (publication/review/proposal.py).
    """
    person = dossier.person
    if person.visibility == Visibility.WITHDRAWN or person.merged_into_id:
        return []
    identity = of_person(person, dossier.detentions, dossier.standing)
    found: list[Any] = list(_rows(dossier, surroundings, identity, pseudonym_number))
    for row in found:
        if isinstance(row, PrisonerVersion):
            row.public_id = person.public_id
        else:
            row.prisoner = person.public_id
    return found


def _rows(dossier: Dossier, surroundings: Any, identity: Identity, pseudonym_number) -> Iterator[Versioned]:
    lists = surroundings.lists
    withheld = identity.is_withheld
    charges = [] if withheld else steps.charges(dossier, surroundings.longest)
    first_listed = listings.first_listed(dossier.listed, lists)
    told = custody.history(dossier, first_listed=first_listed, is_withheld=withheld)
    confirmed = confirmation.of(dossier, told, lists)
    yield _prisoner(dossier, surroundings, identity, charges, confirmed, pseudonym_number)
    yield from custody.spans(told, confirmed_on=confirmed.on, is_withheld=withheld)
    yield from listings.spans(dossier.listed, lists)
    yield from charges
    if not withheld:
        yield from steps.sentences(dossier)
    yield from steps.releases(dossier, is_withheld=withheld, announcements=surroundings.announcements)


def _prisoner(
    dossier: Dossier, surroundings, identity: Identity, charges, confirmed: confirmation.Confirmation, pseudonym_number
) -> PrisonerVersion:
    person = dossier.person
    first = next(iter(dossier.arrests or dossier.detentions), None)
    row = PrisonerVersion(
        is_withheld=identity.is_withheld,
        is_demo=person.is_demo,
        gender=public_gender(person.gender),
        minor_at_detention=identity.is_minor,
        province=(first.province_id or "") if first else "",
        context=first.context if first else "unknown",
        activity=first.activity if first else "unknown",
        has_affiliation=person.has_affiliation,
        events=sorted({code for row in dossier.detentions if (code := public_event(row, identity))}),
    )
    if identity.is_withheld:
        return row
    row.offences = sorted({charge.offence for charge in charges})
    row.principal_offence = next((charge.offence for charge in charges if charge.is_principal), "")
    row.document = document(dossier, identity, surroundings.announcements, confirmed)
    detained = first.detained_on if first else None
    row.detained_earliest = detained.earliest if detained else None
    row.detained_latest = detained.latest if detained else None
    if identity.is_named:
        _name(row, person, first)
    else:
        number = pseudonym_number(person.public_id)
        row.name_display = pseudonym(number)
        row.name_sort = fold(row.name_display)
        row.search_words = words(row.name_display)
        row.slug = pseudonym_slug(number, is_demo=person.is_demo)
    return row


def _name(row: PrisonerVersion, person: Row, first: Row | None) -> None:
    row.slug = person.slug
    row.name_display = person.name_display
    row.name_sort = name_sort(person)
    others = row.document["other_names"]
    row.search_words = words(person.name_display, *others)
    row.age_at_detention = person.age_at_detention_stated
    row.birth_year = person.birth_date.value.year if person.birth_date and _has_a_year(person) else None
    row.municipality = (first.municipality_id or "") if first else ""


def _has_a_year(person: Row) -> bool:
    """A year that is known: not “before 1990”, nor about 1990."""
    return re.fullmatch(r"\d{4}(-\d\d)?(-\d\d)?", str(person.birth_date)) is not None


def name_sort(person: Row) -> str:
    """Surnames, then the rest of the name shown, folded; the name as shown when its surnames are not known.

    Nobody is put in order by a name that is not shown: the one in somebody's papers may be nobody else's business.
    """
    shown = re.findall(r"\w\S*", fold(person.name_display))
    surnames = [word for part in (person.surname_1, person.surname_2) for word in fold(part or "").split()]
    first = [word for word in surnames if word in shown]
    return " ".join([*first, *(word for word in shown if word not in first)])
