"""How much is let in, what is counted for it, and that nobody waits for another for ever."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from secrets import token_bytes

import psycopg
import pytest
from django.db import connection

from intake import slot
from intake.admission import (
    PER_NETWORK,
    PER_NETWORK_WITH_WORK,
    PER_NETWORK_WITHOUT_SCRIPT,
    USES_OF_A_TICKET,
    Refused,
    TooMany,
    admit,
    admit_look,
    admit_parts,
)
from intake.models import Arrival, Tally
from intake.role import in_slot
from intake.tickets import HARD_BITS, USUAL_BITS
from tests.intake.letters import NETWORK, drop, heads, mailbox
from tests.intake.sessions import a_session
from tests.intake.test_slot import PICTURE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_hour(monkeypatch):
    """What is counted here is counted within one hour, whenever the tests run: one to come, for the database forgets
    by its own clock those that have ended."""
    moment = time.time() + 7_200
    monkeypatch.setattr("intake.admission.time", lambda: moment)


def let_in(network: str, *, work: int = USUAL_BITS, ticket: bytes = b"") -> None:
    with in_slot() as using:
        admit(network, ticket=ticket or token_bytes(8), work=work, using=using)


def look(network: str, *, work: int = 0, ticket: bytes = b"") -> None:
    with in_slot() as using:
        admit_look(network, ticket=ticket or token_bytes(8), work=work, using=using)


@pytest.mark.parametrize(
    ("work", "most", "limit"),
    [
        (0, PER_NETWORK_WITHOUT_SCRIPT, Refused.NETWORK),
        (USUAL_BITS, PER_NETWORK, Refused.MORE_WORK),
        (HARD_BITS, PER_NETWORK_WITH_WORK, Refused.NETWORK),
    ],
)
def test_one_network_is_let_in_so_often_within_an_hour(work, most, limit):
    for _ in range(most):
        let_in("192.0.2.0/24", work=work)
    for _ in range(3):
        with pytest.raises(TooMany) as refusal:
            let_in("192.0.2.0/24", work=work)
        assert refusal.value.limit is limit
    let_in("203.0.113.0/24", work=work)


def test_a_network_from_which_much_came_is_let_in_for_more_work_and_has_one_count(monkeypatch):
    monkeypatch.setattr("intake.admission.PER_NETWORK", 2)
    monkeypatch.setattr("intake.admission.PER_NETWORK_WITH_WORK", 4)
    let_in(NETWORK)
    let_in(NETWORK)
    with pytest.raises(TooMany):
        let_in(NETWORK)
    let_in(NETWORK, work=HARD_BITS)
    let_in(NETWORK, work=HARD_BITS)
    with pytest.raises(TooMany):
        let_in(NETWORK, work=HARD_BITS)


def test_looks_of_one_network_go_on_for_more_work(monkeypatch):
    monkeypatch.setattr("intake.admission.LOOKS_PER_NETWORK", 2)
    monkeypatch.setattr("intake.admission.LOOKS_PER_NETWORK_WITH_WORK", 4)
    look(NETWORK)
    look(NETWORK, work=USUAL_BITS)
    with pytest.raises(TooMany) as refusal:
        look(NETWORK, work=USUAL_BITS)
    assert refusal.value.limit is Refused.MORE_WORK
    look(NETWORK, work=HARD_BITS)
    look(NETWORK, work=HARD_BITS)
    with pytest.raises(TooMany) as refusal:
        look(NETWORK, work=HARD_BITS)
    assert refusal.value.limit is Refused.NETWORK


def test_one_solved_puzzle_is_good_for_a_few_looks():
    for number in range(USES_OF_A_TICKET):
        look(f"192.0.{number}.0/24", work=HARD_BITS, ticket=b"one")
    with pytest.raises(TooMany):
        look("198.51.100.0/24", work=HARD_BITS, ticket=b"one")


def test_one_ticket_is_good_for_a_few_reports():
    for number in range(USES_OF_A_TICKET):
        let_in(f"192.0.{number}.0/24", ticket=b"one")
    with pytest.raises(TooMany):
        let_in("198.51.100.0/24", ticket=b"one")
    let_in("198.51.100.0/24", ticket=b"other")


def test_what_is_refused_is_not_counted(monkeypatch):
    monkeypatch.setattr("intake.admission.PARTS_A_DAY", 10)
    with in_slot() as using:
        admit_parts(8, using=using)
        for _ in range(3):
            with pytest.raises(TooMany) as refusal:
                admit_parts(3, using=using)
            assert refusal.value.limit is Refused.DISK
        admit_parts(2, using=using)


def test_words_are_taken_where_there_is_no_room_for_pictures(monkeypatch):
    monkeypatch.setattr("intake.admission.PARTS_A_DAY", 1)
    key = mailbox()
    with pytest.raises(TooMany):
        drop(files=(PICTURE,))
    drop()
    assert len(heads(key)) == 1


def test_many_reports_make_the_puzzle_harder(monkeypatch):
    monkeypatch.setattr("intake.admission.BUSY", 3)
    for number in range(4):
        assert slot.ticket().bits == USUAL_BITS
        let_in(f"192.0.{number}.0/24")
    assert slot.ticket().bits == HARD_BITS


def test_a_refused_report_leaves_nothing(monkeypatch):
    monkeypatch.setattr("intake.admission.PER_NETWORK", 1)
    mailbox()
    drop()
    with pytest.raises(TooMany):
        drop(text="otro", files=(PICTURE,))
    assert Arrival.objects.count() == 1


def test_former_hours_are_forgotten():
    mailbox()
    drop()
    Tally.objects.update(ends=1)
    let_in("192.0.2.0/24")
    assert not Tally.objects.filter(ends=1).exists()


def test_the_network_is_in_no_table():
    mailbox()
    drop()
    for row in Tally.objects.all():
        assert NETWORK.encode() not in bytes(row.counted)
        assert len(bytes(row.counted)) == 16


def test_the_tally_is_in_no_log_of_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'intake_tally'")
        assert cursor.fetchone() == ("u",)


def count(session: psycopg.Connection, what: bytes, ends: int) -> int:
    """One report counted by that session, in a period that ends in that second."""
    asked = "SELECT intake_admit(ARRAY[%s::bytea], ARRAY[0::bigint], ARRAY[%s::bigint], ARRAY[1], ARRAY[9])"
    return session.execute(asked, [what, ends]).fetchone()[0]


def is_held_up(session: psycopg.Connection) -> bool:
    """Whether it waits for a row of another session."""
    with connection.cursor() as cursor:
        asked = "SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = %s"
        cursor.execute(asked, [session.info.backend_pid])
        return cursor.fetchone()[0] is True


@pytest.mark.django_db(transaction=True)
def test_two_at_the_edge_of_an_hour_do_not_wait_for_each_other():
    """One is counting in the hour that ends while the other, in the new one, forgets the rows of the former."""
    with a_session() as late, a_session() as early, ThreadPoolExecutor(1) as pool:
        (now,) = late.execute("SELECT extract(epoch FROM now())::bigint").fetchone()
        ends = now + 3
        count(late, b"network", ends)  # whoever forgets rows meets this one first
        count(late, b"all", ends)
        late.autocommit = False
        count(late, b"all", ends)  # and this one is held by a session that will ask for the other
        while early.execute("SELECT extract(epoch FROM now()) <= %s", [ends]).fetchone()[0]:
            time.sleep(0.1)
        new_hour = pool.submit(count, early, b"new hour", ends + 3600)
        while not (new_hour.done() or is_held_up(early)):
            time.sleep(0.05)
        count(late, b"network", ends)
        late.commit()
        assert new_hour.result() == 0
