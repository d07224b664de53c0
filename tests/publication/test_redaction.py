"""Who may no longer be named is not named in former editions either; their numbers stay."""

from datetime import date, timedelta

import pytest

from prisoners.models import Person, Visibility
from publication.erasing import erase
from publication.models import (
    ChargeVersion,
    CustodySpan,
    ErasedRow,
    PrisonerVersion,
    ReleaseVersion,
    SentenceVersion,
)
from publication.publishing import publish
from publication.verifying import verify
from releases.models import Revocation
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    held = wc.person("Yoandri Pérez Sabanalar")
    publish()
    return held


def hide(person: Person, **change) -> None:
    wc.change(Person.objects.filter(pk=person.pk), **change)
    assert publish() is not None


@pytest.mark.parametrize("visibility", [Visibility.WITHHELD, Visibility.WITHDRAWN])
def test_hidden_person_is_unnamed_in_every_edition(published, visibility):
    counted = CustodySpan.objects.in_edition(1).count()
    hide(published, visibility=visibility)
    rows = PrisonerVersion.objects.in_edition(1)
    assert rows.count() == 1
    row = rows.get()
    assert (row.is_withheld, row.name_display, row.slug, row.document) == (True, "", "", {})
    assert "Sabanalar" not in str(PrisonerVersion.objects.values_list())
    assert CustodySpan.objects.in_edition(1).count() == counted
    tables = set(ErasedRow.objects.values_list("table", flat=True))
    assert tables == {"publication_prisonerversion", "publication_custodyspan"}
    assert verify() == []


@pytest.fixture
def told():
    """Somebody of whom edition 1 tells a town's event, charge, sentence, and to the day when they entered and left."""
    held = wc.person("Yoandri Pérez Sabanalar", detained_on="2022-08-20")
    detention = held.detentions.get()
    detention.event = wc.event("nuevitas-2022")
    detention.save()
    wc.charge(detention)
    wc.sentence(detention)
    release = wc.release(detention, "2025-01-15", reported_on=date(2025, 1, 18))
    Revocation.objects.create(release=release, revoked_on=wc.day("2025-03-04"), reimprisoned_on=wc.day("2025-03-05"))
    wc.lead(held)
    publish()
    return held


TOLD_OF_A_RELEASE = (
    "left_on", "left_earliest", "left_latest", "reported_on", "days_inside", "served_days", "half_on", "revoked_on",
    "revoked_earliest", "revoked_latest", "reimprisoned_earliest", "ground_alleged",
)  # fmt: skip


def test_former_editions_tell_nothing_to_the_day(told):
    """With an exact day a reader finds the line of a list that names the person, by the id that all editions bear."""
    hide(told, visibility=Visibility.WITHHELD)
    spans, now = CustodySpan.objects.in_edition(1), CustodySpan.objects.in_edition(2)
    ends = {day for span in spans for days in (span.certain, span.possible) for day in (days.lower, days.upper) if day}
    assert ends and all(day.day == 1 or (day + timedelta(1)).day == 1 for day in ends)
    known = {(row.state, row.possible.lower) for row in now}
    assert {(row.state, row.possible.lower) for row in spans if row.state != "unknown"} <= known
    row, current = ReleaseVersion.objects.in_edition(1).get(), ReleaseVersion.objects.in_edition(2).get()
    for name in TOLD_OF_A_RELEASE:
        assert getattr(row, name) == getattr(current, name), name
    assert row.left_on == "2025-01"
    assert verify() == []


def test_former_editions_tell_no_event_of_a_town_no_charge_and_no_sentence(told):
    assert PrisonerVersion.objects.in_edition(1).get().events == ["nuevitas-2022"]
    assert ChargeVersion.objects.exists() and SentenceVersion.objects.exists()
    hide(told, visibility=Visibility.WITHHELD)
    assert PrisonerVersion.objects.in_edition(1).get().events == []
    assert set(ChargeVersion.objects.values_list("offence", "family", "is_principal")) == {("", "", False)}
    assert set(SentenceVersion.objects.values_list("sanction", "months")) == {("", None)}
    assert all(row.operative.isempty for row in SentenceVersion.objects.all())
    assert verify() == []


def test_a_day_written_back_into_a_redacted_span_shows(told):
    from django.db import connection

    hide(told, visibility=Visibility.WITHHELD)
    assert verify() == []
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE publication_custodyspan DISABLE TRIGGER only_close")
        cursor.execute(
            "UPDATE publication_custodyspan SET possible = daterange('2022-08-20', upper(possible)) "
            "WHERE edition_to IS NOT NULL AND state = 'in_custody'"
        )
    assert verify()


def test_person_who_was_a_minor_loses_the_name_in_former_editions(published):
    hide(published, age_at_detention_stated=16)
    names = set(PrisonerVersion.objects.values_list("name_display", flat=True))
    assert names == {"", "Adolescente 01"}
    assert verify() == []


def test_person_who_stays_named_keeps_former_editions(published):
    hide(published, occupation_group="worker")
    assert PrisonerVersion.objects.in_edition(1).get().name_display == "Yoandri Pérez Sabanalar"
    assert not ErasedRow.objects.exists()


def test_tampering_with_a_redacted_row_is_not_hidden_by_it(published):
    """A row counts as redacted only while it is withheld: a name written back shows."""
    from django.db import connection

    hide(published, visibility=Visibility.WITHHELD)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE publication_prisonerversion DISABLE TRIGGER only_close")
        cursor.execute("UPDATE publication_prisonerversion SET is_withheld = false WHERE edition_to IS NOT NULL")
    assert verify()


def test_person_withheld_first_can_still_be_erased(published):
    hide(published, visibility=Visibility.WITHHELD)
    erase(Person.objects.get(pk=published.pk), by=wc.editor("uno"), approved_by=wc.editor("dos"))
    assert not PrisonerVersion.objects.exists()
    assert verify() == []
