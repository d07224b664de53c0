"""What hangs from a person in the rooms above: they register here when the program starts (decision 0004)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model, QuerySet

from prisoners.models import Detention

if TYPE_CHECKING:
    from prisoners.merging.plan import Plan


@dataclass(frozen=True)
class Room:
    """`rows`: the rows of these persons. `join`: plans what becomes of the rows of a detention (the third) that turns
    out to be another (the second). `facts`: the rows of a detention that cite their sources, each with its citations.
    """

    rows: Callable[[set[int]], list[QuerySet[Any]]]
    join: Callable[[Plan, Detention, Detention], None]
    facts: Callable[[Detention], list[tuple[Model, QuerySet[Any]]]]


_rooms: dict[str, Room] = {}


def register(name: str, room: Room) -> None:
    _rooms[name] = room


def rooms() -> list[Room]:
    return list(_rooms.values())
