"""Whom organisations have classified under the Council of Europe's Resolution 1900 (2012), and how many are in prison.

Classifications are in the document of a person; that of a withheld person is empty, so that nobody withheld is found.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from chronology.partial_date import PartialDate
from publication.models import PrisonerVersion
from reports import breakdowns, kept
from reports.breakdowns import Breakdown
from reports.custody import IN_CUSTODY
from reports.definitions import totals as definitions
from reports.figure import Counted, Figure, Question, Text, Unit
from reports.record import Record, who_are_in

COE = "coe"
TESTS = ("coe_a", "coe_b", "coe_c", "coe_d", "coe_e")


def classified_as(lines: Iterable[Mapping[str, str]]) -> Q:
    """A condition on persons: some organisation said one of these lines. Without a line, nobody."""
    return reduce(or_, (Q(document__classifications__contains=[line]) for line in lines), Q(pk__in=[]))


ANY_TEST = classified_as({"scheme": COE, "value": test} for test in TESTS)


def classified(question: Question, tests: Sequence[str] = TESTS) -> tuple[Q, Q]:
    """Conditions on persons: certainly, and possibly, classified under one of these tests on the day or before."""
    said = kept.small_of_edition(question.record.edition, ("classified",), lambda: _said(question.record))
    certain, possible = [], []
    for value, stated_on in said:
        if value not in tests:
            continue
        line = {"scheme": COE, "value": value, "stated_on": stated_on}
        earliest, latest = bounds(stated_on, question.record.edition.as_of)
        if latest <= question.as_of:
            certain.append(line)
        if earliest <= question.as_of:
            possible.append(line)
    return classified_as(certain), classified_as(possible)


def _said(record: Record) -> list[tuple[str, str]]:
    """Every test under which an organisation classified somebody, with each day on which one did."""
    found = record.rows(PrisonerVersion).filter(ANY_TEST).values_list("document__classifications", flat=True)
    lines = (line for lines in found for line in lines)
    tests = ((line["value"], line["stated_on"]) for line in lines if line["scheme"] == COE)
    return sorted({(value, stated_on) for value, stated_on in tests if value in TESTS})


def bounds(stated_on: str, known_by: date) -> tuple[date, date]:
    """First and last day on which it may have been said. What has no last day was said by the edition that holds it."""
    stated = PartialDate.parse(stated_on) if stated_on else None
    return (stated and stated.earliest) or date.min, (stated and stated.latest) or known_by


def coe_1900(question: Question) -> Counted:
    record, day = question.record, question.as_of
    certainly, possibly = classified(question)
    said = record.rows(PrisonerVersion).filter(certainly)
    inside = said.filter(who_are_in(record.custody(day).filter(state=IN_CUSTODY)))
    perhaps = record.rows(PrisonerVersion).filter(
        possibly, who_are_in(record.possible_custody(day).filter(state=IN_CUSTODY))
    )
    value = inside.count()
    return Counted(inside, value, value, (value, perhaps.count()), {"classified": said.count()}, {"classified": said})


def tests_met(things: QuerySet, question: Question) -> dict[str, int]:
    return {test: tested(things, question, test).count() for test in TESTS}


def tested(things: QuerySet, question: Question, test: str) -> QuerySet[PrisonerVersion]:
    return things.filter(classified(question, (test,))[0])


COE_1900 = Figure(
    id="coe_1900",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.COE_1900,
    count=coe_1900,
    breakdowns=(
        Breakdown(
            "coe",
            tally=tests_met,
            behind=tested,
            shown=TESTS,
            is_whole=False,
            note=Text(
                "Una persona puede cumplir varios supuestos: las filas pueden sumar más que el total.",
                "A person may meet several tests: the rows may add up to more than the total.",
            ),
        ),
        breakdowns.GENDER,
        breakdowns.PROVINCE,
    ),
    usual="coe",
)
