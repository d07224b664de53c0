"""The working copy read into plain Python: what the public may know of each person whom an edition counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from prisoners.models import Charge, Classification, Detention, OffenceInLaw, Person, RowMatch, Sentence, Stage
from releases.models import OfficialAnnouncement, Release, Revocation
from sources.models import ListSnapshot, SnapshotRow, SourceList
from tests.oracle import served
from tests.oracle.calendar_days import A_DAY, Bounds, bounds, month_end, to_the_month
from tests.oracle.custody import Chain

STALENESS = 365
LASTING = {"free", "exiled", "deceased", "unknown"}  # states that nobody need confirm
SEVERITY = ("state_security", "persons", "authority", "public_order", "property", "other")
AGREED = ("approved", "published")


@dataclass(frozen=True)
class Departed:
    """A release as the public knows it. `left` has no lower bound where nothing bounds it."""

    person: UUID
    figure: str
    ends_penalty: str
    left: Bounds
    reported_on: date
    announcement: str
    is_formality: bool
    share: served.Share
    is_revoked: bool
    revoked: Bounds
    back: Bounds
    official: str
    alleged: str


@dataclass
class Counted:
    """A person of an edition. `listed`: by list, what it said on each day of a snapshot; None: it did not name them."""

    public_id: UUID
    is_withheld: bool
    is_named: bool
    gender: str
    minor: str
    age: int | None
    province: str
    context: str
    affiliation: str
    events: frozenset[str]
    detained: Bounds
    offences: frozenset[str]
    principal: str
    sentences: list[tuple[str, int | None, int | None, date | None, date | None]]
    departures: list[Departed]
    custody: Chain
    listed: dict[str, list[tuple[date, str | None]]]
    classified: list[tuple[str, Bounds]]

    def on(self, source_list: str, day: date) -> str | None:
        """What the last snapshot of the list up to that day says of the person."""
        said = [status for as_of, status in self.listed.get(source_list, []) if as_of <= day]
        return said[-1] if said else None


@dataclass
class World:
    """All that an edition knows."""

    day: date
    persons: dict[UUID, Counted]
    lists: dict[str, tuple[str, str, bool]]  # organisation, kind, accepted
    announced: int | None
    parts_of: dict[str, str | None] = field(default_factory=dict)
    minors: dict[date, dict[str, list[UUID]]] = field(default_factory=dict)  # points of those under 18, by province

    def on_list(self, person: Counted, source_list: str, day: date) -> bool:
        if source_list != "consolidated":
            return person.on(source_list, day) is not None
        for code, (_, kind, is_accepted) in self.lists.items():
            status = person.on(code, day)
            if is_accepted and status is not None and (kind == "prisoners" or status == "in_custody"):
                return True
        return False


def read(day: date, former: World | None = None) -> World:
    """What an edition of that day knows; who is being edited stays as `former` has them."""
    snapshots = _snapshots(day)
    lists = {
        one.code: (one.organisation.code, one.kind, one.organisation.accepted_for_inclusion)
        for one in SourceList.objects.select_related("organisation")
    }
    persons = {}
    for person in Person.objects.filter(merged_into=None):
        if person.workflow_state not in AGREED:
            before = former.persons.get(person.public_id) if former else None
            if before:
                persons[person.public_id] = before
        elif person.visibility != "withdrawn":
            persons[person.public_id] = _person(person, snapshots, lists)
    announcement = OfficialAnnouncement.objects.get()
    events = {
        row.event.code: row.event.parent and row.event.parent.code for row in Detention.objects.exclude(event=None)
    }
    world = World(day, persons, lists, announcement.announced_number, events)
    world.minors = _minors(world, former.minors if former else {})
    return world


def _minors(world: World, given: dict[date, dict[str, list[UUID]]]) -> dict[date, dict[str, list[UUID]]]:
    """The points given before, and one of that day when five have come, gone or moved since the last."""
    now: dict[str, list[UUID]] = defaultdict(list)
    for one in world.persons.values():
        if one.minor == "yes":
            now[one.province or "unknown"].append(one.public_id)
    before = given[max(given)] if given else {}
    more, fewer = (
        sum(max(0, len(these.get(code, [])) - len(those.get(code, []))) for code in {*these, *those})
        for these, those in ((now, before), (before, now))
    )
    return {**given, world.day: dict(now)} if max(more, fewer) >= 5 else given


def _snapshots(day: date) -> dict[str, list[ListSnapshot]]:
    """Of each list those in force, the last one of a day last."""
    approved = ListSnapshot.objects.filter(workflow_state__in=AGREED, undone_at=None).select_related("source_list")
    rows = [row for row in approved.order_by("as_of", "pk") if row.embargo_until is None or row.embargo_until < day]
    replaced = {row.supersedes_id for row in rows}
    found = defaultdict(list)
    for row in rows:
        if row.pk not in replaced:
            found[row.source_list.code].append(row)
    return found


def _listed(person: Person, snapshots: dict[str, list[ListSnapshot]]) -> dict[str, list[tuple[date, str | None]]]:
    same = RowMatch.objects.filter(decision="same", withdrawn_at=None)
    entries = {match.entry_id for match in same if person.pk in (match.person_id, match.person.merged_into_id)}
    said: dict[int, list[str]] = defaultdict(list)
    for row in SnapshotRow.objects.select_related("record"):
        if row.record.entry_id in entries:
            said[row.snapshot_id].append(row.record.values.get("status") or "")
    # Of two lines the one that says more: somebody stated to be in prison on one of them is.
    return {
        code: [
            (one.as_of, min(said[one.pk], key=lambda s: s != "in_custody") if one.pk in said else None) for one in row
        ]
        for code, row in snapshots.items()
    }


def _said(person: Person, snapshots: dict[str, list[ListSnapshot]]) -> list[tuple[date, str]]:
    """Every word of a list on where the person is, with its day; several lines of a list say each their own."""
    days = {one.pk: one.as_of for rows in snapshots.values() for one in rows}
    same = RowMatch.objects.filter(decision="same", withdrawn_at=None).select_related("person")
    entries = {match.entry_id for match in same if person.pk in (match.person_id, match.person.merged_into_id)}
    rows = SnapshotRow.objects.filter(snapshot__in=days, record__entry__in=entries).select_related("record")
    return [(days[row.snapshot_id], row.record.values.get("status") or "") for row in rows]


def _person(person: Person, snapshots: dict, lists: dict) -> Counted:
    detentions = in_order(list(Detention.objects.filter(person=person).order_by("pk")))
    arrests = [held for held in detentions if held.kind != "house_siege"]
    first = next(iter(arrests or detentions), None)
    withheld = person.visibility == "withheld"
    minor, has_pseudonym = _minor(person, detentions)
    listed = _listed(person, snapshots)
    named_on = [as_of for said in listed.values() for as_of, status in said if status is not None]
    charges = [] if withheld else list(Charge.objects.filter(detention__in=detentions).select_related("offence"))
    is_known = not withheld and not has_pseudonym
    return Counted(
        public_id=person.public_id,
        is_withheld=withheld,
        is_named=is_known,
        gender={"trans_woman": "woman", "trans_man": "man", "non_binary": "unknown"}.get(person.gender, person.gender),
        minor=minor,
        age=person.age_at_detention_stated if is_known else None,
        province=(first.province_id or "") if first else "",
        context=first.context if first else "unknown",
        affiliation=person.has_affiliation,
        events=frozenset(code for held in detentions if held.event and (code := _event(held, is_known))),
        detained=bounds(first.detained_on) if first and not withheld else (None, None),
        offences=frozenset(charge.offence_id for charge in charges),
        principal=_principal(charges),
        sentences=[] if withheld else [row for held in detentions for row in _in_force(held)],
        departures=[row for held in detentions for row in _departures(held, arrests, detentions, withheld=withheld)],
        custody=Chain.of(
            _changes(person, arrests, min(named_on, default=None), _said(person, snapshots), withheld=withheld)
        ),
        listed=listed,
        classified=[]
        if withheld
        else [(row.value, bounds(row.stated_on)) for row in Classification.objects.filter(person=person, scheme="coe")],
    )


def in_order(detentions: list[Detention]) -> list[Detention]:
    """As they happened, which is as the stories write them: the first one first."""
    return sorted(detentions, key=lambda held: held.pk)


def _event(held: Detention, is_known: bool) -> str:
    if is_known:
        return held.event.code
    whole = held.event.parent or held.event
    return whole.code if whole.code == "11j" else ""  # the stories' other event is of one town


def _minor(person: Person, detentions: list[Detention]) -> tuple[str, bool]:
    """Whether under 18 when detained, in every world (yes) or in none (no); and whether that may be."""
    born, days = bounds(person.birth_date), [bounds(held.detained_on) for held in detentions]
    least = [_age(born[1], first) for first, _ in days if born[1] and first]
    most = [_age(born[0], last) for _, last in days if born[0] and last]
    stated = person.age_at_detention_stated
    is_perhaps = any(age < 18 for age in least)
    if (stated is not None and stated < 18) or any(age < 18 for age in most):
        return "yes", True
    if stated is not None:
        return "no", False
    return ("unknown", True) if is_perhaps else ("no" if least else "unknown", False)


def _age(born: date, day: date) -> int:
    years = day.year - born.year
    return years - 1 if (day.month, day.day) < (born.month, born.day) else years


def _principal(charges: list[Charge]) -> str:
    for stage in ("conviction", "accusation"):
        of_stage = [charge for charge in charges if charge.stage == stage]
        if of_stage:
            return min(of_stage, key=_rank).offence_id
    return ""


def _rank(charge: Charge) -> tuple:
    months = OffenceInLaw.objects.get(offence=charge.offence, law=charge.law).max_months
    return SEVERITY.index(charge.offence.family), charge.role != "principal", -months, charge.offence_id


def _in_force(held: Detention):
    """Sanction, length, the first day on which it certainly was operative, and the day from which it no longer was."""
    for row in Sentence.objects.filter(detention=held, is_operative=True):
        since = bounds(row.decided_on)[1]
        if since is None:  # undated: it counts from where the computation begins
            since = bounds(row.counted_from)[0] or bounds(held.detained_on)[0]
        yield row.sanction, row.length_months, row.length_days, since, row.superseded_on


def _both_outside(one: str, other: str) -> bool:
    """Somebody who does not know the figure says nothing else than who does."""
    outside = {"serving_outside", "awaiting_outside", "free", "outside_unknown"}
    return "outside_unknown" in (one, other) and {one, other} <= outside


def _changes(person: Person, arrests: list[Detention], listed: date | None, said: list, *, withheld: bool):
    coarse = to_the_month if withheld else str
    found: list[tuple[str, Bounds]] = []
    told = None
    for place, held in enumerate(arrests):
        recorded = timezone.localdate(held.created_at)
        known_by = min(listed or recorded, recorded) if place == 0 else recorded
        earliest, latest = bounds(coarse(held.detained_on or ""))
        begins = bounds(held.event.starts_on)[0] if held.event else None
        found.append(("in_custody", (earliest or begins, latest or known_by)))
        releases = sorted(Release.objects.filter(detention=held), key=_when)
        stage = Stage.objects.filter(detention=held).order_by("pk").last()
        if not releases and stage is not None and stage.stage == "disappeared":
            since = bounds(coarse(stage.from_on or ""))
            found.append(("missing", since if stage.from_on else (None, known_by)))
        elif not releases and held.kind == "short_detention":
            earliest, latest = found[-1][1]
            found.append(("unknown", (earliest, latest and latest + A_DAY)))
        for number, release in enumerate(releases):
            state = "exiled" if release.exile_condition == "yes" else release.release_type.state_after
            told = month_end(release.reported_on) if withheld else release.reported_on
            earliest, latest = bounds(coarse(release.left_on or ""))
            if number == 0 and release.was_already_outside:
                earliest = None
            found.append((state, (earliest, latest or told)))
        for back in Revocation.objects.filter(release__in=releases, new_detention=None).exclude(reimprisoned_on=None):
            found.append(("in_custody", bounds(coarse(back.reimprisoned_on))))
            told = None
        if not releases:
            told = None
    return _with_staleness(person, found, told, said, withheld=withheld)


def _when(release: Release) -> tuple[bool, date, int]:
    """The leaving, then what changed outside: nothing but the last day each may have been tells in which order."""
    return release.was_already_outside, bounds(release.left_on)[1] or release.reported_on, release.pk


def _with_staleness(person: Person, found: list, told: date | None, said: list, *, withheld: bool):
    """A list confirms the state that it says; the dossier's own last confirmation, if no list says another by then."""
    last = found[-1] if found else None
    if last and last[0] not in LASTING and last[1][1] is not None:
        state, since = last[0], last[1][1]
        confirmed = [day for day, status in said if day >= since and (status == state or _both_outside(status, state))]
        ours = person.last_confirmed_on
        others = [day for day, status in said if status and status != state and not _both_outside(status, state)]
        if ours and all(day < ours for day in others):
            confirmed.append(ours)
        days = [
            *([day.replace(day=1) for day in confirmed] if withheld else confirmed),
            since,
            *([told] if told else []),
        ]
        stale = max(days) + timedelta(STALENESS + 1)
        found = [*found, ("unknown", (stale, stale))]
    return found


def _departures(held: Detention, arrests: list[Detention], detentions: list[Detention], *, withheld: bool):
    coarse = to_the_month if withheld else str
    for row in Release.objects.filter(detention=held).select_related("release_type", "announcement"):
        reported_on = month_end(row.reported_on) if withheld else row.reported_on
        earliest, latest = bounds(coarse(row.left_on or ""))
        back = Revocation.objects.filter(release=row).first()
        returned: object = ""
        if back:
            returned = back.reimprisoned_on or (back.new_detention and back.new_detention.detained_on) or ""
        revoked = bounds(coarse(back.revoked_on or "")) if back else (None, None)
        official = (back.ground_official_id or "") if back and not withheld else ""
        alleged = (back.ground_alleged_id or "") if back and not withheld else ""
        returned_on = bounds(coarse(returned or ""))
        yield Departed(
            person=held.person.public_id,
            figure=row.release_type_id,
            ends_penalty=row.release_type.extinguishes,
            left=(earliest, latest or reported_on),
            reported_on=reported_on,
            announcement=row.announcement.code if row.announcement and row.attribution != "none" else "",
            is_formality=row.was_already_outside,
            share=served.of_release(row, held, arrests, detentions, is_told=not withheld),
            # A revocation of which neither day nor ground is told is not on the record.
            is_revoked=bool(back) and any((revoked[0], revoked[1], returned_on[1], official, alleged)),
            revoked=revoked,
            back=returned_on,
            official=official,
            alleged=alleged,
        )
