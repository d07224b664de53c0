"""Erasing a person: two editors, gone everywhere, and the chain still proves the rest."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils.timezone import localdate

from editorial.models import Refused
from prisoners.models import Person, PrivateDetails, ReportLink, Tombstone
from publication.erasing import erase
from publication.models import PERSON_TABLES, Edition, ErasedRow, PrisonerVersion, Pseudonym
from publication.publishing import publish
from publication.verifying import verify
from releases.models import Revocation
from sources.mailbox.purging import purge
from sources.models import CitizenReport
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db

T2 = date(2025, 1, 14)
NAME = "Zuleidys Quintero Marabuzal"


@pytest.fixture
def erased_one():
    """A person in two editions, with all that may hang from one, beside another person."""
    held, _other = wc.person(NAME, biography_es=f"{NAME} es maestra."), wc.person("Yoandri Pérez Sabanalar")
    first = held.detentions.get()
    wc.charge(first)
    wc.sentence(first)
    left = wc.release(first, "2024-02-01")
    again = wc.detention(held, "2024-06-01", parent=first)
    Revocation.objects.create(release=left, new_detention=again)
    PrivateDetails.objects.create(person=held, notes=NAME)
    wc.lead(held)
    snapshot = wc.snapshot(wc.source_list(), "2024-10-31", [held])
    wc.cite(held, snapshot.rows.get().record)
    publish(as_of=T2)
    wc.change(Person.objects.filter(pk=held.pk), gender="woman")
    publish(as_of=T2)
    return held


def everything() -> str:
    """Every table of the database as text."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT to_jsonb(each)::text FROM "{table}" each')
            found += [text for (text,) in cursor.fetchall()]
    return "\n".join(found)


@pytest.mark.parametrize("state", ["new", "accepted"])
def test_what_citizens_reported_of_the_person_goes_with_the_next_purge(erased_one, state):
    closed = {} if state == "new" else {"purge_on": localdate() + timedelta(90)}
    told, other = (
        CitizenReport.objects.create(received_on=T2, last_received_on=localdate(), state=state, **closed)
        for _number in range(2)
    )
    ReportLink.objects.create(report=told, person=erased_one, by=wc.editor("ana"), on=T2)
    erase(erased_one, by=wc.editor("ana"), approved_by=wc.editor("bruno"))
    purge(on=localdate())
    assert list(CitizenReport.objects.all()) == [other]


def test_it_needs_two_editors(erased_one):
    ana, bruno = wc.editor("ana"), wc.editor("bruno")
    with pytest.raises(Refused):
        erase(erased_one, by=ana, approved_by=ana)
    bruno.is_active = False
    with pytest.raises(Refused):
        erase(erased_one, by=ana, approved_by=bruno)
    assert Person.objects.filter(pk=erased_one.pk).exists()
    assert not ErasedRow.objects.exists()


def test_the_person_is_gone_from_every_table_and_the_chain_holds(erased_one):
    assert "Marabuzal" in everything()
    rows = sum(
        model.objects.filter(**{"public_id" if model is PrisonerVersion else "prisoner": erased_one.public_id}).count()
        for model in PERSON_TABLES
    )
    edition = erase(erased_one, by=wc.editor("ana"), approved_by=wc.editor("bruno"))
    assert edition.number == 3
    assert ErasedRow.objects.count() == rows
    assert sum(counts["erased"] for counts in edition.counts.values()) == rows
    left = everything().lower()
    for word in ("zuleidys", "quintero", "marabuzal"):
        assert word not in left, word
    assert str(erased_one.public_id) not in left
    assert PrisonerVersion.objects.current().count() == 1
    assert Tombstone.objects.exists()
    assert verify() == []
    assert [verify(number) for number in (1, 2, 3)] == [[], [], []]


def test_publishing_goes_on_after_an_erasure(erased_one):
    erase(erased_one, by=wc.editor("ana"), approved_by=wc.editor("bruno"))
    wc.person("Lisandra Duarte Tomeguín")
    assert publish(as_of=T2).number == 4
    assert verify() == []


def test_an_erasure_can_not_be_undone_unseen(erased_one):
    erase(erased_one, by=wc.editor("ana"), approved_by=wc.editor("bruno"))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM publication_erasedrow WHERE id = (SELECT min(id) FROM publication_erasedrow)")
    assert verify()


def test_who_was_never_public_leaves_no_edition():
    held = wc.person(NAME)
    assert erase(held, by=wc.editor("ana"), approved_by=wc.editor("bruno")) is None
    assert not Person.objects.exists()
    assert not Edition.objects.exists()


def test_the_number_of_an_erased_minor_is_not_given_again():
    held = wc.person(NAME, age_at_detention_stated=16)
    publish(as_of=T2)
    erase(held, by=wc.editor("ana"), approved_by=wc.editor("bruno"))
    wc.person("Lisandra Duarte Tomeguín", age_at_detention_stated=16)
    publish(as_of=T2)
    assert PrisonerVersion.objects.current().get().name_display == "Adolescente 02"
    assert Pseudonym.objects.get(number=1).public_id is None
