"""Takes pictures of every kind of page, to be looked at: `python -m tests.site.sheets ADDRESS [FOLDER]`.

ADDRESS is that of a running site with the demonstration; FOLDER is var/pictures unless given. Each page at 360, 768 and
1280 pixels, in both languages, by day and by night, and some of them as they come out on paper; a sheet for each kind
shows twelve of them side by side. With `--keep`, those that docs/design.md shows are written to docs/pictures/design;
for the picture of the receipt a report is sent to that site.
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
from website.paths import WORDS

ROOT = Path(__file__).resolve().parents[2]
WIDTHS, LANGUAGES, SCHEMES = (360, 768, 1280), ("es", "en"), ("light", "dark")
TALLEST = 2400
PRINTED = ("home", "outside", "announcement", "figure")
PRINTED_AND_KEPT = PRINTED[:3]
PAPER = {"width": 794, "height": 1123}  # A4 at 96 to the inch

KEPT = {
    "home": ((1280, "es", "light", 1180), (360, "en", "dark", 1500)),
    "people": ((768, "es", "light", 800),),
    "search": ((768, "en", "light", 800),),
    "nobody": ((360, "es", "light", 700),),
    "outside": ((1280, "en", "light", 1000), (360, "es", "light", 1250)),
    "inside": ((768, "es", "dark", 900),),
    "releases": ((768, "en", "dark", 900),),
    "announcement": ((768, "es", "dark", 1400),),
    "report": ((1280, "es", "light", 1000),),
    "published": ((360, "es", "light", 1100),),
    "figures": ((768, "en", "light", 900),),
    "flow": ((1280, "es", "light", 1750), (360, "en", "dark", 2650)),
    "survival": ((768, "en", "light", 1200),),
    "map": ((1280, "es", "light", 1250), (360, "en", "light", 1150)),
    "hidden_numbers": ((768, "es", "dark", 1000),),
    "persons": ((360, "es", "light", 800),),
    "trends": ((1280, "en", "dark", 1500),),
    "walk": ((1280, "es", "light", 1000),),
    "lists": ((1280, "en", "light", 1000),),
    "organisations": ((768, "es", "light", 1200),),
    "editions": ((360, "en", "dark", 1000),),
    "corrections": ((768, "es", "light", 900),),
    "glossary": ((768, "en", "light", 1300),),
    "methodology": ((360, "es", "light", 1000),),
    "data": ((768, "en", "dark", 900),),
    "tell": ((360, "es", "light", 1250),),
    "code": ((360, "en", "dark", 640),),
    "unknown": ((360, "es", "light", 640),),
    "bad": ((768, "en", "dark", 520),),
    "number_card": ((400, "es", "light", 260),),
    "announcement_card": ((400, "en", "dark", 400),),
    "chart_frame": ((600, "en", "light", 640),),
    "map_frame": ((400, "es", "dark", 560),),
}
"""Of each kind: width, language, scheme, and how much of it is shown. Each kind of page is there once, some twice."""
RECEIPT = "receipt-360-es-light.png"
BESIDE = {
    "flow": "{figures}/in_prison/",
    "number_card": "{figures}/in_prison/{card}/",
    "announcement_card": "{announcements}/anuncio-553/{card}/",
    "chart_frame": "{figures}/in_prison/{chart}/?of=flow",
    "map_frame": "{figures}/in_prison/{chart}/?breakdown=province",
}
"""Pages shown that are of a kind which has its tests under another address, and what others show in frames."""
PATIENCE = 21_000
"""In milliseconds: so long the form asks to be read, of who runs no script."""
HEAVIEST_OF_ALL = 3_000_000


def address_of(kind: str, language: str) -> str:
    if kind not in BESIDE:
        return address(kind, language)
    return f"/{language}/" + BESIDE[kind].format(**{key: said[language] for key, said in WORDS.items()})


def take(opened: Browser, site: str, kind: str, width: int, language: str, scheme: str, tall: int = TALLEST) -> bytes:
    context = opened.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(site + address_of(kind, language))
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


def receipt(opened: Browser, site: str) -> bytes:
    """What stands after the citizens' form was sent: one is sent, with invented words, to the site that is shown."""
    context = opened.new_context(viewport={"width": 360, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(site + address("tell", "es"))
    page.locator("[name=kind][value=release]").check()
    page.locator("[name=name]").fill("Yoandri Pérez Arimaos")
    page.locator("[name=text]").fill("Salió de prisión ayer; me lo contó una vecina.")
    page.wait_for_timeout(PATIENCE)
    page.locator("button.send").click()
    page.locator(".receipt").wait_for()
    picture = page.screenshot(full_page=True, clip={"x": 0, "y": 0, "width": 360, "height": 1000})
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
        (folder / RECEIPT).write_bytes(with_few_colours(receipt(opened, site), blank))
        for kind, those in KEPT.items():
            for width, language, scheme, tall in those:
                picture = take(opened, site, kind, width, language, scheme, tall)
                (folder / f"{kind}-{width}-{language}-{scheme}.png").write_bytes(with_few_colours(picture, blank))
        for kind in PRINTED_AND_KEPT:
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
