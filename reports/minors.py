"""Who was under 18 when detained, by province: the one table of a sensitive dimension below the national level.

Its small numbers are hidden (reports/small_cells.py). No figure that can be restricted to a place, or that crosses
another dimension with one, may have a sensitive breakdown: docs/decisions/0007 says why.
"""

from collections.abc import Mapping

from django.db.models import Count, QuerySet

from reports import breakdowns, parameters
from reports.breakdowns import Breakdown
from reports.definitions import minors as definitions
from reports.figure import Counted, Figure, Question, Text, Unit, number_of
from reports.small_cells import Table, hidden

UNDER_18, OTHERS = "yes", "others"


def minors(question: Question) -> Counted:
    return number_of(_listed(question).filter(minor_at_detention="yes"))


def _listed(question: Question) -> QuerySet:
    return question.record.on_list(question["list"], question.as_of)


def by_province(things: QuerySet, question: Question) -> dict[str, int]:
    rows = things.order_by().values_list("province").annotate(n=Count("*"))
    return {breakdowns.PROVINCE.shown_code(code): n for code, n in rows}


def everybody_there(numbers: Mapping[str, int], counted: Counted, question: Question) -> dict[str, int]:
    """How many of the list each province has: the sums of the rows, which `by_province` publishes."""
    found = by_province(_listed(question), question)
    return {code: found.get(code, 0) for code in numbers}


def provinces_hidden(numbers: Mapping[str, int], wholes: Mapping[str, int]) -> set[str]:
    """Those whose number, or that of the others in the province, would betray a small one."""
    counts = {(code, UNDER_18): n for code, n in numbers.items()}
    counts |= {(code, OTHERS): wholes[code] - n for code, n in numbers.items()}
    return {code for code, _ in hidden(Table(list(numbers), (UNDER_18, OTHERS), counts, {UNDER_18}))}


MINORS_BY_PROVINCE = Figure(
    id="minors_by_province",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.MINORS_BY_PROVINCE,
    count=minors,
    parameters=(parameters.LIST_OR_CONSOLIDATED,),
    breakdowns=(
        Breakdown(
            "province",
            tally=by_province,
            vocabulary="province",
            shown=(*breakdowns.PROVINCES, "unknown"),
            wholes=everybody_there,
            hides=provinces_hidden,
            note=Text(
                "“Oculto”: uno a cuatro, o un número que se calla para que otro no se deduzca. No se distinguen.",
                "“Hidden”: one to four, or a number kept back so that another cannot be worked out. They are not told "
                "apart.",
            ),
        ),
    ),
)
