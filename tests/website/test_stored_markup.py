"""Whatever stands in a public text field comes out as text: on pages, in feeds, drawings, frames, files and data."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date
from html.parser import HTMLParser
from xml.etree import ElementTree

import openpyxl
import pytest

from publication.cells import cell
from publication.models import OrganisationVersion, PageTextVersion, PrisonerVersion, TermVersion
from tests.publication import records
from tests.website.conftest import AS_OF, DETAINED, LEFT, addresses, detention, release_line, source

pytestmark = pytest.mark.django_db

RAW = "</script><script>zqx()</script>\"'><img src=x onerror=zqx()><!-- \u202e\u200f ]]></title></svg>&lt;b&gt;"
"""The end of a block of data, elements, both quotes, a comment, marks that turn the writing round, the end of CDATA."""
OURS = {"src", "href", "action"}
FILES = (
    "/es/personas/todos.csv", "/es/excarcelaciones/todos.csv", "/es/cifras/in_prison/todos.csv",
    "/es/organizaciones/todos.csv", "/es/anuncios/todos.csv", "/es/cifras-publicadas/todos.csv",
    "/es/ediciones/todos.csv", "/es/anuncios/anuncio-553/brecha.csv", "/es/listas/todos.csv?lists=pd-demo,consolidated",
)  # fmt: skip
DRAWN = (
    "/es/cifras/in_prison/tarjeta.svg", "/es/cifras/listed/tarjeta.svg?list=pd-demo",
    "/es/anuncios/anuncio-553/tarjeta.svg", "/es/anuncios/anuncio-553/brecha.svg",
    "/es/cifras/in_prison/grafico.svg?breakdown=province", "/es/cifras/release_type/grafico.svg?breakdown=release_type",
)  # fmt: skip
FRAMES = (
    "/es/cifras/in_prison/tarjeta/", "/es/cifras/listed/tarjeta/?list=pd-demo", "/es/anuncios/anuncio-553/tarjeta/",
    "/es/anuncios/anuncio-553/brecha/", "/es/cifras/in_prison/grafico/?breakdown=province",
    "/es/cifras/por-que-difieren/grafico/?from=listed&to=behind_bars&list=pd-demo",
)  # fmt: skip
FEEDS = ("releases", "returns", "people", "editions")
EMBEDDED = ("/es/cifras/listed/?list=pd-demo", "/es/anuncios/anuncio-553/")


def name(n: int) -> str:
    return f"{RAW} {n} Sabanalar Jutiar"


@pytest.fixture
def spoilt(db):
    """A record whose every text of people's making is RAW."""
    edition = records.edition(1, as_of=AS_OF, note=RAW, note_en=RAW)
    for vocabulary, code in (
        ("province", "CU-03"), ("municipality", "CU-03-01"), ("event", "11j"), ("offence", "sedicion"),
        ("agency", "dse"), ("release_type", "conditional_release"), ("sanction", "imprisonment"),
        ("sentence_step", "first_instance"), ("facility", "boniato"), ("revocation_ground", "no_work"),
    ):  # fmt: skip
        records.term(edition, vocabulary, code, RAW, RAW)
    for code in ("about", "privacy"):
        records.page_text(edition, code, title_es=RAW, title_en=RAW, body_es=RAW, body_en=f"# {RAW}\n\n[{RAW}]({RAW})")
    snapshot = {"as_of": "2024-10-31", "row_count": 2, "new_count": 0, "gone_count": 0, "published_on": "", "url": RAW}
    for code in ("pd-demo", "j11j-demo"):
        line = {"code": code, "name_es": RAW, "name_en": RAW, "kind": "prisoners", "snapshots": [snapshot]}
        told = {"url": f"https://example.org/{RAW}", "country": "", "licence": RAW, "definition_es": RAW,
                "definition_en": RAW, "lists": [line]}  # fmt: skip
        records.organisation(edition, code, RAW, document=told)
    claimed = {"label_es": RAW, "label_en": RAW, "number": 127, "stated_on": "2025-01-17", "url": "javascript:zqx()"}
    texts = {f"{part}_{language}": RAW for part in ("title", "wording", "scope") for language in ("es", "en")}
    records.announcement(edition, document={**texts, "url": f"https://example.org/{RAW}", "claimed": [claimed]})
    records.published_figure(
        edition, "x01a", 172, metric="listed", publisher_name=RAW, note_es=RAW, note_en=RAW,
        url=f"https://example.org/{RAW}", verdict="disagrees",
    )  # fmt: skip
    cited = source(label=RAW, url=f"https://example.org/{RAW}")
    fact = {"field": "age_at_detention", "value": "23", "sources": [cited],
            "stated": [{"organisation": "j11j-demo", "value": RAW, "as_of": "2024-10-31"}]}  # fmt: skip
    out = release_line(court=RAW, sources=[cited])
    told = records.document(
        other_names=[RAW], biography_es=RAW, biography_en=RAW, last_confirmed_on="2025-03-20", facts=[fact],
        detentions=[detention(municipality="CU-03-01", agency="dse", releases=[out], sources=[cited])],
    )  # fmt: skip
    for n in range(2):
        person = records.prisoner(
            edition, name(n), slug=f"sabanalar-{n}", province="CU-03", municipality="CU-03-01", offences=["sedicion"],
            principal_offence="sedicion", detained_earliest=DETAINED, detained_latest=DETAINED, document=told,
        )  # fmt: skip
        records.custody(person, "in_custody", DETAINED, LEFT if n else None)
        for code in ("pd-demo", "consolidated"):
            records.listing(person, code, date(2024, 10, 31))
        if n:
            records.custody(person, "serving_outside", LEFT, detail="conditional_release")
            records.release(person, left_on=LEFT, announcement="anuncio-553")
    person.outside = person.inside = person
    return person


class Elements(HTMLParser):
    """What a browser would make of it: elements that we never wrote, and the blocks of data."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.blocks: list[str] = []
        self.is_data = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attributes}
        self.is_data = tag == "script" and given.get("type") == "application/ld+json"
        is_ours = tag != "script" or self.is_data or given.get("src", "").startswith("/static/")
        if not is_ours or tag == "img" or any(key.startswith("on") or "zqx" in key for key in given):
            self.bad.append(f"{tag} {given}")
        self.bad += [
            value for key, value in given.items() if key in OURS and value.strip().lower().startswith("javascript:")
        ]

    def handle_data(self, data: str) -> None:
        if self.is_data:
            self.blocks.append(data)
            self.is_data = False


def judged(html: str) -> Elements:
    found = Elements()
    found.feed(html)
    assert found.bad == []
    assert not re.search(r"<!-- ?\u202e|<script>zqx|<img src=x", html)
    return found


def test_pages_and_frames_show_it_as_text(public, spoilt):
    met = 0
    for language in ("es", "en"):
        for address in (*addresses(spoilt, language), *(FRAMES if language == "es" else ())):
            response = public.get(address)
            assert response.status_code == 200, address
            html = response.content.decode()
            met += "zqx" in html
            for block in judged(html).blocks:
                json.loads(block)
    assert met > 40, "hardly any page shows the texts"


def test_data_for_search_engines_hold_it_whole(public, spoilt):
    (block,) = judged(public.get("/es/personas/sabanalar-1/").content.decode()).blocks
    assert json.loads(block)["name"] == name(1)
    assert "</" not in block and "<!--" not in block


@pytest.mark.parametrize("address", DRAWN)
def test_drawings_show_it_as_text(public, spoilt, address):
    response = public.get(address)
    assert response.status_code == 200
    drawn = ElementTree.fromstring(response.content)
    assert {one.tag.rpartition("}")[2] for one in drawn.iter()}.isdisjoint({"script", "img", "image", "foreignObject"})
    assert not [key for one in drawn.iter() for key in one.attrib if key.startswith("on")]


@pytest.mark.parametrize("feed", FEEDS)
def test_feeds_hold_it_as_text(public, spoilt, feed):
    atom = ElementTree.fromstring(public.get(f"/feeds/{feed}.atom").content)
    assert {one.tag.partition("}")[0] for one in atom.iter()} == {"{http://www.w3.org/2005/Atom"}
    assert {one.get("type", "text") for one in atom.iter() if one.tag.endswith(("title", "summary"))} <= {"text"}
    items = public.get(f"/feeds/{feed}.json").json()["items"]
    assert not [key for item in items for key in item if key == "content_html"]
    if feed == "releases":
        assert items and name(1) in items[0]["title"] and name(1) in "".join(atom.itertext())


@pytest.mark.parametrize("address", EMBEDDED)
def test_what_oembed_hands_over_is_one_frame(public, spoilt, address):
    told = public.get("/oembed", {"url": f"http://testserver{address}"}).json()
    seen = []

    class Frame(HTMLParser):
        def handle_starttag(self, tag, attributes):
            seen.append((tag, sorted(key for key, _ in attributes)))

    Frame().feed(told["html"])
    assert len(seen) == 1 and seen[0][0] == "iframe" and not [key for key in seen[0][1] if key.startswith("on")]


@pytest.mark.parametrize("address", FILES)
def test_files_hold_it_in_one_cell(public, spoilt, address):
    response = public.get(address)
    assert response.status_code == 200 and response.headers["Content-Disposition"].startswith("attachment")
    text = b"".join(response.streaming_content) if response.streaming else response.content
    heads, *rows = csv.reader(io.StringIO(text.decode("utf-8-sig")))
    assert rows and all(len(row) == len(heads) for row in rows)
    book = public.get(address.replace(".csv", ".xlsx", 1))
    body = b"".join(book.streaming_content) if book.streaming else book.content
    for sheet in openpyxl.load_workbook(io.BytesIO(body)).worksheets:
        for one in (one for row in sheet.iter_rows() for one in row):
            assert one.data_type != "f" and not (one.hyperlink and "javascript" in str(one.hyperlink.target))
    if "personas" in address:
        assert cell(name(1)) in {value for row in rows for value in row}


@pytest.mark.parametrize("model", [PrisonerVersion, OrganisationVersion, TermVersion, PageTextVersion])
def test_the_record_is_spoilt_everywhere(spoilt, model):
    assert all("zqx" in str(vars(row)) for row in model.objects.all())


@pytest.mark.parametrize(
    "bad", ["<script>zqx()</script>", "<img src=x>", "<b onclick=zqx()>", '<a href="javascript:x">']
)
def test_the_judge_sees_markup_that_was_let_through(bad):
    with pytest.raises(AssertionError):
        judged(f"<main>{bad}")
