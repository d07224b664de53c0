"""Who was under 18 when detained: on a list, and by province, the one table of a sensitive dimension below the
national level.

The table by province is not counted on any day asked for: two days, or two lists, that differ by one person would
tell where that person was detained. The projector gives points of it (publication/projector/sensitive.py), five
persons apart at least, and small numbers are hidden (reports/small_cells.py). docs/decisions/0007 says why.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace

from django.db.models import Q, QuerySet, Subquery

from publication.models import SensitiveCount
from reports import breakdowns, parameters
from reports.breakdowns import Breakdown
from reports.definitions import minors as definitions
from reports.figure import Counted, Figure, Question, Text, Unit, number_of
from reports.small_cells import hidden

UNDER_18 = Q(minor_at_detention="yes")


def on_the_list(question: Question) -> Counted:
    return number_of(question.record.on_list(question["list"], question.as_of).filter(UNDER_18))


def documented(question: Question) -> Counted:
    record, day = question.record, question.as_of
    certain, possible = record.custody(day), record.possible_custody(day)
    return number_of(record.persons(certain).filter(UNDER_18), possible=record.persons(possible).filter(UNDER_18))


def by_province(things: QuerySet, question: Question) -> dict[str, int]:
    """The last point at or before the day."""
    points = question.record.rows(SensitiveCount).filter(dimension=SensitiveCount.MINORS, as_of__lte=question.as_of)
    latest = points.order_by("-as_of").values("as_of")[:1]
    return dict(points.filter(as_of=Subquery(latest)).values_list("code", "count"))


def not_told(numbers: Mapping[str, int], counted: Counted) -> Collection[str]:
    """The small ones; and all of a day before the first point, of which no table may be given."""
    return hidden(numbers) if any(numbers.values()) or not counted.size else list(numbers)


MINORS = Figure(
    id="minors",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.MINORS,
    count=on_the_list,
    parameters=(parameters.LIST_OR_CONSOLIDATED,),
    breakdowns=(replace(breakdowns.MINORS, is_whole=True, rest="unknown", note=None),),
)
MINORS_BY_PROVINCE = Figure(
    id="minors_by_province",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.MINORS_BY_PROVINCE,
    count=documented,
    breakdowns=(
        Breakdown(
            "province",
            tally=by_province,
            vocabulary="province",
            shown=(*breakdowns.PROVINCES, "unknown"),
            is_whole=False,
            hides=not_told,
            note=Text(
                "“Oculto”: menos de cinco, o un número que se calla para que otro no se deduzca. No se distinguen. La "
                "tabla se renueva solo cuando han cambiado cinco personas o más: puede faltarle alguien del total.",
                "“Hidden”: fewer than five, or a number kept back so that another cannot be worked out. They are not "
                "told apart. The table is renewed only when five persons or more have changed: it may lack somebody "
                "of the total.",
            ),
        ),
    ),
)
