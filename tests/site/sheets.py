"""Takes pictures of every kind of page, to be looked at: `python -m tests.site.sheets ADDRESS [FOLDER]`.

ADDRESS is that of a running site with the demonstration; FOLDER is var/pictures unless given. Each page at 360, 768 and
1280 pixels, in both languages, by day and by night, and some of them as they come out on paper; a sheet for each kind
shows twelve of them side by side. With `--keep`, the few that docs/design.md shows are written to docs/pictures/design.
"""

from __future__ import annotations

import sys
from base64 import b64encode
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.site.browsing import browser
from tests.site.pages import FORMS, KINDS, REFUSED, address
from tests.site.pictures import with_few_colours

ROOT = Path(__file__).resolve().parents[2]
WIDTHS, LANGUAGES, SCHEMES = (360, 768, 1280), ("es", "en"), ("light", "dark")
TALLEST = 2400
PRINTED = ("outside", "figure", "announcement")
PAPER = {"width": 794, "height": 1123}  # A4 at 96 to the inch

KEPT = {
    "home": ((1280, "es", "light", 1180), (360, "en", "dark", 1500)),
    "outside": ((1280, "en", "light", 1000), (360, "es", "light", 1250)),
    "map": ((1280, "es", "light", 1250), (360, "en", "light", 1150)),
    "announcement": ((768, "es", "dark", 1400),),
    "search": ((768, "en", "light", 800),),
    "trends": ((1280, "en", "dark", 900),),
    "tell": ((360, "es", "light", 1250),),
    "published": ((360, "es", "light", 1100),),
}
"""Of each kind: width, language, scheme, and how much of it is shown. A few pages say how all look."""
HEAVIEST_OF_ALL = 2_000_000


def take(opened: Browser, site: str, kind: str, width: int, language: str, scheme: str, tall: int = TALLEST) -> bytes:
    context = opened.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(site + address(kind, language))
    height = min(page.evaluate("document.documentElement.scrollHeight"), tall)
    picture = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": width, "height": height})
    context.close()
    return picture


def printed(opened: Browser, site: str, kind: str) -> bytes:
    """The first sheet of paper."""
    context = opened.new_context(viewport=PAPER)
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(site + address(kind, "es"))
    picture = page.screenshot(clip={"x": 0, "y": 0, **PAPER})
    context.close()
    return picture


def sheet(page: Page, pictures: list[bytes]) -> bytes:
    """All of them side by side, half as large."""
    shown = "".join(f'<img src="data:image/png;base64,{b64encode(one).decode()}">' for one in pictures)
    page.set_content(
        f"<style>body{{margin:8px;background:#777;display:flex;gap:8px;align-items:start;width:max-content}}"
        f"img{{zoom:.5}}</style>{shown}"
    )
    page.wait_for_load_state()
    return page.screenshot(full_page=True)


def take_all(site: str, folder: Path, kinds: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with browser() as opened:
        blank = opened.new_context(viewport={"width": 4900, "height": 900}).new_page()
        for kind in kinds:
            found = []
            for language, scheme, width in product(LANGUAGES, SCHEMES, WIDTHS):
                found.append(take(opened, site, kind, width, language, scheme))
                (folder / f"{kind}-{width}-{language}-{scheme}.png").write_bytes(found[-1])
            (folder / f"sheet-{kind}.png").write_bytes(sheet(blank, found))
            sys.stdout.write(f"{kind}\n")
            sys.stdout.flush()
        for kind in PRINTED:
            (folder / f"print-{kind}.png").write_bytes(printed(opened, site, kind))


def keep(site: str, folder: Path) -> None:
    """The pictures of docs/design.md, with a palette. Raises ValueError when together they weigh too much."""
    folder.mkdir(parents=True, exist_ok=True)
    with browser() as opened:
        blank = opened.new_context().new_page()
        for kind, those in KEPT.items():
            for width, language, scheme, tall in those:
                picture = take(opened, site, kind, width, language, scheme, tall)
                (folder / f"{kind}-{width}-{language}-{scheme}.png").write_bytes(with_few_colours(picture, blank))
        for kind in PRINTED[:1]:
            (folder / f"print-{kind}.png").write_bytes(with_few_colours(printed(opened, site, kind), blank))
    weight = sum(file.stat().st_size for file in folder.glob("*.png"))
    if weight > HEAVIEST_OF_ALL:
        raise ValueError(f"{folder} has {weight} bytes, more than {HEAVIEST_OF_ALL}")


if __name__ == "__main__":
    arguments = [one for one in sys.argv[1:] if not one.startswith("--")]
    if not arguments:
        sys.exit(__doc__)
    place = arguments[0].rstrip("/")
    if "--keep" in sys.argv:
        keep(place, ROOT / "docs" / "pictures" / "design")
    else:
        into = Path(arguments[1]) if len(arguments) > 1 else ROOT / "var" / "pictures"
        take_all(place, into, arguments[2:] or [*KINDS, *FORMS, *REFUSED])
