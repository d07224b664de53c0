"""A report that asks for a correction or a removal becomes a request, whose hours run from the day on which it came.

Nothing of what it says is copied: the request tells what is asked, about whom and by whom, and the words and the way to
reach whoever asks stay sealed in the report.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from editorial.models import Editor, Refused
from intake import opening
from intake.sealing import TooLong
from intake.vocabulary import Kind
from prisoners.models import CorrectionRequest, Level, Person, ReportLink, ReportRequest, Requester
from prisoners.reports.candidates import of_page
from prisoners.reports.recording import person_of
from sources.models import CitizenReport

KINDS = (Kind.ERROR, Kind.REMOVAL)
"""Kinds of reports that may become a request."""
ANSWER_SHOWN_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Asked:
    """What of a report makes a request, as the form sealed it."""

    kind: str
    level: str
    requester: str
    about: str
    answer_to: bytes

    @property
    def of_request(self) -> str:
        """The level; the least that a removal can mean where the report says nothing that the form offers."""
        if self.kind == Kind.ERROR:
            return Level.CORRECT
        return self.level if self.level in (Level.HIDE, Level.REMOVE, Level.ERASE) else Level.HIDE


def whose(report: CitizenReport, about: str) -> Person | None:
    """Whom the request will be about: as an editor said, else whose page the form was opened from."""
    return person_of(report) or of_page(about)


@transaction.atomic
def make(report: CitizenReport, asked: Asked, *, by: Editor, on: date, seen: int) -> CorrectionRequest:
    """Makes the request and closes the report. All or nothing.

    Raises Refused for a report that asks for nothing, for a removal without a person, for one that is a request
    already, and when a colleague was quicker.
    """
    if asked.kind not in KINDS:
        raise Refused(_("This report asks neither for a correction nor for a removal."))
    person = whose(report, asked.about)
    if person is None and asked.kind == Kind.REMOVAL:
        raise Refused(_("Say first whom the report is about."))
    if ReportRequest.objects.filter(report=report).exists():
        raise Refused(_("This report is a request already."))
    report.move("accept", by=by, on=on, seen=seen)
    if person is not None:
        ReportLink.objects.get_or_create(report=report, defaults={"person": person, "by": by, "on": on})
    request = CorrectionRequest.objects.create(
        person=person, about="" if person else str(report), level=asked.of_request,
        requester=asked.requester if asked.requester in Requester.values else Requester.UNKNOWN,
        received_at=_began(report.received_on),
    )  # fmt: skip
    ReportRequest.objects.create(report=report, request=request, answer_to=asked.answer_to)
    return request


def _began(day: date) -> datetime:
    """The first moment of the day on which it came: the hour is kept nowhere, and nobody waits for longer than 72."""
    return timezone.make_aware(datetime.combine(day, time.min))


@transaction.atomic
def leave_answer(request: CorrectionRequest, *, on: date) -> bool:
    """Tells whoever asked by the form what two editors decided, where their receipt leads; whether there was anybody.

    Raises Refused when the answer is longer than a box takes. What an editor wrote is left as it is written; what is
    asked and what was decided is said in both languages, for nothing here tells in which the report was.
    """
    unanswered = ReportRequest.objects.select_for_update(of=("self",)).filter(request=request, answered_on=None)
    made = unanswered.select_related("report").first()
    if made is None or made.report.box is None or request.confirmed_by_id is None:
        return False
    text = "\n".join(filter(None, (_in(language, request) for language in ("es", "en"))))
    try:
        opening.leave_question(
            f"{text}\n{request.answer}".strip(), box=bytes(made.report.box), answer_to=bytes(made.answer_to), on=on,
            shown_for=ANSWER_SHOWN_FOR,
        )  # fmt: skip
    except TooLong as long:
        raise Refused(
            _("The answer is too long by %(by)d bytes for the box of whoever asked: shorten it first.")
            % {"by": long.by}
        ) from None
    made.answered_on = on
    made.save(update_fields=["answered_on"])
    return True


def _in(language: str, request: CorrectionRequest) -> str:
    with override(language):
        return _("Your request (%(level)s): %(decision)s.") % {
            "level": request.get_level_display(), "decision": request.get_decision_display(),
        }  # fmt: skip
