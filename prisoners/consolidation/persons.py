"""The person of a row: made when new, completed when known."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.text import slugify

from chronology.partial_date import PartialDate
from prisoners.consolidation.dossiers import Dossier, Dossiers
from prisoners.matching.names import Name, name_of
from prisoners.models import Classification, NameKind, Person, PersonName, PrivateDetails, Scheme
from sources.models import ListSnapshot, SourceRecord

DEMO_PREFIX = "demo-"
# Our field: the field of the row.
FIELDS = {
    "age_at_detention_stated": "age_at_detention",
    "gender": "gender",
    "occupation_group": "occupation_group",
    "has_affiliation": "affiliation",
}
PRIVATE_FIELDS = ("medical", "mental", "is_parent")


class Slugs:
    """Addresses that are still free."""

    def __init__(self) -> None:
        self._taken = set(Person.objects.values_list("slug", flat=True))

    def free(self, name: Name, *, is_demo: bool) -> str:
        base = (DEMO_PREFIX if is_demo else "") + (slugify(name.display)[:100] or "persona")
        slug, number = base, 1
        while slug in self._taken:
            number += 1
            slug = f"{base}-{number}"
        self._taken.add(slug)
        return slug


def start_person(
    dossiers: Dossiers, record: SourceRecord, slugs: Slugs, *, is_demo: bool, as_of: date | None = None
) -> Dossier:
    """A new person with the name of the row and nothing else yet, confirmed as the row says on the list's day."""
    name = name_of(record.values)
    return dossiers.start(
        Person(
            slug=slugs.free(name, is_demo=is_demo),
            name_display=name.display[:200],
            given_names=name.given[:100],
            surname_1=name.surname_1[:60],
            surname_2=name.surname_2[:60],
            last_confirmed_on=confirmed_on(record.values, as_of=as_of) if as_of else None,
            is_demo=is_demo,
        )
    )


def confirmed_on(values: dict[str, Any], *, as_of: date) -> date | None:
    """The day on which the row confirms where the person was: its own word, else the list's; None: it does not."""
    if values.get("confirmed_on"):
        return date.fromisoformat(values["confirmed_on"])
    return as_of if values.get("status", "unknown") != "unknown" else None


def take_person(dossiers: Dossiers, dossier: Dossier, record: SourceRecord, snapshot: ListSnapshot) -> None:
    """What the row says of the person; each new spelling of the name is kept for search and matching."""
    values: dict[str, Any] = record.values
    is_new = dossier.person._state.adding
    wanted = {ours: values.get(theirs) for ours, theirs in FIELDS.items()}
    wanted["birth_date"] = PartialDate.parse(values["birth_date"]) if values.get("birth_date") else None
    filled = dossiers.fill(dossier, dossier.person, wanted)
    dossiers.cite(dossier, record)
    for field in () if is_new else filled:
        dossiers.cite(dossier, record, field=field)
    _take_names(dossiers, dossier, record)
    _take_private(dossiers, dossier, values)
    if category := values.get("pd_category"):
        organisation = snapshot.source_list.organisation
        key = (Scheme.PD_CATEGORY.value, category, organisation.pk)
        if key not in dossier.classifications:
            dossier.classifications.add(key)
            dossiers.add(
                dossier,
                Classification(
                    person=dossier.person, scheme=Scheme.PD_CATEGORY, value=category, organisation=organisation,
                    stated_on=PartialDate(snapshot.as_of),
                ),
            )  # fmt: skip


def _take_names(dossiers: Dossiers, dossier: Dossier, record: SourceRecord) -> None:
    values = record.values
    written = values.get("name") or " ".join(
        values[part] for part in ("given_names", "surname_1", "surname_2") if values.get(part)
    )
    found: Iterable[tuple[str, str]] = (
        (NameKind.VARIANT.value, "" if written == dossier.person.name_display else written),
        (NameKind.ALIAS.value, name_of(values).alias),
    )
    for kind, text in found:
        if text and (kind, text) not in dossier.names:
            dossier.names.add((kind, text))
            dossiers.add(dossier, PersonName(person=dossier.person, kind=kind, text=text[:200], record=record))


def _take_private(dossiers: Dossiers, dossier: Dossier, values: dict[str, Any]) -> None:
    wanted = {field: values[field] for field in PRIVATE_FIELDS if values.get(field)}
    if not wanted:
        return
    if dossier.private is None:
        dossier.private = dossiers.add(dossier, PrivateDetails(person=dossier.person))
    dossiers.fill(dossier, dossier.private, wanted)
