"""What a reader does, in a real browser, with scripts and without."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.site.browsing import Reader, browser, reader
from tests.site.conftest import NEWEST, Site
from tests.site.pages import INSIDE, OUTSIDE

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.browser]

PHONE = 360


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def window(chromium: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Reader]:
    """A reader's window; at the end nothing but pages of ours must have happened in it."""
    with reader(chromium, site.address, java_script_enabled=request.param, locale="es-CU") as opened:
        yield opened
        opened.refuse_surprises()


def headline(page: Page) -> int:
    return number(page.locator("main .big").first.inner_text())


def number(text: str) -> int:
    """A number as written in either language: 1.396, 1,396 or with a thin space."""
    return int(re.sub(r"\D", "", text))


def count_of(page: Page) -> int:
    """Persons on all the pages of a list, walked by its link to the next."""
    found = page.locator("ul.people a.name, ol.people a.name").count()
    while (onward := page.locator('a[rel="next"]')).count():
        with page.expect_navigation():
            onward.click()
        found += page.locator("ul.people a.name, ol.people a.name").count()
    return found


def test_home_says_what_the_api_says(window, site):
    page = window.open("/es/")
    assert headline(page) == site.json("/api/v1/figures/in_prison/")["value"]
    assert page.locator("h1").inner_text().endswith("personas están en prisión en Cuba por motivos políticos")


def test_home_leads_to_the_figure_behind_its_number(window):
    page = window.open(f"/es/?edition={NEWEST}")
    said = headline(page)
    page.get_by_role("link", name="Quiénes son y cómo se cuentan").click()
    assert headline(page) == said


def test_search_finds_a_person_spelt_otherwise_and_opens_the_record(window):
    page = window.open("/es/")
    page.get_by_role("searchbox", name="Buscar a una persona por su nombre").fill("yoandry peres")
    page.get_by_role("button", name="Buscar").click()
    page.get_by_role("link", name="Yoandri Pérez Arimaos").click()
    assert page.locator("h1").inner_text() == "Yoandri Pérez Arimaos"
    (state,) = page.locator("p.state").all_inner_texts()
    assert "libertad condicional" in state and "17 de enero de 2025" in state


def test_record_of_somebody_outside_warns_and_names_its_sources(window):
    page = window.open(f"/es/personas/{OUTSIDE}/?edition={NEWEST}")
    assert "no es" in page.locator(".notfree strong").inner_text()
    listed = page.locator("ol li[id^=s]")
    assert listed.count() >= 1
    cited = {link.get_attribute("href") for link in page.locator(".refs a").all()}
    assert cited == {f"#{one.get_attribute('id')}" for one in listed.all()}
    page.locator("p.small .refs a").first.click()
    assert "#s" in page.url


def test_record_of_somebody_in_prison_has_no_such_warning(window):
    page = window.open(f"/es/personas/{INSIDE}/?edition={NEWEST}")
    assert not page.locator(".notfree").count()
    assert "en prisión" in page.locator("p.state").inner_text().lower()


def test_announcement_is_walked_down_to_its_persons(window, site):
    page = window.open(f"/es/?edition={NEWEST}")
    page.get_by_role("link", name="553 anunciadas, 212 verificadas").click()
    text = " ".join(page.locator("main").inner_text().split())
    assert "553 anunciadas" in text
    assert "212 verificadas (38,3 %)" in text
    assert "341 no identificadas" in text
    assert "Las 25 más recientes de 212 excarcelaciones" in text
    assert page.locator("ul.people a.name").count() == 25
    page.get_by_role("link", name="Ver todas").first.click()
    assert "Constan: 212 excarcelaciones" in page.locator("p.lead").inner_text()
    page.go_back()
    page.get_by_role("link", name=re.compile("^212 verificadas.*%")).click()
    page.get_by_role("link", name="A quiénes se cuenta").click()
    assert count_of(page) == 212
    page.locator("a.name").first.click()
    assert page.locator("p.state").count() == 1


def test_figure_is_asked_for_another_day_and_downloaded(window, site):
    page = window.open(f"/es/cifras/in_prison/?edition={NEWEST}")
    page.get_by_label("Día", exact=True).fill("2025-01-14")
    page.get_by_role("button", name="Consultar").click()
    assert "as_of=2025-01-14" in page.url
    assert headline(page) == 1105 == site.figure("in_prison", as_of="2025-01-14")["value"]
    assert len(downloaded(window, page)) == 1105
    cited = page.locator("h2:has-text('Cómo citar') + p.cite").inner_text()
    assert "1.105" in cited or "1105" in cited
    assert f"{site.address}/es/cifras/in_prison/?" in cited
    for part in (f"edition={NEWEST}", "as_of=2025-01-14"):
        assert part in cited


def downloaded(window: Reader, page: Page) -> list[dict[str, str]]:
    """The rows of the CSV that the page links to, fetched by the browser."""
    with page.expect_download() as download:
        page.get_by_role("link", name="las personas contadas, una por una (CSV)").click()
    assert download.value.suggested_filename.endswith(".csv")
    return list(csv.DictReader(io.StringIO(download.value.path().read_text("utf-8-sig"))))


def test_language_is_switched_and_the_question_kept(window):
    page = window.open("/es/cifras/consolidated/?as_of=2025-01-14&edition=2")
    said = headline(page)
    page.get_by_role("link", name="English").click()
    assert page.url.endswith("/en/figures/consolidated/?as_of=2025-01-14&edition=2")
    assert page.locator("html").get_attribute("lang") == "en"
    assert headline(page) == said == 1396
    page.get_by_role("link", name="Español").click()
    assert page.url.endswith("/es/cifras/consolidated/?as_of=2025-01-14&edition=2")


def test_first_edition_is_chosen_and_stays_chosen(window):
    page = window.open(f"/es/cifras/consolidated/?as_of=2025-01-14&edition={NEWEST}")
    assert headline(page) == 1396
    page.get_by_label("Edición").select_option("1")
    page.get_by_role("button", name="Consultar").click()
    assert headline(page) == 1395
    assert "Está leyendo la edición 1" in page.locator(".notice").last.inner_text()
    page.locator("main a[href*='/quienes/']").first.click()
    assert "edition=1" in page.url
    page.get_by_role("link", name="Volver a lo más reciente").click()
    assert "edition=" not in page.url


def test_a_table_too_wide_for_a_phone_is_scrolled_by_key_and_keeps_its_first_column(chromium, site):
    every = "pd-demo,j11j-demo,cubalex-demo,ocdh-demo,consolidated"
    with reader(chromium, site.address, viewport={"width": PHONE, "height": 740}) as visitor:
        page = visitor.open(f"/es/listas/?lists={every}")
        table = page.get_by_role("region", name="De dos en dos")
        assert table.evaluate("region => region.scrollWidth > region.clientWidth")
        assert "linear-gradient" in table.evaluate("region => getComputedStyle(region).backgroundImage")
        named, last = table.locator("tbody th").first, table.locator("tbody td").last
        before, hidden = named.bounding_box()["x"], last.bounding_box()["x"]
        table.focus()
        page.keyboard.press("ArrowRight")
        table.evaluate("region => region.scrollLeft || new Promise(done => region.addEventListener('scrollend', done))")
        assert named.bounding_box()["x"] == before and last.bounding_box()["x"] < hidden
