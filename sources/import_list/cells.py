"""One cell of a list, read by the kind of its field. What cannot be read for certain is refused, never guessed."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from chronology.partial_date import Precision
from sources.import_list.dates import UnreadableDate, read_date_cell, read_date_text
from sources.import_list.fields import Field, Kind
from sources.import_list.vocabularies import Vocabularies, fold

LONGEST = {Kind.NAME: 200, Kind.TEXT: 4000, Kind.MUNICIPALITY: 60}
LONGEST_KEY = 200
LARGEST = {"age_at_detention": 110}
LARGEST_NUMBER = 1200  # months: a hundred years
FORMULA_SIGNS = ("=", "+", "-", "@", "\t")
FORBIDDEN = {"Cc": "control", "Cf": "invisible", "Cs": "half", "Co": "private"}
EMPTY_WORDS = {
    "n d",
    "s d",
    "s f",
    "n a",
    "nd",
    "desconocido",
    "desconocida",
    "se desconoce",
    "unknown",
    "?",
    "sin datos",
}
EMPTY_SIGNS = {"-", "--", "–", "—"}
ANSWERS = {
    "yes": "yes", "si": "yes", "s": "yes", "y": "yes", "1": "yes", "true": "yes", "verdadero": "yes",
    "no": "no", "n": "no", "0": "no", "false": "no", "falso": "no",
    "unknown": "unknown", "desconocido": "unknown", "se desconoce": "unknown", "?": "unknown",
}  # fmt: skip

WRITTEN_ONCE = {Kind.TEXT, Kind.NAME}

Value = str | int | list[str] | None


class CellRefused(ValueError):
    """The message is the reason, for the person who sent the list; it never repeats a name."""


@dataclass
class Reader:
    """Reads cells. `words`: {field: {folded text of the file: our code}}, from the organisation's mapping.

    `serials_allowed`: a bare number in a date column may be a spreadsheet's day count (not in CSV, not from 1904).
    """

    vocabularies: Vocabularies
    words: Mapping[str, Mapping[str, str]]
    serials_allowed: bool = False
    _read: dict[tuple[str, type, object], Value] = dataclass_field(default_factory=dict)

    def read(self, field: Field, cell: object) -> Value:
        """The value in the written form of fields.py; None for an empty cell. Raises CellRefused.

        A list says the same words many times: each is read once. What is refused is read again, to be told again.
        """
        if cell is None or cell == "":
            return None
        if field.kind in WRITTEN_ONCE:
            return self._read_anew(field, cell)
        asked = (field.name, type(cell), cell)
        if asked not in self._read:
            self._read[asked] = self._read_anew(field, cell)
        value = self._read[asked]
        return list(value) if isinstance(value, list) else value

    def _read_anew(self, field: Field, cell: object) -> Value:
        if field.kind is Kind.DATE or field.kind is Kind.DAY:
            return self._date(field, cell)
        text = clean_text(cell)
        if not text:
            return None
        return getattr(self, f"_{field.kind.value}")(field, text)

    def municipality_code(self, text: str, province: str | None) -> str:
        """The code of a municipality named within a province; the text itself when it is not known there."""
        known = self.vocabularies["municipality"]
        return known.get(fold(text)) or known.get(fold(f"{province} {text}")) or text

    def _date(self, field: Field, cell: object) -> str | None:
        text = clean_text(cell) if isinstance(cell, str) else None
        if cell is None or text == "" or (text and fold(text) in EMPTY_WORDS):
            return None
        try:
            read = read_date_text(text) if text else read_date_cell(cell, serials_allowed=self.serials_allowed)
        except UnreadableDate as error:
            raise CellRefused(str(error)) from None
        if field.kind is Kind.DAY and read.precision is not Precision.DAY:
            raise CellRefused(_("“%(text)s” must be a whole day") % {"text": read})
        return str(read)

    def _text(self, field: Field, text: str) -> str:
        longest = LONGEST_KEY if field.name == "row_key" else LONGEST[field.kind]
        if len(text) > longest:
            raise CellRefused(_("longer than %(longest)d letters") % {"longest": longest})
        return text

    _name = _text

    def _municipality(self, field: Field, text: str) -> str:
        return self._text(field, text)

    def _number(self, field: Field, text: str) -> int | None:
        if fold(text) in EMPTY_WORDS:
            return None
        if not re.fullmatch(r"\d{1,5}(\.0+)?", text):
            raise CellRefused(_("“%(text)s” is not a whole number") % {"text": text[:40]})
        number = int(float(text))
        if number > LARGEST.get(field.name, LARGEST_NUMBER):
            raise CellRefused(_("%(number)d is too large") % {"number": number})
        return number

    def _code(self, field: Field, text: str) -> str | None:
        own, known = self.words.get(field.name, {}), self.vocabularies[field.codes]
        word = fold(text)
        code = own.get(word) or known.get(word)
        if code is None and word in EMPTY_WORDS:
            return None
        if code is None:
            raise CellRefused(
                _("“%(text)s” is no %(vocabulary)s that we know: add the word to the organisation's mapping")
                % {"text": text[:40], "vocabulary": field.codes}
            )
        return code

    def _codes(self, field: Field, text: str) -> list[str] | None:
        codes = [self._code(field, part) for part in map(str.strip, re.split(r"[;,]", text)) if part]
        return list(dict.fromkeys(code for code in codes if code)) or None

    def _province(self, field: Field, text: str) -> str | None:
        own, known = self.words.get(field.name, {}), self.vocabularies["province"]
        word = fold(text)
        code = own.get(word) or known.get(word)
        if code is None and word not in EMPTY_WORDS:
            raise CellRefused(_("“%(text)s” is no province of Cuba") % {"text": text[:40]})
        return code

    def _answer(self, field: Field, text: str) -> str:
        word = fold(text) or text
        answer = self.words.get(field.name, {}).get(word) or ANSWERS.get(word)
        if answer is None:
            raise CellRefused(_("“%(text)s” is neither yes, no nor unknown") % {"text": text[:40]})
        return answer


def clean_text(cell: object) -> str:
    """The text of a cell, NFC, white space collapsed. Raises CellRefused for formulas and for hidden characters."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        refuse_hidden_characters(cell)
        text = " ".join(unicodedata.normalize("NFC", cell).split())
        if text in EMPTY_SIGNS:
            return ""
        if cell.startswith(FORMULA_SIGNS) or text.startswith(FORMULA_SIGNS):
            raise CellRefused(_("begins like a formula (= + - @ or a tab): write plain text"))
        return text
    return plain_number(cell)


def refuse_hidden_characters(text: str) -> None:
    """Raises CellRefused when the text holds a character that cannot be seen or that turns the reading direction."""
    if text.isprintable():
        return
    for letter in text:
        category = unicodedata.category(letter)
        if category in FORBIDDEN and letter not in "\n\r\t":
            raise CellRefused(_("holds a character that cannot be seen (U+%(code)04X)") % {"code": ord(letter)})


def plain_number(cell: object) -> str:
    """A cell that is no text, as text: 12.0 → 12, dates in ISO form."""
    match cell:
        case bool():
            return "1" if cell else "0"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
    return str(cell)
