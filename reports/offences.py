"""The consolidated list by offence."""

from django.db.models import QuerySet

from reports import parameters
from reports.breakdowns import Breakdown, charges, principal_charge
from reports.consolidated import consolidated
from reports.definitions import lists as definitions
from reports.figure import Figure, Question, Text, Unit


def charges_of_mode(things: QuerySet, question: Question) -> QuerySet:
    return (principal_charge if question["mode"] == "principal" else charges)(things, question)


BY_OFFENCE = Figure(
    id="by_offence",
    version=1,
    unit=Unit.PERSONS,
    definition=definitions.BY_OFFENCE,
    count=consolidated,
    parameters=(parameters.MODE,),
    breakdowns=(
        Breakdown(
            "offence",
            charges_of_mode,
            vocabulary="offence",
            rest="desconocido",
            is_whole=False,
            largest_first=True,
            note=Text(
                "Contando todos los delitos, cada persona cuenta en cada uno de los suyos: las filas suman de más.",
                "Counting every offence, a person counts under each of theirs: the rows add up to more than the total.",
            ),
        ),
    ),
)
