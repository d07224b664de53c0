"""The factories that other tests build on: every row is valid and bears its digest."""

from datetime import date

import pytest

from publication import digests
from publication.models import VERSIONED_TABLES, PrisonerVersion
from publication.names import fold, words
from tests.publication import records

pytestmark = pytest.mark.django_db


def test_each_factory_writes_a_row_that_bears_its_digest():
    first = records.edition()
    person = records.prisoner(first)
    rows = [
        person,
        records.prisoner(first, is_withheld=True),
        records.custody(person, "in_custody", date(2021, 7, 11)),
        records.custody(person, "free", None, certain=records.NOTHING),
        records.listing(person, "pd-demo", date(2021, 8, 31), date(2024, 1, 31)),
        records.release(person, left_on=None),
        records.charge(person),
        records.sentence(person, from_=None),
        records.term(first, "gender", "man"),
        records.organisation(first),
        records.announcement(first),
        records.published_figure(first),
        records.page_text(first),
        records.merged(records.prisoner(first), person, records.edition(2)),
        records.sensitive_count(first, "pd-demo", date(2024, 10, 31), "medical", "yes", 653),
    ]
    assert {type(row) for row in rows} == set(VERSIONED_TABLES)
    for row in rows:
        row.refresh_from_db()
        assert row.digest == digests.of_row(row), row


def test_a_second_version_replaces_the_first_in_its_edition():
    person = records.prisoner(records.edition(1))
    records.again(person, records.edition(2), gender="woman")
    assert [row.gender for row in PrisonerVersion.objects.in_edition(1)] == ["man"]
    assert [row.gender for row in PrisonerVersion.objects.in_edition(2)] == ["woman"]


def test_names_are_folded_alike_for_storing_and_asking():
    assert fold("PÉREZ Ñíguez") == "perez niguez"
    assert words("Yoandri Pérez", "Pérez O'Reilly") == ["o", "perez", "reilly", "yoandri"]


def test_a_column_added_later_leaves_the_digests_of_earlier_rows(monkeypatch):
    person = records.prisoner(records.edition(1))
    fields = digests.content_fields(PrisonerVersion)
    monkeypatch.setattr(digests, "content_fields", lambda model: (*fields, "added_later"))
    for nothing in (None, "", [], {}):
        person.added_later = nothing
        assert digests.of_row(person) == person.digest
    for something in ("x", 0, False):
        person.added_later = something
        assert digests.of_row(person) != person.digest
