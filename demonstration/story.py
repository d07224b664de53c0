"""The demonstration as it happened: lists arrive, editors consolidate them, editions are published.

Everything passes through the real doors: the importer, the matcher, the editors' verbs and `publish`. What an editor
knows and a list does not (who is who where the matcher is unsure; why somebody left a list) comes from the population.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from demonstration.classifications import record_classifications
from demonstration.consents import record_consents
from demonstration.consolidation import (
    Truth,
    record_departures,
    settle_conflicts,
    settle_doubts,
    settle_questions,
)
from demonstration.desk import leave_on_desks
from demonstration.lists import write_list
from demonstration.lists.strangers import doubtful_rows
from demonstration.newsroom import make_editors, make_organisations, spanish_names
from demonstration.page_texts import make_page_texts
from demonstration.population import (
    CUBALEX,
    DATA_DATE,
    J11J,
    OCDH,
    PD,
    PD_MONTHS,
    T0,
    T1,
    T1_PRIME,
    T2,
    T3,
    generate,
)
from demonstration.protection import erase_at_demand, hold_back, row_of_the_erased, take_down_names
from demonstration.reports import leave_reports
from editorial.acting import acting_as
from editorial.models import Editor
from prisoners.models import Person
from publication.models import Edition
from publication.publishing import publish
from sources.import_list.importing import import_list
from sources.models import ListSnapshot

Say = Callable[[str], None]

NEXT_DAY = date(2025, 1, 22)
LATE_REPORTS = date(2025, 2, 10)


@dataclass(frozen=True)
class Chapter:
    """Lists that arrive, then an edition that speaks until `as_of`. `is_incomplete`: one row is still missing."""

    as_of: date
    note: str
    note_en: str
    lists: tuple[tuple[str, date], ...]
    is_incomplete: bool = False


CHAPTERS = (
    Chapter(
        T3,
        "La plataforma abre: 170 excarcelaciones verificadas.",
        "The platform opens: 170 releases verified.",
        (
            *((PD, day) for day in (T0, *PD_MONTHS, date(2024, 11, 30), T1_PRIME)),
            (J11J, T1), (J11J, T2), (CUBALEX, T2), (OCDH, T2), (PD, T3), (J11J, T3),
        ),
        is_incomplete=True,
    ),
    Chapter(
        NEXT_DAY,
        "Una fila que faltaba: 1396 al 14 de enero, en lugar de 1395.",
        "A row that was missing: 1,396 on 14 January, instead of 1,395.",
        ((CUBALEX, T2), (OCDH, T2), (PD, NEXT_DAY), (J11J, NEXT_DAY)),
    ),
    Chapter(
        LATE_REPORTS,
        "Excarcelaciones de enero que se supieron tarde.",
        "Releases of January that were made known late.",
        ((PD, LATE_REPORTS), (J11J, LATE_REPORTS)),
    ),
    Chapter(
        DATA_DATE,
        "Fin del proceso anunciado: 212 verificadas.",
        "End of the process announced: 212 verified.",
        ((PD, DATA_DATE), (J11J, DATA_DATE)),
    ),
)  # fmt: skip


@dataclass
class Story:
    """One telling of the demonstration into an empty working copy. `folder` receives the spreadsheets."""

    folder: Path
    say: Say
    editors: dict[str, Editor] = field(default_factory=dict)

    def tell(self) -> list[Edition]:
        """Loads everything; returns the editions published."""
        self.say("inventing 2,250 people")
        self.population = generate()
        self.names = spanish_names()
        self.editors = make_editors()
        self.lists = make_organisations(by=self.author, approved_by=self.reviewer)
        make_page_texts(by=self.author, approved_by=self.reviewer)
        self.truth = Truth(self.population)
        self.missing = frozenset({self.population.defects.missing_from_first_consolidated})
        editions = [self._tell(chapter) for chapter in CHAPTERS]
        leave_on_desks(self.truth, author=self.author, reviewer=self.reviewer, contributor=self.editors["colabora"])
        self.say(f"{leave_reports()} citizens' reports wait in the mailbox")
        return editions

    @property
    def author(self) -> Editor:
        return self.editors["editora"]

    @property
    def reviewer(self) -> Editor:
        return self.editors["revisor"]

    def _tell(self, chapter: Chapter) -> Edition:
        is_last = chapter is CHAPTERS[-1]
        if is_last:
            erase_at_demand(by=self.author, approved_by=self.reviewer)
        for list_code, as_of in chapter.lists:
            self._import(
                list_code,
                as_of,
                without=self.missing if chapter.is_incomplete else frozenset(),
            )
        self.say(f"editors decide, submit and approve (edition of {chapter.as_of})")
        with acting_as(self.author):
            settle_doubts(self.truth, by=self.author)
            if as_of != DATA_DATE:
                settle_questions(by=self.author)
            settle_conflicts(self.truth, by=self.author)
            record_departures(self.truth, until=chapter.as_of, by=self.author)
            if chapter is CHAPTERS[0]:
                record_classifications(self.truth, by=self.author)
            if is_last:
                hold_back(by=self.author)
                take_down_names(self.truth, by=self.author)
            self.say(f"{record_consents(on=chapter.as_of)} consents of persons whom one organisation alone names")
        self._approve()
        edition = publish(
            note=chapter.note,
            note_en=chapter.note_en,
            as_of=chapter.as_of,
            published_at=datetime.combine(chapter.as_of, time(22), tzinfo=UTC),
        )
        assert edition is not None, "an edition without anything approved"
        self.say(f"edition {edition.number} published")
        return edition

    def _import(self, list_code: str, as_of: date, *, without: frozenset[int] = frozenset()) -> None:
        held_back = frozenset(key for key in without if self.population.person(key).is_listed(list_code, at=as_of))
        file = write_list(
            self.folder,
            self.population,
            list_code,
            as_of,
            self.names,
            without=held_back,
            extra_rows=self._strangers(list_code, as_of),
        )
        source_list = self.lists[list_code]
        mapping = source_list.organisation.mappings.get(name="default")
        report = import_list(file, source_list=source_list, as_of=as_of, mapping=mapping, by=self.author)
        self.say(
            f"{file.name}: {report.read} rows, {report.new} new, {report.changed} changed, {report.gone} gone, "
            f"{len(report.refused)} refused"
        )
        with acting_as(self.author):
            settle_doubts(self.truth, by=self.author)
            if as_of != DATA_DATE:
                settle_questions(by=self.author)

    def _strangers(self, list_code: str, as_of: date) -> tuple[dict[str, Any], ...]:
        """Rows at the end that nobody has placed yet, and one of somebody erased."""
        if as_of != DATA_DATE:
            return ()
        if list_code == J11J:
            return (row_of_the_erased(),)
        return doubtful_rows(self.population, self.names) if list_code == PD else ()

    def _approve(self) -> None:
        for model in (ListSnapshot, Person):
            with acting_as(self.author):
                model.objects.submit_all(by=self.author)
            with acting_as(self.reviewer, unreviewed="demonstration"):
                model.objects.approve_all(by=self.reviewer)
