"""Who bears no name in public: persons withheld, and those detained under 18, who bear a pseudonym.

A pseudonym stands for one person, with days and offences. With a place beside it the person could be found, and
the small cells of minors by province could be counted (docs/decisions/0007). So the column `province` of such a row
is for the one count that hides its small numbers (publication/projector/sensitive.py): nothing that shows one person
tells it, neither a list, a filter, a file nor a record, and no number of a province counts them. Otherwise that number
less the named, who are listed one by one, would be theirs.
"""

from __future__ import annotations

from copy import deepcopy

from django.db.models import BooleanField, Case, ExpressionWrapper, F, Q, TextField, Value, When

from publication.document import PrisonerDocument

PSEUDONYM = "Adolescente"
NOT_TOLD = "not_told"
NATIONWIDE = {"primavera-negra-2003", "soscuba-2021", "11j", "ian-2022", "17m-2024", "apagones-2024"}
"""Events of many towns: the only ones told of who is not named. Any other would say where they were."""

BEARS_PSEUDONYM = Q(is_withheld=False, name_display__startswith=f"{PSEUDONYM} ")
NAMED = Q(is_withheld=False) & ~BEARS_PSEUDONYM

IN_NAME_ORDER = (ExpressionWrapper(BEARS_PSEUDONYM, output_field=BooleanField()), "name_sort", "public_id")
"""The order of a list by name: a pseudonym is no name to look somebody up by, and stands after all that are."""
NAME_ORDER_SQL = f"{{0}}.name_display LIKE '{PSEUDONYM} %%', {{0}}.name_sort, {{0}}.public_id"
"""The same; to be filled with the name of the table."""

PROVINCE_SQL = f"CASE WHEN {{0}}.name_display LIKE '{PSEUDONYM} %%' THEN '' ELSE {{0}}.province END"
"""The province that a row may be shown with; to be filled with the name of the table."""


def bears_pseudonym(name: str) -> bool:
    return name.startswith(f"{PSEUDONYM} ")


def shown_province(name: str, province: str) -> str:
    """The province that may stand beside that name; empty beside a pseudonym, as where it is not known."""
    return "" if bears_pseudonym(name) else province


def province_shown() -> Case:
    """The same as an expression over PrisonerVersion."""
    return Case(When(BEARS_PSEUDONYM, then=Value("")), default=F("province"), output_field=TextField())


def province_counted() -> Case:
    """In which row of a table by province a person is counted: NOT_TOLD for whoever is not named."""
    return Case(When(NAMED, then=F("province")), default=Value(NOT_TOLD), output_field=TextField())


def shown_document(name: str, document: PrisonerDocument) -> PrisonerDocument:
    """The document that may stand beside that name: editions closed before this rule told the province of everybody."""
    if not bears_pseudonym(name):
        return document
    told = deepcopy(document)
    told["facts"] = [fact for fact in told["facts"] if fact["field"] not in PLACES]
    for detention in told["detentions"]:
        detention["province"] = detention["municipality"] = ""
    return told


PLACES = ("province", "municipality")
