"""Rows of the public record are written once and closed once; the database holds it."""

import pytest
from django.db import DatabaseError, connection, transaction

from publication.models import Edition, PrisonerVersion
from tests.publication import records

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return records.prisoner(records.edition(1))


def refused(action) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        action()


def test_a_row_may_be_closed_once(person):
    records.closed(person, records.edition(2))
    assert not PrisonerVersion.objects.current().exists()


def test_a_closed_row_is_neither_reopened_nor_closed_again(person):
    records.closed(person, records.edition(2))
    refused(lambda: PrisonerVersion.objects.update(edition_to=None))
    refused(lambda: PrisonerVersion.objects.update(edition_to=3))


def test_no_other_change_passes_with_or_without_a_closing(person):
    refused(lambda: PrisonerVersion.objects.update(name_display="Otra Persona Distinta"))
    refused(lambda: PrisonerVersion.objects.update(name_display="Otra Persona Distinta", edition_to=2))
    refused(lambda: PrisonerVersion.objects.update(digest="0" * 64))
    refused(lambda: PrisonerVersion.objects.update(edition_from=2))


def test_rows_are_not_deleted_nor_truncated(person):
    refused(person.delete)
    refused(lambda: connection.cursor().execute("DELETE FROM publication_prisonerversion"))
    refused(lambda: connection.cursor().execute("TRUNCATE publication_prisonerversion"))
    assert PrisonerVersion.objects.count() == 1


def test_an_edition_is_never_rewritten_or_removed(person):
    refused(lambda: Edition.objects.update(digest="0" * 64))
    refused(Edition.objects.all().delete)
    refused(lambda: connection.cursor().execute("TRUNCATE publication_edition"))
