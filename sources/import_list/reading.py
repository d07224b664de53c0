"""Reading an XLSX or CSV file into lines of cells. Bad files get one clear sentence, never a traceback."""

import codecs
import csv
import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from sources.import_list import workbook
from sources.import_list.cells import plain_number
from sources.import_list.report import ImportFault

MOST_BYTES = 20 * 1024 * 1024
DELIMITERS = ",;\t|"
ZIP, OLE, PDF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF"


@dataclass
class Table:
    """A file as lines of cells. Lines are counted from 1, as the sender's program shows them.

    `rows` holds only lines with a filled cell, after the headers. `formulas`: (line, column from 0).
    """

    name: str
    sha256: str
    headers: list[str] = field(default_factory=list)
    rows: list[tuple[int, list[object]]] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    serials_allowed: bool = False


def read_bytes(file: BinaryIO | str | Path, *, name: str = "") -> tuple[str, bytes]:
    """The file's name without its folders, and its content. Raises ImportFault."""
    try:
        if isinstance(file, str | Path):
            path = Path(file)
            if path.stat().st_size > MOST_BYTES:
                raise ImportFault(_too_large())
            name, data = name or path.name, path.read_bytes()
        else:
            name, data = name or str(getattr(file, "name", "") or "list"), file.read(MOST_BYTES + 1)
    except OSError as error:
        raise ImportFault(_("The file cannot be opened: %(why)s.") % {"why": error.strerror or error}) from None
    if len(data) > MOST_BYTES:
        raise ImportFault(_too_large())
    if not data:
        raise ImportFault(_("The file is empty."))
    return Path(name).name[:200], data


def read_table(name: str, data: bytes) -> Table:
    """Raises ImportFault."""
    table = Table(name=name, sha256=hashlib.sha256(data).hexdigest())
    if data.startswith(ZIP):
        rows, table.formulas, table.serials_allowed = workbook.read_workbook(data)
        lines = [(number, row) for number, row in enumerate(rows, 1) if any(cell not in ("", None) for cell in row)]
    elif data.startswith(OLE):
        is_protected = "EncryptedPackage".encode("utf-16-le") in data
        raise ImportFault(
            workbook.protected() if is_protected else _("This is an old .xls workbook: save it as .xlsx or CSV.")
        )
    elif data.startswith(PDF):
        raise ImportFault(_("This is a PDF: send the list as XLSX or CSV."))
    else:
        lines = _csv_lines(data)
    if not lines:
        raise ImportFault(_("The file is empty."))
    if len(lines) - 1 > workbook.MOST_ROWS:
        raise ImportFault(_("The file has more than %(most)d rows.") % {"most": workbook.MOST_ROWS})
    if max(len(row) for _line, row in lines) > workbook.MOST_COLUMNS:
        raise ImportFault(_("The file has more than %(most)d columns.") % {"most": workbook.MOST_COLUMNS})
    table.headers = [" ".join(header_text(cell).split()) for cell in lines[0][1]]
    table.rows = lines[1:]
    if not table.rows:
        raise ImportFault(_("The file holds no row below its headers."))
    return table


def header_text(cell: object) -> str:
    """A header as text, without characters that cannot be seen."""
    text = cell if isinstance(cell, str) else "" if cell is None else plain_number(cell)
    return "".join(letter for letter in text if letter.isprintable() or letter in "\n\t")


def _csv_lines(data: bytes) -> list[tuple[int, list[object]]]:
    text = _decoded(data)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines, first = [], 1
    try:
        for row in reader:
            if any(row):
                lines.append((first, list[object](row)))
                if len(lines) > workbook.MOST_ROWS + 1:
                    break
            first = reader.line_num + 1
    except csv.Error as error:
        raise ImportFault(_("Line %(line)d is no CSV: %(why)s.") % {"line": first, "why": error}) from None
    return lines


def _decoded(data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16 with a mark, else Windows-1252. Raises ImportFault."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif data.count(0) * 20 > len(data):
        raise ImportFault(_("The file cannot be read: it is neither an XLSX workbook nor text."))
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ImportFault(_("The file cannot be read: it is neither an XLSX workbook nor text in UTF-8 or Windows-1252."))


def _delimiter(text: str) -> str:
    """The sign that stands most often in the first line, outside quotation marks."""
    head = text.lstrip("\r\n").split("\n", 1)[0]
    outside = "".join(head.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _too_large() -> str:
    return _("The file is larger than %(most)d MB.") % {"most": MOST_BYTES // 1024 // 1024}
