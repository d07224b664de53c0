"""A citizen's report, from a telephone without scripts to an approved release on the public page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from demonstration.reports import PASSPHRASE
from tests.site.browsing import browser, reader
from tests.site.conftest import Site
from tests.site.newsroom import Desk
from tests.site.test_telling import PATIENCE, PHONE, RECEIPT

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.browser]

NAME, SLUG = "Roberto Acosta Guayacanar", "demo-roberto-acosta-guayacanar"
"""An invented person who is in prison on the last day of the demonstration, and whom no other test edits."""
WORDS = "Lo vi en su barrio el jueves, con un papel de libertad condicional."
QUESTION, ANSWER = "¿Qué día dice el papel?", "Dice 27 de marzo."


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


def tell(chromium: Browser, site: Site) -> str:
    """From the person's page to the receipt, on a telephone that runs no script."""
    with reader(chromium, site.address, java_script_enabled=False, locale="es-CU", viewport=PHONE) as phone:
        page = phone.open(f"/es/personas/{SLUG}/")
        with page.expect_navigation():
            page.click("a[href*='kind=release']")
        assert page.input_value("[name=name]") == NAME
        assert page.is_checked("[name=kind][value=release]")
        page.fill("[name=text]", WORDS)
        page.fill("[name=when]", "marzo de 2025")
        page.select_option("[name=how]", "saw")
        page.wait_for_timeout(PATIENCE)
        with page.expect_navigation():
            page.click("button.send")
        receipt = page.locator(".receipt strong").inner_text()
        assert RECEIPT.fullmatch(receipt)
        phone.refuse_surprises()
        return receipt


def answer(chromium: Browser, site: Site, receipt: str) -> None:
    """The way back: the question is read and answered."""
    with reader(chromium, site.address, java_script_enabled=False, locale="es-CU", viewport=PHONE) as phone:
        page = phone.open("/es/reportar/codigo/")
        page.fill("#code", receipt)
        with page.expect_navigation():
            page.click("button.send")
        assert QUESTION in page.inner_text(".asked")
        page.fill("[name=text]", ANSWER)
        page.wait_for_timeout(PATIENCE)
        with page.expect_navigation():
            page.click("button.send")
        assert "Su respuesta está en la redacción" in page.inner_text("h1")


def open_report(desk: Desk) -> None:
    """Unlocks the mailbox where it is locked, files what came, and opens the report of these words."""
    page = desk.open("/admin/sources/citizenreport/")
    if page.locator("#secret").count():
        assert WORDS not in page.content()
        page.fill("#secret", PASSPHRASE)
        desk.press("form.unlock button")
    while page.locator("form[action$='/file/'] button").count():
        desk.press("form[action$='/file/'] button")
    desk.press(f"table.reports tr:has-text('{WORDS[:30]}') th a")


def test_a_report_becomes_an_approved_release_on_the_public_page(site, chromium):
    before = site.get(f"/es/personas/{SLUG}/")[2].decode()
    assert "está en prisión" in before.lower()
    receipt = tell(chromium, site)
    assert site.get(f"/es/personas/{SLUG}/")[2].decode() == before, "a report changes nothing in public"

    editor = Desk(chromium, site, "editora").enter()
    open_report(editor)
    page = editor.page
    assert WORDS in page.inner_text("#content-main")
    page.click("summary:has-text('Pregunt')")
    page.fill("#question", QUESTION)
    editor.press("form[action$='/ask/'] button")
    answer(chromium, site, receipt)
    open_report(editor)
    assert ANSWER in page.inner_text("#content-main")

    if page.locator("article.linked").count() == 0:
        editor.press(f"article.question:has-text('{NAME}') form[action$='/link/'] button >> nth=0")
    editor.press("form[action$='/record/'] button")
    assert "/releases/release/" in page.url
    page.select_option("#id_release_type", label="libertad condicional")
    page.fill("#id_left_on", "2025-03-27")
    editor.save()
    editor.open_person(NAME)
    assert "en revisión" in editor.submit("Lo dice quien lo vio; el papel es del 27 de marzo.")

    reviewer = Desk(chromium, site, "revisor").enter()
    reviewer.open_review(NAME)
    assert WORDS not in reviewer.page.content()
    assert "Aprobado" in reviewer.approve()
    Desk(chromium, site, "administra").enter().publish("Una salida que avisó un ciudadano")

    after = site.get(f"/es/personas/{SLUG}/")[2].decode()
    said = re.sub(r"\s+", " ", re.search(r'<p class="state">(.*?)</p>', after, re.DOTALL)[1])
    assert "libertad condicional" in said
    assert "No es libre" in said
    assert "27 de marzo de 2025" in said
    for secret in (WORDS, QUESTION, ANSWER, receipt, "Reporte ciudadano"):
        assert secret not in after
