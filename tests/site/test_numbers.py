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


DATE = re.compile(
    r"(?:\b\d{1,2} de )?\b[a-z]+ de \d{4}\b|\b\d{1,2} de [a-z]+\b|\b(?:\d{1,2} )?[A-Z][a-z]+ \d{4}\b", re.IGNORECASE
)
EXCEPTED = (
    r"<a .*?</a>",  # a number inside a link leads somewhere
    r"<svg.*?</svg>",  # its list repeats its numbers, as links
    r'<span class="digit".*?</span>',  # of a part of the bar
    r"<time.*?</time>",
    r"<input[^>]*>",
    r'<details id="moment".*?</details>',  # the day and edition of the whole page
    r"<h2>(?:Latest editions|Últimas ediciones)</h2>.*?</ul>",  # what the newsroom wrote of an edition
)
"""Of the start page: what bears digits and no number of ours."""


def numbers_without_a_link(html: str) -> list[str]:
    for pattern in EXCEPTED:
        html = re.sub(pattern, " ", html, flags=re.DOTALL)
    return re.findall(r"\S*\d\S*", DATE.sub(" ", text(html)))


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("asked", [f"edition={NEWEST}", "edition=1", f"edition={NEWEST}&as_of=2025-01-20"])
def test_every_number_of_the_start_page_is_a_link(site: Site, language: str, asked: str):
    html = main_of(site, f"/{language}/?{asked}")
    assert not numbers_without_a_link(html)
    unlinked = re.sub(r'<a [^>]*of=n"[^>]*>(\d+)</a>', r"\1", html, count=1)
    assert unlinked == html or numbers_without_a_link(unlinked), "a number that lost its link is noticed"


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
