"""What the public record says of a dossier, and what an edition would write of it now."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.utils import timezone

from editorial.models import Dossier, PageText
from prisoners.models import Person, PersonMerge
from publication import digests
from publication.models import (
    PERSON_TABLES,
    AnnouncementVersion,
    Edition,
    OrganisationVersion,
    PageTextVersion,
    PrisonerVersion,
    PublishedFigureVersion,
    Versioned,
)
from publication.projector import dossiers, ledger, listings, prisoner, steps
from publication.pseudonyms import Pseudonyms
from publication.publishing import is_hidden
from publication.review import snapshots
from releases.models import OfficialAnnouncement
from sources.models import ListSnapshot, PublishedFigure, SourceOrganisation

# Rows by table, each as plain JSON: dates as texts, ranges as “[2021-07-11,)”.
Rows = dict[type[Versioned], list[dict[str, Any]]]

EDITION = [field for field in Edition._meta.concrete_fields if field.name != "counts"]
NEWEST = "SELECT 'edition', to_jsonb(t) FROM publication_edition t ORDER BY number DESC LIMIT 1"

LEDGER: dict[type[models.Model], type[Versioned]] = {
    SourceOrganisation: OrganisationVersion,
    OfficialAnnouncement: AnnouncementVersion,
    PublishedFigure: PublishedFigureVersion,
    PageText: PageTextVersion,
}


@dataclass
class Proposal:
    """`before`: the current public rows. `after`: those of the next edition, were the dossier approved today.

    `day`: the day the rows are written for. `working`: what the projector read of a person; `listed`: what a snapshot
    of a list changes; None of any other dossier. `merged`: the current public rows of each person who was merged into
    this one (`merges`, and that by which this one went) and whom the next edition would no longer show apart.
    """

    dossier: Dossier
    day: date
    before: Rows
    after: Rows
    working: dossiers.Dossier | None = None
    listed: snapshots.Change | None = None
    newest: Edition | None = None
    merged: list[Rows] = field(default_factory=list)
    merges: list[PersonMerge] = field(default_factory=list)

    @cached_property
    def digest(self) -> str:
        """Of all that the reviewer is shown, and of the round: it differs when anything was changed since."""
        shown: dict[str, Any] = {
            "of": [self.dossier._meta.label_lower, self.dossier.pk],
            "submitted": str(self.dossier.submitted_at),
            "embargo": str(self.dossier.embargo_until),
            "before": {model.__name__: rows for model, rows in self.before.items()},
            "after": {model.__name__: rows for model, rows in self.after.items()},
        }
        if self.merged:
            shown["merged"] = [{model.__name__: rows for model, rows in each.items()} for each in self.merged]
        if self.listed:
            shown["listed"] = asdict(self.listed)
        return digests.of_text(digests.canonical(shown))

    @property
    def is_embargoed(self) -> bool:
        return self.dossier.is_embargoed_on(self.day)


def of(dossier: Dossier) -> Proposal:
    if isinstance(dossier, Person):
        return _of_person(dossier)
    if isinstance(dossier, ListSnapshot):  # what it changes is written of the persons it names
        _nothing, newest = _current([], "", None)
        day = _day_after(newest)
        return Proposal(dossier, day, {}, {}, listed=snapshots.of(dossier, day), newest=newest)
    model = LEDGER[type(dossier)]
    before, newest = _current([model], "code", dossier.code)  # type: ignore[attr-defined]
    day = _day_after(newest)
    wanted = [] if dossier.is_embargoed_on(day) else _ledger_rows(dossier, day)
    return Proposal(dossier, day, before, _plain(wanted), newest=newest)


def _of_person(person: Person) -> Proposal:
    before, newest = _current(PERSON_TABLES, "prisoner", person.public_id)
    day = _day_after(newest)
    snapshots = listings.snapshots_in_force(day)
    (working,) = dossiers.load([person.pk], day=day, snapshots=snapshots, persons=[copy(person)])
    rows: list[Versioned] = []
    if not is_hidden(person, day):
        numbers = _Numbers()
        rows = prisoner.rows(working, SurroundingsOfOne(working, day, snapshots), pseudonym_number=numbers.number)
    merges = PersonMerge.of(person)
    merged = [
        public
        for merge in merges
        if merge.merged_id != person.pk and (public := _current(PERSON_TABLES, "prisoner", merge.merged.public_id)[0])
    ]
    return Proposal(person, day, before, _plain(rows), working, newest=newest, merged=merged, merges=merges)


def _ledger_rows(dossier: Any, day: date) -> list[Versioned]:
    if isinstance(dossier, SourceOrganisation):
        return list(ledger.organisations(day, of=[dossier]))
    if isinstance(dossier, OfficialAnnouncement):
        return list(ledger.announcements(of=OfficialAnnouncement.objects.filter(pk=dossier.pk)))
    if isinstance(dossier, PageText):
        return list(ledger.page_texts(of=[dossier]))
    return [row for row in ledger.published_figures(besides=dossier) if row.code == dossier.code]


def _day_after(newest: Edition | None) -> date:
    """Of the next edition: today; the demonstration's own day while the newest edition speaks of it."""
    is_demonstration = newest is not None and newest.is_demo and newest.as_of <= settings.DEMONSTRATION_DATA_DATE
    return settings.DEMONSTRATION_DATA_DATE if is_demonstration else timezone.localdate()


class SurroundingsOfOne:
    """As publication.projector.prisoner.Surroundings, of one person: read only as far as this person needs it."""

    def __init__(self, working: dossiers.Dossier, day: date, snapshots: dict[int, dict[str, Any]]) -> None:
        self._working, self._day, self._snapshots = working, day, snapshots

    @cached_property
    def lists(self) -> listings.Lists:
        return listings.lists_of(self._snapshots) if self._working.listed else listings.Lists()

    @cached_property
    def longest(self) -> dict[tuple[str, str], int]:
        charges = [charge for held in self._working.detentions for charge in held.accusations]
        return steps.longest_sentences() if len(charges) > 1 else {}

    @cached_property
    def announcements(self) -> set[str]:
        named = {way.announcement_code for held in self._working.detentions for way in held.ways_out} - {None}
        return prisoner.public_announcements(self._day) & named if named else set()


class _Numbers:
    """Pseudonym numbers: those of minors are read once a minor is met, and a new one is not kept."""

    @cached_property
    def _given(self) -> Pseudonyms:
        return Pseudonyms()

    def number(self, public_id: Any) -> int:
        return self._given.number(public_id)


def _current(tables: Iterable[type[Versioned]], key: str, value: Any) -> tuple[Rows, Edition | None]:
    """The current rows of these tables, and the newest edition, in one query."""
    selects, found, newest = [NEWEST], defaultdict(list), None
    by_name = {model._meta.db_table: model for model in tables}
    for name, model in by_name.items():
        column = "public_id" if model is PrisonerVersion else key
        selects.append(
            f"SELECT '{name}', to_jsonb(t) FROM {name} t WHERE edition_to IS NULL AND {column} = %s ORDER BY id"  # noqa: S608 - our own tables
        )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"({select})" for select in selects), [value] * len(by_name))
        for name, row in cursor.fetchall():
            values = json.loads(row) if isinstance(row, str) else row
            if name not in by_name:
                newest = Edition(**{field.attname: field.to_python(values[field.attname]) for field in EDITION})
                continue
            model = by_name[name]
            found[model].append({column: values[column] for column in digests.content_fields(model)})
    return dict(found), newest


def _plain(rows: Iterable[Versioned]) -> Rows:
    """Rows as the database would tell them."""
    found = defaultdict(list)
    for row in rows:
        values = {name: getattr(row, name) for name in digests.content_fields(type(row))}
        found[type(row)].append(json.loads(digests.canonical(values)))
    return dict(found)
