"""Lines of a difference, and how the rows of two documents are paired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as by_default
from typing import Any

from publication.review.wording import Words

# A row of the working copy: its model, and its key; None stands for rows of that model that were removed.
Ref = tuple[str, int | None]
SOURCES = "sources"


@dataclass
class Line:
    """One thing that would change, as a reader sees it. `rows`: where in the working copy it was changed.

    `name`: the public field, for lines that are a person's own; its column tells who changed it. Sources: of each side.
    """

    label: str
    before: str
    after: str
    rows: list[Ref] = by_default(default_factory=list)
    name: str = ""
    sources_before: list[dict[str, Any]] = by_default(default_factory=list)
    sources_after: list[dict[str, Any]] = by_default(default_factory=list)
    acts: list[Any] = by_default(default_factory=list)
    cited: list[str] = by_default(default_factory=list)  # what else supports it in the working copy, by title
    is_fact: bool = True  # a claim that needs a source
    field: str = ""  # the public field that differs, where one alone does

    @property
    def is_unsourced(self) -> bool:
        return bool(self.is_fact and self.rows and self.after and not self.sources_after)

    @property
    def change(self) -> str:
        if self.before == self.after:
            return "sources"
        if not self.before:
            return "added"
        return "changed" if self.after else "removed"


@dataclass
class Section:
    """Lines of one subject."""

    title: str
    lines: list[Line] = by_default(default_factory=list)


Row = dict[str, Any]


def paired(
    before: Sequence[Row], after: Sequence[Row], *keys: Sequence[str]
) -> Iterator[tuple[Row | None, int | None]]:
    """(row before, place after) for each row of either side, in the order after: the same, else with the same keys.

    Several sets of keys are tried one after the other: what the first leaves, a looser one may still bring together.
    """
    left = list(before)
    met: dict[int, Row] = {}
    for names in (None, *keys):
        for place, row in enumerate(after):
            if place not in met and (found := next((one for one in left if _alike(one, row, names)), None)) is not None:
                left.remove(found)
                met[place] = found
    yield from ((row, None) for row in left)
    yield from ((met.get(place), place) for place in range(len(after)))


def _alike(one: Row, other: Row, names: Sequence[str] | None) -> bool:
    """In these keys; None: in everything."""
    return one == other if names is None else all(one[name] == other[name] for name in names)


def changed_fields(
    words: Words, what: str, before: Row, after: Row, fields: Sequence[str], rows: list[Ref]
) -> Iterator[Line]:
    """One line for each field of a row that differs; one for its sources, when they alone do."""
    told = {"sources_before": before.get(SOURCES, []), "sources_after": after.get(SOURCES, [])}
    found = False
    for name in fields:
        old, new = words.of(name, before.get(name)), words.of(name, after.get(name))
        if old != new:
            found = True
            label = f"{what} · {words.label(name)}" if what else words.label(name)
            yield Line(label, old, new, rows, field=name, **told)
    if not found and told["sources_before"] != told["sources_after"]:
        said = sentence(words, after, fields)
        yield Line(what, said, said, rows, **told)


def sentence(words: Words, row: Row, fields: Sequence[str]) -> str:
    """All that a row says, in one line."""
    told = ((name, words.of(name, row.get(name))) for name in fields if row.get(name) not in (False, "unknown", "none"))
    return " · ".join(f"{words.label(name)}: {said}" for name, said in told if said)
