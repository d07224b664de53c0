"""No private value passes the door: a mark in every private field, looked for in every public row."""

import json
import uuid
from datetime import date

import pytest
from django.db import connection

from chronology.partial_date import PartialDate
from prisoners.models import (
    Address,
    Affiliation,
    FacilityStay,
    FamilyContact,
    HealthCondition,
    IdentityNumber,
    Offence,
    OffenceInLaw,
    Person,
    PersonName,
    PrivateDetails,
    Stage,
)
from publication.models import VERSIONED_TABLES, CustodySpan, PrisonerVersion
from publication.publishing import publish
from releases.models import Citation as ReleaseCitation
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db

T2 = date(2025, 1, 14)
MARK = "zqxmark"


@pytest.fixture
def marks():
    """Gives a new mark each time; all of them are looked for."""
    return lambda: f"{MARK}{uuid.uuid4().hex[:8]}"


def everything_public() -> str:
    """Every value of every public table, as PostgreSQL writes it."""
    found = []
    with connection.cursor() as cursor:
        for model in VERSIONED_TABLES:
            cursor.execute(f"SELECT to_jsonb(public_row)::text FROM {model._meta.db_table} public_row")
            found += [text for (text,) in cursor.fetchall()]
    return "\n".join(found)


def about_people() -> str:
    """The same without the vocabulary, which holds every town and event whether anybody is tied to it or not."""
    return "\n".join(line for line in everything_public().splitlines() if '"vocabulary"' not in line)


def fill(held: Person, mark) -> None:
    """Writes a mark into every private field of a dossier."""
    Person.objects.filter(pk=held.pk).update(
        occupation=mark(), embargo_reason=mark(), residence_municipality=wc.municipality("CU-16-zqxmarkresidencia")
    )
    detention = held.detentions.get()
    type(detention).objects.filter(pk=detention.pk).update(place=mark())
    wc.charge(detention, case_number=mark())
    FacilityStay.objects.create(detention=detention, unit=mark())
    PrivateDetails.objects.create(person=held, medical="yes", mental="yes", self_identified_race=mark(), notes=mark())
    HealthCondition.objects.create(person=held, group="cardio", text=mark())
    FamilyContact.objects.create(person=held, name=mark(), relation=mark(), phone=mark(), channel=mark())
    Address.objects.create(person=held, text=mark())
    IdentityNumber.objects.create(person=held, hmac=mark().encode())
    PersonName.objects.create(person=held, kind="variant", text=mark())
    Affiliation.objects.create(person=held, organisation=mark())
    wc.release(detention, "2025-01-10", destination_country="ZQ", obligations=["sign_in"])
    wc.cite(held, wc.document("testimony", title=mark(), url=f"https://example.org/{mark()}"))
    call = wc.document("call", title=mark(), url=f"https://example.org/{mark()}")
    wc.cite(held, call, detention=detention)
    ReleaseCitation.objects.create(release=detention.releases.get(), document=call)
    paper = wc.document("court_paper", sha256=MARK)
    wc.cite(held, paper, excerpt=mark())
    OffenceInLaw.objects.create(offence=Offence.objects.get(), law="ley-62-1987", article=mark(), source_key=mark())
    by = wc.organisation("pd-demo")
    type(by).objects.filter(pk=by.pk).update(contact=mark())
    lines = {
        held: {
            "note": mark(), "name": mark(), "alias": mark(), "municipality": mark(), "birth_date": "1990-04-17",
            "facility": mark(), "is_parent": "yes", "status": "in_custody", "medical": "yes",
        }
    }  # fmt: skip
    snapshot = wc.snapshot(wc.source_list(), "2024-10-31", lines, definition_note=mark(), file_name=f"{mark()}.csv")
    type(snapshot).objects.filter(pk=snapshot.pk).update(published_aggregates=[mark()])


@pytest.mark.parametrize("visibility", ["public", "withheld"])
def test_no_private_value_appears_in_any_public_row(marks, visibility):
    held = wc.person(visibility=visibility, birth_date=PartialDate.parse("1990-04-17"))
    fill(held, marks)
    publish(as_of=T2)
    rows = about_people().splitlines()
    assert PrisonerVersion.objects.count() == 1
    assert not [line for line in rows if MARK in line.lower()]
    for told in ("1990-04-17", '"testimony"', '"call"', "sign_in", '"ZQ"', "obligations", "is_parent", "cardio"):
        assert not [line for line in rows if told in line], told


def test_the_columns_of_a_person_are_those_written_down():
    """A new column of the working copy can't appear by itself; a new public one is looked at here."""
    wc.person()
    publish(as_of=T2)
    assert set(PrisonerVersion.objects.get().document) == {
        "other_names", "occupation_group", "biography_es", "biography_en", "last_confirmed_on", "state_denied", "facts",
        "detentions", "classifications",
    }  # fmt: skip


def test_a_withheld_person_is_counted_and_not_identified(marks):
    held = wc.person("Yoandri Pérez Sabanalar", visibility="withheld", birth_date=PartialDate.parse("1990-04-17"))
    detention = held.detentions.get()
    type(detention).objects.update(municipality=wc.municipality(), event=wc.event("11j-playa", parent=wc.event()))
    wc.charge(detention)
    wc.sentence(detention)
    wc.release(detention, "2025-01-16")
    wc.snapshot(wc.source_list(), "2024-10-31", [held])
    publish(as_of=T2)
    row = PrisonerVersion.objects.get()
    assert row.is_withheld
    assert (row.name_display, row.slug, row.document, row.detained_earliest) == ("", "", {}, None)
    assert row.events == ["11j"]
    public = about_people()
    for told in ("Yoandri", "Sabanalar", "sabanalar", held.slug, "2021-07-11", "2025-01-16", '"sedicion", "fam'):
        assert told not in public, told
    spans = {span.state: span for span in _spans()}
    assert spans["in_custody"].certain.lower == date(2021, 7, 31)
    (release,) = _rows("publication_releaseversion")
    assert (release["is_withheld"], release["left_on"], release["reported_on"]) == (True, "2025-01", "2025-01-31")
    assert _rows("publication_chargeversion") == _rows("publication_sentenceversion") == []


def test_a_minor_bears_a_pseudonym_that_stays(marks):
    minors = [_minor("Yoandri Pérez Sabanalar", marks), _minor("Lisandra Duarte Tomeguín", marks)]
    first, second = sorted(minors, key=lambda person: person.public_id)  # numbered in the order of their public ids
    publish(as_of=T2)
    assert _pseudonyms() == {first.public_id: "Adolescente 01", second.public_id: "Adolescente 02"}
    wc.change(Person.objects.filter(pk=first.pk), visibility="withdrawn")
    wc.change(Person.objects.filter(pk=second.pk), has_affiliation="no")
    third = _minor("Odalys Ferrán Guásima", marks)
    publish(as_of=T2)
    assert _pseudonyms() == {second.public_id: "Adolescente 02", third.public_id: "Adolescente 03"}
    row = PrisonerVersion.objects.current().get(public_id=second.public_id)
    assert (row.slug, row.search_words, row.minor_at_detention) == ("adolescente-02", ["02", "adolescente"], "yes")
    assert (row.municipality, row.birth_year, row.age_at_detention) == ("", None, None)
    assert not [
        line
        for line in about_people().splitlines()
        if MARK in line.lower() or "11j-cardenas" in line or "playa" in line
    ]
    public = everything_public().lower()
    assert "duarte" not in public
    assert "yoandri" not in public


def test_the_demonstration_marks_its_pseudonyms(marks):
    _minor("Yoandri Pérez Sabanalar", marks, is_demo=True)
    publish(as_of=T2)
    assert PrisonerVersion.objects.get().slug == "demo-adolescente-01"


@pytest.mark.parametrize(
    ("stated", "born", "is_minor", "has_pseudonym"),
    [
        (17, None, "yes", True),
        (18, None, "no", False),
        (None, None, "unknown", False),
        (None, "2003-07-12", "yes", True),
        (None, "2003-07-11", "no", False),
        (None, "2003", "unknown", True),  # seventeen or eighteen: whoever may have been a minor is not named
        (None, "2002", "no", False),
        (18, "2004-01-01", "yes", True),  # stated 18, and not yet born long enough
        (18, "2003", "no", False),
    ],
)
def test_who_was_a_minor(stated, born, is_minor, has_pseudonym):
    birth = PartialDate.parse(born) if born else None
    wc.person("Yoandri Pérez Sabanalar", age_at_detention_stated=stated, birth_date=birth)
    publish(as_of=T2)
    row = PrisonerVersion.objects.get()
    assert row.minor_at_detention == is_minor
    assert row.name_display.startswith("Adolescente") == has_pseudonym


@pytest.mark.parametrize(
    ("gender", "told"), [("trans_woman", "woman"), ("trans_man", "man"), ("non_binary", "unknown"), ("woman", "woman")]
)
def test_gender_identity_needs_consent(gender, told):
    held = wc.person(gender=gender)
    wc.snapshot(wc.source_list(), "2024-10-31", {held: {"gender": gender}})
    publish(as_of=T2)
    assert PrisonerVersion.objects.get().gender == told
    assert gender == told or gender not in about_people()


def _minor(name: str, mark, **columns) -> Person:
    held = wc.person(
        name, age_at_detention_stated=16, birth_date=PartialDate.parse("2005-02-03"), biography_es=mark(), **columns
    )
    detention = held.detentions.get()
    town = wc.event("11j-cardenas", parent=wc.event())
    type(detention).objects.filter(pk=detention.pk).update(event=town, municipality=wc.municipality())
    PersonName.objects.create(person=held, kind="alias", text=mark())
    Stage.objects.create(detention=detention, stage="remand")
    wc.cite(held, wc.document(title=f"Detienen a {mark()}", url=f"https://example.org/{mark()}"))
    return held


def _pseudonyms() -> dict:
    return dict(PrisonerVersion.objects.current().values_list("public_id", "name_display"))


def _spans():
    return CustodySpan.objects.current()


def _rows(table: str) -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(public_row) FROM {table} public_row")
        return [json.loads(row) if isinstance(row, str) else row for (row,) in cursor.fetchall()]
