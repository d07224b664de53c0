"""Takes the picture of the README: `python -m tests.site.pictures ADDRESS`, the address of a running site.

The site shows the demonstration as it was loaded: its fourth edition is the newest.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.site.browsing import browser

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "pictures"
SIZE = {"width": 1280, "height": 880}  # ends between two sections
HEAVIEST = 200 * 1024


def take(address: str, folder: Path = FOLDER) -> Path:
    """The top of the Spanish start page, as a PNG. Raises ValueError when it weighs too much for a README."""
    file = folder / "home-es.png"
    with browser() as opened:
        page = opened.new_page(viewport=SIZE, locale="es-CU")
        page.goto(f"{address.rstrip('/')}/es/")
        page.screenshot(path=file)
    if file.stat().st_size > HEAVIEST:
        raise ValueError(f"{file} has {file.stat().st_size} bytes, more than {HEAVIEST}")
    return file


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.write(f"{take(sys.argv[1])}\n")
