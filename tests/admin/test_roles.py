from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from editorial import roles
from editorial.models import Editor, Membership, Outlet, Role


@pytest.mark.django_db
def test_establishing_twice_changes_nothing():
    roles.establish()
    before = {group.name: set(group.permissions.values_list("pk", flat=True)) for group in Group.objects.all()}
    roles.establish()
    assert before == {group.name: set(group.permissions.values_list("pk", flat=True)) for group in Group.objects.all()}
    assert set(before) == set(Role.values)


@pytest.mark.parametrize(
    ("role", "allowed", "denied"),
    [
        (Role.CONTRIBUTOR, "prisoners.change_person", "prisoners.view_privatedetails"),
        (Role.EDITOR, "prisoners.view_privatedetails", "prisoners.view_familycontact"),
        (Role.REVIEWER, roles.APPROVE, roles.PUBLISH),
        (Role.COORDINATOR, roles.PUBLISH, "editorial.change_editor"),
        (Role.ADMINISTRATOR, "editorial.change_editor", "prisoners.delete_person"),
    ],
)
def test_role_may_do_this_and_not_that(editor, role, allowed, denied):
    account = editor(role)
    assert account.has_perm(allowed)
    assert not account.has_perm(denied)


def test_no_role_may_write_editions_or_history(editor):
    for role in Role.values:
        granted = editor(role).get_all_permissions()
        assert not [
            name for name in granted if name.startswith(("publication.add", "publication.change", "publication.delete"))
        ]
        assert not [name for name in granted if name.endswith("event") and "_event" not in name]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts_on", "ends_on", "works"),
    [(-9, None, True), (-9, 0, True), (0, 9, True), (-9, -1, False), (1, None, False)],
)
def test_only_a_membership_in_force_today_gives_its_role(starts_on, ends_on, works):
    roles.establish()
    today = timezone.localdate()
    account, outlet = Editor.objects.create(username="nueva"), Outlet.objects.create(code="m", name="Medio")
    Membership.objects.create(
        editor=account, outlet=outlet, role=Role.EDITOR, starts_on=today + timedelta(starts_on),
        ends_on=None if ends_on is None else today + timedelta(ends_on),
    )  # fmt: skip
    assert account.has_perm("prisoners.change_person") is works


def test_publishing_needs_the_right(as_role):
    assert as_role(Role.REVIEWER).get("/admin/publication/edition/publish/").status_code == 403


def test_publishing_with_nothing_approved_says_so(as_role):
    answer = as_role(Role.COORDINATOR).post("/admin/publication/edition/publish/", {"note": ""}, follow=True)
    assert answer.status_code == 200
    assert len(list(answer.context["messages"])) == 1
