"""Who says what of a person, as a table: a line for each field, a column for each row of a list; and choosing there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from prisoners.admin.incoming import PARTS
from prisoners.incoming.held import Holdings
from prisoners.models import Person
from prisoners.sayings.choosing import may_be_chosen, may_be_kept
from prisoners.sayings.held import CONFIDENTIAL, LISTED_ONLY
from prisoners.sayings.lines import Line, lines_of
from prisoners.sayings.reasons import Reason, Reasons, Rule
from prisoners.sayings.table import Saying, Word, sayings
from prisoners.unstated import waiting
from sources.admin.field_labels import LABELS, Words

KEPT = gettext_lazy("%(who)s kept it on %(day)s.")
TOLD = {
    Rule.CHOSEN: gettext_lazy("%(who)s took it from %(list)s on %(day)s."),
    Rule.WRITTEN: gettext_lazy("%(who)s wrote it on %(day)s."),
    Rule.SPLIT: gettext_lazy("It came when %(who)s split two persons, on %(day)s."),
    Rule.MERGED: gettext_lazy("It came when %(who)s merged two dossiers, on %(day)s."),
    Rule.UNDONE: gettext_lazy("It came back when %(who)s undid a split or a merge, on %(day)s."),
    Rule.FIRST_SAID: gettext_lazy("First said by %(list)s, %(since)s."),
    Rule.PROGRAM: gettext_lazy("Loaded by a command on %(day)s."),
}


@dataclass
class Told:
    """One word of a line: `when` in words; `is_ours`: we say so too; `may_be_taken`: with one click it becomes ours."""

    word: Word
    text: str
    when: str
    is_ours: bool
    may_be_taken: bool


@dataclass
class Row:
    """One field: what we hold and why, and what each line says. `part` begins a group where it is new."""

    saying: Saying
    label: str
    ours: str
    plain: str
    reasons: list[str]
    cells: list[list[Told]]
    part: str = ""
    is_decided: bool = False
    may_be_kept: bool = False
    needs_reason: bool = False  # approval waits for a source, or for a word on how the coalition verified it

    @property
    def may_choose(self) -> bool:
        return self.may_be_kept or any(told.may_be_taken for cell in self.cells for told in cell)


@dataclass
class Table:
    """Everything that lists say of one person."""

    lines: list[Line] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    @property
    def disputed(self) -> int:
        return sum(row.saying.is_disputed for row in self.rows)

    @property
    def undecided(self) -> int:
        return sum(row.saying.is_disputed and not row.is_decided for row in self.rows)


def table_of(person: Person, *, confidential: bool, may_choose: bool) -> Table:
    """`confidential`: whether what is counted only may be shown; `may_choose`: whether words can be taken here."""
    lines = lines_of([person.pk])
    found = sayings(lines, Holdings([person.pk]))
    why, words, table = Reasons([person.pk], found), Words(), Table(lines)
    awaited = waiting([person.pk]) if may_choose else set()
    part: tuple[str, int | None] = ("", None)
    for saying in sorted(found, key=lambda each: _order(each)):
        if saying.name in CONFIDENTIAL and not confidential:
            continue
        row = row_of(
            saying, why, words, lines,
            may_choose=may_choose and not person.merged_into_id, is_awaited=saying.key in awaited,
        )  # fmt: skip
        if part != (saying.ours.part, saying.ours.row):
            part = (saying.ours.part, saying.ours.row)
            row.part = str(PARTS.get(saying.ours.part, saying.ours.part))
        table.rows.append(row)
    return table


def row_of(
    saying: Saying, why: Reasons, words: Words, lines: Iterable[Line], *, may_choose: bool, is_awaited: bool
) -> Row:
    """`is_awaited`: approval waits for this value (prisoners/unstated.py)."""
    may_keep = may_choose and may_be_kept(saying)
    may_choose = may_choose and may_be_chosen(saying)
    reason = why.of(saying)
    is_decided = why.is_decided(saying)
    needs_reason = may_choose and is_awaited
    cells = []
    for line in lines:
        told = [word for word in saying.words if word.line is line]
        cells.append(
            [
                Told(word, str(words.of(saying.name, word.value)), _when(word), _is_ours(saying, word),
                     may_choose and word.is_last and word.differs)
                for word in reversed(told)
            ]
        )  # fmt: skip
    return Row(
        saying, str(LABELS[saying.name]), str(words.of(saying.name, saying.ours.value)),
        "" if saying.ours.value is None else str(saying.ours.value), in_words(reason, saying, words) if reason else [],
        cells, is_decided=is_decided,
        may_be_kept=needs_reason or (may_keep and saying.is_disputed and not is_decided), needs_reason=needs_reason,
    )  # fmt: skip


def in_words(reason: Reason, saying: Saying, words: Words) -> list[str]:
    """Why we say so: who chose, or which rule did; and what has been said since."""
    told = {
        "who": reason.by, "day": _day(timezone.localtime(reason.at)) if reason.at else "",
        "list": reason.word.line.source_list if reason.word else "",
        "since": _day(reason.word.since) if reason.word else "",
    }  # fmt: skip
    said = [(KEPT if reason.is_kept else TOLD[reason.rule]) % told]
    if reason.why:
        said.append(f"“{reason.why}”")
    if reason.rule in (Rule.SPLIT, Rule.MERGED, Rule.UNDONE) and reason.word:
        said.append(TOLD[Rule.FIRST_SAID] % told)
    for word in reason.said_since:
        new = {"list": word.line.source_list, "value": words.of(saying.name, word.value), "since": _day(word.since)}
        said.append(_("Since then %(list)s says: %(value)s (%(since)s).") % new)
    return said


def _order(saying: Saying) -> tuple[int, int]:
    """The groups as a dossier is read: the person, each detention and what hangs from it, what is ours nowhere last."""
    places = [*(name for name in PARTS if name != "list"), "list"]
    return places.index(saying.ours.part), saying.ours.row or 0


def _is_ours(saying: Saying, word: Word) -> bool:
    """What is not compared is the same only word for word."""
    is_same = saying.ours.value == word.value if saying.name in LISTED_ONLY else not word.differs
    return word.is_last and saying.ours.row is not None and is_same


def _when(word: Word) -> str:
    if word.until is None:
        return _("since %(day)s") % {"day": _day(word.since)}
    if word.since == word.until:
        return _("on %(day)s alone") % {"day": _day(word.since)}
    return _("from %(first)s to %(last)s") % {"first": _day(word.since), "last": _day(word.until)}


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def choice_of(post: Any) -> dict[str, Any]:
    """What a form of the table sends, in the types of `choose`; nonsense is nothing."""
    row, record = post.get("row", ""), post.get("record", "")
    return {
        "name": post.get("field", "")[:40],
        "row": int(row) if row.isdecimal() and len(row) < 19 else None,
        "record": int(record) if record.isdecimal() and len(record) < 19 else None,
        "ours": post.get("ours", ""),
        "reason": post.get("reason", ""),
    }
