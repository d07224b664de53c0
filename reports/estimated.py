"""How many the lists hold, and how many they may miss: the one figure that says more than it counts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from publication.models import Edition, OrganisationVersion
from reports import kept, parameters
from reports.breakdowns import Breakdown
from reports.definitions import lists as definitions
from reports.estimates.publication_rules import Circumstances, Judged, compared, judge
from reports.estimates.tables import Table
from reports.figure import Counted, Figure, Question, Unit
from reports.overlap import every_pattern, overlap, pattern, sizes
from reports.record import Record
from reports.restriction import RESTRICTIONS


def documented(question: Question) -> Counted:
    """Counts those on at least one of the lists; beside them stands what can be said of all."""
    counted = overlap(question)
    found = judged(question, counted)
    before = edition_before(question) if found.is_shown else None
    if before and (earlier := judged(before, overlap(before)).range):
        found = compared(found, earlier)
    return replace(counted, judged=found)


def edition_before(question: Question) -> Question | None:
    """The same question to the edition before, on its own last day where it knew of none so late."""
    edition = Edition.objects.filter(number=question.record.edition.number - 1).first()
    if edition is None:
        return None
    return Question(Record(edition), min(question.as_of, edition.as_of), question.values)


def judged(question: Question, counted: Counted) -> Judged:
    table, known = table_of(question, counted), circumstances(question)
    # The lists change on few days: without this, every day of the calendar would be worked out anew.
    key = (table.names, tuple(sorted(table.counts.items())), known)
    return kept.of_other_days.get(key, lambda: judge(table, known, is_public=True))


def table_of(question: Question, counted: Counted) -> Table:
    """From the very numbers of figure `overlap`; the order in which the lists are named changes nothing."""
    names = sorted(code for code, _day in question["lists"])
    counts = {
        sum(1 << names.index(name) for name in joined.split("+")): count
        for joined, count in sizes(counted.things, question).items()
        if count
    }
    return Table(tuple(names), counts)


def circumstances(question: Question) -> Circumstances:
    codes = sorted(code for code, _day in question["lists"])
    known = {line["code"]: line for row in question.record.rows(OrganisationVersion) for line in row.document["lists"]}
    return Circumstances(
        restricted=tuple(code for code in codes if code in known and known[code]["kind"] != PRISONERS),
        unknown_scope=tuple(code for code in codes if code not in known),
        open_rows=sum(open_rows(question, known[code]) for code in codes if code in known),
    )


PRISONERS = "prisoners"


def open_rows(question: Question, line: dict[str, Any]) -> int:
    """Rows of the list's last snapshot by that day for which the record has no person: nobody has decided on them, or
    the person is not published yet. Two rows of one person count as one such row: on the safe side."""
    snapshots = [one for one in line["snapshots"] if one["as_of"] <= question.as_of.isoformat()]
    if not snapshots:
        return 0
    listed = question.record.number_on_list(line["code"], question.as_of)
    return max(0, snapshots[-1]["row_count"] - listed)


ESTIMATED_TOTAL = Figure(
    id="estimated_total",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.ESTIMATED_TOTAL,
    count=documented,
    number=overlap,
    parameters=(parameters.LISTS_TO_ESTIMATE, *RESTRICTIONS),
    breakdowns=(Breakdown("inclusion", pattern, sizes, shown=every_pattern, vocabulary="lists"),),
)
