"""The chain of editions: verified when untouched, and every change behind the door is found."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from prisoners.models import Person
from publication import digests
from publication.models import VERSIONED_TABLES, Edition, PrisonerVersion
from publication.publishing import publish
from publication.verifying import verify
from tests.publication import working_copy as wc

pytestmark = pytest.mark.django_db

T2 = date(2025, 1, 14)


@pytest.fixture
def three_editions():
    held = wc.person("Yoandri Pérez Sabanalar")
    wc.snapshot(wc.source_list(), "2024-10-31", [held])
    publish(as_of=T2, note="Primera")
    wc.change(Person.objects.all(), gender="woman")
    publish(as_of=T2)
    wc.person("Lisandra Duarte Tomeguín")
    publish(as_of=T2)
    assert Edition.objects.count() == 3


def tamper(statement: str) -> None:
    """As somebody with the owner's rights would: the guards switched off."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")


def test_what_nobody_touched_is_verified(three_editions):
    assert verify() == []
    assert [verify(number) for number in (1, 2, 3)] == [[], [], []]


def test_nothing_published_has_nothing_to_differ():
    assert verify() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE publication_prisonerversion SET name_display = 'Otra Persona'",
        'UPDATE publication_prisonerversion SET document = document || \'{"biography_es": "x"}\'',
        "UPDATE publication_custodyspan SET certain = 'empty'",
        "UPDATE publication_prisonerversion SET edition_to = 3 WHERE edition_to = 2",
        "UPDATE publication_prisonerversion SET edition_to = 4 WHERE edition_to IS NULL",
        "UPDATE publication_prisonerversion SET edition_from = 1 WHERE edition_from = 3",
        "DELETE FROM publication_prisonerversion WHERE edition_from = 1",
        "DELETE FROM publication_listingspan",
        "UPDATE publication_edition SET note = 'x' WHERE number = 1",
        "UPDATE publication_edition SET note_en = 'x' WHERE number = 1",
        "UPDATE publication_edition SET as_of = '2030-01-01' WHERE number = 2",
        "UPDATE publication_edition SET digest = repeat('0', 64) WHERE number = 1",
        "DELETE FROM publication_edition WHERE number = 2",
        "INSERT INTO publication_custodyspan (edition_from, salt, digest, prisoner, state, detail, certain, possible)"
        " SELECT 2, salt, digest, prisoner, state, detail, certain, possible FROM publication_custodyspan LIMIT 1",
    ],
)
def test_every_change_behind_the_door_is_found(three_editions, statement):
    tamper(statement)
    assert verify()


def test_a_row_resealed_to_hide_a_change_still_breaks_its_edition(three_editions):
    row = PrisonerVersion.objects.get(edition_from=3)
    row.name_display = "Otra Persona"
    tamper(
        f"UPDATE publication_prisonerversion SET name_display = 'Otra Persona', digest = '{digests.of_row(row)}'"
        f" WHERE id = {row.pk}"
    )
    (difference,) = verify()
    assert "3" in difference
    assert verify(2) == []


def test_the_command_tells_by_its_exit_code(three_editions, capsys):
    call_command("verify_edition")
    assert Edition.objects.newest().digest in capsys.readouterr().out
    call_command("verify_edition", "2")
    with pytest.raises(SystemExit) as unknown:
        call_command("verify_edition", "9")
    assert unknown.value.code == 2
    tamper("UPDATE publication_prisonerversion SET gender = 'man'")
    with pytest.raises(SystemExit) as differs:
        call_command("verify_edition")
    assert differs.value.code == 1


def test_newest_editions_cut_off_cleanly_are_found_by_what_was_noted_outside(three_editions, capsys):
    newest = Edition.objects.newest()
    call_command("verify_edition", "--expect", f"3:{newest.digest}", "--expect", f"3:{newest.digest[:12].upper()}")
    assert f"{newest.number}:{newest.digest}" in capsys.readouterr().out
    with pytest.raises(SystemExit) as differs:
        call_command("verify_edition", "--expect", f"2:{newest.digest}")
    assert differs.value.code == 1
    for model in VERSIONED_TABLES:
        tamper(f"DELETE FROM {model._meta.db_table} WHERE edition_from = 3")
        tamper(f"UPDATE {model._meta.db_table} SET edition_to = NULL WHERE edition_to = 3")
    tamper("DELETE FROM publication_edition WHERE number = 3")
    call_command("verify_edition")  # the chain alone can't tell
    with pytest.raises(SystemExit) as missing:
        call_command("verify_edition", "--expect", f"3:{newest.digest}")
    assert missing.value.code == 1


@pytest.mark.parametrize("noted", ["3", "3:abc", "x:0123456789ab", "3:0123456789xy"])
def test_a_note_that_is_none_is_refused(noted):
    with pytest.raises(CommandError):
        call_command("verify_edition", "--expect", noted)


def test_the_publish_command_prints_number_and_digest(capsys):
    call_command("publish")
    assert capsys.readouterr().out.count("\n") == 1
    assert not Edition.objects.exists()
    wc.person()
    call_command("publish", note="Primera", note_en="First")
    edition = Edition.objects.get()
    out = capsys.readouterr().out
    assert str(edition.number) in out
    assert edition.digest in out
    assert [edition.note_in(language) for language in ("es", "en")] == ["Primera", "First"]
    for note in ("note", "note_en"):
        with pytest.raises(SystemExit) as refused:
            call_command("publish", **{note: "x" * 301})
        assert refused.value.code == 2
