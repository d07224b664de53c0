"""On which lists a person was, and when: derived from the snapshots that editors approved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F, IntegerField, Q, Value

from editorial.models import WorkflowState
from prisoners.models import MatchDecision, RowMatch
from publication.models import ListingSpan, OrganisationVersion
from sources.models import ListKind, ListSnapshot, SnapshotRow, SourceOrganisation, SourceRecord

CONSOLIDATED = "consolidated"
IN_CUSTODY = "in_custody"
AGREED = (WorkflowState.APPROVED, WorkflowState.PUBLISHED)


class Listed(NamedTuple):
    """A line of a list that names the person. `values`: the last wording; `days`: of each of its appearances."""

    source_list: str
    organisation: str
    name: str
    url: str
    as_of: date
    values: dict[str, Any]
    appearances: tuple[tuple[int, str], ...]  # snapshot, status stated there
    days: tuple[date, ...]


@dataclass(slots=True)
class Lists:
    """The snapshots in force of every list, in order of days, and which lists make a person consolidated."""

    snapshots: dict[str, list[tuple[int, date]]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    accepted: set[str] = field(default_factory=set)


def snapshots_in_force(day: date | None = None, *, besides: int | None = None) -> dict[int, dict[str, Any]]:
    """Approved snapshots that no approved one has replaced, by key. One of a draft correction stays in force; one
    whose import was undone never is.

    `day`: leaves out those under embargo on it. `besides`: one more, taken as approved.
    """
    snapshots = ListSnapshot.objects.filter(Q(workflow_state__in=AGREED) | Q(pk=besides), undone_at=None)
    if day:
        snapshots = snapshots.exclude(embargo_until__gte=day)
    approved: dict[int, Any] = {
        row["pk"]: row
        for row in snapshots.order_by("as_of", "pk").values(
            "pk",
            "as_of",
            "supersedes_id",
            code=F("source_list__code"),
            kind=F("source_list__kind"),
            organisation=F("source_list__organisation__code"),
            name=F("source_list__name_es"),
            link=F("url"),
        )
    }
    replaced = {row["supersedes_id"] for row in approved.values()}
    return {key: row for key, row in approved.items() if key not in replaced}


def load_lists(day: date | None = None) -> Lists:
    return lists_of(snapshots_in_force(day))


def lists_of(snapshots: dict[int, dict[str, Any]]) -> Lists:
    lists = Lists()
    accepted = accepted_organisations()
    for key, row in snapshots.items():
        lists.snapshots.setdefault(row["code"], []).append((key, row["as_of"]))
        lists.kinds[row["code"]] = row["kind"]
        if row["organisation"] in accepted:
            lists.accepted.add(row["code"])
    return lists


def accepted_organisations() -> set[str]:
    """As two editors agreed: of an organisation that is being edited, what the last edition said."""
    now = Value(1, output_field=IntegerField())
    agreed = SourceOrganisation.objects.publishable().values_list(now, "code", "accepted_for_inclusion")
    before = OrganisationVersion.objects.current().values_list(
        Value(0, output_field=IntegerField()), "code", "is_accepted"
    )
    rows = sorted(before.order_by().union(agreed.order_by(), all=True))
    return {code for code, is_accepted in {code: accepted for _, code, accepted in rows}.items() if is_accepted}


def listed_rows(
    persons: Iterable[int],
    day: date | None = None,
    *,
    snapshots: dict[int, dict[str, Any]] | None = None,
    cited: Iterable[int] = (),
) -> tuple[dict[int, list[Listed]], dict[int, dict[str, Any]]]:
    """By person: every line of a list that editors or the matcher hold to be about them. And the words of these lines
    and of those in `cited`, by record.

    `snapshots`: those in force that day, where the caller has read them.
    """
    entries = _entries_of(persons)
    snapshots = snapshots_in_force(day) if snapshots is None else snapshots
    appearances = defaultdict(list)
    last: dict[int, tuple[int, int]] = {}
    rows = SnapshotRow.objects.filter(snapshot__in=list(snapshots), record__entry__in=list(entries)).values_list(
        "record__entry", "record", "snapshot", "record__values__status"
    )
    for entry, record, snapshot, status in rows.order_by("snapshot__as_of", "snapshot", "pk").iterator(
        chunk_size=10000
    ):
        appearances[entry].append((snapshot, status or ""))
        last[entry] = (record, snapshot)
    records = {*cited, *(record for record, _ in last.values())}
    values = dict(SourceRecord.objects.filter(pk__in=records).values_list("pk", "values"))
    found = defaultdict(list)
    for entry, (record, snapshot) in sorted(last.items()):
        told = snapshots[snapshot]
        found[entries[entry]].append(
            Listed(
                told["code"],
                told["organisation"],
                told["name"],
                told["link"],
                told["as_of"],
                values[record],
                tuple(appearances[entry]),
                tuple(snapshots[each]["as_of"] for each, _status in appearances[entry]),
            )
        )
    return found, values


def _entries_of(persons: Iterable[int]) -> dict[int, int]:
    """Entry → person; the lines of a person merged into another are the other's."""
    wanted = set(persons)
    matches = RowMatch.objects.in_force().filter(decision=MatchDecision.SAME).order_by().values_list("pk", "entry")
    own = matches.filter(person__in=wanted).annotate(of=F("person"))
    merged = matches.filter(person__merged_into__in=wanted).annotate(of=F("person__merged_into"))
    return {entry: person for _, entry, person in own.union(merged, all=True).order_by("pk")}


def first_listed(rows: Iterable[Listed], lists: Lists) -> date | None:
    """The first day on which a list named the person."""
    days = dict(pair for snapshots in lists.snapshots.values() for pair in snapshots)
    return min((days[snapshot] for row in rows for snapshot, _ in row.appearances), default=None)


def spans(rows: Iterable[Listed], lists: Lists) -> Iterator[ListingSpan]:
    """One span for each stretch on a list, and those of the consolidated list. Several lines on a list are one."""
    on_list: dict[str, dict[int, bool]] = defaultdict(dict)
    for row in rows:
        for snapshot, status in row.appearances:
            counts = lists.kinds[row.source_list] == ListKind.PRISONERS or status == IN_CUSTODY
            on_list[row.source_list][snapshot] = on_list[row.source_list].get(snapshot, False) or counts
    consolidated = []
    for code, appearances in sorted(on_list.items()):
        for first, end, counts in _stretches(lists.snapshots[code], appearances):
            yield ListingSpan(source_list=code, counts_as_prisoner=counts, days=DateRange(first, end))
            if counts and code in lists.accepted:
                consolidated.append((first, end or date.max))
    for first, end in _joined(consolidated):
        days = DateRange(first, None if end == date.max else end)
        yield ListingSpan(source_list=CONSOLIDATED, counts_as_prisoner=True, days=days)


def _stretches(
    snapshots: list[tuple[int, date]], appearances: dict[int, bool]
) -> Iterator[tuple[date, date | None, bool]]:
    """From the first snapshot with the person to the first without, split where the list changes what it says."""
    since: date | None = None
    said = False
    for snapshot, as_of in snapshots:
        named = snapshot in appearances
        if since is not None and (not named or appearances[snapshot] != said):
            if since < as_of:
                yield since, as_of, said
            since = None
        if named and since is None:
            since, said = as_of, appearances[snapshot]
    if since is not None:
        yield since, None, said


def _joined(stretches: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """Stretches without overlap; those that touch are one."""
    found: list[tuple[date, date]] = []
    for first, end in sorted(stretches):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((first, end))
    return found
