"""Who may no longer be named is not named in former editions either; their numbers stay."""

import pytest

from prisoners.models import Person, Visibility
from publication.erasing import erase
from publication.models import CustodySpan, ErasedRow, PrisonerVersion
from publication.publishing import publish
from publication.verifying import verify
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
    assert ErasedRow.objects.count() == 1
    assert verify() == []


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
