"""The newsroom as its editors use it: a window of the browser for each of them."""

from __future__ import annotations

import time

from playwright.sync_api import Browser, Page

from demonstration.accounts import ACCOUNTS
from tests.site.conftest import Site

PATIENCE = 120_000  # milliseconds for a step on a slow machine: publishing is one

PASSWORDS = {account.name: account.password for account in ACCOUNTS}


class Desk:
    """One editor, signed in with password and code."""

    def __init__(self, browser: Browser, site: Site, name: str) -> None:
        context = browser.new_context(locale="es-CU", viewport={"width": 1280, "height": 900})
        context.set_default_timeout(PATIENCE)
        self.site, self.address, self.name, self.page = site, site.address, name, context.new_page()
        self.open("/admin/")
        assert self.page.url.endswith("/admin/"), self.page.inner_text("#content")

    def sign_in(self) -> None:
        """With password and code; waits where the code of this half minute has been used."""
        self.page.fill("#id_login", self.name)
        self.page.fill("#id_password", PASSWORDS[self.name])
        self.press("#login-form [type=submit]")
        while self.page.locator("#code-form").count():
            self.page.fill("#id_code", self.code())
            self.press("#code-form [type=submit]")
            if self.page.locator("#code-form .errorlist").count():
                time.sleep(5)

    def code(self) -> str:
        """What the app of this invented editor shows."""
        return self.site.manage("demo_code", self.name).stdout.split()[0]

    def open(self, path: str) -> Page:
        """The page; a session that was idle for too long begins anew."""
        self.page.goto(self.address + path)
        if self.page.locator("#login-form").count():
            self.sign_in()
        return self.page

    def open_person(self, name: str) -> Page:
        """The dossier, found as an editor finds it: by the name, in the list of persons."""
        self.open("/admin/prisoners/person/")
        self.page.fill("#searchbar", name)
        self.press("#changelist-search [type=submit]")
        self.press(f"#result_list a:text-is('{name}')")
        return self.page

    def press(self, selector: str) -> str:
        """Presses what leads to another page, waits for that, and returns what the newsroom says on it."""
        with self.page.expect_navigation():
            self.page.click(selector)
        if "/admin/account/confirm/" in self.page.url:  # five minutes have passed
            self.page.fill("#id_password", PASSWORDS[self.name])
            with self.page.expect_navigation():
                self.page.click("#confirm-form button")
        return " ".join(self.page.locator("ul.messagelist li").all_inner_texts())

    def save(self) -> str:
        return self.press("[name=_save]")

    def may(self, step: str) -> bool:
        """Whether the page offers the step: submit, approve or return."""
        return bool(self.page.locator(f".step-{step}").count())

    def take(self, step: str) -> str:
        """Presses the button of the step; returns what the newsroom says."""
        return self.press(f".step-{step}")

    def force(self, step: str) -> int:
        """Posts a step that the page does not offer, as a forged form would; returns the status."""
        self.page.evaluate(
            "step => { for (const form of document.querySelectorAll('form[action*=\"/step/\"]'))"
            " form.action = form.action.replace(/step\\/[a-z]+\\/$/, `step/${step}/`) }",
            step,
        )
        with self.page.expect_navigation() as answer:
            self.page.locator("form[action*='/step/'] button").first.click()
        return answer.value.status

    def publish(self, note: str) -> str:
        self.open("/admin/publication/edition/publish/")
        self.page.fill("[name=note]", note)
        return self.press(".submit-row [type=submit]")
