"""What has just come: what the form's role may do with it, and that gathering leaves neither order nor group."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.timezone import get_current_timezone, localdate
from psycopg import errors

from config.purging import order_of_reports
from editorial import newsroom_rights
from editorial.database_roles import NEWSROOM_ROLE
from intake import slot
from intake.gathering import HOURS, gather, gather_when_due
from intake.models import Arrival, MailboxKey, Piece
from intake.opening import new_key
from intake.sealing import OVERHEAD, PIECE
from tests.intake.letters import ask, drop, fresh, heads, mailbox
from tests.intake.sessions import a_session

SEALED = b"x" * (PIECE + OVERHEAD)
PICTURE = slot.File(bytes(range(256)) * 200, "image/jpeg", "ab" * 32)
INSERT = "INSERT INTO intake_arrival (id, key_id, sealed) VALUES (%s, %s, %s)"


def insert(session: psycopg.Connection, **values) -> None:
    key = MailboxKey.objects.values_list("pk", flat=True)[0]
    session.execute(INSERT, [values.get("id", uuid4()), key, values.get("sealed", SEALED)])


# What the form's role may do, through a connection of its own

REFUSED = [
    "SELECT 1 FROM intake_arrival",
    "SELECT count(*) FROM intake_arrival",
    "INSERT INTO intake_arrival (id, key_id, sealed) SELECT gen_random_uuid(), 1, '' RETURNING id",
    "INSERT INTO intake_arrival (id, key_id, received_on, sealed) SELECT gen_random_uuid(), 1, now(), ''",
    "UPDATE intake_arrival SET sealed = ''",
    "DELETE FROM intake_arrival",
    "TRUNCATE intake_arrival",
    "SELECT 1 FROM intake_piece",
    "INSERT INTO intake_piece (id, key_id, received_on, sealed) SELECT gen_random_uuid(), 1, now(), ''",
    "UPDATE intake_piece SET is_filed = true",
    "DELETE FROM intake_piece",
    "SELECT * FROM intake_mailboxsecret",
    "UPDATE intake_mailboxkey SET public_key = ''",
    "INSERT INTO intake_mailboxkey (public_key, made_on) VALUES ('', now())",
    "SELECT count(*) FROM intake_question",
    "SELECT box FROM intake_question",
    "INSERT INTO intake_question (id, box, sealed, left_on, expires_on) SELECT gen_random_uuid(), '', '', now(), now()",
    "DELETE FROM intake_question",
    "SELECT * FROM intake_tally",
    "UPDATE intake_tally SET amount = 0",
    "SELECT * FROM publication_edition",
    "SELECT * FROM prisoners_person",
    "SELECT * FROM editorial_editor",
    "SELECT intake_gather()",
    "CREATE TABLE public.mine (id int)",
    "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
]


@pytest.mark.django_db(transaction=True)
def test_the_slots_role_may_put_in_and_nothing_else():
    mailbox()
    with a_session() as session:
        insert(session)
        for statement in REFUSED:
            with pytest.raises(errors.InsufficientPrivilege):
                session.execute(statement)
                raise AssertionError(statement)


@pytest.mark.django_db(transaction=True)
def test_the_day_is_the_databases_own():
    mailbox()
    with a_session() as session:
        insert(session)
    assert Arrival.objects.get().received_on == localdate()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sealed", [b"", SEALED[1:], SEALED + b"x"])
def test_the_role_leaves_nothing_of_another_length(sealed):
    mailbox()
    with a_session() as session, pytest.raises(errors.CheckViolation):
        insert(session, sealed=sealed)


@pytest.mark.django_db(transaction=True)
def test_the_role_reads_the_box_that_it_names_and_no_other():
    key = mailbox()
    drop_in_its_own_transaction()
    (head,) = heads(key)
    ask(head, "¿Qué día?")
    ask(head, "¿Quién?", on=localdate() - timedelta(days=90), shown_for=timedelta(days=90))  # its last day is over
    with a_session() as session:
        asked = "SELECT left_on, sealed FROM intake_questions(%s)"
        assert [left_on for left_on, _ in session.execute(asked, [head.box]).fetchall()] == [date(2026, 1, 2)]
        for other in (b"", b"%", head.box[:-1], head.box + b"x", None):
            assert session.execute(asked, [other]).fetchall() == []


def drop_in_its_own_transaction(**said) -> None:
    with transaction.atomic():
        drop(**said)


@pytest.mark.django_db
def test_only_the_role_calls_the_functions_and_they_look_names_up_in_the_catalogue_alone():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, proconfig, prosecdef, has_function_privilege('todos_public', oid, 'EXECUTE')"
            " FROM pg_proc WHERE proname LIKE 'intake\\_%%' ORDER BY proname", []
        )  # fmt: skip
        fixed = ["search_path=pg_catalog, pg_temp"]
        named = ("intake_admit", "intake_gather", "intake_questions")
        assert cursor.fetchall() == [(name, fixed, True, False) for name in named]


# Gathering


def at(hour: int) -> datetime:
    return datetime(2026, 3, 1, hour, 7, tzinfo=get_current_timezone())


@pytest.mark.django_db
def test_what_came_is_gathered_in_four_hours_of_the_day():
    mailbox()
    Arrival.objects.all().delete()
    gathered = []
    for hour in range(24):
        drop(text=str(hour))
        Arrival.objects.update(received_on=date(2026, 3, 1))
        gathered += [hour] if gather_when_due(at=at(hour)) else []
    assert tuple(gathered) == HOURS


@pytest.mark.django_db
def test_what_is_of_a_former_day_is_gathered_in_any_hour():
    mailbox()
    drop()
    Arrival.objects.update(received_on=date(2026, 2, 28))
    assert gather_when_due(at=at(9)) == 1


@pytest.mark.django_db
def test_nobody_brings_a_gathering_forward_by_sending_much():
    """Else whoever sends much each hour learns, or has written into the files, the hour of every other report."""
    key, _ = new_key(on=date(2026, 1, 1))
    Arrival.objects.bulk_create(
        Arrival(id=uuid4(), key=key, received_on=date(2026, 3, 1), sealed=SEALED) for _ in range(1_000)
    )
    assert gather_when_due(at=at(9)) == 0 and Arrival.objects.count() == 1_000
    assert gather_when_due(at=at(12)) == 1_000


@pytest.mark.django_db
def test_gathering_keeps_what_came_whole_and_a_second_time_finds_nothing():
    key = mailbox()
    drop(files=(PICTURE,))
    came = set(Arrival.objects.values_list("pk", "key", "received_on"))
    assert gather() == len(came) == 5
    assert set(Piece.objects.values_list("pk", "key", "received_on")) == came
    assert not Arrival.objects.exists() and gather() == 0
    assert len(heads(key)) == 1


@pytest.mark.django_db
def test_the_same_form_sent_before_and_after_gathering_is_one_report():
    key = mailbox()
    ticket = fresh()
    drop(under=ticket)
    gather()
    drop(under=ticket)
    assert gather() == 0
    assert len(heads(key)) == 1 and not Arrival.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_gathered_pieces_show_neither_who_came_first_nor_who_came_together():
    """As whoever has the files of the database reads them: the order of rows and of what is kept beside them, and the
    transaction that wrote each."""
    key, _ = new_key(on=date(2026, 1, 1))
    with a_session() as session:
        for _ in range(40):
            insert(session)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM intake_arrival ORDER BY ctid")
        as_they_came = cursor.fetchall()
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM intake_arrival")
        assert cursor.fetchone() == (40,)
        gather()
        cursor.execute("SELECT id FROM intake_piece ORDER BY ctid")
        assert cursor.fetchall() == sorted(as_they_came) != as_they_came
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM intake_piece")
        assert cursor.fetchone() == (1,)
        if connection.pg_version >= 170_000:
            cursor.execute("SELECT id FROM intake_piece ORDER BY pg_column_toast_chunk_id(sealed)")
            assert cursor.fetchall() == sorted(as_they_came)
        cursor.execute("SELECT pg_relation_size('intake_arrival'), pg_table_size('intake_arrival') > 40 * 16384")
        assert cursor.fetchone() == (0, False), "what came is still in the file"


@pytest.mark.django_db
def test_the_command_that_runs_by_the_hour_gathers(monkeypatch):
    mailbox()
    drop()
    Arrival.objects.update(received_on=date(2026, 2, 28))
    assert dict(order_of_reports(at(9))) == {"pieces gathered": 1}


@pytest.mark.django_db
@pytest.mark.parametrize("at_once", [True, False])
def test_on_a_real_site_the_newsroom_may_not_gather(settings, at_once):
    settings.GATHERS_AT_ONCE = at_once
    newsroom_rights.grant(using="default")
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_function_privilege(%s, 'intake_gather()', 'EXECUTE')", [NEWSROOM_ROLE])
        assert cursor.fetchone() == (at_once,)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "SELECT sealed FROM intake_arrival",
        "SELECT id FROM intake_arrival",
        "SELECT count(xmin) FROM intake_arrival",
        "DELETE FROM intake_arrival",
        "UPDATE intake_arrival SET received_on = now()",
        "INSERT INTO intake_arrival (id, key_id, sealed) SELECT gen_random_uuid(), 1, ''",
    ],
)
def test_the_newsroom_reads_of_what_has_just_come_its_day_alone(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {NEWSROOM_ROLE}")
        cursor.execute("SELECT 1 FROM intake_arrival WHERE received_on < now()")
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute(statement)
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_way_back_of_the_tables_gathers_first():
    """The table of arrivals is dropped on it: nothing that came goes with it."""
    mailbox()
    drop()
    assert Arrival.objects.exists() and not Piece.objects.exists()
    came = set(Arrival.objects.values_list("pk", flat=True))
    last = MigrationExecutor(connection).loader.get_migration("intake", "0005_nothing_left_behind")
    with connection.cursor() as cursor:
        for operation in last.operations:
            cursor.execute(operation.reverse_sql)
    assert not Arrival.objects.exists() and set(Piece.objects.values_list("pk", flat=True)) == came
