"""Which edition is the newest: known for a moment, and asked again over a connection that was lost."""

import psycopg
import pytest
from django.db import connection

from publication.selection import NothingPublished, editions
from publication.selection.editions import edition_asked
from tests.publication import records


@pytest.fixture
def clock(monkeypatch, settings):
    settings.EDITION_IS_KNOWN_FOR = 0.5
    now = [1000.0]
    monkeypatch.setattr(editions, "monotonic", lambda: now[0])
    monkeypatch.setattr(editions, "_known", {})
    return now


@pytest.mark.django_db
def test_newest_edition_is_known_for_half_a_second(clock, django_assert_num_queries):
    records.edition(1)
    assert edition_asked(None).number == 1
    records.edition(2)
    with django_assert_num_queries(0):
        assert edition_asked(None).number == 1
    clock[0] += 0.5
    assert edition_asked(None).number == 2


@pytest.mark.django_db
def test_first_edition_is_seen_at_once(clock):
    with pytest.raises(NothingPublished):
        edition_asked(None)
    records.edition(1)
    assert edition_asked(None).number == 1


@pytest.mark.django_db(transaction=True)
def test_lost_connection_is_replaced_without_the_reader_noticing():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
    with pytest.raises(NothingPublished):  # and not OperationalError
        edition_asked(None)
