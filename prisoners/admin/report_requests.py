"""On the page of a report: the request that it may become, or became."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from intake.opening import Head
from intake.vocabulary import Kind
from prisoners.models import ReportRequest
from prisoners.reports import requesting
from prisoners.reports.requesting import Asked
from sources.mailbox.reading import Opened
from sources.models import CitizenReport


def asked_in(first: Opened, head: Head) -> Asked:
    return Asked(
        kind=first.kind, level=first.said("level"), requester=first.said("requester"), about=first.said("about"),
        answer_to=head.answer_to,
    )  # fmt: skip


def of_report(report: CitizenReport, first: Opened | None) -> dict[str, Any]:
    """What the page shows of requests: the one to be made, or the one that was."""
    made = ReportRequest.objects.select_related("request__person").filter(report=report).first()
    if made is not None:
        url = reverse("admin:prisoners_correctionrequest_change", args=[made.request_id])
        return {"request_made": made, "request_url": url}
    if first is None or not report.is_open or first.kind not in requesting.KINDS:
        return {}
    person = requesting.whose(report, first.said("about"))
    return {
        "may_request": first.kind == Kind.ERROR or person is not None, "is_removal": first.kind == Kind.REMOVAL,
        "request_person": person,
    }  # fmt: skip
