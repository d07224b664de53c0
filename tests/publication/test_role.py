"""The public site's database role, as PostgreSQL itself sees it: through a connection of its own."""

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from psycopg import errors, sql

from config.settings.databases import PUBLIC_ROLE
from publication import grants
from publication.models import Pseudonym

NEWSROOM_OWN = {Pseudonym}
PUBLIC_TABLES = {
    model._meta.db_table for model in apps.get_app_config("publication").get_models() if model not in NEWSROOM_OWN
}
WRITABLE_BY_READERS: set[str] = set()  # the mail slot has a role of its own (intake/role.py)


@pytest.fixture
def reader(transactional_db):
    """A second connection to the test's database, under the public role."""
    settings = connection.get_connection_params()
    for own in ("cursor_factory", "context", "prepare_threshold", "autocommit"):
        settings.pop(own, None)
    settings["options"] = f"-c role={PUBLIC_ROLE}"
    with psycopg.connect(**settings, autocommit=True) as second:
        assert second.execute("SELECT current_user").fetchone() == (PUBLIC_ROLE,)
        yield second


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1")
        return [name for (name,) in cursor.fetchall()]


def test_the_role_has_one_name_in_the_house():
    assert grants.PUBLIC_ROLE == PUBLIC_ROLE


def test_every_table_of_the_public_record_is_readable_and_every_other_refused(reader):
    tables = _tables()
    assert PUBLIC_TABLES.issubset(tables)
    assert Pseudonym._meta.db_table in set(tables) - PUBLIC_TABLES
    for table in tables:
        count = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
        if table in PUBLIC_TABLES:
            assert reader.execute(count).fetchone() is not None, table
        else:
            with pytest.raises(errors.InsufficientPrivilege):
                reader.execute(count)


@pytest.mark.parametrize(
    "statement",
    ["INSERT INTO {} DEFAULT VALUES", "UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"],
)
def test_every_write_is_refused(reader, statement):
    for table in set(_tables()) - WRITABLE_BY_READERS:
        column = "number" if table in ("publication_edition", "publication_pseudonym") else "id"
        query = statement.replace("id = id", f"{column} = {column}")
        with pytest.raises((errors.InsufficientPrivilege, errors.UndefinedColumn)):
            reader.execute(sql.SQL(query).format(sql.Identifier(table)))


def test_no_column_right_table_or_schema_of_its_own(reader):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT table_name, privilege_type FROM information_schema.role_column_grants WHERE grantee = %s",
            [PUBLIC_ROLE],
        )
        rights = set(cursor.fetchall())
    assert rights == {(table, "SELECT") for table in PUBLIC_TABLES}
    with pytest.raises(errors.InsufficientPrivilege):
        reader.execute("CREATE TABLE of_my_own (id int)")


def test_what_only_the_server_may_tell_is_refused(reader):
    for question in (
        "SELECT pg_read_file('/etc/hostname')",
        "SELECT * FROM pg_authid",
        "COPY (SELECT 1) TO PROGRAM 'cat'",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            reader.execute(question)
