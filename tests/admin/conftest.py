"""Editors of every role, and persons with a whole dossier. Invented names only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.test import Client

from chronology.partial_date import PartialDate
from editorial import roles
from editorial.accounts import sessions
from editorial.models import Editor, Role
from intake import keys
from intake.models import MailboxKey
from prisoners.models import (
    Charge,
    Citation,
    Detention,
    Facility,
    FacilityKind,
    FacilityStay,
    FamilyContact,
    MatchDecision,
    Offence,
    Person,
    PersonName,
    PrivateDetails,
    Province,
    RowMatch,
    Sentence,
    Stage,
)  # fmt: skip
from releases.models import Citation as ReleaseCitation
from releases.models import Release, ReleaseType, Revocation
from sources.models import Document, ListEntry, ListSnapshot, SnapshotRow, SourceRecord
from tests.editorial.accounts import make_editor, signed_in
from tests.lists import make_list

WHOLE_DAY = "2021-07-11"
PHRASE = "cuatro palmas y un río crecido"


@pytest.fixture
def editor(db) -> Callable[[str], Editor]:
    """An account in a role."""
    roles.establish()

    def make(role: str) -> Editor:
        return make_editor(f"cuenta-{role}", role)

    return make


@pytest.fixture
def as_role(editor) -> Callable[[str], Client]:
    """A browser of an editor in a role, signed in with a second factor just now."""

    def open_browser(role: str) -> Client:
        return signed_in(editor(role))

    return open_browser


@pytest.fixture
def administrator(as_role) -> Client:
    return as_role(Role.ADMINISTRATOR)


@pytest.fixture
def vocabulary(db) -> None:
    """The few codes that dossiers of tests use."""
    Province.objects.get_or_create(code="CU-03", defaults={"name": "La Habana", "order": 4})
    Offence.objects.get_or_create(
        code="sedition", defaults={"name_es": "sedición", "name_en": "sedition", "family": "state_security"}
    )
    ReleaseType.objects.get_or_create(
        code="conditional_release",
        defaults={"name_es": "libertad condicional", "name_en": "conditional release", "extinguishes": "no",
                  "is_revocable": "yes", "state_after": "serving_outside", "order": 1},
    )  # fmt: skip
    Facility.objects.get_or_create(code="prision-a", defaults={"name": "Prisión A", "kind": FacilityKind.PRISON})


@pytest.fixture(autouse=True)
def _noted_seldom(monkeypatch) -> None:
    """What a page asks of the database is counted here, on machines of any speed: that somebody is still there is
    written once a minute, in whichever request that falls."""
    monkeypatch.setattr(sessions, "NOTED_EVERY", timedelta(hours=1))


@pytest.fixture
def a_key(db) -> tuple[MailboxKey, X25519PrivateKey]:
    """The key of the mailbox, which PHRASE unlocks."""
    return keys.make(on=date(2026, 1, 1), passphrase=PHRASE)


@pytest.fixture
def unknown_figure(db) -> None:
    """How somebody left prison of whom only that is told."""
    ReleaseType.objects.get_or_create(
        code="unknown_release",
        defaults={"name_es": "desconocida", "name_en": "unknown", "extinguishes": "unknown", "is_revocable": "unknown",
                  "state_after": "outside_unknown", "order": 20},
    )  # fmt: skip


def make_person(number: int = 1, *, name: str = "", surname_1: str = "Pérez", surname_2: str = "Sabanalar") -> Person:
    given = "Yoandri"
    return Person.objects.create(
        slug=f"demo-{number}",
        name_display=name or f"{given} {surname_1} {surname_2}",
        given_names=given,
        surname_1=surname_1,
        surname_2=surname_2,
        is_demo=True,
    )


def make_detention(person: Person, detained_on: str = WHOLE_DAY, **values) -> Detention:
    return Detention.objects.create(
        person=person, detained_on=PartialDate.parse(detained_on), province_id="CU-03", **values
    )


def make_row(person: Person | None, key: str, code: str = "registro-a", **values) -> SourceRecord:
    """A row of a list, held to speak of the person."""
    source_list = make_list(code, is_demo=True)
    snapshot = ListSnapshot.objects.filter(source_list=source_list).first() or ListSnapshot.objects.create(
        source_list=source_list, as_of=date(2024, 10, 31), file_name="lista.csv", file_sha256="0" * 64, row_count=1,
        new_count=1,
    )  # fmt: skip
    entry = ListEntry.objects.create(source_list=source_list, row_key=key)
    said = {"name": "Yoandri Pérez Sabanalar", **values}
    record = SourceRecord.objects.create(
        entry=entry, digest=f"{entry.pk:064d}", raw=said, values=said, first_snapshot=snapshot
    )
    SnapshotRow.objects.create(snapshot=snapshot, record=record, line=entry.pk)
    if person is not None:
        RowMatch.objects.create(entry=entry, person=person, decision=MatchDecision.SAME, score=1.0)
    return record


def make_dossier(number: int = 1, *, detentions: int = 1) -> Person:
    """A person with everything that can hang from one."""
    person = make_person(number)
    PersonName.objects.create(person=person, kind="variant", text="Yoandry Perez Savanalar")
    PrivateDetails.objects.create(person=person, medical="yes", notes="nota reservada del editor")
    FamilyContact.objects.create(person=person, name="Contacto sellado", phone="555 0100")
    record = make_row(person, f"a-{number}", age_at_detention=23)
    make_row(person, f"b-{number}", code="registro-b", age_at_detention=24)
    document = Document.objects.create(kind="media", title="Nota de prensa inventada")
    for turn in range(detentions):
        detention = make_detention(person, f"{2010 + turn}-07-11")
        rows = {
            "detention": detention,
            "stage": Stage.objects.create(detention=detention, stage="charged"),
            "charge": Charge.objects.create(detention=detention, offence_id="sedition"),
            "sentence": Sentence.objects.create(
                detention=detention, step="first_instance", sanction="imprisonment", length_months=60
            ),
            "stay": FacilityStay.objects.create(detention=detention, facility=Facility.objects.get()),
        }
        for name, row in rows.items():
            Citation.objects.create(person=person, record=record, **{name: row})
        release = Release.objects.create(
            detention=detention, release_type_id="conditional_release", reported_on=date(2010 + turn, 10, 1),
            left_on=PartialDate.parse(f"{2010 + turn}-09-01"),
        )  # fmt: skip
        ReleaseCitation.objects.create(release=release, document=document)
        Revocation.objects.create(release=release)
    return person
