"""The scanner itself: each form is found wherever it stands, and an innocent text has none."""

import base64
import gzip
import io
import zipfile
import zlib

import pytest

from tests.safety.leaks import FORMS, Scanner


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_a_mark_is_found_in_the_middle_of_a_text(form):
    scanner = Scanner()
    told = FORMS[form](f"{scanner.new()}")
    assert scanner.leaks([f"<p>Antes {told} después</p>".encode()])


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
def test_base64_of_a_longer_text_is_found_wherever_the_mark_begins(before):
    scanner = Scanner()
    told = base64.b64encode(f"{before}{scanner.new()}, y algo más".encode())
    assert scanner.leaks([told]) == {"base64"}


def test_what_is_packed_is_unpacked():
    scanner = Scanner()
    told = scanner.new().encode()
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", told)
    picture = b"\x89PNG\r\n\x1a\n....zTXtComment\0\0" + zlib.compress(told) + b"....IEND"
    page = b"%PDF-1.4\nstream\n" + base64.a85encode(zlib.compress(told)) + b"~>endstream"
    for body in (gzip.compress(told), book.getvalue(), picture, page):
        assert scanner.leaks([body]), body[:4]


def test_an_innocent_text_is_innocent():
    scanner = Scanner()
    scanner.new()
    innocent = ["Yoandri Pérez Sabanalar", "ñandú", "0" * 64, base64.b64encode(b"Yanet Leyva").decode()]
    assert scanner.leaks(text.encode() for text in innocent) == set()
