"""Opening an XLSX file that a stranger sent: what is in the zip is measured before anything is unfolded."""

import io
import re
import zipfile
from posixpath import normpath

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from sources.import_list.report import ImportFault

MOST_ENTRIES = 200
MOST_BYTES = 150 * 1024 * 1024  # unfolded, all together
MOST_RATIO = 100
MOST_ROWS, MOST_COLUMNS = 20_000, 200
CHUNK = 4 * 1024 * 1024

# In the XML of a sheet. Rows beyond 20,001 and columns beyond GR (200) are found without counting cells.
FAR_ROW = re.compile(rb'\sr="[A-Z]{0,3}(?:\d{6,}|[3-9]\d{4}|2[1-9]\d{3}|20[1-9]\d\d|200[1-9]\d|2000[2-9])"')
FAR_COLUMN = re.compile(rb'<(?:\w+:)?c\s[^>]*?r="(?:[A-Z]{3,}|G[S-Z]|[H-Z][A-Z])\d+"')
NAMELESS_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>/])(?![^>]*\sr=)")
FORMULA = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?f[\s>/]')


def read_workbook(data: bytes) -> tuple[list[list[object]], set[tuple[int, int]], bool]:
    """The first visible sheet: its rows from line 1, its formula cells as (line, column from 0), and whether bare
    numbers may be day counts (not in workbooks that count from 1904). Raises ImportFault.
    """
    folder = _measured(data)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = workbook.sheets_metadata
        shown = [
            number
            for number, sheet in enumerate(sheets)
            if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
        ]
        if not shown:
            raise ImportFault(_("The workbook has no visible sheet."))
        formulas = _sheet_formulas(folder, shown[0])
        rows: list[list[object]] = [
            list(row) for row in workbook.get_sheet_by_index(shown[0]).to_python(skip_empty_area=False)
        ]
    except PasswordError:
        raise ImportFault(protected()) from None
    except (CalamineError, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise ImportFault(_("The file cannot be read: it is damaged or no XLSX workbook.")) from None
    return rows, formulas, b'date1904="1"' not in folder.read("xl/workbook.xml")


def protected() -> str:
    """What to say of a file with a password."""
    return _("The file is protected by a password: save it without one.")


def _measured(data: bytes) -> zipfile.ZipFile:
    try:
        folder = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError):
        raise ImportFault(_("The file cannot be read: it is damaged or no XLSX workbook.")) from None
    entries = folder.infolist()
    if len(entries) > MOST_ENTRIES:
        raise ImportFault(_("The workbook has more than %(most)d parts: save the list alone.") % {"most": MOST_ENTRIES})
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise ImportFault(protected())
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if total > MOST_BYTES or total > MOST_RATIO * max(packed, 1):
        raise ImportFault(_("Unpacked, the workbook would be too large: save the list alone, as CSV."))
    if "xl/workbook.xml" not in folder.namelist():
        raise ImportFault(_("The file is a zip archive, but no XLSX workbook."))
    return folder


def _sheet_formulas(folder: zipfile.ZipFile, number: int) -> set[tuple[int, int]]:
    """Where the sheet's formulas are. Refuses a sheet that would unfold into a huge table."""
    xml = _part(folder, _sheet_path(folder, number))
    if FAR_ROW.search(xml):
        raise ImportFault(_("The sheet has more than %(most)d rows.") % {"most": MOST_ROWS})
    if FAR_COLUMN.search(xml):
        raise ImportFault(_("The sheet has more than %(most)d columns.") % {"most": MOST_COLUMNS})
    if NAMELESS_CELL.search(xml):
        raise ImportFault(
            _("The sheet has cells without an address: open it in a spreadsheet program and save it again.")
        )
    if b"<f" not in xml and b":f" not in xml:
        return set()
    return {(int(line), column_number(letters.decode())) for letters, line in FORMULA.findall(xml)}


def _part(folder: zipfile.ZipFile, path: str) -> bytes:
    """A part of the archive, never more than the archive's directory promised: a lie is a damaged file."""
    entry = folder.getinfo(path)
    with folder.open(entry) as part:
        chunks = list(iter(lambda: part.read(CHUNK), b""))  # zipfile stops at file_size and checks the sum
    return b"".join(chunks)


def _sheet_path(folder: zipfile.ZipFile, number: int) -> str:
    names = re.findall(
        r'<(?:\w+:)?sheet\s[^>]*?\b\w+:id="([^"]+)"', _part(folder, "xl/workbook.xml").decode("utf-8", "replace")
    )
    relations = _part(folder, "xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    for relation in re.findall(r"<(?:\w+:)?Relationship\s[^>]*>", relations):
        if f'Id="{names[number]}"' in relation and (target := re.search(r'Target="([^"]+)"', relation)):
            return target[1].lstrip("/") if target[1].startswith("/") else normpath(f"xl/{target[1]}")
    raise KeyError(names[number])


def column_number(letters: str) -> int:
    """A → 0, Z → 25, AA → 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
