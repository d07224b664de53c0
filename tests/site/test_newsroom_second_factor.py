"""Passkeys and recovery codes in a real browser, whose authenticator Chromium simulates."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import Browser, CDPSession, Page

from tests.site.browsing import browser
from tests.site.conftest import Site
from tests.site.newsroom import PASSWORDS, PATIENCE, recruit

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.browser]

NAME = "portadora"
Device = tuple[CDPSession, dict[str, Any]]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def page(chromium: Browser, site: Site) -> Page:
    """A window at the name that the machine has for itself: a passkey belongs to a name, never to a number."""
    recruit(site, NAME, outlet="yagruma-demo", role="editor", has_app=False)
    context = chromium.new_context(locale="es-CU", base_url=site.address.replace("127.0.0.1", "localhost"))
    context.set_default_timeout(PATIENCE)
    return context.new_page()


@pytest.fixture(scope="module")
def device(page: Page) -> Device:
    """An authenticator in the machine, opened by a finger that is always there; with what names it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session, made


@pytest.fixture(scope="module")
def codes(page: Page, device: Device) -> list[str]:
    """The recovery codes, shown once when the first passkey is there."""
    give_password(page)
    assert page.url.endswith("/second-factor/"), "a password alone opens nothing else"
    page.goto("/admin/")
    assert page.url.endswith("/second-factor/")
    page.get_by_role("link", name="Añadir una llave de acceso").click()
    page.get_by_label("Nombre de la llave de acceso").fill("Portátil de la redacción")
    assert page.get_by_label("Me deja entrar por sí sola").is_checked()
    press(page, "#mfa_webauthn_add")
    return page.locator(".account-codes code").all_inner_texts()


def press(page: Page, selector: str) -> None:
    with page.expect_navigation():
        page.click(selector)


def give_password(page: Page) -> None:
    page.goto("/admin/")
    page.fill("#id_login", NAME)
    page.fill("#id_password", PASSWORDS[NAME])
    press(page, "#login-form [type=submit]")


def is_inside(page: Page) -> bool:
    return page.goto("/admin/").url.endswith("/admin/")  # type: ignore[union-attr]


def leave(page: Page) -> None:
    page.goto("/admin/")
    press(page, "#logout-form button")
    assert not is_inside(page)


def test_passkey_is_a_second_factor(page, codes):
    assert len(codes) >= 8
    assert is_inside(page), "who adds a factor has shown it"
    leave(page)
    give_password(page)
    assert not page.locator("#logout-form").count()
    press(page, "#mfa_webauthn_authenticate")
    assert is_inside(page)
    leave(page)


def test_passkey_signs_in_by_itself(page, codes):
    page.goto("/admin/")
    press(page, "#passkey_login")
    assert is_inside(page)
    leave(page)


def test_recovery_code_opens_once(page, codes):
    give_password(page)
    page.fill("#id_code", codes[0])
    press(page, "#code-form [type=submit]")
    assert is_inside(page)
    leave(page)
    give_password(page)
    page.fill("#id_code", codes[0])
    press(page, "#code-form [type=submit]")
    assert page.locator("#code-form .errorlist").count(), "each code opens once"
    page.fill("#id_code", codes[1])
    press(page, "#code-form [type=submit]")
    assert is_inside(page)
    page.goto("/admin/account/second-factor/recovery-codes/")
    shown = page.inner_text("#content")
    assert not any(code in shown for code in codes), "they are shown once"
    assert f"{len(codes) - 2}" in shown
    leave(page)


def test_another_key_under_the_same_name_opens_nothing(page, codes, device):
    """What the tests above rest on: it is the key in the device that lets in, not its name."""
    session, authenticator = device
    (known,) = session.send("WebAuthn.getCredentials", authenticator)["credentials"]
    forged = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    session.send("WebAuthn.clearCredentials", authenticator)
    credential = known | {"privateKey": b64encode(forged).decode(), "signCount": known["signCount"] + 9}
    session.send("WebAuthn.addCredential", authenticator | {"credential": credential})
    give_password(page)
    press(page, "#mfa_webauthn_authenticate")
    assert not is_inside(page)
    page.context.clear_cookies()
    page.goto("/admin/")
    press(page, "#passkey_login")
    assert not is_inside(page)
