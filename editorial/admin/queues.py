"""The queues of the path itself: what waits for a signature, what came back, what a second newsroom should look at."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from editorial import roles
from editorial.admin.desk import Desk, Item, Queue, item_of, kinds, register
from editorial.models import Membership, Patrol, PendingChange, WorkflowState
from editorial.models.dossier import written_by

VIEW = "prisoners.view_person"


def in_state(*states: WorkflowState) -> list[QuerySet]:
    """Dossiers of every kind in one of these states."""
    rows = [model._default_manager.select_related("submitted_by") for model in kinds().values()]
    return [of_kind.filter(workflow_state__in=states) for of_kind in rows]


def in_force() -> QuerySet[Membership]:
    return Membership.objects.in_force(on=timezone.localdate())


def waiting_for_me(desk: Desk) -> list[QuerySet]:
    """In review, not mine, and where it is sensitive, of another outlet: what the database would let me sign."""
    return [_mine_to_sign(rows, desk) for rows in in_state(WorkflowState.IN_REVIEW)]


def _mine_to_sign(rows: QuerySet, desk: Desk) -> QuerySet:
    me = desk.editor
    rows = rows.exclude(submitted_by=me).exclude(last_edited_by=me).filter(~Exists(written_by(rows.model, me)))
    pending = PendingChange.objects.filter(kind=rows.model._meta.label_lower, dossier_id=OuterRef("pk"))
    is_sensitive = Exists(pending.filter(is_sensitive=True))
    if not desk.outlets:
        return rows.filter(~is_sensitive)
    submitted_here = in_force().filter(editor=OuterRef("submitted_by"), outlet__in=desk.outlets)
    written_here = pending.filter(outlets__overlap=desk.outlets)
    return rows.filter(~is_sensitive | ~(Exists(written_here) | Exists(submitted_here)))


def submitted_by_my_outlet(desk: Desk) -> list[QuerySet]:
    colleagues = in_force().filter(outlet__in=desk.outlets).values("editor")
    return [rows.filter(submitted_by__in=colleagues) for rows in in_state(WorkflowState.IN_REVIEW)]


def returned_to_me(desk: Desk) -> list[QuerySet]:
    mine = Q(submitted_by=desk.editor) | Q(last_edited_by=desk.editor)
    return [
        rows.filter(mine | Q(Exists(written_by(rows.model, desk.editor)))) for rows in in_state(WorkflowState.RETURNED)
    ]


def my_drafts(desk: Desk) -> list[QuerySet]:
    return [
        rows.filter(Q(last_edited_by=desk.editor) | Q(Exists(written_by(rows.model, desk.editor))))
        for rows in in_state(WorkflowState.DRAFT)
    ]


def second_looks(desk: Desk) -> list[QuerySet]:
    return [Patrol.objects.waiting_for(desk.outlets).order_by("pk")] if desk.outlets else []


def to_review(rows: list[Any]) -> list[Item]:
    """Each leads to its review, with who submitted it and when, and whether it is sensitive."""
    found = []
    pending = PendingChange.objects.filter(is_sensitive=True, dossier_id__in=[row.pk for row in rows])
    sensitive = set(pending.values_list("kind", "dossier_id"))
    for row in rows:
        item = item_of(row)
        item.url = reverse("admin:editorial_review_of", args=[row._meta.label_lower, row.pk])
        if row.submitted_at:
            when = date_format(timezone.localtime(row.submitted_at), "SHORT_DATETIME_FORMAT")
            item.notes.insert(0, say("submitted by %(who)s, %(when)s") % {"who": row.submitted_by, "when": when})
        if (row._meta.label_lower, row.pk) in sensitive:
            item.notes.append(say("sensitive: another outlet must approve it"))
        found.append(item)
    return found


def to_look_at(rows: list[Patrol]) -> list[Item]:
    """The drawn dossiers, each table read once."""
    found = []
    for kind, model in kinds().items():
        editions = {row.dossier_id: row.edition for row in rows if row.kind == kind}
        for dossier in model._base_manager.filter(pk__in=editions) if editions else ():
            item = item_of(dossier, [say("edition %(number)d") % {"number": editions[dossier.pk]}])
            item.url = reverse("admin:editorial_review_of", args=[kind, dossier.pk])
            found.append(item)
    return found


for queue in (
    Queue("waiting", "mine", _("Waiting for your review"),
          _("In review, and you may sign it: others wrote it; what is sensitive comes from another outlet."),
          roles.APPROVE, waiting_for_me, to_review),
    Queue("returned", "mine", _("Returned to you"), _("A reviewer asks you to mend something."), VIEW, returned_to_me),
    Queue("drafts", "mine", _("Your drafts"), _("You changed it, and nobody has submitted it yet."), VIEW, my_drafts),
    Queue("second-look", "mine", _("Second looks"),
          _("One in twenty of what was published, drawn at random, for an outlet that had no part in it."),
          roles.APPROVE, second_looks, to_look_at),
    Queue("submitted", "outlet", _("Submitted by your outlet"), _("In review; a colleague must approve it."),
          VIEW, submitted_by_my_outlet, to_review),
):  # fmt: skip
    register(queue)
