"""What a snapshot changed, for the page of an editor: what is asked, and what was done or noted without asking."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q

from prisoners.incoming.asking import former_records, records_of
from prisoners.matching.explanation import in_a_sentence
from prisoners.models import ListChange, ListChoice, MatchAudit, MatchDecision, RowMatch
from sources.models import ListEntry, ListSnapshot

MOST = 100


@dataclass
class Progress:
    """Questions of a snapshot: how many there are, and how many are decided. `percent` of them."""

    decided: int
    total: int

    @property
    def percent(self) -> int:
        return round(100 * self.decided / self.total) if self.total else 100

    @property
    def number(self) -> int:
        """Of the question that comes next."""
        return min(self.decided + 1, self.total)


@dataclass
class NewRows:
    """Rows that were not on the list before. The first of each kind; counts are of all.

    `matched`: (row, why) that the matcher took for somebody known; `made`: of whom a person was made; `waiting`: asked
    of an editor in the matching queue, the matcher's own decisions that were drawn for it among them, unmarked.
    """

    matched: list[tuple[RowMatch, str]] = field(default_factory=list)
    made: list[RowMatch] = field(default_factory=list)
    waiting: list[ListEntry] = field(default_factory=list)
    matched_count: int = 0
    made_count: int = 0
    waiting_count: int = 0


def progress(snapshot: ListSnapshot) -> Progress:
    asked = ListChange.objects.filter(snapshot=snapshot).exclude(decision=ListChoice.OVERTAKEN)
    total = asked.count()
    return Progress(total - asked.open().count(), total)


def new_rows(snapshot: ListSnapshot) -> NewRows:
    """What became of the rows that were not on the list before."""
    entries = records_of(snapshot).keys() - former_records(snapshot).keys()
    edges = RowMatch.objects.in_force().filter(entry__in=entries).select_related("entry__source_list", "person")
    found = NewRows()
    drawn = MatchAudit.objects.open().filter(entry__in=entries).values("entry")
    same = edges.filter(decision=MatchDecision.SAME).exclude(entry__in=drawn).order_by("entry")
    made, matched = same.filter(explanation__has_key="new"), same.exclude(explanation__has_key="new")
    found.made, found.made_count = list(made[:MOST]), made.count()
    found.matched = [(edge, in_a_sentence(edge.explanation)) for edge in matched[:MOST]]
    found.matched_count = matched.count()
    unsure = edges.filter(decision=MatchDecision.UNSURE).values("entry")
    asked = ListEntry.objects.filter(Q(pk__in=unsure) | Q(pk__in=drawn))
    waiting = asked.exclude(pk__in=same.values("entry")).select_related("source_list")
    found.waiting, found.waiting_count = list(waiting.order_by("pk")[:MOST]), waiting.count()
    return found


def asked_fields(snapshot: ListSnapshot) -> set[tuple[str, str]]:
    """(row key, field) of everything that the snapshot asks, which the list of mere notes leaves out."""
    rows = ListChange.objects.filter(snapshot=snapshot).values_list("entry__row_key", "lines")
    return {(row_key, name) for row_key, lines in rows for name in lines}
