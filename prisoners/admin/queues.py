"""What of the record asks for an editor: stale, contradicting itself, or not yet matched."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from editorial.admin.desk import MOST, Desk, Item, Queue, item_of, register
from editorial.models import WorkflowState
from prisoners import problems
from prisoners.incoming.summary import progress
from prisoners.merging import suggestions
from prisoners.models import Detention, DetentionKind, ListChange, MatchAudit, Person, RowMatch, Visibility
from sources.models import ListSnapshot

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
    newest = Person.objects.filter(workflow_state__in=IN_WORK, merged_into=None).order_by("-pk").values("pk")[:MOST]
    return [problems.with_problems(Person.objects.filter(pk__in=newest)).order_by("-pk")]


def with_their_problems(persons: list[Person]) -> list[Item]:
    found = problems.by_person(Person.objects.filter(pk__in=[person.pk for person in persons]))
    return [item_of(person, found.get(person.pk, [])) for person in persons]


def to_be_matched(_desk: Desk) -> list[QuerySet]:
    """Rows in doubt, and those of the matcher's own decisions that an editor is asked about unmarked."""
    waiting: Any = RowMatch.objects.waiting()
    return [waiting, MatchAudit.objects.open()]


def may_be_one(_desk: Desk) -> list[QuerySet]:
    return [suggestions.waiting()]


def changed_by_lists(_desk: Desk) -> list[QuerySet]:
    """Snapshots with questions that nobody has decided."""
    waiting = ListChange.objects.open().filter(snapshot=OuterRef("pk"))
    found = ListSnapshot.objects.filter(Exists(waiting), undone_at=None)
    return [found.select_related("source_list").order_by("as_of", "pk")]


def with_their_questions(snapshots: list[ListSnapshot]) -> list[Item]:
    found = []
    for snapshot in snapshots:
        waiting = progress(snapshot)
        told = say("%(done)d of %(all)d decided") % {"done": waiting.decided, "all": waiting.total}
        item = item_of(snapshot, [told])
        item.url = reverse("admin:prisoners_listchange_of", args=[snapshot.pk])
        found.append(item)
    return found


for queue in (
    Queue("stale", "record", _("In prison, not confirmed for 180 days"),
          _("Find somebody who can say where the person is, then note the day on which it was confirmed."),
          "prisoners.change_person", stale, unconfirmed_since),
    Queue("contradictions", "record", _("Incomplete, or contradicting itself"),
          _("Dossiers in work that cannot be approved as they are (of the thousand newest)."),
          "prisoners.change_person", contradicting, with_their_problems),
    Queue("matches", "record", _("Rows to be matched"), _("A row of a list that may speak of somebody on the record."),
          "prisoners.change_rowmatch", to_be_matched, url_name="admin:prisoners_rowmatch_queue"),
    Queue("pairs", "record", _("Persons who may be one"), _("The matcher suggests them; people alone decide."),
          "prisoners.change_personpair", may_be_one, url_name="admin:prisoners_personpair_suggestions"),
    Queue("incoming", "record", _("Lists with something to decide"),
          _("They contradict what we hold, or somebody is no longer on them."),
          "prisoners.change_listchange", changed_by_lists, with_their_questions),
):  # fmt: skip
    register(queue)
