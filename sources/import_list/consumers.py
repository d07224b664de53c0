"""What the rooms above make of rows, called from below: they register here when the program starts (decision 0004)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from sources.import_list.checking import CheckedRow
from sources.import_list.report import Refusal
from sources.models import ListEntry, ListSnapshot, SourceRecord

Progress = Callable[[str, int, int], None]  # step, done, of


class Take(Protocol):
    """Takes the new and changed wordings of a snapshot, in the import's transaction; counts what it made of them."""

    def __call__(self, snapshot: ListSnapshot, records: list[SourceRecord], progress: Progress) -> dict[str, int]: ...


@dataclass(frozen=True)
class _Consumer:
    order: int
    take: Take


_consumers: dict[str, _Consumer] = {}
_screens: dict[str, Callable[[list[CheckedRow]], Iterable[Refusal]]] = {}
_cautions: dict[str, Callable[[], list[str]]] = {}
_droppers: dict[str, Callable[[ListEntry, int], None]] = {}


def register(name: str, take: Take, *, order: int) -> None:
    """Consumers are called by ascending order: a room after the rooms it builds on."""
    _consumers[name] = _Consumer(order, take)


def register_screen(name: str, screen: Callable[[list[CheckedRow]], Iterable[Refusal]]) -> None:
    """A screen refuses rows before anything of them is stored."""
    _screens[name] = screen


def register_dropper(name: str, drop: Callable[[ListEntry, int], None]) -> None:
    """A dropper takes back what rests on an entry, once it is no longer held to speak of that person (by id)."""
    _droppers[name] = drop


def register_cautions(name: str, cautions: Callable[[], list[str]]) -> None:
    """Cautions are what somebody must know before importing, in words: asked anew each time."""
    _cautions[name] = cautions


def cautions() -> list[str]:
    return [told for each in _cautions.values() for told in each()]


def take(snapshot: ListSnapshot, records: list[SourceRecord], progress: Progress) -> dict[str, int]:
    """Hands the records to every consumer, in order. What one raises ends the import."""
    outcome: dict[str, int] = {}
    for consumer in sorted(_consumers.values(), key=lambda each: each.order):
        outcome |= consumer.take(snapshot, records, progress)
    return outcome


def screen(rows: list[CheckedRow]) -> list[Refusal]:
    return [refusal for each in _screens.values() for refusal in each(rows)]


def drop(entry: ListEntry, person_id: int) -> None:
    for each in _droppers.values():
        each(entry, person_id)


def no_progress(step: str, done: int, of: int) -> None:
    """Nobody is watching."""
