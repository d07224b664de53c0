"""The mailbox: unlocked by its passphrase, filed, sorted in lists of fifty, and emptied of what is nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page
from django.db import transaction
from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from editorial import roles
from editorial.admin.base import ReadOnlyAdmin
from editorial.admin.paging import CappedPaginator
from editorial.models import Refused
from intake.keys import Keys
from intake.models import Arrival, MailboxKey
from intake.vocabulary import Kind
from sources.mailbox import unlocking
from sources.mailbox.filing import Filed, file_new, is_waiting, kind_mark, of_former_days
from sources.mailbox.reading import Opened, first_of
from sources.models import CitizenReport, ReportAct, ReportState, ReportVerb
from sources.models.report import CLOSED, KEPT_REFUSED, OPEN

PER_PAGE, FEW = 50, 100
MOST_DISMISSED = 20_000  # of the same words; of those that were ticked as many as a page shows
NO_STORE = "no-store, private"
LIST = "admin:sources_citizenreport_changelist"
ENDING = "ending"
# What the filter of states offers besides the states themselves.
GATHERED: dict[str, tuple[Any, Any]] = {
    "open": (gettext_lazy("open"), {"state__in": sorted(OPEN)}),
    "unread": (gettext_lazy("not read"), {"is_unread": True}),
    "answered": (gettext_lazy("with an answer"), {"has_answer": True}),
    ENDING: (gettext_lazy("open, gone within a month"), {}),
    "closed": (gettext_lazy("closed"), {"state__in": sorted(CLOSED)}),
}


class Line:
    """A report in the list. `alike`: how many of the same words are in the same choice, itself included."""

    def __init__(self, report: Any, first: Opened | None) -> None:
        self.report, self.alike, self.first = report, report.alike, first
        self.url, self.like = page_of(report), bytes(report.likeness).hex()


def page_of(report: CitizenReport) -> str:
    return reverse("admin:sources_citizenreport_change", args=[report.pk])


def note(request: HttpRequest, verb: str, *reports: int) -> None:
    """Writes down who did it, for those who answer for the newsroom."""
    ReportAct.objects.create(by=request.user, verb=verb, reports=list(reports))


def chosen(request: HttpRequest, keys: Keys) -> tuple[QuerySet[CitizenReport], dict[str, str]]:
    """The reports that the address asks for, and what of it was understood; open ones when it asks for nothing."""
    asked = {name: request.GET.get(name, "") for name in ("state", "kind", "day", "like")}
    asked["state"] = asked["state"] if asked["state"] in {*GATHERED, *ReportState.values, "all"} else "open"
    rows = CitizenReport.objects.filter(is_purged=False)
    if asked["state"] == ENDING:
        rows = rows & CitizenReport.objects.ending(on=timezone.localdate())
    elif asked["state"] in GATHERED:
        rows = rows.filter(**GATHERED[asked["state"]][1])
    elif asked["state"] != "all":
        rows = rows.filter(state=asked["state"])
    if asked["kind"] in Kind.values:
        days = list(rows.order_by().values_list("received_on", flat=True).distinct())
        rows = rows.filter(kind_mark__in=[kind_mark(key, asked["kind"], day) for key in keys.values() for day in days])
    else:
        asked["kind"] = ""
    if (day := _day(asked["day"])) is not None:
        rows = rows.filter(received_on=day)
    else:
        asked["day"] = ""
    if (like := _mark(asked["like"])) is not None:
        rows = rows.filter(likeness=like)
    else:
        asked["like"] = ""
    return rows, asked


def in_order(rows: QuerySet[CitizenReport], *, is_apart: bool) -> QuerySet[Any]:
    """Those not read first, the newest first. Of the same words one stands for all, unless they are asked for."""
    order = ("-is_unread", "-last_received_on", "-pk")
    same = {"partition_by": [F("likeness")]}
    counted = rows.annotate(alike=Window(Count("pk"), **same))  # type: ignore[arg-type]
    if not is_apart:
        counted = counted.annotate(turn=Window(RowNumber(), order_by=order, **same)).filter(turn=1)  # type: ignore[arg-type]
    return counted.order_by(*order)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:  # a day that no calendar has
        return None


def _mark(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text) if len(text) == 32 else None
    except ValueError:
        return None


class MailboxAdmin(ReadOnlyAdmin):
    """The list of reports. The page of one is the room above's (prisoners/admin/reports.py)."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.has_perm(roles.OPEN_REPORTS))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_urls(self) -> list[Any]:
        return [
            path("unlock/", self.view(self.unlock_view), name="sources_citizenreport_unlock"),
            path("lock/", self.view(self.lock_view), name="sources_citizenreport_lock"),
            path("file/", self.view(self.file_view), name="sources_citizenreport_file"),
            path("dismiss/", self.view(self.dismiss_view), name="sources_citizenreport_dismiss"),
            path("restore/", self.view(self.take_up_view), name="sources_citizenreport_take_up"),
            *super().get_urls(),
        ]

    def view(self, inner: Any, *, is_form: bool = True) -> Any:
        """A page of the mailbox: for those who may, by POST where it changes something, and in no cache."""

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_view_permission(request):
                raise PermissionDenied
            answer: HttpResponse = inner(request, *args, **kwargs)
            answer.headers["Cache-Control"] = NO_STORE
            return answer

        return self.admin_site.admin_view(require_POST(guarded) if is_form else guarded)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        keys = unlocking.unlocked(request)
        context = {**self.shared(request, keys), "title": _("Citizens' reports")}
        if keys:
            context |= self._list(request, keys)
        answer = TemplateResponse(request, "admin/sources/mailbox.html", context)
        answer.headers["Cache-Control"] = NO_STORE
        return answer

    def shared(self, request: HttpRequest, keys: Keys) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request), "opts": self.opts, "is_unlocked": bool(keys),
            "minutes_left": -(-unlocking.seconds_left(request) // 60), "has_key": MailboxKey.objects.exists(),
            "sealed": of_former_days()[: FEW + 1].count(), "few": FEW, "is_stuck": _is_stuck(),
            "may_see_acts": request.user.has_perm("sources.view_reportact"),
        }  # fmt: skip

    def _list(self, request: HttpRequest, keys: Keys) -> dict[str, Any]:
        rows, asked = chosen(request, keys)
        page: Page = CappedPaginator(in_order(rows, is_apart=bool(asked["like"])), PER_PAGE).get_page(
            request.GET.get("page")
        )
        shown = list(page.object_list)
        first = first_of(shown, keys)
        if shown:
            note(request, ReportVerb.LIST, *(row.pk for row in shown))
        filters = request.GET.copy()
        filters.pop("page", None)
        return {
            "page": page, "lines": [Line(row, first.get(row.pk)) for row in shown], "asked": asked,
            "is_waiting": is_waiting(keys),
            "states": [*((code, label) for code, (label, _f) in GATHERED.items()), *ReportState.choices,
                       ("all", _("all"))],
            "kinds": Kind.choices, "filters": filters.urlencode(), "total": page.paginator.count,
            "is_capped": page.paginator.is_capped,
        }  # fmt: skip

    def unlock_view(self, request: HttpRequest) -> HttpResponse:
        """Unlocks, and files what came at once."""
        back = HttpResponseRedirect(reverse(LIST))
        try:
            found = unlocking.keys_for(request, request.POST.get("secret", "")[:500], by=request.user)
        except unlocking.TooManyTries:
            messages.error(request, _("Too many wrong passphrases: try again in an hour."))
            return back
        if not found:
            messages.error(request, _("That opens no key of this mailbox. The attempt was noted."))
            return back
        unlocking.unlock(request, back, found)
        _tell(request, file_new(found))
        return back

    def lock_view(self, request: HttpRequest) -> HttpResponse:
        back = HttpResponseRedirect(reverse(LIST))
        unlocking.lock(request, back, by=request.user)
        messages.success(request, _("The mailbox is locked."))
        return back

    def file_view(self, request: HttpRequest) -> HttpResponse:
        if keys := unlocking.unlocked(request):
            _tell(request, file_new(keys))
        else:
            say_it_is_locked(request)
        return HttpResponseRedirect(reverse(LIST))

    def dismiss_view(self, request: HttpRequest) -> HttpResponse:
        """Those that were ticked, or all of the same words, are spam: asked once, done on the second form."""
        keys = self._ticked(request, CitizenReport.objects.open(), _("Nothing open was chosen."))
        if not keys:
            return HttpResponseRedirect(reverse(LIST))
        like = _mark(request.POST.get("like", ""))
        if request.POST.get("confirmed") != str(len(keys)):
            context = {
                **self.shared(request, unlocking.unlocked(request)), "title": _("Held to be spam"), "count": len(keys),
                "numbers": [] if like is not None else keys, "like": request.POST.get("like", "") if like else "",
            }  # fmt: skip
            return TemplateResponse(request, "admin/sources/mailbox_dismiss.html", context)
        done = dismiss(keys, by=request.user, on=timezone.localdate())
        told = ngettext("%(count)d report is held to be spam.", "%(count)d reports are held to be spam.", done)
        messages.success(request, told % {"count": done})
        return HttpResponseRedirect(reverse(LIST))

    def take_up_view(self, request: HttpRequest) -> HttpResponse:
        """Those that were ticked, or all of the same words, are no spam after all: whatever one editor put away at
        once, another takes up again at once."""
        spam = CitizenReport.objects.filter(state=ReportState.SPAM)
        if keys := self._ticked(request, spam, _("No spam was chosen.")):
            done = restore(keys, by=request.user)
            told = ngettext("%(count)d report is open again.", "%(count)d reports are open again.", done)
            messages.success(request, told % {"count": done})
        return HttpResponseRedirect(reverse(LIST))

    def _ticked(self, request: HttpRequest, rows: QuerySet[CitizenReport], none: str) -> list[int]:
        """Which of these rows a form of the list chose; none, and told why, when it can't be done."""
        if not unlocking.unlocked(request):
            say_it_is_locked(request)
            return []
        numbers = [int(one) for one in request.POST.getlist("report") if one.isdecimal() and len(one) < 19]
        like = _mark(request.POST.get("like", ""))
        chosen = rows.filter(likeness=like) if like is not None else rows.filter(pk__in=numbers)
        most = PER_PAGE if like is None else MOST_DISMISSED
        keys = list(chosen.filter(is_purged=False).order_by("pk").values_list("pk", flat=True)[: most + 1])
        if not keys or len(keys) > most:
            messages.error(request, _("At most %(most)d at once: choose fewer.") % {"most": most} if keys else none)
            return []
        return keys

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Who did what with this report: of what it says there is no history."""
        report = self.get_object(request, object_id)
        if not self.has_view_permission(request) or not request.user.has_perm("sources.view_reportact"):
            raise PermissionDenied
        if report is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        acts = ReportAct.objects.filter(reports__contains=[report.pk]).select_related("by").order_by("-pk")[:200]
        context = {
            **self.shared(request, {}), "title": _("Who saw %(report)s") % {"report": report}, "acts": acts,
            "report": report,
        }  # fmt: skip
        return TemplateResponse(request, "admin/sources/report_acts.html", context)


@transaction.atomic
def dismiss(numbers: list[int], *, by: Any, on: date) -> int:
    """Those of these reports that are open are spam from now on; returns how many."""
    rows = CitizenReport.objects.open().filter(pk__in=numbers, is_purged=False).select_for_update()
    keys = list(rows.values_list("pk", flat=True))
    CitizenReport.objects.filter(pk__in=keys).update(
        state=ReportState.SPAM,
        decided_by=by,
        decided_on=on,
        purge_on=on + KEPT_REFUSED,
        is_unread=False,
        version=F("version") + 1,
    )
    ReportAct.objects.create(by=by, verb=ReportVerb.SPAM, reports=keys)
    return len(keys)


@transaction.atomic
def restore(numbers: list[int], *, by: Any) -> int:
    """Those of these reports that are spam are being sorted from now on; returns how many."""
    rows = CitizenReport.objects.filter(pk__in=numbers, state=ReportState.SPAM, is_purged=False).select_for_update()
    keys = list(rows.values_list("pk", flat=True))
    CitizenReport.objects.filter(pk__in=keys).update(
        state=ReportState.TRIAGE, decided_by=None, decided_on=None, purge_on=None, version=F("version") + 1
    )
    ReportAct.objects.create(by=by, verb=ReportVerb.REOPEN, reports=keys)
    return len(keys)


def say_it_is_locked(request: HttpRequest) -> None:
    messages.warning(request, _("The mailbox is locked: nothing was done."))


def act(request: HttpRequest, do: Any) -> bool:
    """Does it, and tells the editor why not where it was refused."""
    try:
        do()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def _is_stuck() -> bool:
    """Whether nothing has been gathered for more than a day: the command that does it does not run."""
    return Arrival.objects.filter(received_on__lt=timezone.localdate() - timedelta(days=1)).exists()


def _tell(request: HttpRequest, filed: Filed) -> None:
    if filed.reports or filed.answers or not filed.is_done:
        counts = {
            "reports": ngettext("%(count)d report", "%(count)d reports", filed.reports) % {"count": filed.reports},
            "answers": ngettext("%(count)d answer", "%(count)d answers", filed.answers) % {"count": filed.answers},
        }
        messages.success(request, _("Filed: %(reports)s, %(answers)s.") % counts)
    if filed.unreadable:
        told = ngettext(
            "%(count)d piece was written by no form of ours, and set aside.",
            "%(count)d pieces were written by no form of ours, and set aside.",
            filed.unreadable,
        )
        messages.warning(request, told % {"count": filed.unreadable})
    if not filed.is_done:
        messages.info(request, _("More pieces are left: go on filing."))


@admin.register(ReportAct)
class ReportActAdmin(ReadOnlyAdmin):
    """Who opened which report, and when: the newest first. For those who answer for the newsroom."""

    list_display = ("at", "by", "verb", "numbers")
    list_filter = ("verb", "at")
    list_select_related = ("by",)
    fields = ("at", "by", "verb", "numbers")
    readonly_fields = ("numbers",)
    ordering = ("-pk",)

    @admin.display(description=gettext_lazy("reports"))
    def numbers(self, row: ReportAct) -> str:
        return row.numbers
