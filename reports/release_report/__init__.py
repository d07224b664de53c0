"""The statistics of those who left prison after an announcement: the report that organisations print of each of them.

Of the persons verified on the day (reports/departures.py); of somebody who left twice, the first time. Every statistic
keeps the persons behind it, so that number and list can't differ, and how many could not be counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from publication.models import AnnouncementVersion, PrisonerVersion
from reports import kept, labels
from reports.departures import Departure, departures
from reports.record import Record
from reports.release_report.parts import Left, Line, Section
from reports.release_report.persons import age, context, sex, when
from reports.release_report.sentences import by_figure, free, months_left, sentences, served, time_inside


@dataclass(frozen=True)
class Report:
    announced: int | None
    as_of: date
    persons: frozenset[UUID]
    sections: list[Section] = field(default_factory=list)

    @property
    def verified(self) -> int:
        return len(self.persons)

    def line(self, code: str) -> Line | None:
        """A number by its code (`sex-women`)."""
        return next((line for section in self.sections for line in section.lines if line.code == code), None)


def release_report(record: Record, announcement: AnnouncementVersion, as_of: date) -> Report:
    """Of one edition, at the close of a day. Two queries and the names of legal figures.

    Kept with the answers only for the edition's own day: it holds persons by the thousand, and days are many.
    """
    if as_of != record.edition.as_of:
        return _report(record, announcement, as_of)
    about = ("release_report", announcement.code)
    return kept.of_edition(record.edition, about, lambda: _report(record, announcement, as_of), is_own_day=True)


def _report(record: Record, announcement: AnnouncementVersion, as_of: date) -> Report:
    everybody = _first_departures(record, announcement.code, as_of)
    persons = frozenset(one.person.public_id for one in everybody)
    if not everybody:
        return Report(announcement.number, as_of, persons)
    sections = [
        when(everybody, announcement.announced_earliest),
        sex(everybody),
        age(everybody),
        context(everybody),
        time_inside(everybody),
        sentences(everybody),
        by_figure(everybody, labels.terms(record, "release_type")),
        served(everybody),
        months_left(everybody),
        free(everybody),
    ]
    return Report(announcement.number, as_of, persons, [section for section in sections if section])


def _first_departures(record: Record, code: str, as_of: date) -> list[Left]:
    first: dict[UUID, Departure] = {}
    for row in departures(record, code):  # in the order of leaving
        if row.verified.has_by(as_of):
            first.setdefault(row.prisoner, row)
    persons = record.rows(PrisonerVersion).filter(public_id__in=first).defer("document", "search_words")
    found = ((person, first[person.public_id]) for person in persons)
    return [Left(person, departure.row, departure.left_by) for person, departure in found]
