"""The citizens' form in a real browser of a phone's size, with scripts and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.intake.test_attachments import MARK, SPOKEN
from tests.site.browsing import Reader, browser, reader
from tests.site.conftest import Site
from tests.site.pages import INSIDE

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.browser]
PHONE = {"width": 360, "height": 740}
RECEIPT = re.compile(r"[0-9A-Z]{5}(-[0-9A-Z]{5}){3}")
PATIENCE = 21_000  # milliseconds that the form asks for without scripts


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(autouse=True)
def _whoever_sent_before_takes_no_room(site: Site) -> None:
    site.begin_a_new_hour()


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def phone(chromium: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Reader]:
    options = {"java_script_enabled": request.param, "locale": "es-CU", "viewport": PHONE, "has_touch": True}
    with reader(chromium, site.address, **options) as opened:
        opened.has_scripts = request.param
        yield opened
        assert not opened.strangers
        assert not opened.context.cookies()


def fill(page: Page, **said: str) -> None:
    page.check(f"input[name=kind][value={said.pop('kind', 'release')}]")
    for name, text in said.items():
        page.fill(f"[name={name}]", text)


def send(phone: Reader) -> Page:
    """Sends when the puzzle is solved, or after the patience that stands for it."""
    page = phone.page
    if phone.has_scripts:
        for _ in range(600):  # asked again and again: waiting in the page itself would need unsafe-eval
            if page.input_value("[name=solved]"):
                break
            page.wait_for_timeout(100)
    else:
        page.wait_for_timeout(PATIENCE)
    with page.expect_navigation():
        page.click("button.send")
    return page


def test_a_report_is_sent_from_a_telephone_and_its_receipt_leads_back(phone):
    page = phone.open("/es/reportar/")
    fill(page, name="Yoandri Pérez Jutiar", place="Boniato", text="Salió de Boniato el lunes.", when="el lunes")
    page.click("details.more summary")
    page.set_input_files("#pictures", {"name": "casa.jpg", "mimeType": "image/jpeg", "buffer": SPOKEN["jpeg"]()})
    send(phone)
    shown = page.locator(".receipt strong").inner_text()
    assert RECEIPT.fullmatch(shown)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"] if phone.has_scripts else True
    page = phone.open("/es/reportar/codigo/")
    page.fill("#code", shown.lower())
    with page.expect_navigation():
        page.click("button.send")
    assert "No hay ninguna pregunta" in page.inner_text("main")
    page.fill("[name=text]", "Fue el lunes 13.")
    send(phone)
    assert "Su respuesta está sellada y recibida" in page.inner_text("h1")


def test_who_hurries_without_scripts_loses_nothing(chromium, site):
    with reader(chromium, site.address, java_script_enabled=False, locale="es-CU", viewport=PHONE) as phone:
        page = phone.open("/es/reportar/")
        fill(page, name="Yoandri Pérez Jutiar", text="Salió de Boniato el lunes.")
        with page.expect_navigation():
            page.click("button.send")
        assert "veinte segundos" in page.inner_text("[role=alert]")
        assert page.input_value("[name=text]") == "Salió de Boniato el lunes."
        assert page.is_checked("input[name=kind][value=release]")


@pytest.mark.parametrize("kind", ["error", "removal"])
def test_form_opened_from_a_record_names_it_and_its_address_does_not(phone, kind):
    page = phone.open(f"/es/personas/{INSIDE}/")
    found = page.inner_text("h1")
    with page.expect_navigation():
        page.click(f"button[name=kind][value={kind}]")
    assert page.input_value("[name=name]") == found
    assert page.is_checked(f"input[name=kind][value={kind}]")
    assert page.is_visible("[name=level][value=hide]") is (kind == "removal")
    assert page.url.endswith("/es/reportar/")


TELLINGS = {
    "short": {"text": "Salió."},
    "long": {"text": "Salió de Boniato, ¿vio?\n" * 30, "place": "Güines & Co. 100 %", "consent_publish": True},
    "picture": {"text": "Salió.", "picture": True},
    "picture, long": {"text": "Salió de Boniato, ¿vio?\n" * 30, "consent_publish": True, "picture": True},
}
BLOCK = 16_384


def test_requests_with_scripts_are_filled_up_to_the_next_block(chromium, site):
    """To the byte without a picture; with one, all that tells something is filled up, whatever a box says."""
    lengths = {}
    for name, said in TELLINGS.items():
        with reader(chromium, site.address, locale="es-CU", viewport=PHONE) as phone:
            phone.has_scripts = True
            sent: list[int] = []
            phone.page.on(
                "request", lambda one, sent=sent: one.method == "POST" and sent.append(len(one.post_data_buffer or b""))
            )
            page = phone.open("/es/reportar/")
            fill(page, name="Yoandri Pérez Jutiar", text=said["text"], place=said.get("place", ""))
            if said.get("consent_publish"):
                page.check("[name=consent_publish]")
            if said.get("picture"):
                page.click("details.more summary")
                page.set_input_files(
                    "#pictures", {"name": "casa.jpg", "mimeType": "image/jpeg", "buffer": SPOKEN["jpeg"]()}
                )
            send(phone)
            assert page.locator(".receipt").count(), name
            lengths[name] = sent[0]
    assert lengths["short"] == lengths["long"] == BLOCK
    assert lengths["picture"] == lengths["picture, long"], lengths


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no-scripts"])
def test_sent_again_it_is_one_report(chromium, site, has_scripts):
    """Pressed twice, loaded again after sending: the same receipt."""
    options = {"java_script_enabled": has_scripts, "locale": "es-CU", "viewport": PHONE}
    with reader(chromium, site.address, **options) as phone:
        phone.has_scripts = has_scripts
        page = phone.open("/es/reportar/")
        fill(page, name="Yoandri Pérez Jutiar", text=f"Salió. {datetime.now(UTC)}")
        if has_scripts:
            for _ in range(600):
                if page.input_value("[name=solved]"):
                    break
                page.wait_for_timeout(100)
        else:
            page.wait_for_timeout(PATIENCE)
        with page.expect_navigation():
            page.dblclick("button.send")
        page.wait_for_selector(".receipt")
        first = page.locator(".receipt strong").inner_text()
        with page.expect_navigation():
            page.reload()
        assert page.locator(".receipt strong").inner_text() == first


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_the_form_have_no_barrier(chromium, site, language, scheme):
    address = {"es": "/es/reportar/", "en": "/en/report/"}[language]
    code = {"es": "codigo/", "en": "code/"}[language]
    with reader(chromium, site.address, viewport=PHONE, color_scheme=scheme) as phone:
        phone.has_scripts = True
        page = phone.open(address)
        barriers(page)
        with page.expect_navigation():  # the browser's own check of what must be filled is passed by
            page.evaluate("document.querySelector('form.tell').submit()")
        assert page.locator(".error").count() >= 3
        barriers(page)
        fill(page, name="Yoandri Pérez Jutiar", text=f"Salió. {datetime.now(UTC)}")
        send(phone)
        assert page.locator(".receipt").count()
        barriers(page)
        page = phone.open(address + code)
        barriers(page)
        page.fill("#code", "0" * 20)
        with page.expect_navigation():
            page.click("button.send")
        barriers(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def barriers(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_no_disk_of_ours_has_what_was_sent(site, chromium):
    """Neither the log nor any file of the database names the sender's words or device."""
    words = "Palabras Muy Mías Sabanalar"
    agent = "Aparato-de-prueba-9d41"
    with reader(chromium, site.address, locale="es-CU", viewport=PHONE, user_agent=agent) as phone:
        phone.has_scripts = True
        page = phone.open("/es/reportar/")
        fill(page, name=words, text=words)
        page.click("details.more summary")
        page.set_input_files(
            "#pictures", {"name": f"{words}.jpg", "mimeType": "image/jpeg", "buffer": SPOKEN["jpeg"]()}
        )
        send(phone)
        assert page.locator(".receipt").count()
    site.manage("shell", "-c", "from django.db import connection; connection.cursor().execute('CHECKPOINT')")
    sought = [words.encode(), agent.encode(), MARK]
    for file in [site.log, *site.log.parent.rglob("*")]:
        if file.is_file():
            content = file.read_bytes()
            assert not [one for one in sought if one in content], file.name
