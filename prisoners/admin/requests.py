"""Requests about records: one editor decides, another of another outlet confirms, within 72 hours."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from editorial.admin.base import RecordAdmin
from editorial.admin.desk import Desk, Item, Queue, register
from editorial.models import Refused
from prisoners.models import CorrectionRequest, ReportRequest
from prisoners.reports import requesting
from sources.admin.mailbox import page_of


@admin.register(CorrectionRequest)
class CorrectionRequestAdmin(RecordAdmin):
    list_display = ("__str__", "requester", "answer_until", "decision", "decided_by", "confirmed_by", "done_at")
    list_filter = ("level", "decision")
    raw_id_fields = ("person",)
    decided = ("decided_by", "decided_at", "confirmed_by", "confirmed_at", "done_at")
    readonly_fields = (*decided, "came_by")
    fieldsets = (
        (None, {"fields": ("level", "person", "about", "requester", "received_at", "came_by")}),
        (_("For editors only"), {"fields": ("text", "contact")}),
        (_("Decision"), {"fields": ("decision", "answer", "settled_in", *decided)}),
    )
    actions = ("confirm",)

    @admin.display(description=_("answer until"), ordering="received_at")
    def answer_until(self, request: CorrectionRequest) -> str:
        return told_until(request)

    @admin.display(description=_("came by the form"), empty_value="—")
    def came_by(self, request: CorrectionRequest) -> str:
        """The report that holds its words and the way to whoever asks."""
        told = ReportRequest.objects.filter(request=request.pk).select_related("report").first()
        if told is None:
            return ""
        return format_html('<a href="{}">{}</a>', page_of(told.report), told.report)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """As Django's; held still and read anew where it will be written: what two decided meanwhile stays.

        Not every POST writes: of a form sent twice the request only leads back, outside of any transaction.
        """
        found = super().get_object(request, object_id, from_field)
        if found is None or request.method != "POST" or not connection.in_atomic_block:
            return found
        return CorrectionRequest.objects.select_for_update(of=("self",)).filter(pk=found.pk).first()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What two editors decided stays as it is."""
        fixed = ("level", "person", "about", "requester", "received_at", "decision", "answer", "text", "contact")
        settled = ("settled_in",) if obj is None or obj.is_removal or obj.done_at else ()
        return (*self.readonly_fields, *settled, *(fixed if obj and obj.confirmed_by_id else ()))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if "decision" in form.changed_data and obj.decision:
            try:
                obj.decide(obj.decision, by=request.user)
            except Refused as refused:
                type(obj).objects.filter(pk=obj.pk).update(decision="")
                self.message_user(request, str(refused), messages.ERROR)

    @admin.action(description=_("Confirm the decision, as a second editor"), permissions=["change"])
    def confirm(self, request: HttpRequest, rows: QuerySet) -> None:
        for one in rows:
            try:
                with transaction.atomic():
                    one.confirm(by=request.user)  # type: ignore[arg-type]
                    is_told = requesting.leave_answer(one, on=timezone.localdate())
                self.message_user(request, say("Confirmed: %(request)s.") % {"request": one}, messages.SUCCESS)
                if is_told:
                    self.message_user(request, say("Whoever asked finds the answer with the code of the report."))
            except Refused as refused:
                self.message_user(request, f"{one}: {refused}", messages.ERROR)


def told_until(request: CorrectionRequest) -> str:
    if request.done_at:
        return ""
    day = date_format(timezone.localtime(request.answer_by), "SHORT_DATETIME_FORMAT")
    if request.is_late(at=timezone.now()):
        return say("late: was due %(day)s") % {"day": day}
    return say("until %(day)s") % {"day": day}


def open_requests(_desk: Desk) -> list[QuerySet]:
    return [CorrectionRequest.objects.open().select_related("person").order_by("received_at")]


def with_their_deadlines(requests: list[CorrectionRequest]) -> list[Item]:
    return [_item(one) for one in requests]


def _item(one: CorrectionRequest) -> Item:
    waits = say("waits for a second editor") if one.decision and not one.confirmed_by_id else ""
    waits = say("confirmed: to be approved and published") if one.confirmed_by_id else waits
    url = reverse("admin:prisoners_correctionrequest_change", args=[one.pk])
    return Item(str(one), url, str(one._meta.verbose_name), [note for note in (told_until(one), waits) if note])


register(
    Queue("requests", "record", _("Requests to correct or take down"),
          _("Each is dealt with within 72 hours: one editor decides, another of another outlet confirms."),
          "prisoners.change_correctionrequest", open_requests, with_their_deadlines)
)  # fmt: skip
