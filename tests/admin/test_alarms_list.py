"""What the database refused is read by coordinators and administrators, and written by nobody."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editorial.models import Alarm, Role
from tests.admin.budgets import asked_in_production
from tests.admin.conftest import make_person

LIST = "admin:editorial_alarm_changelist"


def alarm(**columns) -> Alarm:
    facts = {"reason": "same_outlet", "kind": "prisoners.person", "dossier_id": 7, "database_user": "todos_newsroom"}
    return Alarm.objects.create(**{**facts, **columns})


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_who_tried_what_is_told_in_words(as_role, editor, role):
    person = make_person()
    alarm(dossier_id=person.pk, editor_id=editor(Role.EDITOR).pk)
    alarm(reason="forged", kind="gone.model")
    page = as_role(role).get(reverse(LIST)).content.decode()
    told = ("un cambio delicado iba a aprobarse dentro de un solo medio", "cuenta-editor", "nadie con sesión iniciada")
    for text in (*told, reverse("admin:prisoners_person_change", args=[person.pk]), "gone.model 7"):
        assert text in page
    assert str(person) not in page


def test_an_alarm_is_neither_added_nor_changed_nor_deleted(administrator):
    one = alarm()
    assert administrator.get(reverse("admin:editorial_alarm_add")).status_code == 403
    assert administrator.post(reverse("admin:editorial_alarm_delete", args=[one.pk])).status_code == 403
    administrator.post(reverse("admin:editorial_alarm_change", args=[one.pk]), {"reason": "own"})
    one.refresh_from_db()
    assert one.reason == "same_outlet"


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.EDITOR, Role.REVIEWER])
def test_other_roles_read_no_alarm(as_role, role):
    assert as_role(role).get(reverse(LIST)).status_code == 403


def test_the_list_takes_the_same_queries_for_2_and_12_alarms(administrator, editor, django_assert_num_queries):
    for _one in range(2):
        alarm(editor_id=editor(Role.EDITOR).pk)
    administrator.get(reverse(LIST))
    with CaptureQueriesContext(connection) as few:
        administrator.get(reverse(LIST))
    for _one in range(10):
        alarm(editor_id=editor(Role.EDITOR).pk)
    with django_assert_num_queries(len(few)):
        administrator.get(reverse(LIST))
    assert len(asked_in_production(few)) <= 7  # four of them are the door's
