"""A newsroom at work: who walks through the editors' guide, and what their screens said at each step."""

from __future__ import annotations

import os

from playwright.sync_api import Browser, Locator

from tests.site.conftest import Site
from tests.site.guide import read
from tests.site.newsroom import PASSWORDS, Desk
from tests.site.pictures import FOLDER, keep

LOCALES = {"es": "es-CU", "en": "en-US"}
NEWCOMERS = {"es": "nueva", "en": "newcomer"}
PERSONS = {"es": "Yoandri Gutiérrez Arimaos", "en": "Yoandri Núñez Mayabique"}
"""Whose release the walk publishes."""
OTHERS = {"es": "Yoandri Batista Guanimar", "en": "Yordanis Hernández Marabusal"}
"""Whom the walk protects, and two editors change at once."""


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
