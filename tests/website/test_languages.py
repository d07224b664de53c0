"""Two languages, complete: no text of a template goes untranslated, no page speaks the other language unmarked, and the
switch keeps the page and what it was asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from jinja2 import Environment

from tests.website.conftest import addresses

LANGUAGES = ("es", "en")
TEMPLATES = "templates/website"
NAMES = {
    "TODOS", "API", "SVG", "PNG", "CSV", "PDF", "XLSX", "JSON", "URL", "English", "Español", "OpenAPI", "Atom", "ETag",
    "sha", "Facebook", "Telegram", "WhatsApp"}  # fmt: skip
"""What is written the same in both languages."""
SPEAKS = {
    # Words that no text of the other language has, but inside a name.
    "en": {"the", "and", "with", "which", "whose", "from", "was", "were", "whoever", "person", "persons", "prison",
           "left", "each", "this", "these", "their", "other", "none", "of"},
    "es": {"los", "las", "del", "con", "que", "quien", "cada", "esta", "este", "personas", "prisión", "según", "más",
           "por", "desde", "hasta", "otra", "otro", "ninguna", "sin"},
}  # fmt: skip
WORD = re.compile(r"[^\W\d_]+")


def literal_texts(source: str) -> Iterator[str]:
    """Words that a template writes by itself: neither a tag, nor inside braces."""
    bare = "".join(
        value if kind == "data" else " "
        for _line, kind, value in Environment().lex(source)
        if kind != "comment"  # noqa: S701
    )
    shown = re.sub(r"<(style|script|code)\b.*?</\1>|&lt;.*?&gt;", " ", bare, flags=re.DOTALL)
    shown = re.sub(r"<[^>]*>|&\w+;| [a-z-]+=\"[^\"]*\"", " ", shown)  # a macro may write an attribute alone
    yield from (word for word in WORD.findall(shown) if len(word) > 1)


def test_every_word_of_a_template_is_translated(settings):
    """But for texts that have a file for each language."""
    found = {}
    for path in sorted((settings.ROOT / TEMPLATES).rglob("*.html")):
        if re.search(r"\.(es|en)\.html$", path.name):
            twin = path.with_name(path.name.replace(".es.", ".en.") if ".es." in path.name else path.name)
            assert twin.exists(), path
            continue
        if words := set(literal_texts(path.read_text())) - NAMES:
            found[path.name] = words
    assert not found


@pytest.mark.parametrize(
    "source", ["<p>Hello {{ x }}</p>", "{% if x %}Who{% endif %}", "<h1 class='a'>{{ _('A') }} more</h1>"]
)
def test_a_literal_text_is_seen(source):
    assert set(literal_texts(source))


@pytest.mark.parametrize(
    "source", ["<p>{{ _('Hello') }}</p>", "{# Hello #}", '<a href="/x" class="name">{{ x }}</a>', "&nbsp;"]
)
def test_a_translated_text_is_none(source):
    assert not set(literal_texts(source))


class Spoken(HTMLParser):
    """The texts of a page by the language that they are marked with."""

    SILENT = {"script", "style", "code", "template"}
    VOID = {"meta", "link", "input", "br", "img", "hr", "col", "wbr", "source"}

    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.said: dict[str, list[str]] = {}

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        language = given.get("lang") or (self.open[-1][1] if self.open else "")
        for name in ("aria-label", "title", "placeholder", "alt", "data-label"):
            if given.get(name):
                self.said.setdefault(language, []).append(given[name])
        if tag == "meta" and given.get("name") == "description":
            self.said.setdefault(language, []).append(given["content"])
        if tag not in self.VOID:
            self.open.append((tag, language))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            continue

    def handle_data(self, data):
        if self.open and not any(tag in self.SILENT for tag, _ in self.open):
            self.said.setdefault(self.open[-1][1], []).append(data)


def foreign(html: str, language: str) -> list[str]:
    """Texts marked as of this language that have words of the other."""
    other = "en" if language == "es" else "es"
    page = Spoken()
    page.feed(html)
    texts = [re.sub(r"https?://\S+|\s+", " ", text).strip() for text in page.said.get(language, [])]
    return [text for text in texts if set(WORD.findall(text)) & SPEAKS[other]]


def test_no_page_speaks_the_other_language(public, record):
    found = {
        address: foreign(public.get(address).content.decode(), language)
        for language in LANGUAGES
        for address in addresses(record, language)
    }
    assert not {address: texts for address, texts in found.items() if texts}


@pytest.mark.parametrize(
    "html", ['<html lang="es"><p>Who left <b>the</b> prison', '<html lang="es"><a title="of the day">']
)
def test_an_untranslated_text_is_heard(html):
    assert foreign(html, "es")


def test_a_marked_quotation_is_not():
    assert not foreign('<html lang="es"><p>Se llama <span lang="en">the list</span>', "es")


def test_the_switch_keeps_the_page_and_what_it_was_asked(public, record):
    for language in LANGUAGES:
        other = "en" if language == "es" else "es"
        for address in addresses(record, language):
            asked = address + ("&" if "?" in address else "?") + "edition=1&as_of=2025-03-30"
            there = in_language(public.get(asked), other)
            assert there.startswith(f"/{other}/"), address
            assert parse_qs(urlsplit(there).query) == parse_qs(urlsplit(asked).query), address
            assert in_language(public.get(there), language) == asked, (address, there)


def in_language(answer, language: str) -> str:
    """Where a page says that it is in that language."""
    assert answer.status_code == 200, answer.request
    found = re.search(rf'<link rel="alternate" hreflang="{language}" href="([^"]+)"', answer.content.decode())
    assert found, answer.request
    return found[1].replace("&amp;", "&")
