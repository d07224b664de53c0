"""The newsroom's start page: what waits, what is stale, what contradicts itself. Each room registers its own queues.

Nothing here reads a whole table: every queue counts no further than a thousand, over indexed columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editorial.models import Claim, Dossier, Editor
from editorial.standing import outlets_of

MOST = 1_000
SHOWN = 100


class Desk:
    """Whose start page it is."""

    def __init__(self, editor: Editor) -> None:
        self.editor = editor

    @cached_property
    def outlets(self) -> list[int]:
        """The outlets of the memberships in force today."""
        return sorted(outlets_of([self.editor.pk]).get(self.editor.pk, set()))


@dataclass
class Item:
    """One line of a queue. `notes`: why it is there, in plain words."""

    label: str
    url: str
    kind: str
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Queue:
    """`rows`: the querysets whose rows wait (of several tables, one each). `items`: the lines of its page.

    `group`: mine, outlet or record. `url_name`: a page of its own elsewhere, in place of the list. `uncounted`: what
    waits there and is not in the number.
    """

    name: str
    group: str
    title: str | Promise
    explanation: str | Promise
    permission: str
    rows: Callable[[Desk], list[QuerySet]]
    items: Callable[[list[Any]], list[Item]] | None = None
    url_name: str = ""
    uncounted: str | Promise = ""

    def count(self, desk: Desk) -> int:
        """How many, in one query; `MOST` + 1 means more than that."""
        wanted = [rows.order_by().values("pk")[: MOST + 1] for rows in self.rows(desk)]
        if not wanted:
            return 0
        first, *others = wanted
        together = first.union(*others, all=True) if others else first
        return min(together.count(), MOST + 1)

    @property
    def url(self) -> str:
        return reverse(self.url_name) if self.url_name else reverse("admin:editorial_review_queue", args=[self.name])


GROUPS = {"mine": _("For you"), "outlet": _("Your outlet"), "record": _("The record")}
_queues: dict[str, Queue] = {}


def register(queue: Queue) -> None:
    """Queues appear in the order in which rooms register them."""
    _queues[queue.name] = queue


def open_to(editor: Editor) -> list[Queue]:
    return [queue for queue in _queues.values() if editor.has_perm(queue.permission)]


def groups(desk: Desk) -> list[tuple[str, list[tuple[Queue, int]]]]:
    """(heading, [(queue, count)]) of the queues that this editor may work on."""
    counted = [(queue, queue.count(desk)) for queue in open_to(desk.editor)]
    return [
        (str(heading), found)
        for group, heading in GROUPS.items()
        if (found := [(queue, count) for queue, count in counted if queue.group == group])
    ]


def kinds() -> dict[str, type[Dossier]]:
    """Every kind of dossier of the rooms that are installed."""
    return {model._meta.label_lower: model for model in apps.get_models() if issubclass(model, Dossier)}


def claims() -> list[tuple[Claim, Item]]:
    """Who works on what at this moment."""
    found = list(Claim.objects.in_force().select_related("by").order_by("until")[:20])
    dossiers: dict[tuple[str, int], Any] = {}
    for kind, model in kinds().items():
        if keys := [one.dossier_id for one in found if one.kind == kind]:
            dossiers |= {(kind, row.pk): row for row in model._base_manager.filter(pk__in=keys)}
    return [(one, item_of(row)) for one in found if (row := dossiers.get((one.kind, one.dossier_id)))]


def item_of(dossier: Any, notes: Iterable[str] = ()) -> Item:
    """A dossier as a line that leads to its page."""
    opts = dossier._meta
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[dossier.pk])
    return Item(str(dossier), url, str(opts.verbose_name), [*notes, *dossier.limits()])


def queue_view(request: HttpRequest, name: str) -> HttpResponse:
    """The first lines of a queue; the others come up as these are done."""
    queue = _queues.get(name)
    if queue is None:
        raise Http404
    if not request.user.has_perm(queue.permission):  # type: ignore[union-attr]
        raise PermissionDenied
    rows = [row for of_kind in queue.rows(Desk(request.user)) for row in of_kind[: SHOWN + 1]]  # type: ignore[arg-type]
    shown = rows[:SHOWN]
    context = {
        **admin.site.each_context(request),
        "title": queue.title,
        "queue": queue,
        "items": queue.items(shown) if queue.items else [item_of(row) for row in shown],
        "is_cut": len(rows) > SHOWN,
    }
    return TemplateResponse(request, "admin/desk/queue.html", context)


_tables_alone = admin.site.index


def index(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """Django's list of tables, below what there is to do."""
    desk = Desk(request.user)  # type: ignore[arg-type]
    found = {"queue_groups": groups(desk), "claims": claims(), "most": MOST}
    return _tables_alone(request, {**(extra_context or {}), **found})


admin.site.index = index  # type: ignore[method-assign]
