"""Lists that nobody has mapped: any CSV or XLSX, read for comparison alone. What cannot be read is left out.

Unlike an import, nothing is refused for one bad cell: a row that says less is compared by less. Places, offences and
prisons are compared by their folded words; Cuban provinces by their code, under any of their names.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from chronology.partial_date import PartialDate
from prisoners.matching.names import plain
from sources.import_list.dates import UnreadableDate, read_date_cell, read_date_text
from sources.import_list.reading import read_bytes, read_table
from sources.import_list.report import ImportFault
from sources.import_list.vocabularies import fold

# Our field: headers, folded, in Spanish and English, the most usual first.
HEADERS = {
    "name": "nombre completo|nombre y apellidos|nombres y apellidos|apellidos y nombres|apellidos y nombre|full name"
    "|fullname|name|person|persona|preso|prisoner|detenido|prisionero",
    "given_names": "nombres|given names|given name|given|first name|firstname|forename|fname|nombre propio|nombre pila",
    "surname_1": "primer apellido|apellido 1|apellido1|apellido paterno|surname 1|surname1|surname|last name|lastname"
    "|family name|lname|apellidos|apellido|by|fname c1|lname c1",
    "surname_2": "segundo apellido|apellido 2|apellido2|apellido materno|surname 2|surname2|second surname"
    "|second last name|2do apellido",
    "alias": "alias|apodo|nickname|conocido como|known as|aka",
    "birth_date": "fecha nacimiento|fecha de nacimiento|nacimiento|nacido|birth date|birthdate|date of birth|dob|born"
    "|birth|f nacimiento|fecha nac|f nac",
    "birth_year": "ano nacimiento|ano de nacimiento|birth year|year of birth|yob",
    "birth_month": "mes nacimiento|birth month|bm",
    "birth_day": "dia nacimiento|birth day|bd",
    "age": "edad|edad detencion|edad al ser detenido|edad al detenerlo|age|age at detention|age at arrest",
    "gender": "genero|sexo|gender|sex",
    "province": "provincia|prov|province|state|region|estado|departamento|department|county",
    "municipality": "municipio|mun|municipality|ciudad|city|town|localidad|place|lugar|suburb"
    "|pueblo|residence|residencia|postcode|zip",
    "detained_on": "fecha detencion|fecha de detencion|fecha de la detencion|fecha de arresto|fecha arresto|detencion"
    "|detenido el|arresto|detained on|arrest date|date of arrest|detention date|date of detention|arrested on|arrested",
    "facility": "prision|centro|centro penitenciario|penal|lugar de reclusion|prison|facility|jail|detention centre",
    "offences": "delitos|delito|cargos|cargo|delito principal|principal offence|offences|offence|offenses|charges"
    "|charge|crime|crimes",
    "sentence_months": "meses sancion|condena meses|meses|sancion meses|sentence months|months",
    "sentence": "condena|sancion|pena|anos|anos de condena|sentence|sentence years|years",
}  # fmt: skip
NOBODY = {
    "nn", "n n", "desconocido", "desconocida", "sin identificar", "no identificado", "no identificada", "anonimo",
    "menor", "menor de edad", "un menor", "se desconoce", "unknown", "unidentified", "no name", "minor", "anonymous",
    "s n", "x", "xx", "xxx",
}  # fmt: skip
SEVERAL = re.compile(r"\s+(?:y su|and his|and her|y sus)\s|[;/&+]|\s(?:y|and)\s(?=\w+\s\w+\s)", re.IGNORECASE)
GENDERS = {"m": "man", "h": "man", "v": "man", "f": "woman", "w": "woman"}
GENDER_WORDS = {
    "man": "man",
    "hombre": "man",
    "masculino": "man",
    "male": "man",
    "varon": "man",
    "mujer": "woman",
    "woman": "woman",
    "femenino": "woman",
    "female": "woman",
}
REFERENCE = Path(__file__).resolve().parents[1] / "reference"
YEARS_OLD = range(10, 111)
LONGEST = 200


@dataclass
class UnmappedList:
    """A file as far as it could be understood. `rows`: (line, values); `passed_over`: (line, why)."""

    name: str
    headers: list[str]
    fields: dict[str, str]
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    passed_over: list[tuple[int, str]] = field(default_factory=list)
    truth: dict[int, str] = field(default_factory=dict)
    truth_header: str = ""

    @property
    def unread(self) -> list[str]:
        """Headers of columns by which nothing is compared: they name no field that is known here."""
        known = {*self.fields.values(), self.truth_header}
        return [header for header in self.headers if header and header not in known]


def read_list(path: Path, *, truth: str = "") -> UnmappedList:
    """Raises ImportFault when the file cannot be read, has no column for a name, or lacks the column `truth`."""
    table = read_table(*read_bytes(path))
    places = _places(table.headers, truth)
    if "name" not in places and "given_names" not in places and "surname_1" not in places:
        raise ImportFault(
            _("No column holds a name. The file has: %(headers)s.") % {"headers": ", ".join(table.headers)[:500]}
        )
    at = None
    if truth:
        folded = [fold(header) for header in table.headers]
        if fold(truth) not in folded:
            raise ImportFault(
                _("There is no column “%(column)s”. The file has: %(headers)s.")
                % {"column": truth, "headers": ", ".join(table.headers)[:500]}
            )
        at = folded.index(fold(truth))
    found = UnmappedList(table.name, table.headers, {name: table.headers[place] for name, place in places.items()})
    if at is not None:
        found.truth_header = table.headers[at]
    for line, cells in table.rows:
        said = {name: _text(cells[place]) for name, place in places.items() if place < len(cells)}
        dated = {name: cells[place] for name, place in places.items() if place < len(cells)}
        values = {name: value for name, value in _values(said, dated) if value}
        if why := _why_nobody(values, said, found.fields):
            found.passed_over.append((line, why))
        else:
            found.rows.append((line, values))
            if at is not None and at < len(cells):
                found.truth[line] = _text(cells[at])
    return found


def _places(headers: list[str], truth: str) -> dict[str, int]:
    """Columns by field. A header that is usual for two fields counts for the first; the truth is nobody's field."""
    folded = [fold(header.replace("_", " ")) for header in headers]
    places: dict[str, int] = {}
    taken = {place for place, word in enumerate(folded) if truth and word == fold(truth.replace("_", " "))}
    for name, words in HEADERS.items():
        for word in words.split("|"):
            if word in folded and (place := folded.index(word)) not in taken:
                places[name] = place
                taken.add(place)
                break
    # “nombre” alone is the whole name, unless surnames have columns of their own.
    for place, word in enumerate(folded):
        if word in ("nombre", "first names") and place not in taken:
            places.setdefault("given_names" if "surname_1" in places else "name", place)
            taken.add(place)
    if "surname_1" in places and "given_names" not in places and folded[places.get("name", 0)] == "name":
        places["given_names"] = places.pop("name")
    return places


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = "" if cell is None else str(cell)
    if "Ã" in text or "Â" in text:  # UTF-8 that was read as Windows-1252 somewhere on its way
        with suppress(UnicodeError):
            text = text.encode("cp1252").decode("utf-8")
    return " ".join(text.replace("\u00a0", " ").split())[:LONGEST]


def _values(said: Mapping[str, str], cells: Mapping[str, object]) -> Iterator[tuple[str, Any]]:
    for name in ("name", "given_names", "surname_1", "surname_2", "alias"):
        if said.get(name):
            yield name, _without_digits(said[name])
    detained = _date(cells.get("detained_on"))
    yield "detained_on", str(detained or "")
    yield "birth_date", str(_birth_before(detained, said, cells) or "")
    age = _number(said.get("age", ""))
    yield "age_at_detention", age if age in YEARS_OLD else None
    gender = fold(said.get("gender", ""))
    yield "gender", GENDER_WORDS.get(gender) or GENDERS.get(gender)
    province = fold(said.get("province", ""))
    yield "province", provinces().get(province, province)
    yield "municipality", fold(said.get("municipality", ""))
    yield "facility", fold(said.get("facility", "")).removeprefix("prision ").removeprefix("prison ")
    yield "offences", [word for part in re.split(r"[;,/|]", said.get("offences", "")) if (word := fold(part))]
    yield "sentence_months", _months(said)


def _birth_before(
    detained: PartialDate | None, said: Mapping[str, str], cells: Mapping[str, object]
) -> PartialDate | None:
    """Nobody is arrested before birth: then one of the dates is wrong, and the birth is left out."""
    born = _birth(said, cells)
    if born and born.earliest and detained and detained.latest and born.earliest >= detained.latest:
        return None
    return born


def _without_digits(text: str) -> str:
    return " ".join(re.sub(r"[\d?¿*_]", " ", text).split())


def _date(cell: object) -> PartialDate | None:
    if cell in (None, ""):
        return None
    try:
        text = cell.strip() if isinstance(cell, str) else cell
        if isinstance(text, str) and re.fullmatch(r"\d{8}", text):
            text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
        read = read_date_text(text) if isinstance(text, str) else read_date_cell(text)
    except (UnreadableDate, ValueError):
        return None
    return None if (read.value.month, read.value.day) == (1, 1) and read.value.year == 1900 else read


def _birth(said: Mapping[str, str], cells: Mapping[str, object]) -> PartialDate | None:
    if whole := _date(cells.get("birth_date")):
        return whole
    year, month, day = (_number(said.get(f"birth_{part}", "")) for part in ("year", "month", "day"))
    if year is None or not 1900 < year < 2100:
        return None
    with suppress(ValueError, TypeError):
        return PartialDate(date(year, month, day))  # type: ignore[arg-type]
    return PartialDate.parse(f"{year}")


def _number(text: str) -> int | None:
    found = re.match(r"\D{0,8}(\d{1,4})\b", text)
    return int(found[1]) if found else None


def _months(said: Mapping[str, str]) -> int | None:
    """A sentence in months: of a column of months, or from “6 años y 3 meses”, “6a”, “72 meses”, “6”."""
    if months := _number(said.get("sentence_months", "")):
        return months
    text = fold(said.get("sentence", ""))
    years, single = (
        re.search(r"(\d{1,2}) ?(?:a|anos?|years?|y)\b", text),
        re.search(r"(\d{1,3}) ?(?:m|mes(?:es)?|months?)\b", text),
    )
    if years or single:
        return (int(years[1]) * 12 if years else 0) + (int(single[1]) if single else 0) or None
    return int(text) * 12 if re.fullmatch(r"\d{1,2}", text) and int(text) else None


def _why_nobody(values: Mapping[str, Any], said: Mapping[str, str], headers: Mapping[str, str]) -> str:
    """Why a row speaks of nobody in particular, or nothing."""
    written = values.get("name") or " ".join(values.get(part, "") for part in ("given_names", "surname_1", "surname_2"))
    words = plain(written).split()
    if not words:
        return _("the name is empty")
    if fold(written) in NOBODY or " ".join(words) in NOBODY or words[:3] == ["menor", "de", "edad"]:
        return _("nobody is named")
    if all(fold(said.get(name, "")) in (fold(header), "") for name, header in headers.items()):
        return _("the headers again")
    if len(words) == 1:
        return _("a name of one word cannot be told from others")
    if "name" in values and _are_several(values["name"]):
        return _("several persons in one cell")
    if _is_mixed(written):
        return _("letters of several alphabets in one name")
    return ""


def _are_several(text: str) -> bool:
    parts = [part for part in SEVERAL.split(text) if part and part.strip()]
    return len(parts) > 1 and all(len(part.split()) >= 1 for part in parts) and len(plain(text).split()) > 3


def _is_mixed(text: str) -> bool:
    """Cyrillic or Greek letters among Latin ones: they look alike and are not."""
    kinds = {("latin" if letter < "\u0250" else "other") for letter in text if letter.isalpha()}
    return len(kinds) > 1


@cache
def provinces() -> dict[str, str]:
    """Folded names of Cuban provinces: codes."""
    with (REFERENCE / "provinces.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {fold(row["name"]): row["code"] for row in rows if not row["ended_on"]}
    codes = {fold(row["code"]): row["code"] for row in rows}
    return {
        **codes,
        **names,
        "habana": "CU-03",
        "ciudad de la habana": "CU-03",
        "ciudad habana": "CU-03",
        "isla de pinos": "CU-99",
        "santiago": "CU-13",
    }
