"""Writes a story into the working copy, and publishes it as edition 1, then what changed as edition 2."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from editorial.acting import acting_as
from editorial.models import WorkflowState
from prisoners.merging.merge import merge
from prisoners.models import (
    Classification,
    Detention,
    MatchDecision,
    OffenceInLaw,
    Person,
    RowMatch,
    Stage,
)
from publication.models import Edition
from publication.publishing import publish
from releases.models import OfficialAnnouncement, Release, ReleaseType, Revocation, RevocationGround
from sources.models import ListEntry, ListSnapshot, SnapshotRow, SourceRecord
from tests.oracle.stories import (
    EVENTS,
    FIGURES,
    LISTS,
    NOT_ACCEPTED,
    OFFENCES,
    PARTS_OF,
    PROVINCES,
    Life,
    Snapshot,
    Stay,
    Story,
)
from tests.publication import working_copy as wc

ANNOUNCEMENT = "anuncio-553"
NAMES = ("Yoandri", "Lisandra", "Maikel", "Dayana", "Reinier", "Yusleidy", "Osmani")


class Written:
    """A story in the database: `publish` makes an edition of what is there, `change` does what the story tells next."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.made: list[tuple[Snapshot, ListSnapshot]] = []
        _vocabularies()
        self.announcement = _announcement(story.announced)
        for code, (organisation, kind) in LISTS.items():
            by = wc.organisation(organisation, accepted_for_inclusion=organisation != NOT_ACCEPTED)
            wc.source_list(code, kind, organisation=by)
        self.persons = [self._person(place, life) for place, life in enumerate(story.lives)]
        self.doubles = {
            place: self._double(place)
            for place, life in enumerate(story.lives)
            if life.has_double and life.visibility != "withdrawn"
        }
        self._bring(story.snapshots, first=0)

    def publish(self, day: date) -> Edition:
        edition = publish(as_of=day)
        return edition or Edition.objects.newest()

    def change(self) -> None:
        story = self.story
        self._bring(story.later, first=len(story.snapshots))
        for place, double in self.doubles.items():
            with transaction.atomic(), acting_as(wc.editor("carla")):
                merge(self.persons[place], double, by=wc.editor("carla"), reason="Es la misma.", is_confirmed=True)
            wc.lead(Person.objects.get(pk=self.persons[place].pk))
        for held, life in zip(self.persons, story.lives, strict=True):
            self._change(Person.objects.get(pk=held.pk), life.change)

    def _change(self, held: Person, change: str) -> None:
        if not change:
            return
        rows, state = Person.objects.filter(pk=held.pk), WorkflowState.APPROVED
        last = Detention.objects.filter(person=held).order_by("-pk").first()
        if change == "draft":
            wc.change(rows, WorkflowState.DRAFT, gender="woman", visibility="withheld")
            return
        if change == "province" and last:
            Detention.objects.filter(person=held).update(province=wc.province("CU-05"))
        if change == "left" and last and not last.releases.exists():
            after = last.detained_on.latest if last.detained_on and last.detained_on.latest else date(2025, 1, 31)
            left = max(after, date(2025, 1, 31))
            _release(last, "conditional_release", str(left), max(left, date(2025, 6, 1)))
        columns = {"gender": {"gender": "woman"}, "withheld": {"visibility": "withheld"}}.get(change, {})
        wc.change(rows, state, **columns)

    def _person(self, place: int, life: Life) -> Person:
        held = wc.person(
            f"{NAMES[place]} Pérez Sabanalar",
            detained_on=None,
            gender=life.gender,
            age_at_detention_stated=life.age,
            birth_date=wc.day(life.birth),
            has_affiliation=life.affiliation,
            visibility=life.visibility,
            last_confirmed_on=life.confirmed,
            workflow_state=WorkflowState.DRAFT,
        )
        _stays(held, life.stays, self.announcement)
        for test, stated_on in life.classified.items():
            Classification.objects.create(
                person=held,
                scheme="coe",
                value=test,
                organisation=wc.organisation("pd-demo"),
                stated_on=wc.day(stated_on),
            )
        wc.lead(held)
        return held

    def _double(self, place: int) -> Person:
        return wc.person(f"{NAMES[place]} Pérez Savanalar", detained_on=None, age_at_detention_stated=None)

    def _bring(self, snapshots: tuple[Snapshot, ...], *, first: int) -> None:
        """Snapshots with their lines, and everybody approved again: who is on a list belongs to their dossier."""
        for number, told in enumerate(snapshots, start=first):
            source = wc.source_list(told.list)
            corrected = next(
                (made for one, made in self.made if one.list == told.list and one.as_of == told.as_of), None
            )
            is_free = corrected is not None and not ListSnapshot.objects.filter(supersedes=corrected).exists()
            made = wc.snapshot(
                source,
                str(told.as_of),
                workflow_state=told.state,
                supersedes=corrected if told.replaces and is_free else None,
            )
            self.made.append((told, made))
            for place, life in enumerate(self.story.lives):
                if number in life.lines and _can_be_listed(life, told.as_of):
                    status, is_twice = life.lines[number]
                    _line(made, self.persons[place], place * 10, status)
                    if is_twice:
                        _line(made, self.doubles.get(place, self.persons[place]), place * 10 + 1, "")
        for held in [*self.persons, *self.doubles.values()]:
            held.refresh_from_db()
            if held.merged_into_id is None and held.workflow_state != WorkflowState.DRAFT:
                wc.lead(held)


def _can_be_listed(life: Life, day: date) -> bool:
    """Nobody is listed before an arrest whose day is known by the list alone."""
    first = life.stays[0] if life.stays else None
    return first is None or first.true_day <= day


def _line(made: ListSnapshot, held: Person, key: int, status: str) -> None:
    entry, is_new = ListEntry.objects.get_or_create(source_list=made.source_list, row_key=str(key))
    if is_new:
        RowMatch.objects.create(entry=entry, person=held, decision=MatchDecision.SAME)
    values = {"name": held.name_display, "status": status}
    record, _ = SourceRecord.objects.get_or_create(
        entry=entry, digest=status or "-", defaults={"raw": values, "values": values, "first_snapshot": made}
    )
    SnapshotRow.objects.create(snapshot=made, record=record, line=key)


def _vocabularies() -> None:
    for code in PROVINCES:
        wc.province(code)
    for code, starts in EVENTS.items():
        wc.event(code, str(starts), parent=wc.event(PARTS_OF[code]) if code in PARTS_OF else None)
    for code, (family, months) in OFFENCES.items():
        OffenceInLaw.objects.create(offence=wc.offence(code, family), law="ley-62-1987", max_months=months)
    for order, (code, (after, ends)) in enumerate(FIGURES.items()):
        names = {"name_es": code, "name_en": code, "is_revocable": "yes", "order": order}
        ReleaseType.objects.create(code=code, state_after=after, extinguishes=ends, **names)
    for order, code in enumerate(("no_work", "opinion")):
        RevocationGround.objects.create(code=code, name_es=code, name_en=code, order=order)


def _announcement(number: int | None) -> OfficialAnnouncement:
    made = OfficialAnnouncement.objects.create(
        code=ANNOUNCEMENT, authority="minrex", announced_on="2025-01-14", announced_number=number, title_es="553",
        title_en="553",
    )  # fmt: skip
    wc.lead(made)
    return made


def _stays(held: Person, stays: tuple[Stay, ...], announcement: OfficialAnnouncement) -> None:
    before, waiting = None, None
    for stay in stays:
        try:
            with transaction.atomic():
                made = _stay(held, stay, before if stay.follows else None, announcement)
                if waiting is not None:
                    Revocation.objects.filter(pk=waiting.pk).update(new_detention=made)
                    if made.parent_id is None:
                        Detention.objects.filter(pk=made.pk).update(parent=before)
        except IntegrityError:  # the database knows that it cannot have been so
            return
        before = made
        revocation = Revocation.objects.filter(release__detention=made).first()
        waiting = revocation if stay.returned_by else None


def _stay(held: Person, stay: Stay, before: Detention | None, announcement: OfficialAnnouncement) -> Detention:
    made = wc.detention(
        held,
        stay.detained_on,
        kind=stay.kind,
        context=stay.context,
        province=wc.province(stay.province) if stay.province else None,
        event=wc.event(stay.event) if stay.event else None,
        parent=before,
    )
    for number, left in enumerate(stay.departures):
        done = _release(
            made,
            left.figure,
            left.left_on,
            left.reported_on,
            was_already_outside=left.is_formality,
            exile_condition=left.exile,
            attribution=left.attribution,
            announcement=None if left.attribution == "none" else announcement,
        )
        if stay.revoked and number == 0:
            Revocation.objects.create(
                release=done,
                revoked_on=wc.day(stay.revoked.revoked_on),
                reimprisoned_on=wc.day(stay.revoked.back_on),
                ground_official_id=stay.revoked.official,
                ground_alleged_id=stay.revoked.alleged,
            )
    if stay.is_missing:
        Stage.objects.create(detention=made, stage="disappeared", from_on=wc.day(stay.missing_from))
    for step in stay.steps:
        wc.sentence(
            made,
            step.months,
            length_days=step.days,
            step=step.step,
            sanction=step.sanction,
            decided_on=wc.day(step.decided_on),
            counted_from=wc.day(step.counted_from),
            is_operative=step.is_operative,
            superseded_on=step.superseded_on,
        )
    for code, role, stage in stay.charges:
        wc.charge(made, code, role=role, stage=stage, law="ley-62-1987", family=OFFENCES[code][0])
    return made


def _release(made: Detention, figure: str, left_on: str | None, reported_on: date, **columns) -> Release:
    return Release.objects.create(
        detention=made, release_type_id=figure, left_on=wc.day(left_on), reported_on=reported_on, **columns
    )
