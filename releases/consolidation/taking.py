"""Rows into releases and revocations: what `releases` registers with the importer (decision 0004)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chronology.partial_date import PartialDate
from prisoners.consolidation.arrests import arrest_meant, in_order
from prisoners.consolidation.dossiers import reopen_all
from prisoners.matching.rows import decisions_in_force
from prisoners.models import Citation as PersonCitation
from prisoners.models import Detention, DetentionKind, MatchDecision
from releases.consolidation.statements import UNKNOWN_RELEASE, Statement, read_statement
from releases.contradictions import contradiction, stay_of
from releases.models import (
    Attribution,
    Citation,
    CustodyState,
    OfficialAnnouncement,
    Release,
    ReleaseType,
    Revocation,
)
from sources.import_list.consumers import Progress
from sources.models import ListEntry, ListSnapshot, SourceRecord

STEP = 500


def take(snapshot: ListSnapshot, records: list[SourceRecord], progress: Progress) -> dict[str, int]:
    """Takes what rows of known persons say of releases; a row that contradicts what stands stays a statement."""
    persons = {
        entry: person
        for entry, edges in decisions_in_force(record.entry_id for record in records).items()
        for person, decision in edges.items()
        if decision == MatchDecision.SAME
    }
    told = [
        (record, persons[record.entry_id], statement)
        for record in records
        if record.entry_id in persons
        and (
            (statement := read_statement(record.values, as_of=snapshot.as_of)).tells_of_release
            or statement.tells_of_revocation
        )
    ]
    work = _Work({person for _record, person, _statement in told})
    for number, (record, person, statement) in enumerate(told):
        if number % STEP == 0:
            progress("release", number, len(told))
        work.take(record, person, statement)
    return work.save()


def drop(entry: ListEntry, person_id: int) -> None:
    """Takes back the citations that rest on an entry; releases stay, uncited, for the editor to judge."""
    Citation.objects.filter(record__entry=entry, release__detention__person=person_id).delete()
    Citation.objects.filter(record__entry=entry, revocation__release__detention__person=person_id).delete()


@dataclass
class _Held:
    """A detention, the release that ended it, and the changes of figure that followed outside prison."""

    detention: Detention
    releases: list[Release] = field(default_factory=list)
    revocations: list[Revocation] = field(default_factory=list)

    @property
    def revocation(self) -> Revocation | None:
        return self.revocations[-1] if self.revocations else None


@dataclass
class _Work:
    """Loads what is known of the persons, collects what rows add, writes it with a few statements."""

    persons: set[int]
    held: dict[int, list[_Held]] = field(default_factory=lambda: defaultdict(list))
    announcements: dict[str, int] = field(
        default_factory=lambda: dict(OfficialAnnouncement.objects.values_list("code", "pk"))
    )
    figures: dict[str, ReleaseType] = field(default_factory=lambda: ReleaseType.objects.in_bulk())
    releases: list[Release] = field(default_factory=list)
    revocations: list[Revocation] = field(default_factory=list)
    returns: list[Detention] = field(default_factory=list)
    filled: dict[tuple[type, int], Any] = field(default_factory=dict)
    citations: list[Citation] = field(default_factory=list)
    person_citations: list[PersonCitation] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        held: dict[int, _Held] = {}
        for detention in Detention.objects.filter(person__in=self.persons).select_related("person").order_by("pk"):
            held[detention.pk] = _Held(detention)
            self.held[detention.person_id].append(held[detention.pk])
        releases = Release.objects.filter(detention__in=held).select_related("revocation__new_detention__person")
        for release in releases.order_by("pk"):
            one = held[release.detention_id]
            one.releases.append(release)
            if revocation := getattr(release, "revocation", None):
                revocation.release = release  # the very object that what follows may complete
                one.revocations.append(revocation)

    def take(self, record: SourceRecord, person: int, said: Statement) -> None:
        first = self._meant(person, record)
        if first is None:
            return
        if said.tells_of_release and not said.left_after_return:
            self._take_release(record, person, self._ended_by(person, first, said), said)
        if said.tells_of_revocation:
            self._take_revocation(record, person, self._sent_back(person, first, said), said)
        if said.left_after_return:
            back = next(
                (one for one in reversed(self.held[person]) if one.detention.kind == DetentionKind.REARREST_REVOCATION),
                None,
            )
            if back:
                self._take_release(record, person, back, said)

    def _meant(self, person: int, record: SourceRecord) -> _Held | None:
        day = record.values.get("detained_on")
        found = arrest_meant([one.detention for one in self.held[person]], PartialDate.parse(day) if day else None)
        return next((one for one in self.held[person] if one.detention is found), None)

    def _ended_by(self, person: int, first: _Held, said: Statement) -> _Held:
        """A release on a known day may end a later detention than the arrest that the row names."""
        chain = {id(one.detention): one for one in self.held[person]}
        if said.left_on and said.left_on.earliest:
            for detention in reversed(in_order([one.detention for one in self.held[person]])):
                start = detention.detained_on
                if start and start.latest and start.latest <= said.left_on.earliest:
                    return chain[id(detention)]
        return first

    def _sent_back(self, person: int, first: _Held, said: Statement) -> _Held:
        """The detention whose release was revoked: the last that began before the return and was not yet revoked."""
        back = said.reimprisoned_on or said.revoked_on
        if first.revocation:
            return first
        released = [
            one
            for one in self.held[person]
            if one.releases and not (back and back.latest and _begins_after(one.detention, back.latest))
        ]
        return ([one for one in released if one.revocation is None] or released or [first])[-1]

    def _take_release(self, record: SourceRecord, person: int, held: _Held, said: Statement) -> None:
        """A new release, or what completes a known one; a later figure outside prison is a release of its own."""
        known = next((one for one in held.releases if _may_be(one, said)), None)
        if known:
            if said.left_on and known.left_on and said.left_on != known.left_on:
                return  # another date for the same release: it stays a statement
            self._complete(record, person, held, known, said)
        elif not held.releases or _is_later_figure(held.releases, said):
            release = Release(
                detention=held.detention,
                reported_on=said.reported_on,
                was_already_outside=bool(held.releases),
                **self._facts(said),
            )
            held.releases.append(release)
            if not self._may_be_true(held):
                held.releases.pop()
                return
            self.releases.append(release)
            self._cite(record, person, release=release)

    def _may_be_true(self, held: _Held) -> bool:
        """Otherwise the row stays a statement: the database would refuse it, and stop the whole list."""
        return not contradiction(stay_of(held.detention, held.releases, held.revocations, self.figures))

    def _complete(self, record: SourceRecord, person: int, held: _Held, release: Release, said: Statement) -> None:
        wanted = self._facts(said)
        if not said.is_figure_stated:
            wanted.pop("release_type_id")
        if release.announcement_id:
            wanted.pop("announcement_id", None)
            wanted.pop("attribution", None)
        if self._fill(person, held, release, wanted):
            self._cite(record, person, is_new=False, release=release)

    def _facts(self, said: Statement) -> dict[str, Any]:
        facts: dict[str, Any] = {
            "release_type_id": said.release_type, "left_on": said.left_on, "measure_after": said.measure_after,
            "exile_condition": "yes" if said.release_type == "forced_exile" else said.exile_condition,
        }  # fmt: skip
        if announcement := self.announcements.get(said.announcement):
            facts |= {"announcement_id": announcement, "attribution": Attribution.ORGANISATION}
        return facts

    def _take_revocation(self, record: SourceRecord, person: int, held: _Held, said: Statement) -> None:
        if not held.releases:
            return  # nothing was granted that could be withdrawn: it stays a statement
        facts = {
            "revoked_on": said.revoked_on, "reimprisoned_on": said.reimprisoned_on,
            "ground_official_id": said.ground_official or None, "ground_alleged_id": said.ground_alleged or None,
        }  # fmt: skip
        if held.revocation is None:
            revocation = Revocation(release=held.releases[-1], **facts)
            held.revocations.append(revocation)
            if not self._may_be_true(held):
                held.revocations.pop()
                return
            self.revocations.append(revocation)
            self._cite(record, person, revocation=revocation)
        elif all(not value or getattr(held.revocation, name) in (None, value) for name, value in facts.items()):
            if not self._fill(person, held, held.revocation, facts):
                return
            self._cite(record, person, is_new=False, revocation=held.revocation)
        if said.reimprisoned_on or said.status == CustodyState.IN_CUSTODY or said.left_after_return:
            self._take_return(record, person, held, said)

    def _take_return(self, record: SourceRecord, person: int, held: _Held, said: Statement) -> None:
        revocation = held.revocation
        if revocation is None or revocation.new_detention_id or revocation.new_detention:
            return
        left, back = held.releases[-1].left_on, said.reimprisoned_on
        if left and left.earliest and back and back.latest and back.latest < left.earliest:
            return  # back before leaving: a contradiction
        before = held.detention
        again = Detention(
            person=before.person, kind=DetentionKind.REARREST_REVOCATION, detained_on=back, parent=before,
            province_id=before.province_id, municipality_id=before.municipality_id,
            context=before.context, activity=before.activity,
        )  # fmt: skip
        revocation.new_detention = again
        if not self._may_be_true(held):
            revocation.new_detention = None
            return
        self.returns.append(again)
        self.held[person].append(_Held(again))
        self.person_citations.append(PersonCitation(person_id=person, detention=again, record=record))
        if revocation.pk:
            self.filled[Revocation, revocation.pk] = revocation
        self.changed.add(person)

    def _fill(self, person: int, held: _Held, row: Any, values: dict[str, Any]) -> bool:
        """Writes what is not known yet. Of what would contradict the rest nothing is written: False."""
        empty = (None, "", "unknown", Attribution.NONE, UNKNOWN_RELEASE)
        wanted = {
            name: value
            for name, value in values.items()
            if value not in (None, "", "unknown") and (now := getattr(row, name)) in empty and now != value
        }
        before = {name: getattr(row, name) for name in wanted}
        _set(row, wanted)
        if not self._may_be_true(held):
            _set(row, before)
            return False
        if wanted:
            self.changed.add(person)
            if row.pk:
                self.filled[type(row), row.pk] = row
        return True

    def _cite(self, record: SourceRecord, person: int, *, is_new: bool = True, **row: Any) -> None:
        self.citations.append(Citation(record=record, **row))
        if is_new:
            self.changed.add(person)

    def save(self) -> dict[str, int]:
        """Releases end their detentions before a return begins the next one: the database holds them apart."""
        first: list[Release] = []
        later: list[Release] = []
        for release in self.releases:
            (first if release.detention.pk else later).append(release)
        Release.objects.bulk_create(first)
        self._update(
            Release, ["release_type", "left_on", "measure_after", "exile_condition", "announcement", "attribution"]
        )
        Detention.objects.bulk_create(self.returns)
        Revocation.objects.bulk_create(self.revocations)
        self._update(
            Revocation, ["revoked_on", "reimprisoned_on", "ground_official", "ground_alleged", "new_detention"]
        )
        Release.objects.bulk_create(later)
        Citation.objects.bulk_create(self.citations, batch_size=1000)
        PersonCitation.objects.bulk_create(self.person_citations, batch_size=1000)
        reopen_all(self.changed)
        return {"releases_new": len(self.releases), "revocations_new": len(self.revocations)}

    def _update(self, model: type, fields: list[str]) -> None:
        rows = [row for (kind, _pk), row in self.filled.items() if kind is model]
        if rows:
            for row in rows:
                row.save(update_fields=[*fields, "updated_at"])


def _set(row: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _may_be(release: Release, said: Statement) -> bool:
    """The statement may be about this release: the same figure, or one side does not name it."""
    if not said.is_figure_stated and said.release_type == UNKNOWN_RELEASE:
        return True
    return release.release_type_id in (said.release_type, UNKNOWN_RELEASE)


def _is_later_figure(releases: list[Release], said: Statement) -> bool:
    """The statement tells of another figure, certainly later than what is known; death and exile need no date."""
    if said.left_on is None:
        return said.status in (CustodyState.EXILED, CustodyState.DECEASED)
    days = [release.left_on.latest for release in releases if release.left_on]
    return bool(said.left_on.earliest and all(day and day < said.left_on.earliest for day in days))


def _begins_after(detention: Detention, day: date) -> bool:
    start = detention.detained_on
    return bool(start and start.earliest and start.earliest > day)
