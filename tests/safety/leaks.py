"""The scanner: finds the mark of a private value in an answer, in any of thirteen forms."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import quote

CORE = "Zqxñandú"
"""What every mark begins with: no text of ours has it, and it looks different in each of the forms."""


def mark(number: int) -> str:
    return f"{CORE}{number:05d}"


def _folded(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def _digest(name: str) -> Callable[[str], str]:
    return lambda text: hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()


# How a value may be written. Digests are of the whole mark; of the others its core is looked for.
FORMS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "url": quote,
    "html": lambda text: html.escape(text).encode("ascii", "xmlcharrefreplace").decode(),
    "json": lambda text: json.dumps(text)[1:-1],
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "hex": lambda text: text.encode().hex(),
    "upper": str.upper,
    "lower": str.lower,
    "nfd": lambda text: unicodedata.normalize("NFD", text),
    "reversed": lambda text: text[::-1],
    "sha256": _digest("sha256"),
    "sha1": _digest("sha1"),
    "md5": _digest("md5"),
    "folded": _folded,  # beyond the thirteen: as search words and addresses write it
}
DIGESTS = {"sha256", "sha1", "md5"}
_HEX = re.compile(r"[0-9a-f]{32,}")


def _in_base64(text: str) -> Iterator[str]:
    """The letters that stay the same wherever in a longer value the text begins."""
    raw = text.encode()
    for shift in range(3):
        whole = base64.b64encode(b"\0" * shift + raw).decode().rstrip("=")
        yield whole[(0, 2, 3)[shift] : len(whole) - 2]


def _needles() -> dict[str, str]:
    plain = {form: write(CORE).lower() for form, write in FORMS.items() if form not in DIGESTS | {"base64"}}
    return {needle: form for form, needle in plain.items()}


NEEDLES = _needles()
BASE64 = tuple(_in_base64(CORE))


class Scanner:
    """Knows the marks given out; says which form of which is in a text."""

    def __init__(self) -> None:
        self.given = 0
        self.digests: dict[str, str] = {}

    def new(self) -> str:
        self.given += 1
        made = mark(self.given)
        for form in DIGESTS:
            self.digests[FORMS[form](made)] = form
        return made

    def forms_in(self, text: str) -> set[str]:
        lower = text.lower()
        found = {form for needle, form in NEEDLES.items() if needle in lower}
        found |= {"base64" for needle in BASE64 if needle in text}
        return found | {self.digests[run] for run in _HEX.findall(lower) if run in self.digests}

    def leaks(self, parts: Iterable[bytes]) -> set[str]:
        return {form for part in parts for text in unpacked(part) for form in self.forms_in(text)}


def unpacked(body: bytes) -> Iterator[str]:
    """The texts of a body: as it is, and what is packed inside it (gzip, a workbook, a PDF, a picture)."""
    yield body.decode("utf-8", "replace")
    if body[:2] == b"\x1f\x8b":
        yield from unpacked(gzip.decompress(body))
    elif body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            yield "\n".join(archive.namelist())
            for name in archive.namelist():
                yield from unpacked(archive.read(name))
    elif body[:4] == b"%PDF":
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", body, re.DOTALL):
            yield _inflated(stream)
        yield body.decode("utf-16-be", "replace")
        yield body[1:].decode("utf-16-be", "replace")
    elif body[:8] == b"\x89PNG\r\n\x1a\n":
        for chunk in re.findall(rb"(?:zTXt|iTXt)(.*?)(?:IDAT|IEND)", body, re.DOTALL):
            _name, _, packed = chunk.partition(b"\0")
            yield _inflated(packed.lstrip(b"\0"))


def _inflated(packed: bytes) -> str:
    for raw in (packed, _from_ascii85(packed)):
        try:
            return zlib.decompressobj().decompress(raw).decode("utf-8", "replace")
        except zlib.error:
            continue
    return ""


def _from_ascii85(packed: bytes) -> bytes:
    try:
        return base64.a85decode(packed.strip().removesuffix(b"~>"))
    except ValueError:
        return b""
