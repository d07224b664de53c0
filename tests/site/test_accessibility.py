"""WCAG 2.2 AA, as far as a machine can tell: axe on every kind of page, and a whole visit by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.site.browsing import Reader, browser, reader
from tests.site.conftest import NEWEST
from tests.site.pages import FORMS, FRAMES, KINDS, REFUSED, address

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.browser]

LANGUAGES = ("es", "en")
WIDTHS = (1280, 320, 360)
"""320 is also what 1280 leaves at four times the size (WCAG 1.4.10). The last is that of the telephone."""
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# The rows of a list are alike: a dozen of them is checked, not hundreds.
LEAVE_A_DOZEN = "document.querySelectorAll('li:nth-child(n+13), tbody:nth-of-type(n+13)').forEach(row => row.remove())"

SMALL_TARGETS = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(one => {
    const box = one.getBoundingClientRect();
    if (!box.width || one.type === 'hidden' || box.right < 0 || one.closest('svg, .hidden')) return false;
    const inline = getComputedStyle(one).display === 'inline';
    return !inline && (box.height < 24 || box.width < 24);
}).map(one => `${one.tagName} ${one.textContent.trim().slice(0, 30)}`)"""
"""Less than 24 pixels each way; links within a line of text are judged by axe."""
LOW_TARGETS = """() => [...document.querySelectorAll(
    '.top nav a, .tongue, button, .button, summary, main input:not([type=checkbox], [type=radio]), main select'
)].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width && !one.closest('.hidden') && box.height < 43.5;
}).map(one => `${one.tagName} ${one.textContent.trim().slice(0, 30)}`)"""
"""Of those that one acts with, less than 44 pixels high on a telephone."""
FOCUSED = """() => {
    const one = document.activeElement;
    const style = getComputedStyle(one);
    const box = one.getBoundingClientRect();
    return {
        name: (one.getAttribute('aria-label') || one.innerText || one.textContent || '').trim(),
        tag: one.tagName.toLowerCase(),
        id: one.id,
        isSeen: box.bottom > 0 && box.top < innerHeight && box.width > 1,
        hasEdge: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    };
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


def barriers(page: Page) -> list[str]:
    """What axe finds, of any weight, with the elements."""
    options = {"runOnly": {"type": "tag", "values": STANDARD}}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes'][:3]]}" for one in found]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [*KINDS, *FRAMES, *FORMS, *REFUSED])
def test_page_has_no_barrier_and_fits_a_phone(chromium, site, kind, language):
    """On a telephone by day, then the same page at a desk by night."""
    with reader(chromium, site.address, color_scheme="light") as visitor:
        page = visitor.open(address(kind, language))
        assert not [width for width in WIDTHS if is_wider(page, width)]
        if kind not in FRAMES:  # which are for a page of others, and hold links within text alone
            assert not page.evaluate(SMALL_TARGETS)
            assert not page.evaluate(LOW_TARGETS)
        page.evaluate(LEAVE_A_DOZEN)
        assert not barriers(page), "telephone by day"
        page.set_viewport_size({"width": WIDTHS[0], "height": 740})
        page.emulate_media(color_scheme="dark")
        assert not barriers(page), "desk by night"
        visitor.complaints = [said for said in visitor.complaints if "status of 40" not in said]
        visitor.refuse_surprises()


def is_wider(page: Page, width: int) -> bool:
    """Whether a window of so many pixels would have to be moved sideways."""
    page.set_viewport_size({"width": width, "height": 740})
    return bool(page.evaluate("document.scrollingElement.scrollWidth > innerWidth"))


def test_a_page_too_wide_is_seen(chromium, site):
    with reader(chromium, site.address) as visitor:
        page = visitor.open("/es/")
        page.evaluate("document.querySelector('main').innerHTML += '<table><td><input size=90></td></table>'")
        assert is_wider(page, 320) and not is_wider(page, 1280)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_too_large_to_send_is_said_without_a_barrier(chromium, site, language):
    """A megabyte more than the form takes at once."""
    with reader(chromium, site.address, viewport={"width": 320, "height": 740}) as visitor:
        page = visitor.open(address("tell", language))
        with page.expect_navigation():
            page.evaluate(
                """() => {
                    document.querySelector('[name=pad]').value = 'a'.repeat(21 * 1024 * 1024);
                    document.querySelector('form.tell').submit();
                }"""
            )
        assert page.locator("h1").count() == 1 and not page.locator("form.tell").count()
        assert not is_wider(page, 320)
        assert not barriers(page)


def test_barriers_are_seen_where_there_are_any(chromium, site):
    """What the test above rests on: the checker works on these pages, whose policy allows no script of others."""
    with reader(chromium, site.address, viewport={"width": 360, "height": 740}) as visitor:
        page = visitor.open("/es/")
        page.evaluate("document.querySelector('main').innerHTML += '<input size=90><img src=/static/x.png>'")
        assert {"image-alt", "label"} <= {one.split(":")[0] for one in barriers(page)}


@pytest.mark.parametrize(
    "rule", ["button { min-height: 0; height: 9px; padding: 0 }", "a { display: block; height: 9px }"]
)
def test_targets_too_small_are_seen(chromium, site, rule):
    with reader(chromium, site.address, viewport={"width": 360, "height": 740}) as visitor:
        page = visitor.open("/es/")
        page.evaluate("rule => document.styleSheets[0].insertRule(rule, document.styleSheets[0].cssRules.length)", rule)
        assert page.evaluate(SMALL_TARGETS)


@pytest.mark.parametrize("kind", ["home", "outside", "figure", "map"])
def test_page_stays_whole_in_the_readers_own_colours(chromium, site, kind):
    with reader(chromium, site.address, forced_colors="active", viewport={"width": 360, "height": 740}) as visitor:
        page = visitor.open(address(kind, "es"))
        assert page.evaluate("matchMedia('(forced-colors: active)').matches")
        assert not [one for one in barriers(page) if not one.startswith("color-contrast")]
        cell = page.locator(".cell.in_custody, .cell.serving_outside").first
        if cell.count():
            ground, paper = (
                page.evaluate("one => getComputedStyle(one).borderTopColor", cell.element_handle()),
                page.evaluate("getComputedStyle(document.body).backgroundColor"),
            )
            assert ground != paper, "a mark must not vanish"


class Keyboard:
    """A visitor who has no mouse. Whatever has the focus must be seen to have it."""

    def __init__(self, visitor: Reader, path: str) -> None:
        self.page = visitor.open(path)

    def focused(self) -> dict[str, Any]:
        return self.page.evaluate(FOCUSED)

    def tab(self, key: str = "Tab") -> dict[str, Any]:
        self.page.keyboard.press(key)
        now = self.focused()
        if now["tag"] != "body":
            assert now["isSeen"] and now["hasEdge"], now
        return now

    def tab_to(self, name: str, *, most: int = 90, key: str = "Tab") -> dict[str, Any]:
        """Presses on until the focus is on what is called so."""
        walked = []
        for _ in range(most):
            now = self.tab(key)
            walked.append(now["name"][:40])
            if re.search(name, now["name"]) or f"#{now['id']}" == name:
                return now
        raise AssertionError(f"{name} is not reached by keyboard: {walked}")

    def follow(self, name: str, **how: Any) -> None:
        self.tab_to(name, **how)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def back(self) -> None:
        """The key is the browser's own, which without a window has none."""
        self.page.go_back()


@pytest.fixture(params=[(True, 1280), (False, 360)], ids=["scripts", "no-scripts-on-a-phone"])
def keyboard(chromium: Browser, site, request: pytest.FixtureRequest) -> Iterator[Keyboard]:
    scripts, width = request.param
    options = {"java_script_enabled": scripts, "viewport": {"width": width, "height": 900}, "locale": "es-CU"}
    with reader(chromium, site.address, **options) as visitor:
        yield Keyboard(visitor, f"/es/?edition={NEWEST}")
        visitor.refuse_surprises()


def test_first_stop_skips_to_the_content(keyboard):
    first = keyboard.tab()
    assert first["name"] == "Ir al contenido"
    keyboard.page.keyboard.press("Enter")
    assert keyboard.page.url.endswith("#content")
    keyboard.tab()
    assert keyboard.page.locator("main :focus").count() == 1


def test_a_whole_visit_by_keyboard(keyboard):
    """Search, result, person, source, figure, back, the other language: Tab and Enter, nothing else."""
    page = keyboard.page
    keyboard.tab_to("#q")
    page.keyboard.type("yoandry peres")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "q=yoandry" in page.url

    keyboard.follow("^Yoandri Pérez Arimaos")
    assert page.locator("h1").inner_text() == "Yoandri Pérez Arimaos"
    person = page.url

    keyboard.tab_to(r"^\[1\]$")
    page.keyboard.press("Enter")
    assert page.url.endswith("#s1")
    assert page.locator("#s1").evaluate(
        "one => { const b = one.getBoundingClientRect(); return b.top >= 0 && b.top < innerHeight }"
    )

    page.goto(person)
    keyboard.follow("^Cifras$")
    keyboard.follow("^En prisión$")
    assert "/cifras/in_prison/" in page.url
    keyboard.follow("^A quiénes se cuenta")
    assert "/quienes/" in page.url
    keyboard.back()
    assert page.url.endswith(f"/es/cifras/in_prison/?edition={NEWEST}")

    keyboard.follow("^English$")
    assert f"/en/figures/in_prison/?edition={NEWEST}" in page.url
    assert page.locator("html").get_attribute("lang") == "en"


def test_places_of_the_map_are_walked_and_opened(keyboard):
    keyboard.page.goto(
        keyboard.page.url.split("/es/")[0] + f"/es/cifras/in_prison/?breakdown=province&edition={NEWEST}"
    )
    place = keyboard.tab_to(r"^Artemisa: \d+$")
    with keyboard.page.expect_navigation():
        keyboard.page.keyboard.press("Enter")
    number = place["name"].partition(": ")[2]
    assert "of=CU-15" in keyboard.page.url
    assert f"{number} personas" in keyboard.page.locator("p.lead").inner_text()
