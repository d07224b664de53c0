"""What a dossier would say after a row was held to be of its person: what is filled, and what stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from prisoners.incoming.held import Holdings
from prisoners.sayings.held import CONFIDENTIAL, LISTED_ONLY, OF_CASE, differ, ours_of, said_of
from prisoners.sayings.table import NOTHING, TOLD

OF_ARREST = {"detained_on", "province", "municipality", "event", "context", "activity", *OF_CASE}


@dataclass(frozen=True)
class Effect:
    """One field that the row speaks of. `kind`: fills what is empty; contradicts, and ours stays until an editor
    chooses; or says the same in another way, and ours stays."""

    name: str
    kind: str
    ours: Any
    said: Any


@dataclass(frozen=True)
class Preview:
    """`is_new_arrest`: the row speaks of an arrest that the dossier does not hold, which would be added whole."""

    effects: tuple[Effect, ...]
    is_new_arrest: bool = False

    def of_kind(self, kind: str) -> list[Effect]:
        return [each for each in self.effects if each.kind == kind]


def preview(holdings: Holdings, person: int, values: Mapping[str, Any]) -> Preview:
    """By the rule of consolidation: a list fills what is empty or unknown, and replaces nothing."""
    ours, found = ours_of(holdings, person, dict(values)), []
    for name in TOLD:
        said = said_of(dict(values), name)
        if name in LISTED_ONLY or name in CONFIDENTIAL or said in NOTHING:
            continue
        held = ours[name].value
        if held in NOTHING:
            found.append(Effect(name, "fills", None, said))
        elif str(held) != str(said):
            found.append(Effect(name, "contradicts" if differ(name, said, held) else "resembles", held, said))
    is_new_arrest = holdings.case(person, values) is None and any(each.name in OF_ARREST for each in found)
    return Preview(tuple(found), is_new_arrest)
