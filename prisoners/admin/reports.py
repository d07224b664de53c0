"""The page of a citizen's report: what it says, whom it may be about, and what an editor does with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.models import Refused
from intake import attachments, opening
from intake.keys import Keys
from intake.models import MailboxKey, Question
from intake.sealing import CanNotOpen, TooLong
from intake.vocabulary import Kind
from prisoners.admin.dossier import blocks
from prisoners.admin.merge_preview import told_of
from prisoners.admin.parts import dossier_url
from prisoners.admin.person_list import held, named
from prisoners.admin.report_requests import asked_in, of_report
from prisoners.admin.requests import told_until
from prisoners.models import Detention, Person, ReportLink
from prisoners.reports import recording, requesting
from prisoners.reports.candidates import candidates
from prisoners.reports.recording import Told
from sources.admin.mailbox import LIST, MailboxAdmin, act, note, page_of, say_it_is_locked
from sources.mailbox import unlocking
from sources.mailbox.reading import MOST_NOTE, Opened, message_of, notes_of, opened, picture, write_note
from sources.models import CitizenReport, NoteKind, RejectReason, ReportVerb
from sources.models.report import MOVES

QUESTION_SHOWN_FOR = timedelta(days=60)
MOST_MESSAGES, MOST_FOUND = 30, 10
BY_HAND = [verb for verb in MOVES if verb != "accept"]  # a report is accepted by recording it
BUTTONS = {
    "take_up": gettext_lazy("I look after it"), "verify": gettext_lazy("Begin to verify"), "spam": gettext_lazy("Spam"),
    "duplicate": gettext_lazy("Said before"), "reopen": gettext_lazy("Take up again"),
}  # fmt: skip
# Nothing in a picture may run, load or be framed, whatever a browser takes it for.
PICTURE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


@admin.register(CitizenReport)
class ReportAdmin(MailboxAdmin):
    def get_urls(self) -> list[Any]:
        name = "sources_citizenreport"
        of_one: list[tuple[str, Callable[..., HttpResponse | None]]] = [
            ("link", self.link_view), ("record", self.record_view), ("ask", self.ask_view), ("note", self.note_view),
            ("request", self.request_view),
        ]  # fmt: skip
        return [
            path("<int:report>/picture/<int:message>/<int:number>/", self.view(self.picture_view, is_form=False),
                 name=f"{name}_picture"),
            path("<int:report>/move/<slug:verb>/", self.view(self._of_one(self.move_view)), name=f"{name}_move"),
            *(
                path(f"<int:report>/{what}/", self.view(self._of_one(does)), name=f"{name}_{what}")
                for what, does in of_one
            ),
            *super().get_urls(),
        ]  # fmt: skip

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_view_permission(request) or request.method == "POST":
            raise PermissionDenied
        report = self.get_object(request, object_id)
        if report is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        keys = unlocking.unlocked(request)
        context = {**self.shared(request, keys), "title": str(report), "report": report}
        if keys:
            context |= self._page(request, report, keys)
        answer = TemplateResponse(request, "admin/sources/report.html", context)
        answer.headers["Cache-Control"] = "no-store, private"
        return answer

    def _page(self, request: HttpRequest, report: CitizenReport, keys: Keys) -> dict[str, Any]:
        """What is opened is noted, whoever opens it."""
        note(request, ReportVerb.OPEN, report.pk)
        if report.is_unread or report.has_answer:
            CitizenReport.objects.filter(pk=report.pk).update(is_unread=False, has_answer=False)
        told = opened(report, keys, most=MOST_MESSAGES)
        first = told[0] if told else None
        link = ReportLink.objects.select_related("person__merged_into").filter(report=report).first()
        person = (link.person.merged_into or link.person) if link else None
        asked = request.GET.get("q", "").strip()[:100]
        alike = CitizenReport.objects.filter(likeness=report.likeness, is_purged=False).exclude(pk=report.pk)
        return {
            "messages_told": told, "messages_left_out": max(0, report.messages.count() - len(told)),
            "first": first, "link": link, "person": person,
            "person_url": dossier_url(person) if person else "",
            "blocks": blocks(Detention.objects.filter(person=person)) if person else [],
            "candidates": _candidates(first) if first and report.is_open else [], "asked": asked,
            "found": [(one, told_of(one), dossier_url(one)) for one in _found(asked)] if asked else [],
            "notes": notes_of(report, keys), "questions": _questions(report), "reasons": RejectReason.choices,
            "verbs": [verb for verb in report.verbs if verb in BY_HAND],
            "verb_words": [(verb, BUTTONS[verb]) for verb in report.verbs if verb in BUTTONS],
            "may_record": report.is_open and first is not None and first.kind != Kind.REMOVAL
            and (person or first.kind == Kind.NEW), **of_report(report, first),
            "may_ask": first is not None and first.head is not None and not report.is_purged,
            "alike": alike[:1_001].count(), "most_question": opening.MOST_OF_A_QUESTION, "most_note": MOST_NOTE,
            "alike_url": f"{reverse(LIST)}?{urlencode({'state': 'all', 'like': bytes(report.likeness).hex()})}",
        }  # fmt: skip

    def _of_one(self, does: Callable[..., None | HttpResponse]) -> Callable[..., HttpResponse]:
        """A form of a report's page: while the mailbox is unlocked, and back to the page."""

        def inner(request: HttpRequest, report: int, **named: Any) -> HttpResponse:
            row = CitizenReport.objects.filter(pk=report, is_purged=False).first()
            if row is None:
                raise Http404
            if not (keys := unlocking.unlocked(request)):
                say_it_is_locked(request)
                return HttpResponseRedirect(reverse(LIST))
            answer = does(request, row, keys, **named)
            return answer or HttpResponseRedirect(page_of(row))

        return inner

    def move_view(self, request: HttpRequest, report: CitizenReport, keys: Keys, verb: str) -> HttpResponse | None:
        if verb not in BY_HAND:
            raise Http404
        reason = request.POST.get("reason", "")
        if verb == "reject" and reason == RejectReason.OTHER and not request.POST.get("text", "").strip():
            messages.error(request, _("Say in a note which other reason it was."))
            return None

        @transaction.atomic
        def do() -> None:
            report.move(verb, by=request.user, on=timezone.localdate(), seen=_seen(request), reason=reason)
            if text := request.POST.get("text", "").strip():
                _write(request, report, NoteKind.NOTE, text)

        try:
            done = act(request, do)
        except TooLong as long:
            messages.error(request, _("Too long by %(count)d bytes: nothing was left.") % {"count": long.by})
            return None
        if done:
            now = {"report": report, "state": report.state_in_words}
            messages.success(request, _("“%(record)s” is now: %(state)s.") % {**now, "record": report})
            if not report.is_open:
                return HttpResponseRedirect(reverse(LIST))
        return None

    def link_view(self, request: HttpRequest, report: CitizenReport, keys: Keys) -> None:
        chosen = request.POST.get("person", "")
        person = Person.objects.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 19 else None
        if person is None:
            messages.error(request, _("Choose a person."))
            return
        done = act(request, lambda: recording.link(
            report, person, by=request.user, on=timezone.localdate(), seen=_seen(request)
        ))  # fmt: skip
        if done:
            messages.success(request, _("%(report)s is about %(person)s.") % {"report": report, "person": person})

    def record_view(self, request: HttpRequest, report: CitizenReport, keys: Keys) -> HttpResponse | None:
        """In one step: the sealed document, the draft that cites it, and the way to that draft."""
        if not (request.user.has_perm("sources.add_document") and request.user.has_perm("prisoners.change_person")):
            raise PermissionDenied
        told = opened(report, keys, most=1)
        if not told or told[0].head is None:
            messages.error(request, _("What it says cannot be opened with this key."))
            return None
        try:
            done = recording.record(
                report, _told(told[0], report), by=request.user, on=timezone.localdate(), seen=_seen(request)
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
            return None
        beside = format_html('<a href="{}">{}</a>', page_of(report), report)
        messages.success(request, format_html(
            _("{} is a source now: the public never sees that it exists, and what it says is erased in 90 days. "
              "Complete the draft that cites it, then submit it for review."),
            beside,
        ))  # fmt: skip
        if done.why_not:
            messages.warning(request, done.why_not)
        opts = done.row._meta
        return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[done.row.pk]))

    def request_view(self, request: HttpRequest, report: CitizenReport, keys: Keys) -> HttpResponse | None:
        """In one step a request that two editors decide, and the way to it for whoever may see requests."""
        told = opened(report, keys, most=1)
        if not told or (head := told[0].head) is None:
            messages.error(request, _("What it says cannot be opened with this key."))
            return None
        try:
            made = requesting.make(
                report, asked_in(told[0], head), by=request.user, on=timezone.localdate(), seen=_seen(request)
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
            return None
        messages.success(request, _("%(report)s is a request now: %(until)s. What it says stays sealed in the report.")
                         % {"report": report, "until": told_until(made)})  # fmt: skip
        if not request.user.has_perm("prisoners.view_correctionrequest"):
            return None
        return HttpResponseRedirect(reverse("admin:prisoners_correctionrequest_change", args=[made.pk]))

    def ask_view(self, request: HttpRequest, report: CitizenReport, keys: Keys) -> None:
        """Leaves a question in the box that only the receipt opens, and a sealed copy for the newsroom."""
        text = request.POST.get("text", "").strip()
        told = opened(report, keys, most=1)
        head = told[0].head if told else None
        if not text or head is None:
            messages.error(request, _("Write the question."))
            return
        try:
            with transaction.atomic():
                today = timezone.localdate()
                opening.leave_question(
                    text, box=head.box, answer_to=head.answer_to, on=today, shown_for=QUESTION_SHOWN_FOR
                )
                _write(request, report, NoteKind.QUESTION, text, is_noted=False)
                note(request, ReportVerb.ASK, report.pk)
        except TooLong as long:
            messages.error(request, _("Too long by %(count)d bytes: nothing was left.") % {"count": long.by})
        except ValueError:  # no key of a box: no form of ours wrote this
            messages.error(request, _("Nobody can be asked: the report names no box."))
        else:
            messages.success(request, _("Whoever has the receipt finds the question for %(days)d days.")
                             % {"days": QUESTION_SHOWN_FOR.days})  # fmt: skip

    def note_view(self, request: HttpRequest, report: CitizenReport, keys: Keys) -> None:
        text = request.POST.get("text", "").strip()
        if not text:
            messages.error(request, _("Write the note."))
            return
        try:
            _write(request, report, NoteKind.NOTE, text)
        except TooLong as long:
            messages.error(request, _("Too long by %(count)d bytes: nothing was left.") % {"count": long.by})

    def picture_view(self, request: HttpRequest, report: int, message: int, number: int) -> HttpResponse:
        """A picture, made anew from its pixels once more: what lies in a piece is whatever somebody put there."""
        row = CitizenReport.objects.filter(pk=report, is_purged=False).first()
        one = message_of(row, message, unlocking.unlocked(request)) if row else None
        if one is None or not 0 <= number < len(one.files):
            raise Http404
        try:
            shown = attachments.cleaned(picture(one, number))
        except (CanNotOpen, attachments.Unusable) as error:
            raise Http404 from error
        note(request, ReportVerb.PICTURE, report)
        headers = {
            "Content-Security-Policy": PICTURE_POLICY, "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin", "Content-Disposition": 'inline; filename="picture.jpg"',
        }  # fmt: skip
        return HttpResponse(shown.content, content_type=shown.kind, headers=headers)


def _seen(request: HttpRequest) -> int:
    """The version of the report that the form shows; one that nobody has seen when it tells none."""
    seen = request.POST.get("seen_version", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else -1


def _write(request: HttpRequest, report: CitizenReport, kind: NoteKind, text: str, *, is_noted: bool = True) -> None:
    """Sealed to the newest key, so that it stays closed while the mailbox does. Raises TooLong."""
    key = MailboxKey.objects.first()
    assert key is not None  # the mailbox is unlocked
    write_note(text, key, report=report, kind=kind, by=request.user, on=timezone.localdate())
    if is_noted:
        note(request, ReportVerb.NOTE, report.pk)


def _told(first: Opened, report: CitizenReport) -> Told:
    return Told(
        kind=first.kind, name=first.said("name"), place=first.said("place"), when=first.said("when"),
        how=first.said("how"), language=first.said("language"), received_on=report.received_on,
    )  # fmt: skip


def _candidates(first: Opened) -> list[tuple[Any, str, str]]:
    """(candidate, what is held of the person, the dossier's address)."""
    found = candidates(
        name=first.said("name"), about=first.said("about"), place=first.said("place"), when=first.said("when"),
        kind=first.kind,
    )  # fmt: skip
    told = {person.pk: told_of(person) for person in
            Person.objects.filter(pk__in=[each.person.pk for each in found]).prefetch_related(held())}  # fmt: skip
    return [(each, told[each.person.pk], dossier_url(each.person)) for each in found]


def _found(asked: str) -> list[Person]:
    """Persons of that name, in any spelling."""
    return list(named(Person.objects.filter(merged_into=None), asked).prefetch_related(held())[:MOST_FOUND])


def _questions(report: CitizenReport) -> list[Question]:
    return list(Question.objects.filter(box=report.box).order_by("left_on", "pk")) if report.box else []
