"""Texts that editors write, as HTML: a closed list of Markdown's constructs, and nothing that we did not write."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markupsafe import Markup

ALLOWED = ["heading", "list", "emphasis", "link", "newline", "escape"]
SCHEMES = {"https", "http", "mailto", ""}

# From nothing: no HTML, image, table or plug-in is understood, so each comes out as escaped text.
_markdown = MarkdownIt("zero", {"html": False}).enable(ALLOWED)


def _is_safe(url: str) -> bool:
    try:
        return urlsplit(url).scheme.lower() in SCHEMES
    except ValueError:  # no address at all
        return False


_markdown.validateLink = _is_safe  # type: ignore[method-assign]


@lru_cache(maxsize=32)
def prose(text: str) -> Markup:
    """The HTML of a page text. The page's own title is its only first heading."""
    tokens = _markdown.parse(text)
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"
        for part in token.children or ():
            if part.type == "link_open" and urlsplit(str(part.attrGet("href"))).netloc:
                part.attrSet("rel", "noreferrer noopener external")
    return Markup(_markdown.renderer.render(tokens, _markdown.options, {}))  # noqa: S704 - the renderer escapes all text
