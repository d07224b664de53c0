"""Sessions end: by themselves, by their owner, by a new password. What matters asks for the password again."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from editorial import roles
from editorial.accounts.sessions import browser
from editorial.models import Editor, Role, SignIn
from tests.admin.conftest import make_person, vocabulary  # noqa: F401 - a fixture
from tests.editorial.accounts import PASSWORD, make_editor, signed_in, with_password

INDEX, LOGIN, CONFIRM = "/admin/", "/admin/account/login/", "/admin/account/confirm/"
START = "2026-11-22T08:00:00Z"

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> Editor:
    roles.establish()
    return with_password(make_editor("clara", Role.COORDINATOR))


@pytest.fixture
def clock():
    with time_machine.travel(START, tick=False) as travelling:
        yield travelling


def is_in(client: Client) -> bool:
    return client.get(INDEX).status_code == 200


def test_session_ends_after_15_idle_minutes(coordinator, clock):
    client = signed_in(coordinator)
    clock.shift(timedelta(minutes=14))
    assert is_in(client)
    clock.shift(timedelta(minutes=14))
    assert is_in(client)
    clock.shift(timedelta(minutes=15, seconds=1))
    assert client.get(INDEX)["Location"] == f"{LOGIN}?next=%2Fadmin%2F"


def test_session_ends_after_12_hours_of_use(coordinator, clock):
    client = signed_in(coordinator)
    for _ in range(4 * 12):
        clock.shift(timedelta(minutes=14, seconds=59))
        assert client.get("/admin/jsi18n/").status_code == 200
    assert is_in(client)
    clock.shift(timedelta(minutes=1))
    assert not is_in(client)


def test_cookie_of_before_is_worth_nothing_after_logging_out(coordinator):
    client = signed_in(coordinator)
    kept = client.cookies["sessionid"].value
    client.post(reverse("account_logout"))
    client.cookies["sessionid"] = kept
    assert not is_in(client)


def test_owner_sees_and_ends_other_sessions(coordinator):
    here, there, third = (signed_in(coordinator) for _ in range(3))
    stranger = signed_in(make_editor("eva", Role.EDITOR))
    page = here.get(reverse("own_sessions"))
    assert len(page.context["sessions"]) == 3
    here.post(reverse("own_session_end"), {"session": there.session["sign_in"]})
    assert [is_in(client) for client in (here, there, third)] == [True, False, True]
    here.post(reverse("own_session_end"), {"session": stranger.session["sign_in"]})
    here.post(reverse("own_session_end"))
    assert [is_in(client) for client in (here, third, stranger)] == [True, False, True]


def test_new_password_ends_every_session(coordinator):
    here, there = signed_in(coordinator), signed_in(coordinator)
    new = "otra frase larga de prueba"
    answer = here.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer["Location"] == LOGIN
    assert not is_in(here)
    assert not is_in(there)
    assert not SignIn.objects.filter(ended_at__isnull=True).exists()
    coordinator.refresh_from_db()
    assert coordinator.check_password(new)


def test_switched_off_account_is_out_at_the_next_request(coordinator):
    client = signed_in(coordinator)
    Editor.objects.filter(pk=coordinator.pk).update(is_active=False)
    assert not is_in(client)


def test_session_tells_no_address_and_little_of_the_browser(coordinator, rf):
    said = "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
    assert browser(rf.get("/", headers={"user-agent": said})) == "Firefox, Android"
    assert browser(rf.get("/")) == "?"
    signed_in(coordinator)
    assert "127.0.0.1" not in str(SignIn.objects.values().get())


@pytest.mark.parametrize("minutes", [4, 6])
def test_exporting_asks_for_the_password_after_five_minutes(coordinator, clock, minutes, vocabulary):  # noqa: F811
    make_person()
    client = signed_in(coordinator)
    clock.shift(timedelta(minutes=minutes))
    asked = client.post("/admin/prisoners/person/export/", {"format": "0", "resource": "0"})
    if minutes == 4:
        assert asked.headers["Content-Disposition"]
        return
    assert asked["Location"].startswith(CONFIRM)
    wrong = client.post(asked["Location"], {"password": "no"})
    assert wrong.status_code == 200
    assert "Content-Disposition" not in wrong.headers
    done = client.post(asked["Location"], {"password": PASSWORD, "next": "/admin/prisoners/person/export/"})
    assert "Yoandri" in done.content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/admin/publication/edition/publish/", {}),
        ("/admin/prisoners/person/", {"action": "approve_selected", "_selected_action": "1"}),
        ("/admin/prisoners/person/1/step/approve/", {}),
        ("/admin/editorial/membership/add/", {}),
        ("/admin/editorial/editor/1/change/", {}),
        ("/admin/editorial/outlet/1/change/", {}),
        ("/admin/account/freeze/1/", {}),
        ("/admin/account/freeze/1/end/", {}),
        ("/admin/account/invitations/", {}),
        ("/admin/account/invitations/1/confirm/", {}),
    ],
)
def test_what_matters_is_confirmed_first(coordinator, clock, path, form):
    client = signed_in(coordinator)
    clock.shift(timedelta(minutes=6))
    assert client.post(path, form)["Location"].startswith(CONFIRM)


def test_the_rest_of_the_work_is_not_interrupted(coordinator, clock):
    client = signed_in(coordinator)
    clock.shift(timedelta(minutes=6))
    answer = client.post("/admin/prisoners/person/add/", {"given_names": ""})
    assert answer.status_code == 200
