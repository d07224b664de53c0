"""What must not be kept: the functions that erase it, one line for each room that has something to erase.

A room adds its own to `PURGERS`: a function of the moment that yields what it erased, in words, and how many. Running
one again finds nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils.timezone import localdate

from editorial.accounts import forgetting
from editorial.models import Attempt, Submission
from editorial.models.accounts import Invitation, SignIn
from intake.gathering import gather_when_due
from prisoners.models import ConsentProof, CorrectionRequest
from publication import requests
from sources.mailbox import purging as mailbox

Purger = Callable[[datetime], Iterable[tuple[str, int]]]


def requests_carried_out(at: datetime) -> Iterable[tuple[str, int]]:
    """Requests that two editors confirmed: persons erased, and names that no page shows any more."""
    done = Counter(requests.carry_out(at=at))
    yield "requests done", done.total()
    yield "of them persons erased", done["erase"]


def words_of_requests(at: datetime) -> Iterable[tuple[str, int]]:
    """Who asked and what they wrote: 90 days after it was done, 30 after it was refused."""
    due = list(CorrectionRequest.objects.to_be_forgotten(at=at))
    for one in due:
        one.forget()
    yield "requests forgotten", len(due)


def proofs_of_consents(at: datetime) -> Iterable[tuple[str, int]]:
    """Who gave a consent and how it is proved: 90 days after it was withdrawn. That it was given and withdrawn stays,
    for it is an objection; with an erased person all of it goes."""
    _rows, deleted = ConsentProof.objects.to_be_forgotten(at=at).delete()
    yield "proofs of consents forgotten", deleted.get(ConsentProof._meta.label, 0)


def marks_of_accounts(at: datetime) -> Iterable[tuple[str, int]]:
    """Failed attempts and forms after a day, sessions after a week, invitations that nobody took after a month."""
    before = _of_accounts()
    forgetting.forget(at=at)
    yield from (before - _of_accounts()).items()
    stale = Invitation.objects.filter(accepted_at=None, proposed_at__lt=at - forgetting.INVITATIONS).exclude(email="")
    yield "addresses of stale invitations", stale.update(email="", withdrawn_at=at)


def _of_accounts() -> Counter[str]:
    return Counter(attempts=Attempt.objects.count(), forms=Submission.objects.count(), sessions=SignIn.objects.count())


def order_of_reports(at: datetime) -> Iterable[tuple[str, int]]:
    """In which order and at which hour reports came: four times a day."""
    yield "pieces gathered", gather_when_due(at=at)


def reports_of_citizens(at: datetime) -> Iterable[tuple[str, int]]:
    """Citizens' reports, questions and keys of the mailbox: 30 days after a refusal, 90 after the work on them, 180
    when nobody ends it."""
    for name, number in mailbox.purge(on=localdate(at)).counts().items():
        yield f"{name} of the mailbox", number


PURGERS: list[Purger] = [
    requests_carried_out,
    words_of_requests,
    proofs_of_consents,
    marks_of_accounts,
    order_of_reports,
    reports_of_citizens,
]
