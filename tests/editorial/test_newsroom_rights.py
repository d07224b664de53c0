"""The newsroom's database role, as PostgreSQL itself sees it, over every table that there is."""

from __future__ import annotations

import psycopg
import pytest
from django.db import connection
from psycopg import errors, sql

from config.settings.databases import NEWSROOM_ROLE
from editorial import database_roles
from prisoners.models import Detention, Person
from tests.intake.sessions import a_session

APPEND_ONLY = "publication_"
NOTED = {"editorial_alarm", "editorial_pendingchange"}
ONLY_ADDED = "sources_reportact"
# What editors may take away; every other table keeps its rows whatever a process of the newsroom says.
DELETED = {
    "account_emailaddress", "account_emailconfirmation", "django_session", "editorial_attempt", "editorial_claim",
    "editorial_editor_groups", "editorial_editor_user_permissions", "editorial_membership", "editorial_signin",
    "editorial_submission",
    "mfa_authenticator", "prisoners_address", "prisoners_affiliation", "prisoners_charge", "prisoners_citation",
    "prisoners_classification", "prisoners_detention", "prisoners_facilitystay", "prisoners_familycontact",
    "prisoners_healthcondition", "prisoners_listchange", "prisoners_matchcorpus", "prisoners_matchkey",
    "prisoners_pairsuggestion", "prisoners_person", "prisoners_personname",
    "prisoners_privatedetails", "prisoners_rowmatch", "prisoners_sentence", "prisoners_stage", "releases_citation",
    "releases_release", "releases_revocation",
}  # fmt: skip


@pytest.fixture
def newsroom(transactional_db):
    """A second connection to the test's database, under the newsroom's role."""
    with a_session(NEWSROOM_ROLE) as second:
        yield second


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return [info.name for info in connection.introspection.get_table_list(cursor) if info.type == "t"]


def may(newsroom: psycopg.Connection, right: str) -> set[str]:
    asked = sql.SQL("SELECT t FROM unnest({}::text[]) t WHERE has_table_privilege(current_user, t, {})")
    return {name for (name,) in newsroom.execute(asked.format(sql.Literal(tables()), sql.Literal(right)))}


def history() -> set[str]:
    """Every table of what was done, by its triggers' own names and by where they write."""
    return {name for name in tables() if "pgh_id" in columns(name)} | {"pghistory_context"}


def columns(table: str) -> set[str]:
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, table)}


def test_the_role_has_one_name_in_the_house():
    assert database_roles.NEWSROOM_ROLE == NEWSROOM_ROLE


def test_rows_go_only_where_editors_take_them_away(newsroom):
    assert may(newsroom, "DELETE") == DELETED
    assert not may(newsroom, "TRUNCATE") | may(newsroom, "TRIGGER") | may(newsroom, "REFERENCES")


def test_nothing_published_or_done_is_deleted_or_emptied(newsroom):
    kept = {name for name in tables() if name.startswith(APPEND_ONLY)} | history() | NOTED
    assert len(kept) > 40
    for name in sorted(kept):
        for statement in ("DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}", "ALTER TABLE {} DISABLE TRIGGER ALL"):
            with pytest.raises(errors.InsufficientPrivilege):
                newsroom.execute(sql.SQL(statement).format(sql.Identifier(name)))


def test_what_was_done_is_added_to_and_never_rewritten(newsroom):
    assert may(newsroom, "UPDATE") & history() == {"pghistory_context"}
    assert history() <= may(newsroom, "INSERT")


def test_what_the_guards_note_is_read_and_never_written(newsroom):
    for right in ("INSERT", "UPDATE", "DELETE"):
        assert not may(newsroom, right) & (NOTED | {"editorial_seal"})
    assert set(tables()) - may(newsroom, "SELECT") == {"editorial_seal", "intake_arrival"}


def test_the_working_copy_is_written(newsroom):
    rooms = {name for name in tables() if name.startswith(("prisoners_", "releases_", "sources_"))} - history()
    assert rooms - {ONLY_ADDED} <= may(newsroom, "INSERT") & may(newsroom, "UPDATE")
    assert may(newsroom, "INSERT") >= {ONLY_ADDED} and ONLY_ADDED not in may(newsroom, "UPDATE")


def test_nobody_puts_a_key_into_the_mailbox_or_touches_what_is_sealed(newsroom):
    mailbox = {"intake_arrival", "intake_mailboxkey", "intake_mailboxsecret", "intake_piece", "intake_tally"}
    for right in ("INSERT", "UPDATE", "DELETE"):
        assert not may(newsroom, right) & mailbox
    columns = newsroom.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'intake_piece'"
        " AND has_column_privilege(current_user, 'intake_piece', column_name, 'UPDATE')"
    )
    assert columns.fetchall() == [("is_filed",)]


def test_a_change_that_no_editor_stands_behind_is_an_error(newsroom):
    person = Person.objects.create(slug="demo-1", name_display="Yoandri Pérez Sabanalar", is_demo=True)
    with pytest.raises(errors.InsufficientPrivilege, match="no signed-in editor"):
        newsroom.execute("UPDATE prisoners_person SET occupation = 'maestra'")
    with pytest.raises(errors.InsufficientPrivilege, match="no signed-in editor"):
        newsroom.execute("INSERT INTO publication_pseudonym (number) VALUES (1)")
    person.refresh_from_db()
    assert person.occupation == "" and not Detention.objects.exists()


def test_no_schema_or_function_of_its_own(newsroom):
    for statement in (
        "CREATE TABLE of_my_own (id int)",
        "CREATE OR REPLACE FUNCTION editorial_by_owner() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "SET session_replication_role = replica",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            newsroom.execute(statement)
