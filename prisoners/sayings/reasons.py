"""Why the dossier says what it says of a field: an editor's choice or hand, a split or merge, or the first list.

The rule of consolidation: a list fills what was empty or unknown, and never replaces what stands there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Model

from editorial.models import Editor
from editorial.past import events_of, writer_of
from prisoners.incoming.comparing import as_text
from prisoners.models import FieldChoice, ListChange, ListChoice, MatchDecision, PersonMerge, PersonSplit, RowMatch
from prisoners.sayings.table import Saying, Word


class Rule(StrEnum):
    CHOSEN = "chosen"  # an editor compared what the lists say, and chose
    WRITTEN = "written"  # an editor wrote it into the dossier
    SPLIT = "split"  # it came to this person when an editor split two who had been one
    MERGED = "merged"  # it came from another dossier when an editor made the two one
    UNDONE = "undone"  # it was put back when an editor undid a split or a merge
    FIRST_SAID = "first_said"  # nothing was known: the first list that said so filled it
    PROGRAM = "program"  # a command, or the loading of a reference


@dataclass(frozen=True)
class Reason:
    """`by`, `at`, `why`: of an editor. `word`: the line that was taken, or that came first. `is_kept`: ours stayed.

    `said_since`: words of lists that nobody had said when the editor chose.
    """

    rule: Rule
    by: str = ""
    at: datetime | None = None
    why: str = ""
    word: Word | None = None
    is_kept: bool = False
    said_since: tuple[Word, ...] = ()


@dataclass(frozen=True)
class _Origin:
    """The act that wrote the value of a column: whose, when, why, and of which list's import."""

    at: datetime
    by: int | None
    why: str
    source_list: str
    context: Any


@dataclass(frozen=True)
class _Joining:
    """A split or a merge, or its way back, and the reason that its editor gave."""

    rule: Rule
    why: str


class Reasons:
    """Why each of these fields says what it says; in a number of queries that does not grow with them."""

    def __init__(self, persons: Iterable[int], found: Iterable[Saying]) -> None:
        wanted, told = set(persons), [each for each in found if each.ours.row is not None]
        self._choices = _choices(wanted)
        self._answers = _answers(wanted)
        self._origins = _origins(told)
        acts = {origin.context for origin in self._origins.values() if origin.by is not None}
        self._taken, self._joined = _taken(acts), _joined(acts)
        self._names = dict(Editor.objects.values_list("pk", "username"))

    def of(self, saying: Saying) -> Reason | None:
        """None where we hold nothing, or nothing that one column holds."""
        if saying.ours.row is None or saying.ours.value in (None, "", []):
            return None
        return self._chosen(saying) or self._answered(saying) or self._written(saying)

    def is_decided(self, saying: Saying) -> bool:
        """Whether an editor has decided on all that the lists say of it now."""
        reason = self.of(saying)
        return reason is not None and reason.rule in (Rule.CHOSEN, Rule.WRITTEN) and not reason.said_since

    def _chosen(self, saying: Saying) -> Reason | None:
        choice = self._choices.get(saying.key)
        if choice is None or choice.value != saying.ours.value:
            return None
        known = {as_text(value) for values in choice.said.values() for value in values}
        return Reason(
            Rule.CHOSEN, self._names[choice.by_id], choice.at, choice.reason, is_kept=choice.record_id is None,
            word=next((word for word in saying.words if choice.record_id and not word.differs), None),
            said_since=tuple(word for word in saying.last_words if word.differs and as_text(word.value) not in known),
        )  # fmt: skip

    def _answered(self, saying: Saying) -> Reason | None:
        """By the questions of an import: the last that was decided on this field, where the value is still that."""
        answered = [each for each in self._answers.get(saying.words[0].line.person, []) if saying.name in each.lines]
        if not answered:
            return None
        last = answered[-1]
        line, is_kept = last.lines[saying.name], last.decision == ListChoice.OURS
        if as_text(line["ours" if is_kept else "said"]) != as_text(saying.ours.value):
            return None
        known = {as_text(each.lines[saying.name]["said"]) for each in answered}
        # What a list said before its last word was asked about, the editor had before her eyes as well.
        return Reason(
            Rule.CHOSEN, self._names.get(last.decided_by_id or 0, ""), last.decided_at, is_kept=is_kept,
            word=next((word for word in saying.words if as_text(word.value) == as_text(line["said"])), None),
            said_since=tuple(
                word for word in saying.last_words
                if word.differs and as_text(word.value) not in known and word.since > last.snapshot.as_of
            ),
        )  # fmt: skip

    def _written(self, saying: Saying) -> Reason | None:
        origin = self._origins.get((saying.ours.model, saying.ours.row, saying.ours.column))
        if origin is None:
            return None
        agreeing = [word for word in saying.words if not word.differs]
        first = min(agreeing, key=lambda word: word.since, default=None)
        if (joined := self._joined.get(origin.context)) and origin.by in self._names:
            return Reason(joined.rule, self._names[origin.by], origin.at, joined.why, word=first)
        taken = self._taken.get(origin.context, set())
        of_list = next(
            (word for word in agreeing if word.line.source_list == origin.source_list or word.line.entry in taken), None
        )
        if of_list:
            return Reason(Rule.FIRST_SAID, at=origin.at, word=of_list)
        if origin.by is not None and origin.by in self._names:
            return Reason(Rule.WRITTEN, self._names[origin.by], origin.at, origin.why, word=first)
        return Reason(Rule.FIRST_SAID, at=origin.at, word=first) if first else Reason(Rule.PROGRAM, at=origin.at)


def _choices(persons: set[int]) -> dict[tuple[str, int | None, str], FieldChoice]:
    """{key of a saying: the latest choice}; rows keep their key when persons are merged."""
    found = FieldChoice.objects.filter(person__in=persons) | FieldChoice.objects.filter(person__merged_into__in=persons)
    return {(each.part, each.row, each.field): each for each in found.order_by("pk")}


def _answers(persons: set[int]) -> dict[int, list[ListChange]]:
    """{person: the decided questions, in the order of the decisions}."""
    found: dict[int, list[ListChange]] = defaultdict(list)
    decided = ListChange.objects.filter(person__in=persons, decision__in=(ListChoice.OURS, ListChoice.THEIRS))
    for change in decided.select_related("snapshot").order_by("decided_at", "pk"):
        found[change.person_id].append(change)
    return found


def _origins(told: list[Saying]) -> dict[tuple[Any, int | None, str], _Origin]:
    """{(model, key, column): the act that wrote what stands there}, from the history; one query for each table."""
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    columns: dict[type[Model], set[str]] = defaultdict(set)
    for saying in told:
        if saying.ours.model is not None and "." not in saying.ours.column and saying.ours.row is not None:
            wanted[saying.ours.model].add(saying.ours.row)
            columns[saying.ours.model].add(saying.ours.column)
    found: dict[tuple[Any, int | None, str], _Origin] = {}
    for model, keys in wanted.items():
        now: dict[tuple[int, str], Any] = {}
        for event in events_of(model).filter(pgh_obj_id__in=keys):
            for column in columns[model]:
                value = getattr(event, column)
                if event.pgh_label == "insert" or now.get((event.pgh_obj_id, column)) != value:
                    now[event.pgh_obj_id, column] = value
                    found[model, event.pgh_obj_id, column] = _origin(event)
    return found


def _origin(event: Any) -> _Origin:
    told = event.pgh_context.metadata if event.pgh_context else {}
    return _Origin(
        event.pgh_created_at, writer_of(event), str(told.get("comment", "")), str(told.get("import", "")),
        event.pgh_context_id,
    )  # fmt: skip


def _taken(contexts: set[Any]) -> dict[Any, set[int]]:
    """{act of an editor: the entries whose rows it gave to a person}: what it wrote, it took from them."""
    found: dict[Any, set[int]] = defaultdict(set)
    acts = events_of(RowMatch).filter(pgh_context__in=contexts, pgh_label="insert", decision=MatchDecision.SAME)
    for context, entry in acts.values_list("pgh_context_id", "entry_id"):
        found[context].add(entry)
    return found


def _joined(contexts: set[Any]) -> dict[Any, _Joining]:
    """{act of an editor: the split or merge that it was, or took back}: what it wrote, it found in a dossier."""
    found = {}
    for model, rule in ((PersonSplit, Rule.SPLIT), (PersonMerge, Rule.MERGED)):
        for event in events_of(model).filter(pgh_context__in=contexts):
            act = _Joining(rule, event.reason) if event.undone_at is None else _Joining(Rule.UNDONE, "")
            found[event.pgh_context_id] = act
    return found
