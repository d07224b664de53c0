"""Guessing is counted before anything is hashed, and tells nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from editorial import roles
from editorial.accounts.throttling import PER_ACCOUNT, PER_NETWORK
from editorial.models import Attempt, Editor, Freeze, Role
from tests.editorial.accounts import PASSWORD, code_of, enrol, make_editor, signed_in, with_password

LOGIN, CODE = "/admin/account/login/", "/admin/account/second-factor/authenticate/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> Editor:
    roles.establish()
    account = with_password(make_editor("ana", Role.EDITOR))
    enrol(account)
    return account


@pytest.fixture
def hashes(monkeypatch) -> list[str]:
    """One entry for each password that was hashed."""
    counted: list[str] = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda self, password, salt: counted.append("") or encode(self, password, salt)
    )
    return counted


def attempt(client: Client, name: str, password: str = "no", network: str = "198.51.100.7"):  # noqa: S107
    return client.post(LOGIN, {"login": name, "password": password}, REMOTE_ADDR=network)


def test_thousand_guesses_at_an_account_hash_ten(ana, hashes, rf):
    for number in range(1000):
        assert not authenticate(rf.post(LOGIN, REMOTE_ADDR=f"198.51.{number % 250}.7"), username="ana", password="no")
    assert len(hashes) == PER_ACCOUNT
    assert attempt(Client(), "ANA ", PASSWORD).status_code == 200


def test_guesses_of_one_network_are_limited_whatever_the_account(ana, hashes, rf):
    for number in range(PER_NETWORK + 20):
        authenticate(rf.post(LOGIN, REMOTE_ADDR=f"198.51.100.{number}"), username=f"nadie-{number}", password="no")
    assert len(hashes) == PER_NETWORK


def test_strangers_never_shut_out_the_device_that_the_holder_uses(ana, rf):
    known = Client()
    attempt(known, "ana", PASSWORD)
    known.post(CODE, {"code": code_of(ana)})
    known.post("/admin/account/logout/")
    for _ in range(PER_ACCOUNT + PER_NETWORK):
        authenticate(rf.post(LOGIN, REMOTE_ADDR="198.51.100.7"), username="ana", password="no")
    assert attempt(Client(), "ana", PASSWORD).status_code == 200
    assert attempt(known, "ana", PASSWORD)["Location"] == CODE
    known.cookies["device"] = known.cookies["device"].value[:-1] + "x"
    known.post("/admin/account/logout/")
    assert attempt(known, "ana", PASSWORD).status_code == 200


def test_guessing_goes_on_an_hour_later(ana):
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False) as clock:
        for _ in range(PER_ACCOUNT):
            attempt(Client(), "ana")
        assert attempt(Client(), "ana", PASSWORD).status_code == 200
        clock.shift(timedelta(minutes=61))
        assert attempt(Client(), "ana", PASSWORD).status_code == 302


def test_codes_are_guessed_ten_times_at_most(ana):
    client = Client()
    attempt(client, "ana", PASSWORD)
    wrong = next(f"{number:06}" for number in range(10) if f"{number:06}" not in
                 {code_of(ana, later=later) for later in (-2, -1, 0, 1, 2)})  # fmt: skip
    for _ in range(PER_ACCOUNT):
        assert client.post(CODE, {"code": wrong}).status_code == 200
    assert client.post(CODE, {"code": code_of(ana)}).status_code == 200


def test_unknown_wrong_and_stopped_have_the_same_answer_and_the_same_work(ana, hashes):
    off = with_password(make_editor("apagada", Role.EDITOR))
    Editor.objects.filter(pk=off.pk).update(is_active=False)
    frozen = with_password(make_editor("helada", Role.EDITOR))
    Freeze.objects.create(
        editor=frozen, asked_by=ana, seconded_by=off, asked_at=ana.date_joined, seconded_at=ana.date_joined
    )
    without = make_editor("sinclave", Role.EDITOR)
    without.set_unusable_password()
    without.save()
    seen = []
    for name, password in [("ana", "no"), ("nadie", "no"), ("apagada", PASSWORD), ("helada", PASSWORD),
                           ("sinclave", "no"), ("apagada", "no")]:  # fmt: skip
        before = len(hashes)
        page = attempt(Client(), name, password, network=f"198.51.{len(seen)}.1").content.decode()
        lines = [line for line in page.replace(f'value="{name}"', "").splitlines() if "csrfmiddlewaretoken" not in line]
        seen.append((lines, len(hashes) - before))
    assert all(one == seen[0] for one in seen)
    assert seen[0][1] == 1


def test_no_address_is_kept_and_the_rest_for_a_day(ana):
    with time_machine.travel("2026-11-22T12:00:00Z", tick=False) as clock:
        attempt(Client(), "ana")
        assert Attempt.objects.count() == 2
        assert not [row for row in Attempt.objects.values() if "198.51" in str(row) or "ana" in str(row)]
        clock.shift(timedelta(hours=25))
        attempt(Client(), "otra")
        assert Attempt.objects.count() == 2


def test_confirming_is_counted_too(ana, hashes):
    client = signed_in(ana)
    for _ in range(PER_ACCOUNT + 5):
        client.post("/admin/account/confirm/", {"password": "no"})
    assert len(hashes) == PER_ACCOUNT


@pytest.mark.parametrize(
    ("proxies", "forwarded", "seen"),
    [(0, "203.0.113.9", "198.51.100.0/24"), (1, "192.0.2.1, 203.0.113.9", "203.0.113.0/24"), (1, "", "198.51.100.0/24"),
     (0, "", "198.51.100.0/24"), (1, "nonsense", "unknown"), (1, "2001:db8:1:2::3", "2001:db8:1::/48")],
)  # fmt: skip
def test_only_our_own_servers_are_believed_about_the_network(rf, settings, proxies, forwarded, seen):
    from editorial.accounts.throttling import network  # noqa: PLC0415

    settings.PROXIES_IN_FRONT = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert network(rf.get("/", REMOTE_ADDR="198.51.100.7", **headers)) == seen
