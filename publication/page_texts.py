"""The texts about ourselves that the program comes with, until editors publish their own.

A text is one file for each language: its title after `# `, then Markdown (website/prose.py says which).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"
CODES = (
    "about", "methodology", "definitions", "glossary", "how_to_report", "corrections", "privacy", "accessibility",
)  # fmt: skip
"""The pages there are; editorial.models.PageCode has the same."""


@cache
def shipped(code: str) -> dict[str, str]:
    """Titles and bodies in both languages, by the names of a page text's columns."""
    words: dict[str, str] = {}
    for language in ("es", "en"):
        heading, _, body = (FOLDER / f"{code}.{language}.md").read_text("utf-8").partition("\n")
        words |= {f"title_{language}": heading.removeprefix("# "), f"body_{language}": body.strip()}
    return words
