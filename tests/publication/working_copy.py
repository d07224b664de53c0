"""Dossiers of the working copy for tests of the door, each the smallest valid thing; approved unless told otherwise."""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, models
from django.utils import timezone
from django.utils.text import slugify

from chronology.partial_date import PartialDate
from editorial.acting import FORGET
from editorial.models import Dossier, Editor, Membership, Outlet, Role, WorkflowState
from prisoners.models import (
    Charge,
    Citation,
    Consent,
    Detention,
    Event,
    Family,
    MatchDecision,
    Municipality,
    Offence,
    Person,
    Province,
    RowMatch,
    Sentence,
)
from releases.models import Release, ReleaseType
from sources.models import (
    Document,
    ListEntry,
    ListSnapshot,
    SnapshotRow,
    SourceList,
    SourceOrganisation,
    SourceRecord,
)

LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


def day(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def editor(name: str = "ana") -> Editor:
    """An account that has worked for an outlet of its own for long."""
    made, is_new = Editor.objects.get_or_create(username=name, defaults={"handed_over_at": LONG_AGO})
    if is_new:
        outlet = Outlet.objects.create(code=f"medio-{name}", name=f"Medio {name}")
        Membership.objects.create(editor=made, outlet=outlet, role=Role.REVIEWER, starts_on=date(2025, 1, 1))
    return made


PATH = (WorkflowState.DRAFT, WorkflowState.IN_REVIEW, WorkflowState.APPROVED, WorkflowState.PUBLISHED)


def lead(dossier: Dossier, state: str = WorkflowState.APPROVED) -> None:
    """From wherever it is to that state, step by step: the database knows no other way. Ana submits, Bruno approves."""
    with connection.cursor() as cursor:
        cursor.execute(FORGET)  # whoever wrote last in this transaction does not submit and approve
    row = type(dossier)._base_manager.filter(pk=dossier.pk)
    now = timezone.now()
    columns = {
        WorkflowState.IN_REVIEW: {"submitted_by": editor("ana"), "submitted_at": now},
        WorkflowState.APPROVED: {"approved_by": editor("bruno"), "approved_at": now},
    }
    row.exclude(workflow_state=WorkflowState.DRAFT).update(workflow_state=WorkflowState.DRAFT)
    for step in PATH[1 : PATH.index(WorkflowState(state)) + 1]:
        assert row.update(workflow_state=step, **columns.get(step, {})), step
    dossier.refresh_from_db()


def change(rows: models.QuerySet, state: str = WorkflowState.APPROVED, **columns: Any) -> None:
    """Writes columns as an editor does, and leads each dossier to the state again."""
    rows.update(**columns)
    for dossier in rows.all():
        lead(dossier, state)


def province(code: str = "CU-03") -> Province:
    return Province.objects.get_or_create(code=code, defaults={"name": f"Provincia {code}", "order": 3})[0]


def municipality(code: str = "CU-03-playa") -> Municipality:
    where = province(code[:5])
    return Municipality.objects.get_or_create(code=code, defaults={"name": code[6:].title(), "province": where})[0]


def event(code: str = "11j", starts_on: str = "2021-07-11", **columns: Any) -> Event:
    names = {"name_es": code, "name_en": code, "kind": "protest", "starts_on": day(starts_on)}
    return Event.objects.get_or_create(code=code, defaults={**names, **columns})[0]


def person(name: str = "Yoandri Pérez Sabanalar", **columns: Any) -> Person:
    """Given names, two surnames; held since 11 July 2021 unless `detained_on` says otherwise (None: no detention).

    May be named by a consent of their own, unless `consented` is False.
    """
    given, surname_1, surname_2 = name.rsplit(" ", 2)
    detained_on = columns.pop("detained_on", "2021-07-11")
    state = columns.pop("workflow_state", WorkflowState.APPROVED)
    consented = columns.pop("consented", True)
    made = Person.objects.create(
        name_display=name,
        given_names=given,
        surname_1=surname_1,
        surname_2=surname_2,
        **{
            "slug": f"{slugify(name)}-{uuid.uuid4().hex[:6]}",
            "gender": "man",
            "age_at_detention_stated": 30,
            "last_confirmed_on": date(2025, 1, 10),
            **columns,
        },
    )
    if detained_on:
        detention(made, detained_on)
    if consented:
        Consent.objects.create(person=made, **CONSENT)
    lead(made, state)
    return made


CONSENT = {"given_by": "self", "scope": ["name"], "given_on": date(2024, 1, 1), "method": "written"}


def consent(held: Person, **columns: Any) -> Consent:
    """By default the person's own, to the name."""
    return _of(held, Consent.objects.create(person=held, **{**CONSENT, **columns}))


def _of(held: Dossier, row: Any) -> Any:
    """A row of a dossier that stays where it was on its path."""
    state = held.workflow_state
    if state in PATH:
        lead(held, state)
    return row


def detention(held: Person, on: str | None = "2021-07-11", **columns: Any) -> Detention:
    made = Detention.objects.create(
        person=held, detained_on=day(on), **{"province": province(), "context": "j11", **columns}
    )
    return _of(held, made)


def release(
    ended: Detention, left_on: str | None = "2025-01-15", figure: str = "conditional_release", **columns: Any
) -> Release:
    columns = {"reported_on": day(left_on).latest if left_on else date(2025, 1, 20), **columns}
    made = Release.objects.create(detention=ended, release_type=release_type(figure), left_on=day(left_on), **columns)
    return _of(ended.person, made)


def release_type(code: str = "conditional_release", state_after: str = "serving_outside") -> ReleaseType:
    names = {"name_es": code, "name_en": code, "extinguishes": "no", "is_revocable": "yes", "order": 1}
    return ReleaseType.objects.get_or_create(code=code, defaults={**names, "state_after": state_after})[0]


def offence(code: str = "sedicion", family: str = Family.STATE_SECURITY) -> Offence:
    return Offence.objects.get_or_create(code=code, defaults={"name_es": code, "name_en": code, "family": family})[0]


def charge(held: Detention, code: str = "sedicion", **columns: Any) -> Charge:
    family = columns.pop("family", Family.STATE_SECURITY)
    return _of(held.person, Charge.objects.create(detention=held, offence=offence(code, family), **columns))


def sentence(held: Detention, months: int | None = 84, **columns: Any) -> Sentence:
    facts = {
        "step": "first_instance",
        "sanction": "imprisonment",
        "is_operative": True,
        "decided_on": day("2022-03-01"),
    }
    counted = {"counted_from": held.detained_on}
    made = Sentence.objects.create(detention=held, length_months=months, **{**facts, **counted, **columns})
    return _of(held.person, made)


def organisation(code: str = "pd-demo", **columns: Any) -> SourceOrganisation:
    facts = {"name": f"Registro {code}", "kind": "ngo", "accepted_for_inclusion": True, **columns}
    state = facts.pop("workflow_state", WorkflowState.APPROVED)
    made, is_new = SourceOrganisation.objects.get_or_create(code=code, defaults=facts)
    if is_new:
        lead(made, state)
    return made


def source_list(code: str = "pd-demo", kind: str = "prisoners", **columns: Any) -> SourceList:
    by = columns.pop("organisation", None) or organisation(code)
    names = {"name_es": f"Lista {code}", "name_en": f"List {code}", "kind": kind}
    made = SourceList.objects.get_or_create(code=code, defaults={"organisation": by, **names})[0]
    return _of(by, made)


def snapshot(
    of: SourceList, as_of: str, lines: dict[Person, dict[str, Any]] | list[Person] = (), **columns: Any
) -> ListSnapshot:
    """A list as of a day; each person's line says what is given. One person's lines are one entry."""
    lines = lines if isinstance(lines, dict) else {held: {} for held in lines}
    state = columns.pop("workflow_state", WorkflowState.APPROVED)
    made = ListSnapshot.objects.create(
        source_list=of,
        as_of=date.fromisoformat(as_of),
        row_count=len(lines),
        new_count=len(lines),
        file_sha256=hashlib.sha256(repr((as_of, len(lines), uuid.uuid4())).encode()).hexdigest(),
        **{"file_name": "list.csv", **columns},
    )
    lead(made, state)
    for line, (held, values) in enumerate(lines.items(), start=1):
        SnapshotRow.objects.create(snapshot=made, record=_record(of, made, held, values), line=line)
        _of(held, made)  # who is on a list belongs to their dossier
    return made


def _record(of: SourceList, made: ListSnapshot, held: Person, values: dict[str, Any]) -> SourceRecord:
    entry, is_new = ListEntry.objects.get_or_create(source_list=of, row_key=f"row-{held.pk}")
    if is_new:
        RowMatch.objects.create(entry=entry, person=held, decision=MatchDecision.SAME)
    digest = hashlib.sha256(repr(sorted(values.items())).encode()).hexdigest()
    values = {"name": held.name_display, **values}
    return SourceRecord.objects.get_or_create(
        entry=entry, digest=digest, defaults={"raw": values, "values": values, "first_snapshot": made}
    )[0]


def document(kind: str = "media", **columns: Any) -> Document:
    return Document.objects.create(
        **{"kind": kind, "title": f"Un texto de {kind}", "url": "https://example.org/texto", **columns}
    )


def cite(held: Person, source: Document | SourceRecord, **row: Any) -> Citation:
    what = {"document": source} if isinstance(source, Document) else {"record": source}
    return _of(held, Citation.objects.create(person=held, **what, **row))
