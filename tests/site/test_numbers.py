"""A number that is a link leads to a page headed by that very number, on every page that shows figures."""

from __future__ import annotations

import re
from html import unescape
from itertools import chain

import pytest

from tests.site.conftest import NEWEST, Site
from website.paths import WORDS

pytestmark = pytest.mark.xdist_group("site")

SHOWING = (
    "",
    "{figures}/",
    "{figures}/{trends}/",
    "{figures}/{differ}/",
    "{announcements}/anuncio-553/",
    "{announcements}/anuncio-553/{report}/",
    "{published}/",
    "{lists}/",
    "{organisations}/",
)
LINK = re.compile(r'<a [^>]*?href="(/[^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
NUMBER = re.compile(r"[\d.,\u202f]*\d(?:\s?%| (?:years?|años?))?")
HEADLINE = re.compile(
    r"<h1>.*?</h1>|<h2>.*?</h2>|<p class=\"(?:fact|lead)\">.*?</p>|<li><strong>.*?</strong>|<caption>.*?</caption>",
    re.DOTALL,
)


def text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).replace("\u00a0", " ").split())


def main_of(site: Site, address: str) -> str:
    status, _, body = site.get(address)
    assert status == 200, address
    html = body.decode()
    return html[html.index("<main") : html.index("</main>")]


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("edition", [1, NEWEST])
def test_every_number_leads_to_a_page_headed_by_it(site: Site, language: str, edition: int):
    words = {key: said[language] for key, said in WORDS.items()}
    pages = [f"/{language}/{page.format(**words)}?edition={edition}" for page in SHOWING]
    links = dict.fromkeys(chain.from_iterable(LINK.findall(main_of(site, page)) for page in pages))
    numbers = {(unescape(address), text(shown)) for address, shown in links if NUMBER.fullmatch(text(shown))}
    wrong = []
    for address, number in sorted(numbers):
        headlines = text(" ".join(HEADLINE.findall(main_of(site, address.partition("#")[0]))))
        if not re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", headlines):
            wrong.append((number, address, headlines[:200]))
    assert len(numbers) > 50
    assert not wrong
