"""Author, colleague, reviewer and administrator in browsers of their own: one dossier from the change to the public."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from editorial.models.review import RISKS
from tests.site.browsing import browser
from tests.site.conftest import Site
from tests.site.newsroom import Desk, recruit

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.browser]

RELEASED, RELEASED_SLUG = "Yoel Castillo Tocororal", "demo-yoel-castillo-tocororal"
MOVED_ON = "Yoandri Leyva Ceibanera"
SHARED = "Yordan Gutiérrez Ateyal"
BY_KEYBOARD = "Yosvany Pérez Manjuarí"
NOTE = "Nota del Registro Ceiba (demo) sobre las bajas de su lista"
"""A document of the demonstration, which the release rests on."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def author(chromium: Browser, site: Site) -> Desk:
    return Desk(chromium, site, "editora").enter()


@pytest.fixture(scope="module")
def colleague(chromium: Browser, site: Site) -> Desk:
    """A reviewer of the author's own outlet."""
    recruit(site, "colega", outlet="framboyan-demo", role="reviewer")
    return Desk(chromium, site, "colega").enter()


@pytest.fixture(scope="module")
def reviewer(chromium: Browser, site: Site) -> Desk:
    return Desk(chromium, site, "revisor").enter()


@pytest.fixture(scope="module")
def administrator(chromium: Browser, site: Site) -> Desk:
    return Desk(chromium, site, "administra").enter()


def queue(desk: Desk, name: str) -> list[str]:
    """Who waits in a queue of the start page, opened from there."""
    desk.open("/admin/")
    desk.press(f".desk a[href$='/queue/{name}/']")
    return desk.page.locator("ul.queue > li > a").all_inner_texts()


def take_up(desk: Desk, name: str) -> Page:
    """Opens a line of the queue that is on the page."""
    desk.press(f"ul.queue > li > a:text-is('{name}')")
    return desk.page


def add_release(desk: Desk, name: str, left_on: str) -> None:
    """A release with what supports it, in one form, reached from the dossier."""
    page = desk.open_person(name)
    desk.press(".group a[href*='/releases/release/add/']")
    page.select_option("#id_release_type", label="libertad condicional")
    page.fill("#id_left_on", left_on)
    page.fill("#id_reported_on", "22/03/2025")
    page.click(".field-document .select2-selection >> nth=0")
    page.fill(".select2-search__field", "Nota del Registro Ceiba")
    page.click(f".select2-results__option:has-text('{NOTE}')")
    desk.save()


def public_page(site: Site, slug: str) -> str:
    return site.get(f"/es/personas/{slug}/")[2].decode()


def test_release_goes_from_its_author_to_the_public_by_two_newsrooms(site, author, colleague, reviewer, administrator):
    before = public_page(site, RELEASED_SLUG)
    in_prison = site.json("/api/v1/figures/in_prison/")["value"]
    add_release(author, RELEASED, "2025-03-02")
    assert "borrador" in author.page.inner_text(".dossier-state h2").lower()
    assert "en revisión" in author.submit("Salió con libertad condicional; lo dice la nota del registro.")

    assert RELEASED not in queue(colleague, "waiting"), "a release is not signed within one outlet"
    refuse_same_outlet(colleague)

    assert RELEASED in queue(reviewer, "waiting")
    page = take_up(reviewer, RELEASED)
    difference = page.inner_text("#difference")
    assert "2 de marzo de 2025" in difference
    assert "libertad condicional" in difference
    assert NOTE in page.locator("#difference .sources").all_inner_texts()[0]
    assert "editora" in difference
    row = page.locator("table.effects tr", has_text="en prisión").first.inner_text()
    assert "−1" in row, row
    assert "Diga en un comentario" in reviewer.give_back(""), "nothing is returned without a word"
    reviewer.give_back("La nota dice 20 de marzo.")

    assert RELEASED in queue(author, "returned")
    page = take_up(author, RELEASED)
    assert "La nota dice 20 de marzo." in page.inner_text(".dossier-state .notice")
    author.press("#dossier .fact-title a[href*='/releases/release/']")
    page.fill("#id_left_on", "2025-03-20")
    author.save()
    author.submit("Corregido.")
    refuse_same_outlet(colleague)

    queue(reviewer, "waiting")
    page = take_up(reviewer, RELEASED)
    assert "20 de marzo de 2025" in page.inner_text("#difference")
    page.check("[name=risk_family][value=no]")
    assert "Responda" in reviewer.press("[formaction$='/approve/']"), "every question is answered"
    assert page.is_checked("[name=risk_family][value=no]"), "what was answered stays answered"
    assert "Aprobado" in reviewer.approve()
    assert public_page(site, RELEASED_SLUG) == before, "approved is not yet published"

    number = site.json("/api/v1/editions/")["results"][0]["number"]
    assert f"{number + 1}" in administrator.publish("Una salida de prisión")
    after = public_page(site, RELEASED_SLUG)
    assert "20 de marzo de 2025" in after
    assert "2 de marzo de 2025" not in after.replace("22 de marzo de 2025", "")
    assert NOTE in after
    assert "libertad condicional" in after
    assert site.json("/api/v1/figures/in_prison/")["value"] < in_prison
    assert site.json("/api/v1/figures/in_prison/", edition=number)["value"] == in_prison


def refuse_same_outlet(colleague: Desk) -> None:
    """The page offers nothing, and a forged form gets nothing: neither from the page nor from the database."""
    page = colleague.open_review(RELEASED)
    assert "medio distinto" in page.inner_text("#decide")
    assert not colleague.may("approve")
    seen = str(page.locator("[name=seen]").get_attribute("value"))
    answers = {f"risk_{question}": "no" for question in RISKS}
    assert colleague.force(f"{colleague.path()}approve/", seen=seen, **answers) == 409
    assert "medio distinto" in colleague.told()
    assert "en revisión" in page.inner_text(".dossier-state h2").lower()


def write_biography(desk: Desk, name: str, text: str) -> None:
    """What needs no source of its own to be approved."""
    page = desk.open_person(name)
    if not page.is_visible("#id_biography_es"):
        page.click("details:has(#id_biography_es) > summary")
    page.fill("#id_biography_es", text)
    desk.save()


def submit(desk: Desk, name: str) -> None:
    desk.open_person(name)
    desk.submit()


def test_page_that_changed_since_it_was_opened_approves_nothing(author, reviewer):
    write_biography(author, MOVED_ON, "Pescador desde hace 61 meses.")
    submit(author, MOVED_ON)
    page = reviewer.open_review(MOVED_ON)
    assert "61" in page.inner_text("#difference .new")

    write_biography(author, MOVED_ON, "Pescador desde hace 62 meses.")
    submit(author, MOVED_ON)
    assert "cambió después de que usted abriera la página" in reviewer.approve()
    assert "62" in page.inner_text("#difference .new")
    assert "61" not in page.inner_text("#difference")
    assert "en revisión" in page.inner_text(".dossier-state h2").lower()
    assert "Aprobado" in reviewer.press("[formaction$='/approve/']"), "the answers are still there"


def test_second_of_two_editors_sees_both_texts_and_chooses(author, colleague):
    mine, theirs = author.open_person(SHARED), colleague.open_person(SHARED)
    mine.fill("#id_occupation", "panadero")
    mine.fill("#id_surname_2", "Ateyal")
    author.save()

    theirs.fill("#id_occupation", "albañil")
    theirs.select_option("#id_occupation_group", "worker")
    with theirs.expect_navigation():
        theirs.click("[name=_continue]")
    told = theirs.inner_text("#content")
    assert "Un colega guardó" in told
    assert "panadero" in theirs.inner_text(".field-occupation .errorlist, .errors .errorlist")
    assert theirs.input_value("#id_occupation") == "albañil"
    assert author.open_person(SHARED).input_value("#id_occupation") == "panadero", "nothing was overwritten"

    colleague.press("[name=_continue]")
    assert theirs.input_value("#id_occupation") == "albañil"
    assert author.open_person(SHARED).input_value("#id_occupation") == "albañil"


def tab_to(page: Page, selector: str, most: int = 250) -> None:
    """Presses Tab until the focus is there; whatever has the focus on the way can be seen to have it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.locator(f":focus:is({selector})").count():
            break
    else:
        raise AssertionError(f"Tab never reaches {selector}")
    style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
    assert style != "none" or shadow != "none", f"the focus on {selector} is not to be seen"


def enter(desk: Desk) -> str:
    with desk.page.expect_navigation():
        desk.page.keyboard.press("Enter")
    return desk.arrive()


def test_review_is_done_without_the_mouse(author, reviewer):
    write_biography(author, BY_KEYBOARD, "Pescadora.")
    submit(author, BY_KEYBOARD)
    page = reviewer.open("/admin/")
    tab_to(page, "a[href$='/queue/waiting/']")
    enter(reviewer)
    where = page.locator(f"ul.queue > li > a:text-is('{BY_KEYBOARD}')").get_attribute("href")
    tab_to(page, f"a[href='{where}']")
    enter(reviewer)
    tab_to(page, "a[href='#decide']")
    page.keyboard.press("Enter")
    for question in RISKS:
        tab_to(page, f"[name=risk_{question}]")
        page.keyboard.press("Space")
        assert page.is_checked(f"[name=risk_{question}][value=no]")
    tab_to(page, "#comment")
    page.keyboard.type("Leído con el teclado.")
    tab_to(page, "[formaction$='/approve/']")
    assert "Aprobado" in enter(reviewer)
