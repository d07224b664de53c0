"""How the history tells what this room keeps as codes and documents: choices, questions, matches, merges."""

from __future__ import annotations

from typing import Any

from editorial.admin.telling import register
from prisoners.admin.incoming import PARTS
from prisoners.matching.explanation import in_a_sentence
from prisoners.models import Classification, FieldChoice, ListChange, PersonMerge, PersonSplit, RowMatch
from sources.admin.field_labels import LABELS, Words


class OfFields:
    """Choices and questions: they name fields as lists do."""

    def __init__(self) -> None:
        self._words = Words()

    def __call__(self, column: str, event: Any) -> str | None:
        match column:
            case "part":
                return str(PARTS.get(event.part, event.part))
            case "row":
                return ""
            case "field":
                return str(LABELS.get(event.field, event.field))
            case "value":
                return str(self._words.of(event.field, event.value))
            case "said":
                return "; ".join(f"{code}: {self._several(event.field, said)}" for code, said in event.said.items())
            case "lines":
                return "; ".join(f"{LABELS.get(name, name)}: {self._change(name, line)}"
                                 for name, line in event.lines.items())  # fmt: skip
        return None

    def _several(self, field: str, said: list[Any]) -> str:
        return ", ".join(str(self._words.of(field, each)) for each in said)

    def _change(self, field: str, line: dict[str, Any]) -> str:
        before, now = (self._words.of(field, line[name]) or "—" for name in ("before", "said"))
        return f"{before} → {now}"


def of_match(column: str, event: Any) -> str | None:
    return in_a_sentence(event.explanation) if column == "explanation" else None


def of_classification(column: str, event: Any) -> str | None:
    return Classification.in_words(event) if column == "value" else None


def of_reversible(column: str, _event: Any) -> str | None:
    """The rows that it changed are told where they stand, in the history of the dossier."""
    return "" if column == "rows" else None


for model in (FieldChoice, ListChange):
    register(model, OfFields)
for model in (PersonMerge, PersonSplit):
    register(model, lambda: of_reversible)
register(RowMatch, lambda: of_match)
register(Classification, lambda: of_classification)
