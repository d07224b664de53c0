"""What definitions demand of a person on a day, one demand each, and the reasons why somebody does not meet it.

The reasons of a clause follow each other in order of precedence; the last one holds for whoever is left, so that
nobody who does not meet a clause is without a reason.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Count, Exists, Q

from publication.models import CustodySpan, ListingSpan, PrisonerVersion
from reports.classified import ANY_TEST, classified
from reports.custody import IN_CUSTODY
from reports.figure import Question
from reports.one_organisation import listings
from reports.record import CONSOLIDATED, who_are_in
from reports.walks import reasons
from reports.walks.reasons import Reason

J11 = "11j"

Condition = Q | Exists
Reasons = list[tuple[Reason, Condition]]
ALL = Q(pk__isnull=False)


@dataclass(frozen=True)
class Clause:
    """`met`: the condition on persons. `why_not`: of those who do not meet it, the reasons with their conditions."""

    met: Callable[[Question], Condition]
    why_not: Callable[[Question], Reasons]


def in_custody(question: Question) -> Condition:
    return who_are_in(question.record.custody(question.as_of).filter(state=IN_CUSTODY))


def why_not_in_custody(question: Question) -> Reasons:
    """By the state that certainly held; without one, or where it is unknown, by what the dates allow."""
    record, day = question.record, question.as_of

    def was(state: str) -> Exists:
        return who_are_in(record.custody(day).filter(state=state))

    later = Q(certain__startswith__gt=day) | Q(possible__startswith__gt=day)
    return [
        (reasons.SERVING_OUTSIDE, was("serving_outside")),
        (reasons.AWAITING_OUTSIDE, was("awaiting_outside")),
        (reasons.OUTSIDE_UNKNOWN, was("outside_unknown")),
        (reasons.FREE, was("free")),
        (reasons.EXILED, was("exiled")),
        (reasons.DECEASED, was("deceased")),
        (reasons.AT_LARGE, was("at_large")),
        (reasons.MISSING, was("missing")),
        (reasons.DATES_IN_PART, who_are_in(record.possible_custody(day).filter(state=IN_CUSTODY))),
        (reasons.NOT_CONFIRMED, was("unknown")),
        (reasons.NOT_YET_DETAINED, who_are_in(record.rows(CustodySpan).filter(later))),
        (reasons.NO_DETENTION, ALL),
    ]


def arrested_over_event(question: Question) -> Condition:
    return Q(events__overlap=question["event"])


def why_not_over_event(question: Question) -> Reasons:
    """Before or after is said of 11J alone: of another event the context tells nothing."""
    of_11j: Reasons = [
        (reasons.BEFORE_11J, Q(context="before_11j")),
        (reasons.AFTER_11J, Q(context="after_11j")),
    ]
    return [*(of_11j if J11 in question["event"] else []), (reasons.NOT_OVER_EVENT, ALL)]


def on_list(question: Question) -> Condition:
    return who_are_in(question.record.listings(question["list"]).filter(days__contains=question.as_of))


def why_not_on_list(question: Question) -> Reasons:
    own, named = question.record.listings(question["list"]), listings(question)
    alone = named.values("prisoner").annotate(organisations=Count("code", distinct=True)).filter(organisations=1)
    return [
        (reasons.LEFT_LIST, who_are_in(own.filter(days__endswith__lte=question.as_of))),
        (reasons.LISTED_LATER, who_are_in(own.filter(days__startswith__gt=question.as_of))),
        (reasons.ONE_SOURCE, Q(public_id__in=alone.values("prisoner"))),
        (reasons.ON_OTHER_LISTS, who_are_in(named)),
        (reasons.ON_NO_LIST, ALL),
    ]


def counted(question: Question) -> Condition:
    return who_are_in(question.record.listings(CONSOLIDATED).filter(days__contains=question.as_of))


def why_not_counted(question: Question) -> Reasons:
    record, day = question.record, question.as_of
    own, accepted = record.listings(CONSOLIDATED), record.accepted_lists()
    named = record.rows(ListingSpan).filter(days__contains=day).exclude(source_list=CONSOLIDATED)
    return [
        (reasons.NAMED_NOT_COUNTED, who_are_in(named.filter(source_list__in=accepted, counts_as_prisoner=False))),
        (reasons.NOT_ACCEPTED, who_are_in(named)),
        (reasons.NO_LONGER_COUNTED, who_are_in(own.filter(days__endswith__lte=day))),
        (reasons.COUNTED_LATER, who_are_in(own.filter(days__startswith__gt=day))),
        (reasons.ON_NO_LIST, ALL),
    ]


def classified_by_then(question: Question) -> Condition:
    return _by_key(question, classified(question)[0])


def _by_key(question: Question, condition: Q) -> Q:
    """Asked once, by the index, not of each document. Of a withheld person, whose document is empty, the condition
    itself would be neither true nor false.
    """
    return Q(pk__in=question.record.rows(PrisonerVersion).filter(condition).values("pk"))


def why_not_classified(question: Question) -> Reasons:
    return [
        (reasons.WITHHELD, Q(is_withheld=True)),
        (reasons.CLASSIFIED_LATER, _by_key(question, ANY_TEST)),
        (reasons.NOT_CLASSIFIED, ALL),
    ]


CUSTODY = Clause(in_custody, why_not_in_custody)
EVENT = Clause(arrested_over_event, why_not_over_event)
LIST = Clause(on_list, why_not_on_list)
COUNTED = Clause(counted, why_not_counted)
CLASSIFIED = Clause(classified_by_then, why_not_classified)
IN_ORDER = (CUSTODY, EVENT, LIST, COUNTED, CLASSIFIED)
"""In which a definition's clauses are asked: the first that a person does not meet gives the reason."""
