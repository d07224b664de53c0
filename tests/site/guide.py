"""The editors' guide as its tests read it: its steps, the words of the screen that each names, its pictures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

DOCS = Path(__file__).resolve().parents[2] / "docs"
FILES = {"es": DOCS / "editors.md", "en": DOCS / "editors.en.md"}

READ = """() => {
    const said = [document.body.innerText];
    for (const one of document.querySelectorAll("input[type=submit], option, [aria-label], [title]"))
        said.push(one.value ?? "", one.textContent, one.getAttribute("aria-label") ?? "", one.title ?? "");
    return said.join(" ");
}"""


@dataclass
class Guide:
    """`words`: by step, what stands in bold there. `pictures`: the files it shows."""

    words: dict[str, list[str]]
    pictures: set[str]


def guide(language: str) -> Guide:
    text = FILES[language].read_text()
    _before, *parts = re.split(r'^<a id="(\w+)"></a>$', text, flags=re.MULTILINE)
    steps = dict(zip(parts[::2], parts[1::2], strict=True))
    words = {name: re.findall(r"\*\*(.+?)\*\*", part, re.DOTALL) for name, part in steps.items()}
    return Guide(words, set(re.findall(r"\]\(pictures/([^)]+)\)", text)))


def folded(text: str) -> str:
    """Case and spaces do not matter: style sheets and line ends change them."""
    return " ".join(text.casefold().split())


def read(page: Page) -> str:
    """All that a page says, what its buttons and choices say too."""
    return folded(page.evaluate(READ))
