"""Two colleagues freeze an account; two administrators let it go."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from editorial import roles
from editorial.accounts import freezing
from editorial.models import Editor, Freeze, Refused, Role, WorkflowState
from tests.admin.conftest import make_person, vocabulary  # noqa: F401 - a fixture
from tests.editorial.accounts import PASSWORD, enrol, make_editor, signed_in, with_password

INDEX = "/admin/"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.fixture
def people() -> dict[str, Editor]:
    roles.establish()
    names = {"ana": Role.EDITOR, "bea": Role.CONTRIBUTOR, "ciro": Role.EDITOR, "dora": Role.ADMINISTRATOR,
             "elio": Role.ADMINISTRATOR, "rita": Role.REVIEWER}  # fmt: skip
    return {name: make_editor(name, role, outlet=f"medio-{name}") for name, role in names.items()}


def approved(by: Editor, author: Editor):
    person = make_person()
    person.submit(by=author)
    type(person).objects.filter(pk=person.pk).update(
        workflow_state=WorkflowState.APPROVED, approved_by=by, approved_at=timezone.now()
    )
    return person


def test_second_colleague_stops_every_session_at_its_next_request(people):
    browsers = [signed_in(people["rita"]) for _ in range(3)]
    assert freezing.freeze(people["rita"], by=people["ana"]).seconded_by is None
    assert [one.get(INDEX).status_code for one in browsers] == [200] * 3
    freezing.freeze(people["rita"], by=people["bea"])
    assert [one.get(INDEX).status_code for one in browsers] == [302] * 3
    assert signed_in(people["rita"]).get(INDEX).status_code == 302


def test_frozen_account_can_not_sign_in(people):
    rita = with_password(people["rita"])
    enrol(rita)
    form = {"login": "rita", "password": PASSWORD}
    assert Client().post("/admin/account/login/", form).status_code == 302
    freezing.freeze(rita, by=people["ana"])
    freezing.freeze(rita, by=people["bea"])
    assert Client().post("/admin/account/login/", form).status_code == 200


def test_approvals_of_a_frozen_account_are_void(people):
    person = approved(people["rita"], people["ana"])
    other = Editor.objects.get(username="ciro")
    freezing.freeze(people["rita"], by=people["ana"])
    person.refresh_from_db()
    assert person.workflow_state == WorkflowState.APPROVED
    freezing.freeze(people["rita"], by=other)
    person.refresh_from_db()
    assert (person.workflow_state, person.approved_by) == (WorkflowState.IN_REVIEW, None)
    assert person.submitted_by == people["ana"]


def test_what_was_published_stays_published(people):
    person = approved(people["rita"], people["ana"])
    type(person).objects.filter(pk=person.pk).update(workflow_state=WorkflowState.PUBLISHED)
    freezing.void_approvals(people["rita"])
    person.refresh_from_db()
    assert person.workflow_state == WorkflowState.PUBLISHED


@pytest.mark.parametrize("pair", [("rita", "ana"), ("ana", "rita"), ("ana", "ana")])
def test_one_colleague_and_the_account_itself_are_not_two(people, pair):
    def both():
        for name in pair:
            freezing.freeze(people["rita"], by=people[name])

    with pytest.raises(Refused), transaction.atomic():
        both()
    assert not Freeze.objects.in_force().exists()


@pytest.mark.parametrize("columns", [("rita", "ana"), ("ana", "rita"), ("ana", "ana")])
def test_database_refuses_what_are_not_two_colleagues(people, columns):
    first, second = (people[name] for name in columns)
    with pytest.raises(IntegrityError), transaction.atomic():
        Freeze.objects.create(editor=people["rita"], asked_by=first, asked_at=timezone.now(), seconded_by=second)


def test_two_administrators_let_it_go(people):
    for name in ("ana", "bea"):
        freezing.freeze(people["rita"], by=people[name])
    freezing.lift(people["rita"], by=people["dora"])
    with pytest.raises(Refused), transaction.atomic():
        freezing.lift(people["rita"], by=people["dora"])
    assert Freeze.objects.in_force().exists()
    freezing.lift(people["rita"], by=people["elio"])
    assert not Freeze.objects.in_force().exists()
    assert signed_in(people["rita"]).get(INDEX).status_code == 200
    freezing.freeze(people["rita"], by=people["ana"])  # and it may be frozen again


def test_frozen_administrator_does_not_let_their_own_account_go(people):
    for name in ("ana", "bea"):
        freezing.freeze(people["dora"], by=people[name])
    with pytest.raises(Refused):
        freezing.lift(people["dora"], by=people["dora"])


def test_pages_do_it_for_any_colleague_and_end_it_for_administrators_alone(people):
    rita = people["rita"]
    for name in ("ana", "bea"):
        page = signed_in(people[name]).post(f"/admin/account/freeze/{rita.pk}/", follow=True)
        assert page.status_code == 200
    assert Freeze.objects.in_force().filter(editor=rita).exists()
    assert "congelada" in page.content.decode()
    assert signed_in(people["ana"]).post(f"/admin/account/freeze/{rita.pk}/end/").status_code == 403
    for name in ("dora", "elio"):
        signed_in(people[name]).post(f"/admin/account/freeze/{rita.pk}/end/")
    assert not Freeze.objects.in_force().exists()
