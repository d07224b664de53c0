"""The history of a record, as the database kept it: who, when, what was there before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from editorial.admin.supporting import Supports
from editorial.admin.telling import Telling
from editorial.four_eyes import PATH
from editorial.models import Dossier, Refused
from editorial.restoring import demand, restore_dossier, undo_event

MOST = 2_000  # events read for one page
UNTOLD = {"id", "updated_at", "created_at"}
LABELS = {
    "insert": pgettext_lazy("history", "added"),
    "update": pgettext_lazy("history", "changed"),
    "delete": pgettext_lazy("history", "removed"),
}

Tables = Iterable[tuple[type[models.Model], models.Q]]


@dataclass
class Change:
    """One event: the fields that differ from the event before, as (label, before, after)."""

    at: datetime
    who: str
    what: str
    label: str
    row: Any
    fields: list[tuple[str, str, str]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)  # of the fields, in their order
    table: str = ""
    event: int = 0
    what_happened: str = ""
    is_dossier: bool = False
    why: str = ""
    context: Any = None  # its key: what was saved together
    sources: list[str] = field(default_factory=list)  # what supported it
    begins_moment: bool = False  # the dossier can be taken back to before it; of changes made together, the first

    @property
    def moment(self) -> str:
        """To the microsecond, as the form that takes the dossier back names it."""
        return self.at.isoformat()

    @property
    def content(self) -> list[str]:
        """The columns that say something; those of the dossier's path are moved by its verbs, never restored."""
        return [column for column in self.columns if column not in PATH]

    @property
    def can_be_undone(self) -> bool:
        """A dossier that was made is withdrawn by its visibility, never removed."""
        return bool(self.content) if self.what_happened == "update" else not self.is_dossier

    @property
    def lines(self) -> list[tuple[str, tuple[str, str, str]]]:
        """Each field with its column, where it can be restored apart from the others."""
        apart = self.content if self.what_happened == "update" and len(self.content) > 1 else []
        names = [column if column in apart else "" for column in self.columns]
        return list(zip(names, self.fields, strict=True))


def is_tracked(model: type[models.Model]) -> bool:
    return bool(getattr(model, "pgh_event_models", None))


def event_model(model: type[models.Model]) -> type[models.Model]:
    """The table that holds a model's events."""
    return next(iter(model.pgh_event_models.values()))


def changes(tables: Tables) -> list[Change]:
    """The events of these tables that fit their conditions, the newest first."""
    found = []
    for model, condition in tables:
        events = event_model(model)
        rows = events.objects.filter(condition).select_related("pgh_context").order_by("-pgh_id")[:MOST]
        found.append((model, list(reversed(rows))))
    telling, supports = Telling(found), Supports(found)
    told = [change for model, rows in found for change in _told(model, rows, telling)]
    for change in told:
        columns = [column for column in change.columns if column not in PATH]
        if columns:
            change.sources = supports.of(change.table, change.row, columns, at=change.at, context=change.context)
    return sorted(told, key=lambda change: change.at, reverse=True)


def why(metadata: dict[str, Any]) -> str:
    """What whoever made a change said of it; of what the program made of their wish, that wish."""
    if "restore" in metadata:
        return _("restored from the history")
    if "revert" in metadata:
        return _("undone with all that an account had changed")
    return str(metadata.get("comment", ""))


def mark_moments(told: list[Change]) -> list[Change]:
    """Marks the moments before which the dossier was there already; changes made together are one moment."""
    made = min((change.at for change in told if change.is_dossier), default=None)
    later = [change for change in told if made and change.at > made]
    for before, change in zip([None, *later], later, strict=False):
        change.begins_moment = before is None or before.at != change.at
    return told


def _told(model: type[models.Model], rows: list[Any], telling: Telling) -> Iterator[Change]:
    before: dict[Any, Any] = {}
    for row in rows:
        previous = before.get(row.pgh_obj_id)
        change = Change(
            at=row.pgh_created_at,
            who=telling.editor(row.pgh_context),
            what=str(model._meta.verbose_name),
            label=str(LABELS.get(row.pgh_label, row.pgh_label)),
            row=row.pgh_obj_id,
            table=model._meta.label_lower,
            event=row.pgh_id,
            what_happened=row.pgh_label,
            is_dossier=issubclass(model, Dossier),
            context=row.pgh_context_id,
            why=why(row.pgh_context.metadata if row.pgh_context else {}),
        )
        if row.pgh_label != "delete":
            found = list(_differences(model, previous, row, telling))
            change.columns = [column for column, *_said in found]
            change.fields = [(label, old, new) for _column, label, old, new in found]
        before[row.pgh_obj_id] = row
        if change.fields or row.pgh_label != "update":
            yield change


def _differences(
    model: type[models.Model], before: Any, after: Any, telling: Telling
) -> Iterator[tuple[str, str, str, str]]:
    for column in model._meta.concrete_fields:
        if column.name in UNTOLD or not hasattr(after, column.attname):
            continue
        old = getattr(before, column.attname) if before is not None else None
        new = getattr(after, column.attname)
        if old == new or (before is None and _says_nothing(column, new)):
            continue
        was, is_now = telling.value(model, column, before), telling.value(model, column, after)
        if was or is_now:
            yield column.attname, str(column.verbose_name), was, is_now


def _says_nothing(column: models.Field, value: Any) -> bool:
    """True for what a new row has anyway: nothing, the default, or the row it hangs from."""
    is_owner = column.is_relation and column.remote_field.on_delete is models.CASCADE
    return value in (None, "", [], {}) or is_owner or (column.has_default() and value == column.get_default())


def _undo(tables: Tables, asked: Any, *, by: Any) -> None:
    """The change that the form names. Raises Refused; Http404 for one that is not of this record."""
    table, event = asked.get("table", ""), asked.get("event", "")
    for model, condition in tables:
        if model._meta.label_lower != table or not (event.isascii() and event.isdigit() and len(event) < 19):
            continue
        if event_model(model).objects.filter(condition, pgh_id=event).exists():
            undo_event(model, int(event), by=by, column=asked.get("column", ""))
            return
    raise Http404


def _take_back(tables: Tables, obj: models.Model, moment: str, *, by: Any) -> None:
    """The whole dossier to just before the moment. Raises Refused; Http404 where that is before it was made."""
    try:
        at = parse_datetime(moment)
    except ValueError:
        at = None
    made = event_model(type(obj)).objects.filter(pgh_obj_id=obj.pk).aggregate(at=models.Min("pgh_created_at"))["at"]
    if not isinstance(obj, Dossier) or at is None or timezone.is_naive(at) or at <= made:
        raise Http404
    demand(restore_dossier(tables, at - timedelta(microseconds=1), by=by))


class HistoryAdmin(admin.ModelAdmin):
    """Shows the database's history instead of Django's log of clicks."""

    object_history_template = "admin/record/history.html"

    def history_tables(self, request: HttpRequest, obj: models.Model) -> Tables:
        """The tables that tell of this record, each with the condition on its events."""
        return [(type(obj), models.Q(pgh_obj_id=obj.pk))] if is_tracked(type(obj)) else []

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        obj = self.get_object(request, admin.utils.unquote(object_id))
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(record)s") % {"record": obj},
            "subtitle": None,
            "changes": mark_moments(changes(self.history_tables(request, obj)))[:500],
            "module_name": str(self.opts.verbose_name_plural),
            "object": obj,
            "opts": self.opts,
            "may_restore": self.has_change_permission(request, obj),
            "restore_url": reverse(
                f"admin:{self.opts.app_label}_{self.opts.model_name}_restore", args=[admin.utils.quote(obj.pk)]
            ),
            "preserved_filters": self.get_preserved_filters(request),
            **(extra_context or {}),
        }
        return TemplateResponse(request, self.object_history_template, context)

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_restore"
        view = self.admin_site.admin_view(self.restore_view)
        return [path("<path:object_id>/history/restore/", view, name=name), *super().get_urls()]

    def restore_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Undoes one change, or one field of it, or takes the whole dossier back to before a moment.

        Each is a new change, which a colleague must approve.
        """
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        obj = self.get_object(request, admin.utils.unquote(object_id))
        if obj is None:
            raise Http404
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        tables = self.history_tables(request, obj)
        if not tables:
            raise Http404  # no history is kept of it, so no page has the button
        try:
            if "moment" in request.POST:
                _take_back(tables, obj, request.POST["moment"], by=request.user)
            else:
                _undo(tables, request.POST, by=request.user)
        except Refused as refusal:
            messages.error(request, _("Nothing was restored. %(why)s") % {"why": refusal})
        else:
            told = _("Restored. It is a change like any other: submit it, and a colleague approves it.")
            messages.success(request, told)
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_history", args=[admin.utils.quote(obj.pk)])
        )

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> None:
        """Nothing: the database keeps a fuller history, which no click can miss."""

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> None:
        """Nothing: see log_addition."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> None:
        """Nothing: see log_addition."""
