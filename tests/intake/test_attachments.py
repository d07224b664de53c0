"""Pictures: cleaned or refused, whatever they are."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from hashlib import sha256

import pytest
from PIL import Image, PngImagePlugin

from intake.attachments import LARGEST, ROOT, Unusable, cleaned
from intake.cleaning import LONGEST_SIDE

MARK = b"marca-secreta-Sabanalar"


def picture(form: str, size: tuple[int, int] = (60, 40), **options) -> bytes:
    made = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(made, form, **options)
    return made.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    told = Image.Exif()
    told[0x010E], told[0x010F], told[0x0112] = MARK.decode(), MARK.decode(), orientation
    told.get_ifd(0x8825)[1] = "N"
    told.get_ifd(0x8825)[2] = (23.0, 7.0, 51.0)
    told.get_ifd(0x8769)[0x927C] = MARK
    return told


def png_with_text() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", MARK.decode())
    told.add_itxt("XML:com.adobe.xmp", MARK.decode())
    return picture("PNG", pnginfo=told, exif=exif())


SPOKEN = {
    "jpeg": lambda: picture(
        "JPEG", exif=exif(), comment=MARK, xmp=b"<x:xmpmeta>" + MARK + b"</x:xmpmeta>", icc_profile=MARK
    ),
    "png": png_with_text,
    "webp": lambda: picture("WEBP", exif=exif(), xmp=MARK),
    "hung on the end": lambda: picture("JPEG") + b"PK\x03\x04" + MARK + b"<script>alert(1)</script>",
    "beginning like another": lambda: picture("PNG") + b"GIF89a" + MARK,
}


@pytest.mark.parametrize("kind", SPOKEN)
def test_a_picture_keeps_its_pixels_and_nothing_else(kind):
    sent = SPOKEN[kind]()
    assert MARK in sent
    kept = cleaned(sent)
    assert (kept.kind, kept.original_sha256) == ("image/jpeg", sha256(sent).hexdigest())
    assert MARK not in kept.content
    with Image.open(io.BytesIO(kept.content)) as made:
        assert (made.format, made.size) == ("JPEG", (60, 40))
        assert not made.getexif()
        assert not made.info.keys() & {"exif", "xmp", "icc_profile", "comment", "photoshop"}


def test_a_picture_that_lies_on_its_side_is_set_upright():
    with Image.open(io.BytesIO(cleaned(picture("JPEG", exif=exif(orientation=6))).content)) as made:
        assert made.size == (40, 60)


def test_a_large_picture_is_made_smaller():
    with Image.open(io.BytesIO(cleaned(picture("JPEG", (5000, 2500))).content)) as made:
        assert made.size == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_what_is_transparent_becomes_white():
    made = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(made, "PNG")
    with Image.open(io.BytesIO(cleaned(made.getvalue()).content)) as shown:
        assert shown.convert("RGB").getpixel((1, 1)) == (255, 255, 255)


def png_chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_bomb(side: int) -> bytes:
    """A PNG of side × side pixels whose few bytes are all zeros, compressed."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(bytes(10**6)))
        + png_chunk(b"IEND", b"")
    )


def heic() -> bytes:
    """As an iPhone writes it: the kind, and a box of data about the picture with where and by what it was taken."""
    told = b"\x00\x00\x00\x06Exif\x00\x00" + exif().tobytes()
    boxes = [(b"ftyp", b"heic\x00\x00\x00\x00mif1heic"), (b"meta", bytes(4) + told), (b"mdat", bytes(2_000))]
    return b"".join(struct.pack(">I", len(content) + 8) + name + content for name, content in boxes)


def other(form: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (10, 10)).save(made, form)
    return made.getvalue()


REFUSED = {
    "nothing": lambda: b"",
    "text": lambda: b"salio de prision",
    "svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "pdf": lambda: b"%PDF-1.7\n" + MARK,
    "html in a gif": lambda: b"GIF89a/*" + MARK + b"*/=1;",
    "gif": lambda: other("GIF"),
    "tiff": lambda: other("TIFF"),
    "bmp": lambda: other("BMP"),
    "heic": lambda: b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + MARK * 10,
    "heic that tells its place": lambda: heic(),
    "video": lambda: b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(1000),
    "bomb of 2.5 thousand million pixels": lambda: png_bomb(50_000),
    "bomb just below the library's own limit": lambda: png_bomb(9_000),
    "progressive, which is decoded whole": lambda: picture("JPEG", (5001, 5000), progressive=True),
    "cut off": lambda: picture("JPEG", (600, 400))[:300],
    "a png that breaks off": lambda: picture("PNG", (600, 400))[:200],
    "zip": lambda: b"PK\x03\x04" + bytes(100),
    "program": lambda: b"\x7fELF" + bytes(200),
    "too large": lambda: picture("JPEG") + bytes(LARGEST),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_picture_is_refused(kind):
    with pytest.raises(Unusable):
        cleaned(REFUSED[kind]())


def test_a_decoder_that_never_ends_is_stopped(monkeypatch):
    monkeypatch.setattr("intake.attachments.PATIENCE", 0.001)
    with pytest.raises(Unusable):
        cleaned(picture("JPEG"))


TRIES = {
    "a file": "open('/etc/hostname')",
    "a file of our own": "open('intake/cleaning.py')",
    "a connection": "__import__('socket').socket()",
    "a process": "__import__('subprocess').run(['true'])",
}


@pytest.mark.parametrize("what", TRIES)
def test_whoever_takes_a_decoder_over_can_open_nothing(what):
    """The program gives up its rights before it looks at the picture."""
    trial = (
        "import socket, subprocess\nfrom intake import cleaning\n"
        f"try:\n    {TRIES[what]}\nexcept OSError:\n    raise SystemExit(9)\n"
        f"cleaning.load_decoders()\ncleaning.give_up_rights()\n"
        f"try:\n    {TRIES[what]}\nexcept OSError:\n    raise SystemExit(0)\nraise SystemExit(8)\n"
    )
    done = subprocess.run([sys.executable, "-c", trial], cwd=ROOT, check=False)
    assert done.returncode == 0
