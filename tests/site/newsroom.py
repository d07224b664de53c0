"""The newsroom as its editors use it: a window of the browser for each of them."""

from __future__ import annotations

import io
import time
from typing import Self
from urllib.parse import urlsplit

import xlsxwriter
from playwright.sync_api import Browser, Page

from demonstration.accounts import ACCOUNTS
from demonstration.lists import COLUMNS
from tests.site.conftest import Site

PATIENCE = 120_000  # milliseconds for a step on a slow machine: publishing is one
WIDE = {"width": 1280, "height": 900}

PASSWORDS = {account.name: account.password for account in ACCOUNTS}


class Desk:
    """One editor, signed in with password and code."""

    def __init__(self, browser: Browser, site: Site, name: str, *, locale: str = "es-CU") -> None:
        self.context = browser.new_context(locale=locale, viewport=WIDE)
        self.context.set_default_timeout(PATIENCE)
        self.site, self.address, self.name, self.page = site, site.address, name, self.context.new_page()

    def enter(self) -> Self:
        self.open("/admin/")
        assert self.page.url.endswith("/admin/"), self.page.inner_text("#content")
        return self

    def seen(self) -> None:
        """Told of every page that is shown; the guide's walk reads them."""

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
        self.seen()
        return self.page

    def open_person(self, name: str) -> Page:
        """The dossier, found as an editor finds it: by the name, in the list of persons."""
        self.open("/admin/prisoners/person/")
        self.page.fill("#searchbar", name)
        self.press("#changelist-search [type=submit]")
        self.press(f"#result_list a:text-is('{name}')")
        return self.page

    def open_review(self, name: str) -> Page:
        """From the dossier to the page that shows what the public would see change."""
        self.open_person(name)
        return self.on_to_review()

    def on_to_review(self) -> Page:
        self.press(".dossier-steps a[href*='/review/of/']")
        return self.page

    def press(self, selector: str) -> str:
        """Presses what leads to another page, waits for that, and returns what the newsroom says on it."""
        with self.page.expect_navigation():
            self.page.click(selector)
        return self.arrive()

    def arrive(self) -> str:
        """Gives the password where five minutes have passed; returns what the newsroom says."""
        if "/admin/account/confirm/" in self.page.url:
            self.page.fill("#id_password", PASSWORDS[self.name])
            with self.page.expect_navigation():
                self.page.click("#confirm-form button")
        self.seen()
        return self.told()

    def told(self) -> str:
        return " ".join(self.page.locator("ul.messagelist li").all_inner_texts())

    def start_list(self, code: str, name_es: str, name_en: str) -> str:
        """A list of its own under an organisation of the demonstration; returns its key."""
        page = self.open("/admin/sources/sourcelist/add/")
        page.fill("#id_code", code)
        page.fill("#id_name_es", name_es)
        page.fill("#id_name_en", name_en)
        page.select_option("#id_kind", "prisoners")
        page.click(".field-organisation .select2-selection")
        page.fill(".select2-search__field", "cubalex-demo")
        page.click(".select2-results__option:has-text('Yagruma')")
        self.save()
        self.press(f"#result_list a:text-is('{code}')")
        return page.url.split("/change/")[0].rsplit("/", 1)[1]

    def import_list(self, key: str, as_of: str, file: bytes) -> str:
        """Imports a workbook, looked at first, rows gone or not; the page of what it changes is open then."""
        page = self.open(f"/admin/sources/listsnapshot/import/?list={key}")
        page.fill("#id_as_of", as_of)
        page.set_input_files("#id_import_file", {"name": "lista.xlsx", "mimeType": "", "buffer": file})
        self.press(".submit-row [type=submit]")
        for sure in page.locator("#content form [type=checkbox][required]").all():
            sure.check()
        return self.press(".submit-row [type=submit]")

    def save(self) -> str:
        return self.press("[name=_save]")

    def submit(self, comment: str = "") -> str:
        """From the page of a dossier to its review."""
        self.page.fill("#submit-comment", comment)
        return self.press(".step-submit")

    def consent(self, name: str, *, by: str = "family") -> str:
        """Records that whoever speaks for the person allows the name."""
        page = self.open_person(name)
        self.press("a.addlink[href*='/consent/add/']")
        page.check("[name=scope][value=name]")
        page.select_option("#id_given_by", by)
        page.fill("#id_given_on", "2025-02-20")
        page.select_option("#id_method", "oral_witnessed")
        return self.save()

    def may(self, act: str) -> bool:
        """Whether the review page offers the act: approve, return or take_back."""
        return bool(self.page.locator(f"[formaction$='/{act}/']").count())

    def answer(self, *, yes: tuple[str, ...] = ()) -> None:
        """The whole risk test of the review page; no where nothing else is said."""
        for question in self.page.locator(".risk input[value=no]").all():
            name = str(question.get_attribute("name"))
            self.page.check(f"[name={name}][value={'yes' if name.removeprefix('risk_') in yes else 'no'}]")

    def approve(self, *, yes: tuple[str, ...] = ()) -> str:
        """On the review page: answers the risk test and signs."""
        self.answer(yes=yes)
        return self.press("[formaction$='/approve/']")

    def give_back(self, comment: str) -> str:
        self.page.fill("#comment", comment)
        return self.press("[formaction$='/return/']")

    def force(self, path: str, **fields: str) -> int:
        """Posts what no page offers, as a forged form would; returns the status."""
        with self.page.expect_navigation() as answer:
            self.page.evaluate(
                """([path, fields]) => {
                    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
                    const form = Object.assign(document.createElement("form"), {method: "post", action: path});
                    for (const [name, value] of Object.entries({...fields, csrfmiddlewaretoken: token}))
                        form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
                    document.body.append(form);
                    form.submit();
                }""",
                [path, fields],
            )
        status = answer.value.status
        self.arrive()
        return status

    def path(self) -> str:
        return urlsplit(self.page.url).path

    def publish(self, note: str) -> str:
        self.open("/admin/publication/edition/publish/")
        self.page.fill("[name=note]", note)
        self.page.fill("[name=note_en]", note)
        return self.press(".submit-row [type=submit]")


def workbook(*rows: dict[str, str]) -> bytes:
    """A list as the organisation writes it, under its own headers; rows by our fields."""
    columns = COLUMNS["cubalex-demo"]
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Visitas")
        sheet.write_row(0, 0, columns.values())
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, [row.get(field, "") for field in columns])
    return file.getvalue()


def visited(key: str, name: str, gender: str, age: str, province: str, day: str) -> dict[str, str]:
    return {
        "row_key": key, "name": name, "gender": gender, "age_at_detention": age, "province": province,
        "detained_on": day, "status": "in_custody",
    }  # fmt: skip


def recruit(site: Site, name: str, *, outlet: str, role: str, has_app: bool = True) -> None:
    """Another invented editor: what an invitation would leave, without its 72 hours."""
    PASSWORDS[name] = f"{name}-demo-1"
    made = site.manage("shell", "--command", RECRUITING.format(name=name, outlet=outlet, role=role, has_app=has_app))
    assert made.returncode == 0, made.stderr


RECRUITING = """
from datetime import UTC, date, datetime
from demonstration.accounts import enrol
from editorial.models import Editor, Membership, Outlet
editor = Editor(username="{name}", is_staff=True, is_demo=True, handed_over_at=datetime(2025, 1, 1, tzinfo=UTC))
editor.set_password("{name}-demo-1")
editor.save()
name = "{outlet}".removesuffix("-demo").title() + " (demo)"
outlet, _ = Outlet.objects.get_or_create(code="{outlet}", defaults={{"name": name, "is_demo": True}})
Membership.objects.create(editor=editor, outlet=outlet, role="{role}", starts_on=date(2025, 1, 1))
{has_app} and enrol(editor)
"""
