"""A chart as a file: all that a newspaper needs stands in it, and letters appear on a machine without fonts."""

import struct
from datetime import date
from xml.etree import ElementTree

import pytest
from django.utils.safestring import SafeString

from reports.charts import svg
from reports.charts.bars import bars
from reports.charts.picture import MARGIN, Caption, height_of, lines_of, picture, png
from tests.reports.test_charts import NAME, TEXTS, row

ADDRESS = "https://example.org/es/cifras/overlap/?lists=pd-demo,j11j-demo,cubalex-demo&as_of=2025-01-14&edition=3"
CAPTION = Caption("Título & <b>", ["Al 14 de enero de 2025 · edición 3"], [f"Fuente: «cifra». {ADDRESS}"], "Inventado")
WIDE = svg.WIDTH + 2 * MARGIN


def alone(caption=CAPTION):
    return picture(bars([row("a", 12), row("b", 3)], **TEXTS), caption)


def texts(drawn):
    tree = ElementTree.fromstring(drawn)  # noqa: S314 - it is ours
    return [part.text for part in tree.iter() if part.tag.endswith("}text")]


def size_of(image):
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", image[16:24])


def test_file_says_title_day_edition_source_and_address():
    said = texts(alone())
    assert said[:3] == ["Título & <b>", "Al 14 de enero de 2025 · edición 3", "Inventado"]
    assert "".join(said[said.index("Fuente: «cifra».") + 1 :]) == ADDRESS
    assert "12" in said and "3" in said


def test_file_stands_alone_and_nothing_in_it_runs():
    drawn = alone()
    assert drawn.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    for forbidden in ("<b>", "<script", "<style", "style=", "href", "url("):
        assert forbidden not in drawn


def test_nothing_reaches_beyond_the_picture():
    tree = ElementTree.fromstring(alone())  # noqa: S314 - it is ours
    height = float(tree.get("height"))
    below = [float(part.get("y")) for part in tree.iter() if part.tag.endswith("}text") and float(part.get("y")) > 0]
    assert max(below) < height
    assert height > height_of(bars([row("a", 12), row("b", 3)], **TEXTS)) + 2 * MARGIN


def test_real_data_bear_no_warning():
    assert "Inventado" not in alone(Caption(CAPTION.title, CAPTION.lines, CAPTION.notes))


def test_address_begins_a_line_and_is_cut_where_it_can_be_typed():
    lines = list(lines_of(f"Fuente. {ADDRESS}", 40))
    assert lines[0] == "Fuente."
    assert "".join(lines[1:]) == ADDRESS
    assert all(len(line) <= 40 for line in lines)
    assert all(line[-1] in "/?&," for line in lines[1:-1])


@pytest.mark.parametrize("text", ["x" * 500, f"https://example.org/{'x' * 500}", "", "una sola"])
def test_no_line_is_longer_than_its_room(text):
    lines = list(lines_of(text, 60))
    assert all(len(line) <= 60 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_pixels_are_three_to_a_unit():
    drawn = alone()
    height = float(ElementTree.fromstring(drawn).get("height"))  # noqa: S314 - it is ours
    assert size_of(png(drawn)) == (3 * WIDE, round(3 * height))


def image_of(letter):
    return png(picture(SafeString('<svg viewBox="0 0 360 1"></svg>'), Caption(letter, [], [])))


@pytest.mark.parametrize("letter", list("aáéíóúüñÑ“”«»–…·%0"))
def test_letters_appear_with_no_font_of_the_system(letter):
    """No system font is looked at, here as on a server that has none: an unknown letter is a box, none is white."""
    blank, unknown = image_of("\u00a0"), image_of("\ue000")
    assert image_of(letter) not in (blank, unknown)


def test_accents_are_seen():
    assert len({image_of(letter) for letter in "aáàn\u00f1"}) == 5


def test_name_with_markup_is_text_in_the_picture():
    assert NAME.split()[0].replace("<b>", "&lt;b&gt;") in alone()


def test_last_number_of_a_line_stands_right_of_its_point():
    from reports.charts.line import line

    drawn = line([(date(2025, 1, 1), 900), (date(2025, 2, 1), 10)], **TEXTS)
    tree = ElementTree.fromstring(drawn)  # noqa: S314 - it is ours
    last = [part for part in tree.iter("circle")][-1]
    number = next(part for part in tree.iter("text") if part.text == "10")
    assert float(number.get("x")) > float(last.get("cx")) and number.get("text-anchor") is None
