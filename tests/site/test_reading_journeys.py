"""What readers do with a list, a walk and a frame, in a real browser, with scripts and without."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import openpyxl
import pytest
from playwright.sync_api import Browser, Page

from tests.site.browsing import Reader, browser, reader
from tests.site.conftest import NEWEST, ROOT, Site

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.browser]

EMBED = ROOT / "website" / "static" / "embed.js"
ROWS = "ol.people li"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def window(chromium: Browser, site: Site, request: pytest.FixtureRequest) -> Iterator[Reader]:
    with reader(chromium, site.address, java_script_enabled=request.param, locale="es-CU") as opened:
        yield opened
        opened.refuse_surprises()


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def follow(page: Page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


def chips(page: Page) -> list[str]:
    return page.locator("ul.chips a:not(.all)").all_inner_texts()


def shown(page: Page) -> list[str]:
    """The names of all pages of the list, walked by the link to the next."""
    names = page.locator(f"{ROWS} a.name").all_inner_texts()
    while page.locator("a[rel=next]").count():
        follow(page, "a[rel=next]")
        names += page.locator(f"{ROWS} a.name").all_inner_texts()
    return names


def narrow(page: Page, *boxes: str) -> None:
    """Opens the filters, ticks these boxes and asks."""
    page.locator("details.filters > summary").click()
    for box in boxes:
        facet = page.locator("details.filters details", has=page.locator(box))
        if facet.get_attribute("open") is None:
            facet.locator("summary").click()
        page.locator(box).check()
    follow(page, "details.filters button")


def test_filters_are_ticked_kept_in_the_other_language_and_taken_off_again(window):
    page = window.open(f"/es/personas/?edition={NEWEST}")
    everybody = number(page.locator("p.lead").inner_text().split()[0])
    narrow(page, "[name=gender][value=woman]")
    women = number(page.locator("h1").inner_text())
    assert 0 < women < everybody and len(chips(page)) == 1
    narrow(page, "[name=province][value=CU-03]")
    both = number(page.locator("h1").inner_text())
    assert 0 < both < women and len(chips(page)) == 2

    page.get_by_role("link", name="English").click()
    page.wait_for_url("**/en/people/?**")
    assert number(page.locator("h1").inner_text()) == both and len(chips(page)) == 2
    assert {"gender=woman", "province=CU-03", f"edition={NEWEST}"} <= set(page.url.partition("?")[2].split("&"))
    page.get_by_role("link", name="Español").click()

    place = next(one for one in chips(page) if "Habana" in one)
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile(re.escape(place.split("\u00d7")[0].strip()))).first.click()
    assert number(page.locator("h1").inner_text()) == women and len(chips(page)) == 1
    follow(page, "ul.chips a")
    assert not chips(page) and f"edition={NEWEST}" in page.url


def test_every_file_of_a_filtered_list_holds_the_persons_that_are_shown(window):
    page = window.open(f"/es/personas/?edition={NEWEST}&gender=woman&province=CU-03&page_size=100")
    told = number(page.locator("h1").inner_text())
    files = {}
    for form in ("CSV", "XLSX", "JSON"):
        link = page.locator("p", has_text="Descargar toda esta lista").get_by_role("link", name=form, exact=True)
        with page.expect_download() as download:
            link.click()
        files[form] = download.value.path()
    names = shown(page)
    assert len(names) == told > 10
    assert [row["name"] for row in csv.DictReader(io.StringIO(files["CSV"].read_text("utf-8-sig")))] == names
    assert [row["name"] for row in json.loads(files["JSON"].read_text())["results"]] == names
    assert names_in(files["XLSX"]) == names


def names_in(file: Path) -> list[str]:
    with file.open("rb") as opened:
        sheet = openpyxl.load_workbook(io.BytesIO(opened.read()), read_only=True).worksheets[0]
        heads, *rows = ([cell for cell in row] for row in sheet.iter_rows(values_only=True))
    return [str(row[heads.index("name")]) for row in rows if row[heads.index("name")]]


def test_two_figures_are_compared_and_a_step_is_opened_down_to_a_person(window):
    page = window.open(f"/es/cifras/?edition={NEWEST}")
    follow(page, "main a[href*='por-que-difieren']")
    page.select_option("[name=from]", "consolidated")
    page.select_option("[name=to]", "in_prison")
    page.fill("[name=as_of]", "2025-01-14")
    page.get_by_role("button", name="Comparar").click()
    page.wait_for_url("**to=in_prison**")
    rows = page.locator("ol.figures > li")
    first, *steps, last = (page_number(one) for one in rows.locator("p > strong").all_inner_texts())
    assert (first, first + sum(steps), last) == (1396, 1105, 1105)
    step = rows.nth(1)
    told = abs(page_number(step.locator("p > strong").first.inner_text()))
    with page.expect_navigation():
        step.get_by_role("link", name="quiénes").click()
    assert number(re.search(r"([\d.\u202f]+) personas", page.locator("p.lead").inner_text())[1]) == told
    assert len(page.locator("main a.name").all()) > 0
    name = page.locator("main a.name").first.inner_text()
    follow(page, "main a.name")
    assert page.locator("h1").inner_text() == name


def page_number(text: str) -> int:
    return number(text) * (-1 if "−" in text else 1)


class Partner(BaseHTTPRequestHandler):
    """An outlet's page with a frame of ours, and beside it the script that fits its height, which it copied."""

    def __init__(self, site: str, *arguments) -> None:
        self.site = site
        super().__init__(*arguments)

    def do_GET(self) -> None:
        is_script = self.path == "/embed.js"
        script = '<script src="/embed.js"></script>' if self.path == "/fitted" else ""
        src = f"{self.site}/es/cifras/in_prison/grafico/?breakdown=province&amp;resize=1"
        page = f'<!doctype html><title>Un medio</title>{script}<iframe src="{src}" width="320" height="120"></iframe>'
        body = EMBED.read_bytes() if is_script else page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if is_script else "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *said) -> None:
        """Nothing is said."""


@pytest.fixture(scope="module")
def partner(site: Site) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Partner, site.address)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_frame_in_the_page_of_an_outlet_is_as_tall_as_it_needs(chromium, partner):
    with reader(chromium, partner) as visitor:
        page = visitor.open("/fitted")
        frame = page.frame_locator("iframe")
        frame.locator("p.foot").wait_for()
        needed = frame.locator("html").evaluate("one => one.offsetHeight")
        assert needed > 200
        page.wait_for_function("document.querySelector('iframe').clientHeight > 120")
        assert abs(page.locator("iframe").evaluate("one => one.clientHeight") - needed) <= 2
        assert not visitor.complaints and not visitor.context.cookies()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_frame_without_the_script_keeps_its_height_and_leads_to_us(chromium, site, partner, scripts):
    with reader(chromium, partner, java_script_enabled=scripts) as visitor:
        page = visitor.open("/" if scripts else "/fitted")
        frame = page.frame_locator("iframe")
        frame.locator("p.foot").wait_for()
        assert page.locator("iframe").bounding_box()["height"] < 130
        with page.expect_navigation():
            frame.locator("h1 a").click()
        assert page.url.startswith(f"{site.address}/es/cifras/in_prison/")
        assert not visitor.context.cookies()
