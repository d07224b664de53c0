"""What the public would see change by a snapshot of a list: the snapshot itself, and who comes onto the list or leaves.

Only those who are on the public record now are named: the dossiers of the others are reviewed by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from prisoners.models import MatchDecision, Person, RowMatch
from publication.models import ListingSpan, OrganisationVersion, PrisonerVersion
from publication.projector import listings
from publication.projector.ledger import snapshot_line
from publication.projector.listings import CONSOLIDATED
from publication.review.lines import Line, Ref, Row, Section, changed_fields
from publication.review.wording import Words
from sources.models import ListSnapshot, SourceRecord

FIELDS = ("as_of", "row_count", "new_count", "gone_count", "published_on", "url")
MOST_NAMED = 40


@dataclass(frozen=True)
class Change:
    """`come`, `leave`: public names, in order; of a withheld person, none. Counts are of persons, or of lines."""

    list_code: str
    before: Row
    after: Row
    come: tuple[str, ...]
    leave: tuple[str, ...]
    listed: tuple[int, int]
    consolidated: tuple[int, int]
    not_public: int
    unmatched: int


def of(snapshot: ListSnapshot, day: date) -> Change:
    """The public record now, beside what it would be, were the snapshot approved today."""
    code = snapshot.source_list.code
    persons = _persons_of(snapshot)
    keys = dict(Person.objects.filter(pk__in=persons).values_list("pk", "public_id"))
    public = set(
        PrisonerVersion.objects.current().filter(public_id__in=keys.values()).values_list("public_id", flat=True)
    )
    now = _listed_now([code, CONSOLIDATED], day)
    would = _listed_then({key: keys[key] for key in keys if keys[key] in public}, _in_force_with(snapshot, day), day)
    ours = public | now[code]
    on_list, consolidated = would.get(code, set()), (now[CONSOLIDATED] - ours) | (would[CONSOLIDATED] & ours)
    return Change(
        code,
        _public(snapshot),
        {} if snapshot.is_embargoed_on(day) or snapshot.undone_at else dict(snapshot_line(snapshot)),
        _names(on_list - now[code]),
        _names(now[code] - on_list),
        (len(now[code]), len(on_list)),
        (len(now[CONSOLIDATED]), len(consolidated)),
        len(set(keys.values()) - public),
        _unmatched(snapshot),
    )


def sections(change: Change, words: Words, dossier: ListSnapshot) -> Iterator[Section]:
    rows: list[Ref] = [(dossier._meta.label_lower, dossier.pk)]
    own = [
        Line(line.label, line.before, line.after, rows, is_fact=False)
        for line in changed_fields(words, "", change.before, change.after, FIELDS, [])
    ]
    yield Section(_("The snapshot"), own)
    lines = []
    if change.come:
        lines.append(Line(_("come onto the list"), "", _counted(change.come), is_fact=False))
    if change.leave:
        lines.append(Line(_("leave the list"), _counted(change.leave), "", is_fact=False))
    yield Section(_("Persons of the public record"), lines)
    rest = []
    if change.not_public:
        rest.append(Line(_("persons whose dossier is not public yet"), "", str(change.not_public), is_fact=False))
    if change.unmatched:
        rest.append(Line(_("lines that are of nobody we know yet"), "", str(change.unmatched), is_fact=False))
    yield Section(_("On the list, and not on the public record"), rest)


def _public(snapshot: ListSnapshot) -> Row:
    """What the public record says of the list on that day: of this snapshot, or of one that it corrects."""
    source_list = snapshot.source_list
    version = OrganisationVersion.objects.current().filter(code=source_list.organisation.code).first()
    lists = version.document.get("lists", []) if version else []
    of_it = [one for row in lists if row["code"] == source_list.code for one in row.get("snapshots", [])]
    return next((one for one in of_it if one["as_of"] == snapshot.as_of.isoformat()), {})


def _persons_of(snapshot: ListSnapshot) -> set[int]:
    """Whoever any line of the list is about: who is no longer on it leaves by this snapshot."""
    matches = RowMatch.objects.in_force().filter(
        decision=MatchDecision.SAME, entry__source_list=snapshot.source_list_id
    )
    found = set(matches.values_list("person", flat=True))
    gone = Person.objects.filter(pk__in=found, merged_into__isnull=False)
    merged: dict[int, Any] = dict(gone.values_list("pk", "merged_into"))
    return {merged.get(person, person) for person in found}


def _in_force_with(snapshot: ListSnapshot, day: date) -> dict[int, dict[str, Any]]:
    """The snapshots in force, as if this one were approved; unless it is under embargo on that day."""
    return listings.snapshots_in_force(day, besides=None if snapshot.is_embargoed_on(day) else snapshot.pk)


def _listed_now(codes: list[str], day: date) -> dict[str, set[Any]]:
    spans = ListingSpan.objects.current().filter(source_list__in=codes, days__contains=day, counts_as_prisoner=True)
    found: dict[str, set[Any]] = {code: set() for code in codes}
    for code, prisoner in spans.values_list("source_list", "prisoner"):
        found[code].add(prisoner)
    return found


def _listed_then(keys: dict[int, Any], snapshots: dict[int, Any], day: date) -> dict[str, set[Any]]:
    lists = listings.lists_of(snapshots)
    found: dict[str, set[Any]] = {code: set() for code in (*lists.snapshots, CONSOLIDATED)}
    listed, _words = listings.listed_rows(keys, day, snapshots=snapshots)
    for person, rows in listed.items():
        for span in listings.spans(rows, lists):
            if span.counts_as_prisoner and day in span.days:
                found[span.source_list].add(keys[person])
    return found


def _names(public_ids: Iterable[Any]) -> tuple[str, ...]:
    rows = PrisonerVersion.objects.current().filter(public_id__in=list(public_ids))
    return tuple(sorted(rows.values_list("name_display", flat=True)))


def _counted(names: tuple[str, ...]) -> str:
    """How many, and who: the first of them by name, those whose name is withheld only counted."""
    named = [name for name in names if name][:MOST_NAMED]
    more = [_("and %(count)d more") % {"count": len(names) - len(named)}] if len(names) > len(named) else []
    return f"{len(names)}: " + " · ".join([*named, *more])


def _unmatched(snapshot: ListSnapshot) -> int:
    known = RowMatch.objects.in_force().filter(decision=MatchDecision.SAME, entry=OuterRef("entry"))
    rows = SourceRecord.objects.filter(appearances__snapshot=snapshot)
    return rows.filter(~Exists(known)).values("entry").distinct().count()
