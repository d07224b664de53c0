"""History by database triggers: every road of change is kept, with who took it, and cannot be rewritten."""

import pghistory
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from editorial.models import Editor
from prisoners.models import Person

pytestmark = pytest.mark.django_db


def events(person: Person):
    return apps.get_model("prisoners", "PersonEvent").objects.filter(pgh_obj_id=person.pk).order_by("pgh_id")


@pytest.fixture
def person():
    return Person.objects.create(slug="ana", name_display="Ana Díaz Yarayó")


def test_save_bulk_and_raw_sql_are_all_kept(person):
    person.name_display = "Ana Luz Díaz Yarayó"
    person.save()
    Person.objects.filter(pk=person.pk).update(occupation="maestra")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE prisoners_person SET gender = 'woman' WHERE id = %s", [person.pk])
    kept = events(person).values_list("pgh_label", "name_display", "occupation", "gender")
    assert list(kept) == [
        ("insert", "Ana Díaz Yarayó", "", "unknown"),
        ("update", "Ana Luz Díaz Yarayó", "", "unknown"),
        ("update", "Ana Luz Díaz Yarayó", "maestra", "unknown"),
        ("update", "Ana Luz Díaz Yarayó", "maestra", "woman"),
    ]


def test_acting_user_is_kept(person):
    editor = Editor.objects.create(username="editora")
    with pghistory.context(user=editor.pk):
        Person.objects.filter(pk=person.pk).update(occupation="maestra")
    assert events(person).last().pgh_context.metadata["user"] == editor.pk


@pytest.mark.parametrize("statement", ["UPDATE {} SET name_display = 'x'", "DELETE FROM {}"])
def test_history_cannot_be_rewritten(person, statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("prisoners_personevent"))
    assert events(person).count() == 1


def test_update_triggers_join_by_hash(person):
    """A plan made for one row must not compare every pair of a thousand: no trigger is left without the setting."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE 'enable_nestloop=off' = ANY(proconfig)) FROM pg_proc"
            " WHERE starts_with(proname, 'pgtrigger_update_') AND position('old_values' IN prosrc) > 0"
        )
        triggers, settled = cursor.fetchone()
    assert triggers == settled > 20
