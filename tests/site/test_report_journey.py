"""Citizens' reports from a telephone to the public page: a release approved, and a name taken off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from demonstration.reports import PASSPHRASE
from tests.site.browsing import Reader, browser, reader
from tests.site.conftest import Site
from tests.site.newsroom import Desk
from tests.site.test_telling import PHONE, RECEIPT, send

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.browser]


@dataclass(frozen=True)
class Story:
    """An invented person who is in prison on the last day of the demonstration, and whom no other test edits; and what
    is told of them."""

    has_scripts: bool
    name: str
    slug: str
    words: str

    @property
    def page(self) -> str:
        return f"/es/personas/{self.slug}/"


RELEASES = [
    Story(False, "Roberto Acosta Guayacanar", "demo-roberto-acosta-guayacanar",
          "Lo vi en su barrio el jueves, con un papel de libertad condicional."),
    Story(True, "Maikel Alfonso Manjuarí", "demo-maikel-alfonso-manjuari",
          "Salió por la mañana, con libertad condicional, y nos lo contó él."),
]  # fmt: skip
REMOVALS = [
    Story(True, "Jorge Alfonso Palmasola", "demo-jorge-alfonso-palmasola", "Nos están molestando por esta página."),
    Story(False, "Yuri Alfonso Marabusal", "demo-yuri-alfonso-marabusal", "La familia no quiere que se lea aquí."),
]
QUESTION, ANSWER = "¿Qué día dice el papel?", "Dice 27 de marzo."
GRANTED = "Se verá en la edición de esta semana."


def scripts(story: Story) -> str:
    return "scripts" if story.has_scripts else "no-scripts"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture
def phone(chromium: Browser, site: Site, story: Story) -> Iterator[Reader]:
    """The telephone of whoever tells it; it is asked for nothing by anybody else, and keeps nothing."""
    site.begin_a_new_hour()
    options = {"java_script_enabled": story.has_scripts, "locale": "es-CU", "viewport": PHONE, "has_touch": True}
    with reader(chromium, site.address, **options) as opened:
        opened.has_scripts = story.has_scripts
        yield opened
        opened.refuse_surprises()


def begin(phone: Reader, story: Story, kind: str) -> Page:
    """From the person's page to the form about that person, whose address says nothing."""
    page = phone.open(story.page)
    with page.expect_navigation():
        page.click(f"button[name=kind][value={kind}]")
    assert page.url == f"{phone.address}/es/reportar/"
    assert page.input_value("[name=name]") == story.name
    assert page.is_checked(f"[name=kind][value={kind}]")
    page.fill("[name=text]", story.words)
    return page


def sent(phone: Reader) -> str:
    send(phone)
    receipt = phone.page.locator(".receipt strong").inner_text()
    assert RECEIPT.fullmatch(receipt)
    return receipt


def come_back(phone: Reader, receipt: str) -> str:
    """What lies where the receipt leads."""
    page = phone.open("/es/reportar/codigo/")
    page.fill("#code", receipt)
    with page.expect_navigation():
        page.click("button.send")
    return page.inner_text(".asked")


def open_report(desk: Desk, story: Story) -> None:
    """Unlocks the mailbox where it is locked, files what came, and opens the report of these words."""
    page = desk.open("/admin/sources/citizenreport/")
    if page.locator("#secret").count():
        assert story.words not in page.content()
        page.fill("#secret", PASSPHRASE)
        desk.press("form.unlock button")
    while page.locator("form[action$='/file/'] button").count():
        desk.press("form[action$='/file/'] button")
    desk.press(f"table.reports tr:has-text('{story.words[:30]}') th a")


@pytest.mark.parametrize("story", RELEASES, ids=scripts)
def test_a_report_becomes_an_approved_release_on_the_public_page(site, chromium, phone, story):
    before = site.get(story.page)[2].decode()
    assert "está en prisión" in before.lower()
    page = begin(phone, story, "release")
    page.fill("[name=when]", "marzo de 2025")
    page.select_option("[name=how]", "saw")
    receipt = sent(phone)
    assert site.get(story.page)[2].decode() == before, "a report changes nothing in public"

    editor = Desk(chromium, site, "editora").enter()
    open_report(editor, story)
    page = editor.page
    assert story.words in page.inner_text("#content-main")
    page.click("summary:has-text('Pregunt')")
    page.fill("#question", QUESTION)
    editor.press("form[action$='/ask/'] button")
    assert QUESTION in come_back(phone, receipt)
    phone.page.fill("[name=text]", ANSWER)
    send(phone)
    assert "Su respuesta está sellada y recibida" in phone.page.inner_text("h1")
    open_report(editor, story)
    assert ANSWER in page.inner_text("#content-main")

    if page.locator("article.linked").count() == 0:
        editor.press(f"article.question:has-text('{story.name}') form[action$='/link/'] button >> nth=0")
    editor.press("form[action$='/record/'] button")
    assert "/releases/release/" in page.url
    page.select_option("#id_release_type", label="libertad condicional")
    page.fill("#id_left_on", "2025-03-27")
    editor.save()
    editor.open_person(story.name)
    assert "en revisión" in editor.submit("Lo dice quien lo vio; el papel es del 27 de marzo.")
    approve_and_publish(chromium, site, story)

    after = site.get(story.page)[2].decode()
    said = re.sub(r"\s+", " ", re.search(r'<p class="state">(.*?)</p>', after, re.DOTALL)[1])
    assert "libertad condicional" in said
    assert "No es libre" in said
    assert "27 de marzo de 2025" in said
    for secret in (story.words, QUESTION, ANSWER, receipt, "Reporte ciudadano"):
        assert secret not in after


def approve_and_publish(chromium: Browser, site: Site, story: Story) -> None:
    reviewer = Desk(chromium, site, "revisor").enter()
    reviewer.open_review(story.name)
    assert story.words not in reviewer.page.content()
    assert "Aprobado" in reviewer.approve()
    Desk(chromium, site, "administra").enter().publish("Lo que contó un ciudadano")


@pytest.mark.parametrize("story", REMOVALS, ids=scripts)
def test_a_removal_asked_for_by_the_form_takes_the_name_off(site, chromium, phone, story):
    assert site.get(story.page)[0] == 200
    page = begin(phone, story, "removal")
    assert page.is_visible("[name=level][value=hide]") and not page.is_visible("[name=when]")
    page.check("[name=level][value=hide]")
    page.select_option("[name=requester]", "family")
    receipt = sent(phone)

    coordinator = Desk(chromium, site, "coordina").enter()
    open_report(coordinator, story)
    coordinator.press("form[action$='/request/'] button")
    page = coordinator.page
    assert "/prisoners/correctionrequest/" in page.url
    assert story.words not in page.content(), "what is sealed stays sealed"
    page.select_option("#id_decision", "accepted")
    page.fill("#id_answer", GRANTED)
    coordinator.save()

    second = Desk(chromium, site, "administra2").enter()
    page = second.open("/admin/prisoners/correctionrequest/")
    page.check(f"#result_list tr:has-text('{story.name}') input.action-select")
    page.select_option("select[name=action]", "confirm")
    second.press("button[name=index]")
    told = come_back(phone, receipt)
    assert "aceptada" in told and GRANTED in told and story.name not in told

    coordinator.open_person(story.name)
    coordinator.submit("Lo pide la familia.")
    approve_and_publish(chromium, site, story)
    for address in (story.page, f"{story.page}?edition=4", f"/en/people/{story.slug}/"):
        status, _, body = site.get(address)
        assert status in (404, 410), address
        assert story.name not in body.decode()
    assert story.slug not in site.get(f"/es/personas/?q={quote(story.name)}")[2].decode()
