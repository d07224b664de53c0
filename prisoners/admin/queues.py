"""What of the record asks for an editor: stale, contradicting itself, or not yet matched."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from editorial.admin.desk import MOST, Desk, Item, Queue, item_of, register
from editorial.models import WorkflowState
from prisoners import problems
from prisoners.models import Detention, DetentionKind, MatchDecision, Person, RowMatch, Visibility

CONFIRM_WITHIN = timedelta(days=180)
HELD = (DetentionKind.CRIMINAL_CASE, DetentionKind.REARREST_REVOCATION)
IN_WORK = (WorkflowState.DRAFT, WorkflowState.RETURNED, WorkflowState.IN_REVIEW)


def stale(_desk: Desk) -> list[QuerySet]:
    """In prison by the rows alone, and confirmed by nobody for 180 days: the longest unconfirmed first."""
    held = Detention.objects.filter(person=OuterRef("pk"), kind__in=HELD, ended_on=None)
    day = timezone.localdate() - CONFIRM_WITHIN
    unconfirmed = Person.objects.filter(Q(last_confirmed_on__lt=day) | Q(last_confirmed_on=None), merged_into=None)
    found = unconfirmed.exclude(visibility=Visibility.WITHDRAWN).filter(Exists(held))
    return [found.order_by("last_confirmed_on")]


def unconfirmed_since(persons: list[Person]) -> list[Item]:
    def told(person: Person) -> str:
        if person.last_confirmed_on is None:
            return say("never confirmed")
        return say("last confirmed on %(day)s") % {"day": date_format(person.last_confirmed_on, "DATE_FORMAT")}

    return [item_of(person, [told(person)]) for person in persons]


def contradicting(_desk: Desk) -> list[QuerySet]:
    """Of the dossiers in work, the thousand newest: those that something keeps from approval."""
    newest = Person.objects.filter(workflow_state__in=IN_WORK).order_by("-pk").values("pk")[:MOST]
    return [problems.with_problems(Person.objects.filter(pk__in=newest)).order_by("-pk")]


def with_their_problems(persons: list[Person]) -> list[Item]:
    found = problems.by_person(Person.objects.filter(pk__in=[person.pk for person in persons]))
    return [item_of(person, found.get(person.pk, [])) for person in persons]


def to_be_matched(_desk: Desk) -> list[QuerySet]:
    unsure: Any = RowMatch.objects.in_force().filter(decision=MatchDecision.UNSURE)
    return [unsure.order_by("entry").distinct("entry")]


for queue in (
    Queue("stale", "record", _("In prison, not confirmed for 180 days"),
          _("Find somebody who can say where the person is, then note the day on which it was confirmed."),
          "prisoners.change_person", stale, unconfirmed_since),
    Queue("contradictions", "record", _("Incomplete, or contradicting itself"),
          _("Dossiers in work that cannot be approved as they are (of the thousand newest)."),
          "prisoners.change_person", contradicting, with_their_problems),
    Queue("matches", "record", _("Rows to be matched"), _("A row of a list that may speak of somebody on the record."),
          "prisoners.change_rowmatch", to_be_matched, url_name="admin:prisoners_rowmatch_queue"),
):  # fmt: skip
    register(queue)
