"""The editors' guide, walked step by step in both languages: what it names is on the screen, its pictures are taken.

TODOS_TAKE_PICTURES  set to 1, the walk writes the pictures of docs/pictures anew:
    TODOS_TAKE_PICTURES=1 make test ARGS=tests/site/test_newsroom_guide.py
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal import auth
from django.utils import translation
from playwright.sync_api import Browser

from demonstration.reports import PASSPHRASE
from prisoners import problems
from tests.site.browsing import browser
from tests.site.conftest import Site
from tests.site.guide import FILES, folded, guide
from tests.site.newsroom import PASSWORDS, recruit, visited, workbook
from tests.site.pictures import FOLDER, HEAVIEST
from tests.site.walk import Walk, Walker

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.browser]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def colleagues(site: Site) -> None:
    """A second reviewer, of a third outlet, and a second administrator."""
    recruit(site, "firmante", outlet="jaguey-demo", role="reviewer")
    recruit(site, "otra", outlet="yagruma-demo", role="administrator")


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
    # No list says the new day: a document does.
    page.click(f"#citations-{row} .field-document .select2-selection")
    page.fill(".select2-search__field", "Nota del Registro Ceiba")
    page.click(".select2-results__option:has-text('sobre las bajas de su lista')")
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
    administrator.page.fill("[name=note_en]", "A release")
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
        walk.said[walk.step] += folded(
            " ".join(str(check.message) for check in [*problems.CHECKS, *problems.CHECKS_OF_ONE])
        )


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


@step
def incoming(walk: Walk) -> None:
    """A list that contradicts itself a month later and has lost a row; both its imports are undone at the end."""
    author, code = walk.desk("editora"), f"guia-{walk.language}"
    key = author.start_list(code, "Lista de la guía", "List of the guide")
    stays = ("G-1", "Leovigildo Zamora Caguairán", "Hombre", "44", "Granma")
    author.import_list(
        key,
        "2025-02-01",
        workbook(visited(*stays, "2024-05-06"), visited("G-2", "Eulalia Zamora Xacetiz", "Mujer", "31", "Granma", "")),
    )
    author.import_list(key, "2025-03-01", workbook(visited(*stays, "2023-08-09")))
    for _question in range(2):
        with author.page.expect_navigation():
            author.page.keyboard.press({"es": "m", "en": "l"}[walk.language])
        author.seen()
    author.open("/admin/")
    for number in range(2):  # the newest first; what was undone stays on the page
        author.open(f"/admin/sources/listsnapshot/?source_list__id__exact={key}")
        author.press(f"#result_list a:text-matches('guia-') >> nth={number}")
        author.press("#content-main a[href*='/listchange/of/']")
        author.press("a[href$='/undo/']")
        author.press("button[value=look]")
        author.page.fill("#undo-reason", "Era la prueba de la guía")
        author.press("button[value=undo]")


def put_away_and_back(author: Walker) -> None:
    """A report is held to be spam by mistake, and taken up again from among the spam."""
    author.open("/admin/sources/citizenreport/?kind=release")
    report = str(author.page.locator(".reports [name=report]").first.get_attribute("value"))
    author.page.check(f"[name=report][value='{report}']")
    author.press("form[action$='/dismiss/']:has(.reports) button:not([formaction])")
    author.press("form.choices button")
    author.open("/admin/sources/citizenreport/?state=spam")
    author.page.check(f"[name=report][value='{report}']")
    author.press("[formaction$='/restore/']")


@step
def reports(walk: Walk) -> None:
    """Each language takes another report of the demonstration."""
    author = walk.desk("editora")
    author.open("/admin/")
    author.press(".desk a[href='/admin/sources/citizenreport/']")
    author.page.fill("#secret", PASSPHRASE)
    author.press(".unlock button")
    author.open("/admin/sources/citizenreport/")
    walk.picture(author, height=760)
    kind = {"es": "error", "en": "return"}[walk.language]
    put_away_and_back(author)
    author.open(f"/admin/sources/citizenreport/?kind={kind}")
    author.press(".reports th a >> nth=0")
    report = author.path()
    author.press("form[action$='/link/'] button >> nth=0")
    author.press("form[action$='/record/'] button")
    assert "/admin/sources/" not in author.path()
    author.open(report)
    author.press(".lock button")


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
