"""The editors' work from a list to the public record and back out of it, through the newsroom's own pages.

These publish editions of their own, from the fifth on; what the others ask of editions 1 to 4 stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest
from playwright.sync_api import Browser

from editorial.models.review import RISKS
from tests.site.browsing import browser
from tests.site.conftest import NEWEST, Site
from tests.site.newsroom import Desk, visited, workbook

pytestmark = [pytest.mark.xdist_group("site"), pytest.mark.browser]

LIST, DAY = "visitas-demo", "2025-03-31"
NEWCOMER, NEWCOMER_SLUG = "Dayron Despaigne Tocororal", "demo-dayron-despaigne-tocororal"
KNOWN = "Yoandri Pérez Jutiar"
EDITED, EDITED_SLUG = "Yoandri Pérez Sabanalar", "demo-yoandri-perez-sabanalar"
WITHDRAWN, WITHDRAWN_SLUG = "Yoandri Yunior Pérez Jatiboca", "demo-yoandri-yunior-perez-jatiboca"
WITHHELD, WITHHELD_SLUG = "Yandy Pérez Yarayó", "demo-yandy-perez-yarayo"
"""Three who are in prison when the demonstration ends."""
SLUGS = {WITHDRAWN: WITHDRAWN_SLUG, WITHHELD: WITHHELD_SLUG}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def author(chromium: Browser, site: Site) -> Desk:
    return Desk(chromium, site, "editora").enter()


@pytest.fixture(scope="module")
def reviewer(chromium: Browser, site: Site) -> Desk:
    return Desk(chromium, site, "revisor").enter()


@pytest.fixture(scope="module")
def administrator(chromium: Browser, site: Site) -> Desk:
    return Desk(chromium, site, "administra").enter()


def newest(site: Site) -> int:
    return site.json("/api/v1/editions/")["results"][0]["number"]


def in_prison(site: Site, **asked: int) -> int:
    return site.json("/api/v1/figures/in_prison/", **asked)["value"]


def statuses(site: Site, slug: str, public_id: str, **asked: int) -> set[int]:
    """What a person's page and record answer."""
    query = "".join(f"?{name}={value}" for name, value in asked.items())
    return {site.get(f"/es/personas/{slug}/{query}")[0], site.get(f"/api/v1/prisoners/{public_id}/{query}")[0]}


def found(site: Site, name: str, **asked: int) -> list[str]:
    return [one["slug"] for one in site.json("/api/v1/prisoners/", q=name, **asked)["results"]]


def public_id(site: Site, name: str, **asked: int) -> str:
    rows = site.json("/api/v1/prisoners/", q=name, **asked)["results"]
    return next(one["public_id"] for one in rows if one["name"] == name)


def test_new_person_comes_from_a_list_to_the_public_record(site, author, reviewer, administrator):
    before, edition = in_prison(site), newest(site)
    key = author.start_list(LIST, "Visitas a prisiones", "Prison visits")
    page = author.open(f"/admin/sources/listsnapshot/import/?list={key}")
    file = workbook(
        visited("V-1", NEWCOMER, "Hombre", "31", "La Habana", "2025-02-20"),
        visited("V-2", KNOWN, "Hombre", "38", "Artemisa", "2021-07-11"),
        visited("V-3", "Sola", "Mujer", "", "La Habana", "2025-02-20"),
    )
    page.fill("#id_as_of", DAY)
    page.set_input_files("#id_import_file", {"name": "visitas.xlsx", "mimeType": "", "buffer": file})
    author.press(".submit-row [type=submit]")

    line, _field, reason = page.locator("section.module").first.locator("tbody td").all_inner_texts()
    assert (line, bool(reason)) == ("4", True)
    counts = dict(zip(*(page.locator(f"dl.counts {part}").all_inner_texts() for part in ("dt", "dd")), strict=True))
    assert (counts["leídas"], counts["nuevas"], counts["rechazadas"]) == ("3", "2", "1")
    assert "2 nuevas" in author.press(".submit-row [type=submit]")

    number = re.search(r"(\d+)/?$", page.url.partition("?")[0])[1]
    page.goto(f"{page.url.partition('/admin/')[0]}/admin/sources/listsnapshot/{number}/change/")
    snapshot = page.url
    author.submit()
    author.open_person(KNOWN)
    assert LIST in page.locator("#matches").inner_text(), "the row was matched with the person whom we know"
    assert "en revisión" in author.submit()
    author.open_person(NEWCOMER)
    assert "Una sola fuente nombra a la persona" in page.inner_text("main")
    author.consent(NEWCOMER)
    author.open_person(NEWCOMER)
    assert "en revisión" in author.submit()
    author.on_to_review()
    assert not author.may("approve")

    reviewer.page.goto(snapshot)
    reviewer.on_to_review()
    reviewer.approve()
    for name in (KNOWN, NEWCOMER):
        reviewer.open_review(name)
        assert "Aprobado" in reviewer.approve()
    assert NEWCOMER_SLUG not in found(site, NEWCOMER), "approved is not yet published"

    assert f"{edition + 1}" in administrator.publish("Visitas a prisiones")
    assert found(site, NEWCOMER)[0] == NEWCOMER_SLUG
    newcomer = public_id(site, NEWCOMER)
    assert statuses(site, NEWCOMER_SLUG, newcomer) == {200}
    assert "en prisión desde el 20 de febrero de 2025" in site.get(f"/es/personas/{NEWCOMER_SLUG}/")[2].decode().lower()
    assert in_prison(site) == before + 1
    assert site.json("/api/v1/figures/listed/", list=LIST)["value"] == 2
    assert statuses(site, NEWCOMER_SLUG, newcomer, edition=edition) == {404}
    assert in_prison(site, edition=edition) == before
    assert NEWCOMER_SLUG not in found(site, NEWCOMER, edition=edition)


def test_nobody_approves_alone(site, author, reviewer):
    """An editor may not approve at all; a reviewer may not approve what they wrote themselves."""
    page = author.open_person(EDITED)
    page.fill("#id_occupation", "panadero")
    author.save()
    review = urlsplit(str(author.open_review(EDITED).url)).path
    assert author.force(f"{review}approve/") == 403
    assert "Esta cuenta no puede hacer eso" in page.inner_text("main")

    reviewer.open_person(EDITED)
    reviewer.page.fill("#id_occupation", "panadero y pastelero")
    reviewer.save()
    reviewer.open_person(EDITED)
    reviewer.submit()
    page = reviewer.on_to_review()
    assert "Nadie aprueba su propio trabajo" in page.inner_text("#decide")
    assert not reviewer.may("approve")
    seen = str(page.locator("[name=seen]").get_attribute("value"))
    answers = {f"risk_{question}": "no" for question in RISKS}
    assert reviewer.force(f"{review}approve/", seen=seen, **answers) == 409
    assert "Nadie aprueba su propio trabajo" in reviewer.told()
    reviewer.give_back("A mi propia cuenta")


def test_change_of_a_published_person_changes_nothing_public(site, author):
    path = f"/es/personas/{EDITED_SLUG}/"
    (_, headers, before), figure = site.get(path), in_prison(site)
    page = author.open_person(EDITED)
    author.press("#dossier article h3 a")
    page.fill("#id_detained_on", "2021-07-12")
    author.save()
    assert "borrador" in page.locator(".dossier-state h2").inner_text().lower()
    assert site.get(path)[2] == before
    assert site.get(path, **{"If-None-Match": headers["ETag"]})[0] == 304
    assert in_prison(site) == figure
    author.open("/admin/publication/edition/publish/")
    assert "Esta cuenta no puede hacer eso" in page.inner_text("main"), "who writes does not publish"


@pytest.fixture(scope="module")
def hidden(site: Site, author: Desk, reviewer: Desk, administrator: Desk) -> dict[str, object]:
    """One person withdrawn and one withheld, in one edition; what was said of them before."""
    before: dict[str, object] = {
        "in_prison": in_prison(site),
        "persons": site.json("/api/v1/prisoners/")["count"],
        "edited": site.get(f"/es/personas/{EDITED_SLUG}/")[2],
        **{name: public_id(site, name) for name in (WITHDRAWN, WITHHELD)},
    }
    for name, visibility in ((WITHDRAWN, "withdrawn"), (WITHHELD, "withheld")):
        author.open_person(name)
        author.page.select_option("#id_visibility", visibility)
        author.save()
        author.open_person(name)
        author.submit()
    for name in (WITHDRAWN, WITHHELD):
        assert statuses(site, SLUGS[name], str(before[name])) == {200}, "only an edition changes what the public sees"
        reviewer.open_review(name)
        reviewer.approve()
    administrator.publish("A petición de las familias")
    return before


@pytest.mark.parametrize("edition", [None, NEWEST])
@pytest.mark.parametrize("name", [WITHDRAWN, WITHHELD])
def test_hidden_person_is_in_no_output_by_name(site, hidden, name, edition):
    """Not in the newest edition, and no longer in those that named them."""
    asked = {"edition": edition} if edition else {}
    assert statuses(site, SLUGS[name], str(hidden[name]), **asked) == {404}
    assert SLUGS[name] not in found(site, name, **asked)
    for path in (
        "/es/personas/",
        "/es/personas/todos.csv",
        "/es/cifras/in_prison/todos.csv",
        "/es/cifras/in_prison/quienes/",
        "/api/v1/figures/in_prison/persons/",
    ):
        query = urlencode(asked | ({"q": name} if path == "/es/personas/" else {}))
        status, _, body = site.get(f"{path}?{query}")
        assert status == 200, path
        text = body.decode()
        assert SLUGS[name] not in text, path
        assert name not in text.replace(f'value="{name}"', "").replace(f"«{name}»", ""), path
    assert site.get(f"/id/{hidden[name]}/?{urlencode(asked)}")[0] == 404


def test_withdrawn_person_is_not_counted_and_withheld_one_is(site, hidden):
    assert in_prison(site) == hidden["in_prison"] - 1
    rows = site.get("/es/cifras/in_prison/todos.csv")[2].decode()
    assert str(hidden[WITHDRAWN]) not in rows
    assert str(hidden[WITHHELD]) in rows
    assert len(rows.strip().splitlines()) == in_prison(site) + 1
    assert "se cuenta" in site.get("/es/cifras/in_prison/quienes/")[2].decode()
    assert in_prison(site, edition=NEWEST) == 901


def test_change_that_nobody_approved_stays_out_of_later_editions(site, hidden):
    body = site.get(f"/es/personas/{EDITED_SLUG}/")[2].decode()
    assert "12 de julio de 2021" not in body
    assert "11 de julio de 2021" in body
    assert "panadero" not in body


@contextmanager
def as_role(site: Site, role: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(host=site.socket, port=5432, user=role, dbname="todos", autocommit=True) as connection:
        yield connection


def tamper(site: Site, column: str, value: str, row: int) -> str:
    """Writes behind the door as the owner of the database can, the guards switched off; returns what stood there."""
    with as_role(site, "todos") as connection, connection.transaction():
        connection.execute("ALTER TABLE publication_prisonerversion DISABLE TRIGGER USER")
        (old,) = connection.execute(f"SELECT {column} FROM publication_prisonerversion WHERE id = %s", [row]).fetchone()  # type: ignore[misc]
        connection.execute(f"UPDATE publication_prisonerversion SET {column} = %s WHERE id = %s", [value, row])
        connection.execute("ALTER TABLE publication_prisonerversion ENABLE TRIGGER USER")
    return old


def test_tampered_row_is_found_and_named(site):
    with as_role(site, "todos") as connection:
        row, edition = connection.execute(
            "SELECT id, edition_from FROM publication_prisonerversion WHERE slug = %s AND edition_to IS NULL",
            [NEWCOMER_SLUG],
        ).fetchone()
        with pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute("UPDATE publication_prisonerversion SET gender = 'woman' WHERE id = %s", [row])
    before = tamper(site, "gender", "woman", row)
    try:
        told = site.manage("verify_edition")
    finally:
        tamper(site, "gender", before, row)
    assert told.returncode == 1
    said = told.stdout + told.stderr
    assert f"publication_prisonerversion, fila {row} (edición {edition})" in said
    whole = site.manage("verify_edition")
    assert whole.returncode == 0, whole.stdout + whole.stderr


def test_public_role_reads_the_public_record_and_nothing_else(site):
    with as_role(site, "todos_public") as connection:
        assert connection.execute("SELECT count(*) FROM publication_edition").fetchone()[0] >= NEWEST
        for refused in (
            "SELECT name_display FROM prisoners_person",
            "SELECT * FROM prisoners_privatedetails",
            "SELECT * FROM prisoners_familycontact",
            "SELECT * FROM sources_sourcerecord",
            "SELECT * FROM editorial_editor",
            "SELECT * FROM publication_pseudonym",
            "SELECT * FROM django_session",
            "UPDATE publication_edition SET note = ''",
            "DELETE FROM publication_prisonerversion",
            "CREATE TABLE public.mine (id int)",
            "SET ROLE todos",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(refused)
