"""Erasing a person for somebody's safety: from every edition and from the newsroom, by two editors.

What remains is a digest for each public row, so that the chain still proves the rest, a visible count, and a keyed
hash by which an import knows not to create the person again.
"""

from __future__ import annotations

import secrets
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import Editor, Refused
from prisoners import tombstones
from prisoners.models import Detention, Person, RowMatch
from publication import chain
from publication.models import PERSON_TABLES, Edition, MergedVersion, PrisonerVersion, Pseudonym, Versioned
from publication.places import guards_open, keep_places
from publication.publishing import lock
from releases.models import Release, Revocation
from sources.models import CitizenReport, ListEntry, SourceRecord

# How the tables of a dossier, and those of decisions on persons, lead to the person.
PATHS = (
    "person", "detention__person", "release__detention__person", "kept", "merged", "other", "first", "second",
)  # fmt: skip


def erase(person: Person, *, by: Editor, approved_by: Editor) -> Edition | None:
    """Removes the person everywhere, with everybody held to be them: merged into them, or they into another.

    Returns the edition that says how many rows went, None if nothing was public.

    Raises Refused unless two different active editors ask for it.
    """
    if by.pk is None or by.pk == approved_by.pk or not (by.is_active and approved_by.is_active):
        raise Refused(_("Erasing a person needs two editors."))
    with transaction.atomic():
        lock()
        former = Edition.objects.newest()
        number = former.number + 1 if former else 1
        erased: dict[str, list[str]] = {}
        for each in list(person.members()):
            for table, rows in _erase_public_rows(each, number).items():
                erased.setdefault(table, []).extend(rows)
            tombstones.entomb(each)
            _erase_working_copy(each)
        return _write_edition(number, former, erased) if erased else None


def _erase_public_rows(person: Person, number: int) -> dict[str, list[str]]:
    erased: dict[str, list[str]] = {}
    with guards_open():
        of_person: dict[type[Versioned], Q] = {model: Q(prisoner=person.public_id) for model in PERSON_TABLES}
        of_person[PrisonerVersion] = Q(public_id=person.public_id)
        of_person[MergedVersion] = Q(prisoner=person.public_id) | Q(into=person.public_id)
        for model, condition in of_person.items():
            rows = model.objects.filter(condition)
            if digests := keep_places(rows, number):
                erased[model._meta.db_table] = digests
            rows._raw_delete(rows.db)
    Pseudonym.objects.filter(public_id=person.public_id).update(public_id=None)
    return erased


def _write_edition(number: int, former: Edition | None, erased: dict[str, list[str]]) -> Edition:
    """An erasure is an edition of its own, so that every copy and cache learns of it."""
    assert former is not None, "rows were public without an edition"
    edition = Edition(
        number=number,
        published_at=timezone.now(),
        as_of=former.as_of,
        note="",
        counts={table: {"erased": len(rows)} for table, rows in sorted(erased.items())},
        previous_digest=former.digest,
        is_demo=PrisonerVersion.objects.current().filter(is_demo=True).exists(),
    )
    edition.digest = chain.of_edition(edition, opened={}, closed={}, erased=erased)
    edition.save(force_insert=True)
    return edition


def _erase_working_copy(person: Person) -> None:
    """The dossier, its history, and the wordings of the list lines that speak of the person. What citizens reported of
    them goes with the next purge (sources/mailbox/purging.py); the answer to whoever asked for it stays in their box."""
    detentions = Detention.objects.filter(person=person)
    releases = Release.objects.filter(detention__in=detentions)
    keys = _keys(person)
    entries = list(RowMatch.objects.in_force().filter(person=person, decision="same").values_list("entry", flat=True))
    reports = CitizenReport.objects.filter(link__person=person)
    # The purge empties the box of a report that goes. Without one it goes alone: the answer has days of its own.
    reports.filter(request_made__answered_on__isnull=False).update(box=None)
    reports.end_for_safety(on=timezone.localdate())
    Revocation.objects.filter(release__in=releases).delete()
    detentions.update(parent=None, detained_on=None)  # without days, none overlaps while the releases go
    releases.delete()
    person.delete()
    _forget_lines(entries)
    _forget_history(keys)


def _keys(person: Person) -> dict[Any, list[int]]:
    """The keys of every row of the dossier, by model, before they go."""
    keys: dict[Any, list[int]] = {Person: [person.pk]}
    for model in apps.get_models():
        if hasattr(model, "pgh_event_models") and model is not Person:
            paths = [path for path in PATHS if _has_path(model, path)]
            if paths:
                of_person = Q(*((path, person) for path in paths), _connector=Q.OR)
                keys[model] = list(model._base_manager.filter(of_person).values_list("pk", flat=True))
    return keys


def _has_path(model: Any, path: str) -> bool:
    for name in path.split("__"):
        field = next((field for field in model._meta.concrete_fields if field.name == name), None)
        if field is None or not field.is_relation:
            return False
        model = field.related_model
    return model is Person


def _forget_lines(entries: list[int]) -> None:
    """Rows as they came keep their place in the snapshot and lose their words."""
    for record in SourceRecord.objects.filter(entry__in=entries):
        SourceRecord.objects.filter(pk=record.pk).update(raw={}, values={}, digest=secrets.token_hex(32))
    for entry in entries:
        ListEntry.objects.filter(pk=entry).update(row_key=f"erased-{secrets.token_hex(8)}")
    _forget_history({ListEntry: entries})


def _forget_history(keys: dict[Any, list[int]]) -> None:
    with pgtrigger.ignore():
        for model, gone in keys.items():
            for events in model.pgh_event_models.values():
                rows = events._base_manager.filter(pgh_obj_id__in=gone)
                rows._raw_delete(rows.db)
