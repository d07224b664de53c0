"""The same count over fewer persons: those of one province, of one context, or of one of both.

Of a province only those are counted whom the public record names (docs/decisions/0007)."""

from django.db.models import QuerySet

from publication.unnamed import NAMED
from reports.breakdowns import CONTEXT, PROVINCES
from reports.figure import Parameter, Question, Text
from reports.labels import terms
from reports.parameters import NotKnown
from reports.record import Record

UNKNOWN = "unknown"
CONTEXTS = {shown: raw for raw, shown in CONTEXT.groups.items()}
"""The codes that the breakdown shows, and those of the record; whatever is none of them is unknown."""


def read_province(text: str, record: Record) -> str:
    known = dict.fromkeys((*PROVINCES, *terms(record, "province"), UNKNOWN))
    if text in known:
        return text
    raise NotKnown(list(known))


def read_context(text: str, record: Record) -> str:
    if text in CONTEXTS or text == UNKNOWN:
        return text
    raise NotKnown([*CONTEXTS, UNKNOWN])


PROVINCE = Parameter(
    "province",
    Text(
        "solo quienes tienen nombre público y fueron detenidos por primera vez en esta provincia (código, o unknown)",
        "only those who are named in public and were first detained in this province (code, or unknown)",
    ),
    read_province,
)
CONTEXT_OF_DETENTION = Parameter(
    "context",
    Text(
        "solo quienes fueron detenidos por primera vez en este contexto: 11j, before, after, unknown",
        "only those first detained in this context: 11j, before, after, unknown",
    ),
    read_context,
)
RESTRICTIONS = (PROVINCE, CONTEXT_OF_DETENTION)


def restricted(persons: QuerySet, question: Question) -> QuerySet:
    province, context = question[PROVINCE.name], question[CONTEXT_OF_DETENTION.name]
    if province:
        persons = persons.filter(NAMED, province="" if province == UNKNOWN else province)
    if context == UNKNOWN:
        persons = persons.exclude(context__in=CONTEXTS.values())
    elif context:
        persons = persons.filter(context=CONTEXTS[context])
    return persons
