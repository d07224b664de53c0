"""Nobody enters the newsroom with a password alone, by whatever road."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import management
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from editorial import roles
from editorial.models import Editor, Membership, Role, SignIn
from tests.editorial.accounts import PASSWORD, code_of, enrol, make_editor, signed_in, with_password

LOGIN, CODE, INDEX = "/admin/account/login/", "/admin/account/second-factor/authenticate/", "/admin/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Editor:
    roles.establish()
    return with_password(make_editor("ana", Role.EDITOR))


def give_password(client: Client, name: str = "ana", password: str = PASSWORD):
    return client.post(LOGIN, {"login": name, "password": password})


def test_signing_in_takes_a_password_and_then_a_code(ana):
    enrol(ana)
    client = Client()
    assert give_password(client)["Location"] == CODE
    assert client.get(INDEX).status_code == 302
    assert client.post(CODE, {"code": code_of(ana)})["Location"] == INDEX
    assert client.get(INDEX).status_code == 200


def test_admins_own_form_is_not_there(ana):
    client = Client()
    assert client.get("/admin/login/")["Location"].startswith(LOGIN)
    answer = client.post("/admin/login/", {"username": "ana", "password": PASSWORD, "next": INDEX})
    assert answer["Location"].startswith(LOGIN)
    assert "sessionid" not in client.cookies


def test_password_alone_leads_to_enrolment_and_nowhere_else(ana):
    client = Client()
    assert give_password(client)["Location"] == INDEX
    for path in (INDEX, "/admin/prisoners/person/", "/admin/account/sessions/", "/admin/account/freeze/"):
        assert client.get(path)["Location"] == reverse("mfa_index"), path
    assert client.get(reverse("mfa_index")).status_code == 200


def test_enrolling_opens_the_newsroom_and_shows_recovery_codes_once(ana, django_capture_on_commit_callbacks):
    client = Client()
    give_password(client)
    page = client.get(reverse("mfa_activate_totp"))
    code = totp(page.context["form"].secret)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("mfa_activate_totp"), {"code": code})
    # Outside of tests, what follows the commit precedes the answer.
    answer.wsgi_request.session.save()
    client.cookies["sessionid"] = answer.wsgi_request.session.session_key
    codes = client.get(answer["Location"]).context["unused_codes"]
    assert len(codes) == 10
    assert set(client.get(answer["Location"]).context["unused_codes"]) == {"****"}
    assert client.get(INDEX).status_code == 200
    other = Client()
    give_password(other)
    assert other.post(CODE, {"code": codes[0]})["Location"] == INDEX
    third = Client()
    give_password(third)
    assert third.post(CODE, {"code": codes[0]}).status_code == 200


def test_session_from_before_the_second_factor_is_turned_away(ana):
    client = Client()
    client.force_login(ana)  # as any road that forgot to ask
    enrol(ana)
    assert client.get(INDEX)["Location"].startswith(LOGIN)


def test_code_counts_once(ana):
    enrol(ana)
    with time_machine.travel("2026-11-22T12:00:10Z", tick=False):
        first, second = Client(), Client()
        for client in (first, second):
            give_password(client)
        assert first.post(CODE, {"code": code_of(ana)}).status_code == 302
        assert second.post(CODE, {"code": code_of(ana)}).status_code == 200
        assert second.post(CODE, {"code": code_of(ana, later=-1)}).status_code == 200
        assert second.post(CODE, {"code": code_of(ana, later=2)}).status_code == 200
        assert second.post(CODE, {"code": code_of(ana, later=1)}).status_code == 302


def test_secrets_of_second_factors_are_sealed(ana, settings):
    secret = enrol(ana)
    stored = json.dumps(Authenticator.objects.get(pk=secret.pk).data)
    assert "gAAAA" in stored
    before = code_of(ana)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert code_of(ana) == before


def test_last_second_factor_stays(ana):
    client = signed_in(ana)
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert answer.status_code == 200
    assert Authenticator.objects.filter(user=ana).exists()


@pytest.mark.parametrize("ending", ["yesterday", "not yet"])
def test_membership_that_is_over_gives_nothing_at_the_next_request(ana, ending):
    client = signed_in(ana)
    page = "/admin/prisoners/person/add/"
    assert client.get(page).status_code == 200
    day = {"ends_on": timezone.localdate() - timedelta(1)} if ending == "yesterday" else {"starts_on": date(2100, 1, 1)}
    Membership.objects.filter(editor=ana).update(**day)
    assert client.get(page).status_code == 403
    assert client.post(page, {"given_names": "Nadie"}).status_code == 403
    assert client.get(reverse("own_sessions")).status_code == 200


@pytest.mark.parametrize(("hours", "may"), [(71, False), (73, True)])
def test_new_account_approves_nothing_for_72_hours(hours, may):
    roles.establish()
    with time_machine.travel("2026-11-01T12:00:00Z", tick=False) as clock:
        for account in (make_editor("nuevo", Role.REVIEWER), Editor.objects.create_superuser("raiz")):
            account.handed_over_at = timezone.now()
            clock.shift(timedelta(hours=hours))
            assert account.has_perm("editorial.approve_dossier") is may
            assert account.has_perm("prisoners.change_person")


def test_public_pages_know_no_door(public):
    answer = public.get("/es/")
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")


def test_nobody_signs_up_or_asks_for_a_password_by_mail(client):
    for path in ("signup/", "password/reset/", "email/", "login/code/"):
        assert client.get(f"/admin/account/{path}").status_code in (302, 404)
        assert client.post(f"/admin/account/{path}", {"email": "a@example.org"}).status_code in (302, 404)
    assert not Editor.objects.filter(email="a@example.org").exists()


def test_codes_are_printed_for_invented_editors_alone(ana, capsys):
    invented = Editor.objects.create(username="inventada", is_demo=True)
    enrol(invented)
    management.call_command("demo_code", "inventada")
    assert code_of(invented) in capsys.readouterr().out
    with pytest.raises(management.CommandError):
        management.call_command("demo_code", "ana")


def test_key_of_the_session_changes_at_each_step(ana):
    enrol(ana)
    client = Client()
    client.get(LOGIN)
    session = client.session
    session["planted"] = True
    session.save()
    keys = [session.session_key]
    client.cookies["sessionid"] = session.session_key
    give_password(client)
    keys.append(client.cookies["sessionid"].value)
    client.post(CODE, {"code": code_of(ana)})
    keys.append(client.cookies["sessionid"].value)
    assert len(set(keys)) == 3
    assert SignIn.objects.get().editor == ana


def totp(secret: str) -> str:
    from allauth.mfa.totp.internal import auth  # noqa: PLC0415

    return auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time())) + 1))
