"""An account takes two administrators and a link that works once."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from editorial import roles
from editorial.accounts import inviting
from editorial.models import Editor, Invitation, Outlet, Refused, Role
from tests.editorial.accounts import make_editor, signed_in, with_password

NEW = "una frase nueva y bien larga"

pytestmark = pytest.mark.django_db


@pytest.fixture
def dora() -> Editor:
    roles.establish()
    return make_editor("dora", Role.ADMINISTRATOR)


@pytest.fixture
def elio(dora) -> Editor:
    return make_editor("elio", Role.ADMINISTRATOR)


def propose(by: Editor, email: str = "nuria@example.org", role: str = Role.REVIEWER) -> Invitation:
    outlet, _ = Outlet.objects.get_or_create(code="medio-b", defaults={"name": "Medio B"})
    return Invitation.objects.create(email=email, outlet=outlet, role=role, proposed_by=by, proposed_at=timezone.now())


def link(token: str) -> str:
    return reverse("invitation_accept", args=[token])


def test_whole_road_through_the_pages(dora, elio):
    outlet = Outlet.objects.create(code="medio-b", name="Medio B")
    form = {"email": "nuria@example.org", "outlet": outlet.pk, "role": Role.REVIEWER}
    assert signed_in(dora).post("/admin/account/invitations/", form).status_code == 302
    invitation = Invitation.objects.get()
    confirm = reverse("people_invitation_confirm", args=[invitation.pk])
    assert signed_in(dora).post(confirm).status_code == 302  # refused
    address = signed_in(elio).post(confirm).context["address"]
    path = address.removeprefix("http://testserver")
    invitation.refresh_from_db()
    assert path.split("/")[-2] not in str(Invitation.objects.values().get())
    guest = Client()
    assert guest.get(path).status_code == 200
    assert guest.post(path, {"username": "nuria", "password": "corta"}).status_code == 200
    assert guest.post(path, {"username": "ELIO", "password": NEW}).status_code == 200
    assert guest.post(path, {"username": "nuria", "password": NEW})["Location"] == reverse("account_login")
    nuria = Editor.objects.get(username="nuria")
    assert nuria.check_password(NEW)
    assert [one.role for one in nuria.memberships.all()] == [Role.REVIEWER]
    assert not nuria.has_perm("editorial.approve_dossier")
    assert guest.get(path).status_code == 404
    assert guest.post("/admin/account/login/", {"login": "nuria", "password": NEW})["Location"] == "/admin/"
    assert guest.get("/admin/")["Location"] == reverse("mfa_index")


@pytest.mark.parametrize(("hours", "opens"), [(71, True), (73, False)])
def test_link_is_valid_for_72_hours(dora, elio, hours, opens):
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False) as clock:
        token = inviting.confirm(propose(dora), by=elio)
        clock.shift(timedelta(hours=hours))
        assert (inviting.open_one(token) is not None) is opens


def test_one_administrator_is_not_two(dora):
    invitation = propose(dora)
    with pytest.raises(Refused):
        inviting.confirm(invitation, by=dora)
    invitation.refresh_from_db()
    assert invitation.digest == ""


def test_link_works_once_even_for_two_at_once(dora, elio):
    token = inviting.confirm(propose(dora), by=elio)
    first, second = inviting.open_one(token), inviting.open_one(token)
    inviting.accept(first, username="nuria", password=NEW)
    with pytest.raises(Refused):
        inviting.accept(second, username="otra", password=NEW)
    assert not Editor.objects.filter(username="otra").exists()


def test_withdrawn_link_opens_nothing(dora, elio):
    invitation = propose(dora)
    token = inviting.confirm(invitation, by=elio)
    inviting.withdraw(invitation)
    assert Client().get(link(token)).status_code == 404
    with pytest.raises(Refused):
        inviting.confirm(invitation, by=elio)


def test_unconfirmed_invitation_has_no_link(dora):
    propose(dora)
    assert inviting.open_one("") is None


def test_account_handed_over_anew_keeps_nothing_of_before(dora, elio):
    ana = with_password(make_editor("ana", Role.REVIEWER))
    browser = signed_in(ana)
    token = inviting.confirm(propose(dora, email="ANA@example.org"), by=elio)
    page = Client().get(link(token))
    assert "username" not in page.context["form"].fields
    assert Client().post(link(token), {"password": NEW}).status_code == 302
    ana.refresh_from_db()
    assert ana.check_password(NEW)
    assert not Authenticator.objects.filter(user=ana).exists()
    assert browser.get("/admin/").status_code == 302
    assert not ana.has_perm("editorial.approve_dossier")
    assert Editor.objects.filter(email__iexact="ana@example.org").count() == 1


def test_form_of_the_admin_makes_no_account_and_no_password(dora):
    ana = with_password(make_editor("ana", Role.EDITOR))
    before = ana.password
    client = signed_in(dora)
    assert client.post("/admin/editorial/editor/add/", {"username": "otra"}).status_code == 403
    client.post(f"/admin/editorial/editor/{ana.pk}/password/", {"password1": NEW, "password2": NEW})
    ana.refresh_from_db()
    assert ana.password == before
    assert not Editor.objects.filter(username="otra").exists()


def test_nobody_gives_themselves_a_role(dora):
    client = signed_in(dora)
    own = dora.memberships.get()
    assert client.post(f"/admin/editorial/membership/{own.pk}/change/", {"role": "coordinator"}).status_code == 403
    assert client.post(f"/admin/editorial/editor/{dora.pk}/change/", {}).status_code == 403
    page = client.get("/admin/editorial/membership/add/")
    assert dora not in page.context["adminform"].form.fields["editor"].queryset


def test_editors_see_no_invitation(dora):
    client = signed_in(make_editor("ana", Role.COORDINATOR))
    for name, args in (("people_invitations", []), ("people_invitation_confirm", [propose(dora).pk])):
        assert client.post(reverse(name, args=args)).status_code == 403
