"""The editors' guide, walked step by step in both languages: what it names is on the screen, its pictures are taken.

TODOS_TAKE_PICTURES  set to 1, the walk writes the pictures of docs/pictures anew:
    TODOS_TAKE_PICTURES=1 make test ARGS=tests/site/test_newsroom_guide.py
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal import auth
from django.utils import translation
from playwright.sync_api import Browser, Locator

from prisoners import problems
from tests.site.browsing import browser
from tests.site.conftest import Site
from tests.site.guide import FILES, folded, guide, read
from tests.site.newsroom import PASSWORDS, Desk, recruit
from tests.site.pictures import FOLDER, HEAVIEST, keep

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.browser]

LOCALES = {"es": "es-CU", "en": "en-US"}
NEWCOMERS = {"es": "nueva", "en": "newcomer"}
PERSONS = {"es": "Yoandri Gutiérrez Arimaos", "en": "Yoandri Núñez Mayabique"}
"""Whose release the walk publishes."""
OTHERS = {"es": "Yoandri Batista Guanimar", "en": "Yordanis Hernández Marabusal"}
"""Whom the walk protects, and two editors change at once."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def colleagues(site: Site) -> None:
    """A second reviewer, of a third outlet, and a second administrator."""
    recruit(site, "firmante", outlet="jaguey-demo", role="reviewer")
    recruit(site, "otra", outlet="yagruma-demo", role="administrator")


class Walker(Desk):
    """An editor who does what the guide says; what their pages say is kept by step."""

    walk: Walk

    def seen(self) -> None:
        self.walk.said[self.walk.step] = self.walk.said.get(self.walk.step, "") + " " + read(self.page)

    def confirm(self) -> None:
        """Gives the password anew, as the program asks for after five minutes."""
        self.open("/admin/account/confirm/")
        self.page.fill("#id_password", PASSWORDS[self.name])
        self.press("#confirm-form button")


class Walk:
    """A newsroom at work in one language."""

    def __init__(self, chromium: Browser, site: Site, language: str) -> None:
        self.chromium, self.site, self.language = chromium, site, language
        self.person, self.other = PERSONS[language], OTHERS[language]
        self.newcomer = NEWCOMERS[language]
        self.codes: list[str] = []
        self.step = ""
        self.said: dict[str, str] = {}
        self.pictures: set[str] = set()
        self.desks: dict[str, Walker] = {}

    def desk(self, name: str) -> Walker:
        """The window of an editor; signed in when it is first asked for."""
        if name not in self.desks:
            self.desks[name] = self.window(name)
            self.desks[name].enter()
        return self.desks[name]

    def window(self, name: str) -> Walker:
        opened = Walker(self.chromium, self.site, name, locale=LOCALES[self.language])
        opened.context.add_init_script(NO_SIDEBAR)
        opened.walk = self
        return opened

    def picture(self, desk: Desk, shown: Locator | None = None, *, height: int = 700) -> None:
        """The top of the page, or one part of it, as a file named after the step."""
        name = f"editors-{self.step}-{self.language}.png"
        self.pictures.add(name)
        if os.environ.get("TODOS_TAKE_PICTURES"):
            desk.page.set_viewport_size({"width": 1100, "height": height})
            picture = shown.screenshot() if shown else desk.page.screenshot()
            keep(picture, desk.page, FOLDER / name)


NO_SIDEBAR = "localStorage.setItem('django.admin.navSidebarIsOpen', 'false')"
"""The list of tables beside every page is folded: the pictures are of the work."""

STEPS: dict[str, Callable[[Walk], None]] = {}


def step(walked: Callable[[Walk], None]) -> Callable[[Walk], None]:
    STEPS[walked.__name__] = walked
    return walked


@step
def account(walk: Walk) -> None:
    proposing, confirming = walk.desk("administra"), walk.desk("otra")
    page = proposing.open("/admin/account/invitations/")
    page.fill("#id_email", f"{walk.newcomer}@example.org")
    page.select_option("#id_outlet", label="Diario del Framboyán (demo)")
    page.select_option("#id_role", "editor")
    proposing.press(".account-row button")
    confirming.open("/admin/account/invitations/")
    confirming.press(f"tr:has-text('{walk.newcomer}@') form[action$='/confirm/'] button")
    link = confirming.page.inner_text(".account-secret code")

    own = walk.window(walk.newcomer)
    PASSWORDS[walk.newcomer] = "cuatro palabras que nadie junta"  # noqa: S105 - of an invented editor
    page = own.page
    own.open(urlsplit(link).path)
    page.fill("#id_username", walk.newcomer)
    page.fill("#id_password", PASSWORDS[walk.newcomer])
    own.press("#accept-form button")
    page.fill("#id_login", walk.newcomer)
    page.fill("#id_password", PASSWORDS[walk.newcomer])
    own.press("#login-form [type=submit]")
    walk.picture(own, height=420)
    own.press("a[href$='/totp/activate/']")
    secret = page.inner_text(".account-secret code")
    page.fill("#id_code", auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30)))
    own.press("#code-form [type=submit]")
    walk.codes = page.locator(".account-codes code").all_inner_texts()
    own.press(".account-card a.button")
    assert own.path() == "/admin/"
    walk.desks[walk.newcomer] = own


@step
def desk(walk: Walk) -> None:
    walk.picture(walk.desk("revisor"), height=460)
    walk.desk("revisor").open("/admin/")


@step
def person(walk: Walk) -> None:
    author = walk.desk("editora")
    author.open("/admin/")
    author.press(".desk a[href='/admin/prisoners/person/']")
    author.page.fill("#searchbar", walk.person.split()[0].replace("i", "y").lower() + " " + walk.person.split()[1])
    author.press("#changelist-search [type=submit]")
    author.press(f"#result_list a:text-is('{walk.person}')")
    walk.picture(author, height=760)
    author.press("form[action$='/claim/'] button")


@step
def change(walk: Walk) -> None:
    author = walk.desk("editora")
    page = author.open_person(walk.person)
    author.press("#dossier article h3 a")
    page.fill("#id_detained_on", "2021-07-13")
    row = page.locator("#citations-group tr.form-row:not(.empty-form)").count()
    page.click("#citations-group .add-row a")
    page.select_option(f"#id_citations-{row}-record", index=1)
    author.save()


@step
def release(walk: Walk) -> None:
    author = walk.desk("editora")
    page = author.open_person(walk.person)
    author.press(".group a[href*='/releases/release/add/']")
    page.select_option("#id_release_type", index=1)
    page.fill("#id_left_on", "2025-03-20")
    page.fill("#id_reported_on", {"es": "22/03/2025", "en": "2025-03-22"}[walk.language])
    page.select_option("#id_citations-0-record", index=1)
    walk.picture(author, height=900)
    author.save()


@step
def submit(walk: Walk) -> None:
    author = walk.desk("editora")
    author.open_person(walk.person)
    author.on_to_review()
    author.open_person(walk.person)
    author.submit("Salió con libertad condicional.")
    author.press(".dossier-steps form[action$='/take_back/'] button")
    author.submit("Ahora sí.")
    author.open("/admin/")


@step
def review(walk: Walk) -> None:
    reviewer = walk.desk("revisor")
    reviewer.confirm()
    reviewer.open("/admin/")
    reviewer.press(".desk a[href$='/queue/waiting/']")
    reviewer.press(f"ul.queue > li > a:text-is('{walk.person}')")
    reviewer.page.locator("#difference").scroll_into_view_if_needed()
    walk.picture(reviewer, height=1100)
    reviewer.give_back("¿Qué lista lo dice?")
    author = walk.desk("editora")
    author.open("/admin/")
    author.press(".desk a[href$='/queue/returned/']")
    author.press(f"ul.queue > li > a:text-is('{walk.person}')")
    author.submit("La primera de las dos.")


@step
def decide(walk: Walk) -> None:
    """The picture of the next step."""
    reviewer = walk.desk("revisor")
    reviewer.open_review(walk.person)
    walk.picture(reviewer, reviewer.page.locator("#decide"))


@step
def second(walk: Walk) -> None:
    first, other = walk.desk("revisor"), walk.desk("firmante")
    first.open_review(walk.person)
    first.approve(yes=("family",))
    other.open_review(walk.person)
    other.approve()


@step
def publish(walk: Walk) -> None:
    administrator = walk.desk("administra")
    administrator.open("/admin/")
    administrator.press(".desk a[href$='/edition/publish/']")
    administrator.page.fill("[name=note]", "Una salida de prisión")
    administrator.press(".submit-row [type=submit]")
    found = walk.site.json("/api/v1/prisoners/", q=walk.person)["results"][0]
    assert "20 de marzo de 2025" in walk.site.get(f"/es/personas/{found['slug']}/")[2].decode()


@step
def protect(walk: Walk) -> None:
    author = walk.desk("editora")
    page = author.open_person(walk.other)
    page.fill("#id_embargo_until", {"es": "31/12/2099", "en": "2099-12-31"}[walk.language])
    page.fill("#id_embargo_reason", "A petición de la familia")
    page.select_option("#id_visibility", "withheld")
    author.save()
    author.open_person(walk.other)
    assert author.submit("La familia lo pide.")


@step
def two(walk: Walk) -> None:
    first, later = walk.desk("editora"), walk.desk("revisor")
    first.open_person(walk.other).fill("#id_occupation", "panadero")
    page = later.open_person(walk.other)
    page.fill("#id_occupation", "albañil")
    first.save()
    later.press("[name=_continue]")
    assert page.locator(".field-occupation .errorlist").count()
    walk.picture(later, page.locator("fieldset:has(.field-occupation)").first)
    later.save()


@step
def history(walk: Walk) -> None:
    author = walk.desk("editora")
    author.open_person(walk.other)
    author.press("a.historylink")
    walk.picture(author)
    author.press(".history > li:has(td) > .restore button >> nth=0")


@step
def seized(walk: Walk) -> None:
    freezing = f"tr:has-text('{walk.newcomer}') form button"
    for name in ("editora", "revisor"):
        colleague = walk.desk(name)
        colleague.open("/admin/")
        colleague.press("#user-tools a[href$='/second-factor/']")
        colleague.press(".account-nav a[href$='/freeze/']")
        colleague.confirm()
        colleague.open("/admin/account/freeze/")
        colleague.press(freezing)
    walk.picture(walk.desk("editora"), height=520)
    own = walk.desks[walk.newcomer]
    own.page.goto(own.address + "/admin/")
    assert own.page.locator("#login-form").count(), "a frozen account is out at its next request"
    for name in ("administra", "otra"):
        administrator = walk.desk(name)
        administrator.confirm()
        administrator.open("/admin/account/freeze/")
        administrator.press(freezing)


@step
def lost(walk: Walk) -> None:
    for code in walk.codes[:2]:
        own = walk.window(walk.newcomer)
        page = own.page
        page.goto(own.address + "/admin/")
        page.fill("#id_login", walk.newcomer)
        page.fill("#id_password", PASSWORDS[walk.newcomer])
        own.press("#login-form [type=submit]")
        page.fill("#id_code", code)
        own.press("#code-form [type=submit]")
        assert own.path() == "/admin/"
    own.press("#user-tools a[href$='/second-factor/']")
    own.press(".account-nav a[href$='/sessions/']")
    own.press("form:not(:has([name=session])) > button.button")
    own.press(".account-nav a[href$='/password/']")


@step
def problems_(walk: Walk) -> None:
    author = walk.desk("editora")
    author.open("/admin/")
    author.press(".desk a[href$='/queue/stale/']")
    author.press("ul.queue > li > a >> nth=0")
    dossier = author.path()
    author.press(".group a[href*='/releases/release/add/']")
    author.page.select_option("#id_release_type", index=1)
    author.page.fill("#id_reported_on", {"es": "22/03/2025", "en": "2025-03-22"}[walk.language])
    author.save()
    author.open(f"{dossier.removesuffix('change/')}history/")
    author.press(".history .restore button >> nth=0")
    with translation.override(walk.language):
        walk.said[walk.step] += folded(" ".join(str(check.message) for check in problems.CHECKS))


@step
def patrol(walk: Walk) -> None:
    looking = walk.desk("firmante")
    looking.open("/admin/")
    looking.press(".desk a[href$='/queue/second-look/']")
    looking.press("ul.queue > li > a >> nth=0")
    looking.page.check("[name=is_sound][value=yes]")
    looking.press("#second-look button")


@step
def export(walk: Walk) -> None:
    author = walk.desk("editora")
    author.confirm()
    author.open("/admin/prisoners/person/")
    author.press(".object-tools a[href*='/export/']")
    author.page.select_option("[name=format]", index=1)
    with author.page.expect_download() as download:
        author.page.click(".submit-row [type=submit]")
    assert download.value.suggested_filename


@step
def help(walk: Walk) -> None:  # noqa: A001 - the step's name in the guide
    author = walk.desk("editora")
    author.open("/admin/publication/edition/publish/")
    author.open_person(walk.person)


@pytest.mark.parametrize("language", FILES)
def test_guide_is_walked_and_says_what_the_screens_say(chromium, site, colleagues, language):
    written, walk = guide(language), Walk(chromium, site, language)
    steps = {name.rstrip("_"): walked for name, walked in STEPS.items()}
    assert set(written.words) == set(steps) - {"decide"}, "every step of the guide is walked"
    for name, walked in steps.items():
        walk.step = name
        walked(walk)
    missing = {
        (name, word) for name, words in written.words.items() for word in words if folded(word) not in walk.said[name]
    }
    assert not missing, "the guide names what no screen of its step says"
    assert walk.pictures == written.pictures


@pytest.mark.parametrize("language", FILES)
def test_pictures_of_the_guide_are_there_and_small(language):
    for name in guide(language).pictures:
        assert 0 < (FOLDER / name).stat().st_size <= HEAVIEST, name


def test_both_guides_have_the_same_steps():
    spanish, english = guide("es"), guide("en")
    assert list(spanish.words) == list(english.words)
    assert {name.replace("-es.", "-en.") for name in spanish.pictures} == english.pictures
