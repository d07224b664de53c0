"""The style sheets: small, legible in light and dark, still, and the same colours in all of them."""

import gzip
import re
from itertools import product

import pytest
from django.conf import settings

STATIC = settings.ROOT / "website" / "static"
SHEET = (STATIC / "todos.css").read_text()
CARD = (STATIC / "card.css").read_text()
LARGEST, LARGEST_PACKED = 20_000, 5_500

TEXT, GRAPHICS = 4.5, 3.0
"""WCAG 2.2, 1.4.3 and 1.4.11, level AA: contrast of letters, and of what must be seen to understand or operate."""
TEXTS = [
    *product(("ink", "muted", "accent"), ("paper", "panel")),
    ("ink", "wash"),
    ("paper", "ink"),  # a button
    ("paper", "accent"),  # the same under the pointer; the mark
]
MARKS = [*product(("ink", "accent", "free", "muted"), ("paper", "panel"))]


def palettes(sheet: str) -> dict[str, dict[str, str]]:
    """The colours of `:root`, by scheme; what dark does not name is as in light."""
    plain = r":root \{([^}]*)\}"
    light = re.search(plain, sheet)
    dark = re.search(r"prefers-color-scheme: dark\) \{\s*" + plain, sheet)
    assert light and dark
    colours = re.compile(r"--(\w+): (#[0-9a-f]{6});")
    first = dict(colours.findall(light.group(1)))
    return {"light": first, "dark": first | dict(colours.findall(dark.group(1)))}


def luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def too_faint(palette: dict[str, str]) -> list[str]:
    pairs = [(TEXT, *pair) for pair in TEXTS] + [(GRAPHICS, *pair) for pair in MARKS]
    return [f"{one} on {ground}" for least, one, ground in pairs if contrast(palette[one], palette[ground]) < least]


def test_contrast_is_measured_as_the_standard_says():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#777777", "#ffffff") < TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_is_legible_on_every_ground_it_stands_on(scheme):
    assert not too_faint(palettes(SHEET)[scheme])


def test_a_fainter_colour_would_be_noticed():
    assert too_faint(palettes(SHEET)["light"] | {"muted": "#8a8475"}) == ["muted on paper", "muted on panel"]
    assert too_faint(palettes(SHEET)["dark"] | {"accent": "#7a2a20"})


def test_dark_is_a_palette_of_its_own():
    schemes = palettes(SHEET)
    assert all(schemes["light"][name] != schemes["dark"][name] for name in schemes["light"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_wears_the_same_colours(scheme):
    card, ours = palettes(CARD)[scheme], palettes(SHEET)[scheme]
    assert card and {name: ours[name] for name in card} == card


def test_no_colour_is_written_outside_the_palette():
    """Else it would be neither measured nor dark at night. Paper and ink of print are named there."""
    painted = SHEET.partition("@media print")[0]
    for root in re.findall(r":root \{[^}]*\}", painted):
        painted = painted.replace(root, "")
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(|oklch\(", painted)


def test_styles_are_small():
    assert len(SHEET.encode()) <= LARGEST
    assert len(gzip.compress(SHEET.encode(), 9)) <= LARGEST_PACKED


def test_nothing_moves_and_nothing_is_fetched():
    assert not re.search(r"transition|animation|@keyframes|scroll-behavior|@import|url\(|@font-face", SHEET)


def test_the_reader_who_chose_the_colours_gets_them():
    forced = SHEET.partition("(forced-colors: active)")[2]
    for name in palettes(SHEET)["light"]:
        assert re.search(rf"--{name}: [A-Z]\w+;", forced), name
    assert "outline: none" not in SHEET and "outline: 0" not in SHEET
