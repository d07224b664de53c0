"""How to cite a page: the day in words, the edition, an address that will show the same; nothing by its code."""

import re
from html import unescape

import pytest

DIFFER = "?from=listed&to=behind_bars&list=pd-demo"
CITED = [
    ("/es/anuncios/anuncio-553/", "/en/announcements/anuncio-553/"),
    ("/es/anuncios/anuncio-553/informe/", "/en/announcements/anuncio-553/report/"),
    ("/es/cifras/announced_verified/", "/en/figures/announced_verified/"),
    (f"/es/cifras/por-que-difieren/{DIFFER}", f"/en/figures/why-they-differ/{DIFFER}"),
    ("/es/listas/?lists=pd-demo,consolidated", "/en/lists/?lists=pd-demo,consolidated"),
]


def citation_on(public, address):
    """The words before the address, and the address."""
    html = public.get(address).content.decode()
    (found,) = re.findall(r"<h2>(?:Cómo citar|How to cite)</h2>\s*<p class=\"cite\">(.*?)</p>", html)
    words, _, where = unescape(found).rpartition(" ")
    return words, where


@pytest.mark.parametrize("addresses", CITED)
@pytest.mark.parametrize("language", ["es", "en"])
def test_citation_names_day_and_edition_in_words(public, record, addresses, language):
    words, where = citation_on(public, addresses[language == "en"])
    day, edition = {
        "es": ("al 31 de marzo de 2025", "edición 1"),
        "en": ("as of 31 March 2025", "edition 1"),
    }[language]
    assert words.startswith("#TODOS. (2025, ") and day in words and edition in words
    assert not re.search(r"\d{4}-\d{2}-\d{2}|anuncio-553|announced_verified|pd-demo|listed", words)
    assert where.startswith(f"http://testserver/{language}/") and "edition=1" in where
    assert public.get(where.removeprefix("http://testserver")).status_code == 200


def test_citation_of_an_announcement_gives_both_its_numbers_and_keeps_the_day_asked(public, record):
    words, where = citation_on(public, "/es/anuncios/anuncio-553/?as_of=2025-01-20")
    assert "Anuncio de 553: 553 anunciadas, 1 verificada [Anuncio, al 20 de enero de 2025" in words
    assert "as_of=2025-01-20" in where
    words, _ = citation_on(public, "/en/announcements/anuncio-553/?as_of=2025-01-01")
    assert "verified" not in words


@pytest.mark.parametrize("addresses", CITED)
def test_no_citation_of_a_page_writes_a_day_or_a_code_for_programs(public, record, addresses):
    """Those of the drawings on it, too."""
    for address in addresses:
        found = re.findall(r"<p class=\"cite\">(#TODOS.*?)</p>", public.get(address).content.decode())
        assert found
        for words, _, _ in (unescape(line).rpartition(" ") for line in found):
            assert not re.search(r"\d{4}-\d{2}-\d{2}|anuncio-553|announced_verified|pd-demo|listed", words)
