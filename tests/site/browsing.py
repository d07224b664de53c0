"""A real browser: Debian's chromium, driven without any other browser's download."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]


@contextmanager
def browser() -> Iterator[Browser]:
    """Chromium, closed at the end. Playwright's event loop runs in this thread for as long: keep it to one module."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        try:
            yield opened
        finally:
            opened.close()


@dataclass
class Reader:
    """A browser window, and what it was made to do besides showing pages."""

    context: BrowserContext
    page: Page
    address: str
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def refuse_surprises(self) -> None:
        """No request to another host, no message in the console, no cookie."""
        assert not self.strangers
        assert not self.complaints
        assert not self.context.cookies()


@contextmanager
def reader(browser: Browser, address: str, **options: object) -> Iterator[Reader]:
    context = browser.new_context(**options)  # type: ignore[arg-type]
    opened = Reader(context, context.new_page(), address)
    host = urlsplit(address).netloc
    context.on("request", lambda one: urlsplit(one.url).netloc in ("", host) or opened.strangers.append(one.url))
    opened.page.on("console", lambda said: said.type in ("error", "warning") and opened.complaints.append(said.text))
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    try:
        yield opened
    finally:
        context.close()
