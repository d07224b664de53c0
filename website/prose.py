"""Texts that editors write, as HTML: a closed list of Markdown's constructs, and nothing that we did not write."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from django.urls import NoReverseMatch
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from website.links import Links

ALLOWED = ["heading", "list", "emphasis", "link", "newline", "escape", "backticks"]
SCHEMES = {"https", "http", "mailto", "page", ""}
PAGE = re.compile(r"page:(?P<name>[a-z_]+)(?:/(?P<argument>[a-z0-9_-]+))?(?P<place>#[\w-]+)?")
ANCHOR = re.compile(r"\s*\{#([a-z][a-z0-9-]*)\}$")

# From nothing: no HTML, image, table or plug-in is understood, so each comes out as escaped text.
_markdown = MarkdownIt("zero", {"html": False}).enable(ALLOWED)


def _is_safe(url: str) -> bool:
    try:
        return urlsplit(url).scheme.lower() in SCHEMES
    except ValueError:  # no address at all
        return False


_markdown.validateLink = _is_safe  # type: ignore[method-assign]


def prose(text: str, links: Links | None = None) -> Markup:
    """The HTML of a page text. The page's own title is its only first heading.

    “## Heading {#word}” gives a heading an address of its own. `[words](page:name)` leads to that page of ours at the
    reader's edition; where there is none of that name, the words stand without a link.
    """
    return _prose(text) if links is None or "](page:" not in text else _written(text, links)


@lru_cache(maxsize=32)
def _prose(text: str) -> Markup:
    return _written(text, None)


def _written(text: str, links: Links | None) -> Markup:
    tokens = _markdown.parse(text)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.tag == "h1":
            token.tag = "h2"
        if before is not None and before.type == "heading_open":
            _name(before, token)
        _lead(token.children or [], links)
    return Markup(_markdown.renderer.render(tokens, _markdown.options, {}))  # noqa: S704 - the renderer escapes all text


def _name(heading: Token, inline: Token) -> None:
    last = inline.children[-1] if inline.children else None
    if last is not None and (found := ANCHOR.search(last.content)):
        heading.attrSet("id", found[1])
        last.content = last.content[: found.start()]


def _lead(parts: list[Token], links: Links | None) -> None:
    """Gives each link its address; takes away those that lead nowhere."""
    is_dropped = False
    for part in parts:
        if part.type == "link_open":
            address = _address(str(part.attrGet("href")), links)
            is_dropped = not address
            part.attrSet("href", address)
            if urlsplit(address).netloc:
                part.attrSet("rel", "noreferrer noopener external")
        if part.type in ("link_open", "link_close") and is_dropped:
            is_dropped = part.type == "link_open"
            part.type, part.tag, part.content = "text", "", ""


def _address(href: str, links: Links | None) -> str:
    """What a link leads to; empty where there is no such page."""
    if not href.startswith("page:"):
        return href
    named = PAGE.fullmatch(href)
    if named is None or links is None:
        return ""
    try:
        arguments = [named["argument"]] if named["argument"] else []
        return links.to(named["name"], *arguments) + (named["place"] or "")
    except NoReverseMatch:
        return ""
