"""Cuban names as lists write them: taken apart, compared without case and accents, and folded by sound.

One or two given names and two surnames (father's, mother's); particles belong to the surname. Rules and the folding
are those of the domain reference, section 5.3.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from sources.import_list.vocabularies import without_accents

PARTICLES = frozenset({"de", "del", "la", "las", "lo", "los", "y", "e", "da", "do", "san", "santa", "mc", "o"})
SILENT = frozenset({"de", "del", "la", "los", "las", "y"})
COMPOUND = (("montes", "de", "oca"), ("ponce", "de", "leon"))
QUOTED = re.compile(
    r"[\"“”«»„‟]([^\"“”«»„‟]+)[\"“”«»„‟]|\(a\)\s*(.+)$|\(([^)]+)\)|\b(?:alias|conocido como|conocida como)\s+(.+)$",
    re.I,
)


@dataclass(frozen=True)
class Name:
    """A name in parts, as written. `surname_2` may be missing. `is_parted`: the list itself gave the parts."""

    given: str
    surname_1: str
    surname_2: str = ""
    alias: str = ""
    is_parted: bool = True

    @classmethod
    def written(cls, given: str, surname_1: str, surname_2: str, alias: str = "", *, is_parted: bool = True) -> "Name":
        """The parts as we show them: capitals made small."""
        return cls(_written(given), _written(surname_1), _written(surname_2), alias, is_parted)

    @property
    def display(self) -> str:
        return " ".join(part for part in (self.given, self.surname_1, self.surname_2) if part)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All words by sound, in no order: equal when only the order of the parts is in doubt."""
        return tuple(sorted(sound(word, is_given=False) for word in plain(self.display).split() if word not in SILENT))


# As clerks shorten the most frequent names (general knowledge).
ABBREVIATED = {
    "ma": "maria", "fco": "francisco", "fca": "francisca", "hdez": "hernandez", "hndez": "hernandez",
    "glez": "gonzalez", "gzlez": "gonzalez", "fdez": "fernandez", "fndez": "fernandez", "rguez": "rodriguez",
    "rdguez": "rodriguez", "mtnez": "martinez", "mtez": "martinez", "gcia": "garcia", "dguez": "dominguez",
    "jmnez": "jimenez", "glz": "gonzalez", "rdz": "rodriguez", "hdz": "hernandez",
}  # fmt: skip


@lru_cache(maxsize=50_000)
def plain(text: str) -> str:
    """Lower case, without accents (ñ becomes n); letters and single spaces only, and the usual
    abbreviations in full. Folding twice changes nothing."""
    words = re.sub(r"[^\w]|[\d_]", " ", without_accents(text).replace("'", "").replace("’", "")).split()
    return " ".join(ABBREVIATED.get(word, word) for word in words)


@lru_cache(maxsize=100_000)
def sound(word: str, *, is_given: bool) -> str:
    """The blocking key of one plain word (section 5.3): Yohandry → yoandri, Giménez → jimenes."""
    key = word.replace("h", "").replace("v", "b").replace("z", "s")
    key = re.sub(r"c(?=[eiy])", "s", key)
    key = re.sub(r"qu(?=[eiy])|ck|c(?=[aoukrlt]|$)|q", "k", key)
    key = re.sub(r"wu|gu(?=[aeio])|w", "w", key)
    key = key.replace("ll", "y")
    key = re.sub(r"g(?=[eiy])", "j", key)
    if is_given:
        key = re.sub(r"^(?:j|i(?=[aou])|g(?=[ei]))(?=[aeiou])", "y", key)
        key = re.sub(r"^(?:y|i)(?=[^aeiou])", "i", key)
    key = re.sub(r"(?<=.)y", "i", key)
    key = re.sub(r"x", "s", key)
    key = re.sub(r"ie$", "i", key)
    if is_given:
        key = re.sub(r"(?<=...)s$", "", key)
    return re.sub(r"(.)\1+", r"\1", key)


def name_of(values: Mapping[str, Any]) -> Name:
    """The name that a row of a list gives, in parts or in one cell."""
    alias = values.get("alias", "")
    if values.get("given_names") and values.get("surname_1"):
        second = _written(values.get("surname_2", ""))
        return Name(_written(values["given_names"]), _written(values["surname_1"]), second, alias)
    read = parse(
        values.get("name") or " ".join(values.get(part, "") for part in ("given_names", "surname_1", "surname_2"))
    )
    return Name(read.given, read.surname_1, read.surname_2, alias or read.alias, read.is_parted)


def parse(text: str) -> Name:
    """A whole name in one text: “PÉREZ GÓMEZ, Juan Carlos” or “Juan Carlos Pérez Gómez”, a nickname in quotation marks.

    Without a comma the last two units are taken for the surnames; of two units the last. What stands first without a
    comma may be surnames all the same: the matcher compares the words in no order as well.
    """
    text, alias = split_alias(text)
    before, comma, after = (part.strip() for part in text.partition(","))
    if comma and before and after:
        surnames = _units(before.split())
        given, first, second = after, surnames[0], " ".join(surnames[1:])
    else:
        units = name_units(text)
        if len(units) < 2:
            given, first, second = "", " ".join(units), ""
        else:
            cut = 1 if len(units) == 2 else len(units) - 2
            given, first, second = " ".join(units[:cut]), units[cut], " ".join(units[cut + 1 :])
    return Name.written(given, first, second, alias, is_parted=bool(comma))


def split_alias(text: str) -> tuple[str, str]:
    """The name without its nickname, and the nickname: in quotation marks or brackets, after alias or (a)."""
    found = QUOTED.search(text)
    if not found:
        return text, ""
    alias = next(group for group in found.groups() if group).strip(' "“”«»')
    return f"{text[: found.start()]} {text[found.end() :]}", alias


def name_units(text: str) -> list[str]:
    """The words of a name, each surname with its particles."""
    return _units(text.replace(",", " ").split())


def _units(words: list[str]) -> list[str]:
    """Words with their particles: [De, la, Cruz, Pérez] → [De la Cruz, Pérez]; “La O” and “Montes de Oca” are one."""
    units: list[str] = []
    pending: list[str] = []
    place = 0
    while place < len(words):
        folded = tuple(plain(word) for word in words[place : place + 3])
        if folded in COMPOUND:
            units.append(" ".join([*pending, *words[place : place + 3]]))
            pending, place = [], place + 3
            continue
        pending.append(words[place])
        if folded[0] not in PARTICLES or (folded[0] == "o" and len(pending) > 1):
            units.append(" ".join(pending))
            pending = []
        place += 1
    return units + ([" ".join(pending)] if pending else [])


def _written(part: str) -> str:
    """A part as we show it: words in capitals get small letters, as official lists print surnames in capitals."""
    words = part.split()
    if not any(word.isupper() and len(word) > 1 for word in words):
        return " ".join(words)
    return " ".join(_small(word, is_first=number == 0) for number, word in enumerate(words))


def _small(word: str, *, is_first: bool) -> str:
    if not word.isupper() or (len(word) == 1 and word != "Y"):
        return word
    if word.casefold() in SILENT and not is_first:
        return word.casefold()
    return "-".join("'".join(bit.capitalize() for bit in part.split("'")) for part in word.split("-"))
