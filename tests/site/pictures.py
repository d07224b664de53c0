"""Takes the picture of the README: `python -m tests.site.pictures ADDRESS`, the address of a running site.

The site shows the demonstration as it was loaded: its fourth edition is the newest. The pictures of the editors' guide
are taken by the test that walks it (test_newsroom_guide.py).
"""

from __future__ import annotations

import sys
import zlib
from array import array
from base64 import b64decode, b64encode
from collections import Counter
from pathlib import Path
from struct import pack

from playwright.sync_api import Page

from tests.site.browsing import browser

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
SIZE = {"width": 1280, "height": 880}  # ends between two sections
HEAVIEST = 60 * 1024
COLOURS = 64

DECODE = """async source => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), {width: image.width, height: image.height});
    const drawing = canvas.getContext("2d");
    drawing.drawImage(image, 0, 0);
    const bytes = drawing.getImageData(0, 0, image.width, image.height).data;
    let text = "";
    for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
    return [image.width, image.height, btoa(text)];
}"""


def with_few_colours(picture: bytes, page: Page) -> bytes:
    """The same PNG with a palette: a third of the weight, and the eye sees no difference. `page` decodes it."""
    blank = page.context.new_page()
    width, height, pixels = blank.evaluate(DECODE, f"data:image/png;base64,{b64encode(picture).decode()}")
    blank.close()
    colours = array("I", b64decode(pixels))
    counted = Counter(colours)
    palette = _palette(counted)
    nearest = {colour: _nearest(colour, palette) for colour in counted}
    rows = bytearray()
    for top in range(0, width * height, width):
        rows.append(0)  # no filter: flat areas pack well as they are
        rows.extend(nearest[colour] for colour in colours[top : top + width])
    table = b"".join(bytes(_channels(colour)) for colour in palette)
    parts = (
        (b"IHDR", pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", table),
        (b"IDAT", zlib.compress(rows, 9)),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in (*parts, (b"IEND", b"")))


def _palette(counted: Counter[int]) -> list[int]:
    """The most frequent colours, no two of them alike."""
    chosen: dict[tuple[int, ...], int] = {}
    for colour, _often in counted.most_common():
        chosen.setdefault(tuple(channel >> 4 for channel in _channels(colour)), colour)
        if len(chosen) == COLOURS:
            break
    return list(chosen.values())


def _nearest(colour: int, palette: list[int]) -> int:
    own = _channels(colour)
    return min(
        range(len(palette)), key=lambda at: sum((a - b) ** 2 for a, b in zip(own, _channels(palette[at]), strict=True))
    )


def _channels(colour: int) -> tuple[int, int, int]:
    """Red, green and blue of a pixel as the canvas writes it."""
    return colour & 255, colour >> 8 & 255, colour >> 16 & 255


def _chunk(name: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))


def keep(picture: bytes, page: Page, file: Path) -> Path:
    """Writes it down. Raises ValueError when it weighs too much for a page of text."""
    small = with_few_colours(picture, page)
    if len(small) > HEAVIEST:
        raise ValueError(f"{file} would have {len(small)} bytes, more than {HEAVIEST}")
    file.write_bytes(small)
    return file


def take(address: str, folder: Path = FOLDER) -> Path:
    """The top of the Spanish start page."""
    with browser() as opened:
        page = opened.new_context(viewport=SIZE, locale="es-CU").new_page()
        page.goto(f"{address.rstrip('/')}/es/")
        return keep(page.screenshot(), page, folder / "home-es.png")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.write(f"{take(sys.argv[1])}\n")
