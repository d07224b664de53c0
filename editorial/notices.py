"""E-mails that say something awaits an editor, and nothing else: no name, no content, no number, no address of a page.

What awaits is read from the newsroom's own queues at the moment of sending, not kept by event: whatever somebody else
has done meanwhile is told to nobody. `told_until` is the moment up to which an editor has been told.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from editorial import roles
from editorial.admin.desk import Desk
from editorial.admin.queues import returned_to_me, second_looks, waiting_for_me
from editorial.models import Alarm, Editor, Freeze, Invitation, Membership, NoticeChoice, Review, Verb, When

AT_MOST_EVERY = timedelta(hours=4)
DAILY_AT = time(7)  # in Havana
# What was written a moment ago may not be committed whole: it is told next time, and nothing falls between two times.
SETTLED = timedelta(minutes=2)
SEES_ALARMS = "editorial.view_alarm"


def may_be_told(*, at: datetime) -> QuerySet[Editor]:
    """Accounts that get any e-mail on that day: in use, not frozen, of somebody who works for an outlet."""
    memberships = Membership.objects.in_force(on=timezone.localdate(at)).filter(editor=OuterRef("pk"))
    frozen = Freeze.objects.in_force().filter(editor=OuterRef("pk"))
    in_use = Editor.objects.filter(is_active=True, is_staff=True).exclude(email="")
    return in_use.filter(Exists(memberships), ~Exists(frozen)).exclude(notice_choice__when=When.NEVER)


def send_due(*, at: datetime) -> Iterator[tuple[int, str]]:
    """Tells everybody whose time has come; yields (account, what went wrong, or empty) for each e-mail.

    Each account is a transaction of its own, and skipped while another run has it: told once, or again after a failure.
    """
    told = may_be_told(at=at)
    missing = told.filter(notice_choice=None).values_list("pk", flat=True)
    NoticeChoice.objects.bulk_create([NoticeChoice(editor_id=key) for key in missing], ignore_conflicts=True)
    for key in list(told.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            choice = NoticeChoice.objects.select_for_update(of=("self",), skip_locked=True).filter(editor=key)
            found = choice.select_related("editor").first()
            if found is None:
                continue
            until = _due(found, at=at)
            if until is None or not awaits(found.editor, since=_since(found), until=until):
                continue
            NoticeChoice.objects.filter(pk=found.pk).update(told_until=until)
            failure = _send(found)
            if failure:
                transaction.set_rollback(True)
        yield key, failure


def _since(choice: NoticeChoice) -> datetime:
    return choice.told_until or choice.editor.handed_over_at


def _due(choice: NoticeChoice, *, at: datetime) -> datetime | None:
    """Up to which moment the editor is to be told now; None when it is too early, or they want no e-mail."""
    until = at - SETTLED
    if choice.when == When.AT_ONCE:
        too_early = choice.told_until is not None and until - choice.told_until < AT_MOST_EVERY
        return None if too_early else until
    morning = timezone.localtime(at).replace(hour=DAILY_AT.hour, minute=0, second=0, microsecond=0)
    is_due = choice.when == When.DAILY and morning <= until and _since(choice) < morning
    return morning if is_due else None


def awaits(editor: Editor, *, since: datetime, until: datetime) -> bool:
    """Whether anything that still waits for the editor began to wait after the one moment, up to the other."""
    return any(rows.exists() for rows in _waiting(editor, (since, until)))


def _waiting(editor: Editor, span: tuple[datetime, datetime]) -> Iterator[QuerySet]:
    def came(moment: str) -> Q:
        return Q(**{f"{moment}__gt": span[0], f"{moment}__lte": span[1]})

    desk = Desk(editor)
    yield from (rows.filter(came("updated_at")) for rows in returned_to_me(desk))
    if editor.has_perm(roles.APPROVE):
        for rows in waiting_for_me(desk):
            signed = Review.objects.filter(
                kind=rows.model._meta.label_lower, dossier_id=OuterRef("pk"), verb=Verb.SIGN,
                at__gte=OuterRef("submitted_at"),
            )  # fmt: skip
            new = came("updated_at") | Q(Exists(signed.filter(came("at"))))
            yield rows.filter(new, ~Exists(signed.filter(by=editor)))
        yield from (rows.filter(came("drawn_at")) for rows in second_looks(desk))
    if editor.has_perm(roles.INVITE):
        open_ones = Invitation.objects.filter(confirmed_at=None, withdrawn_at=None)
        yield open_ones.filter(came("proposed_at")).exclude(proposed_by=editor)
    if editor.has_perm(SEES_ALARMS):
        yield Alarm.objects.filter(came("at")).exclude(editor_id=editor.pk)
        asked, seconded = came("asked_at") & ~Q(asked_by=editor), came("seconded_at") & ~Q(seconded_by=editor)
        yield Freeze.objects.filter(asked | seconded, lifted_by=None)


def _send(choice: NoticeChoice) -> str:
    """Sends the one e-mail there is; returns the kind of what went wrong, which names no address."""
    try:
        message(choice).send()
    except (OSError, ValueError) as error:  # whatever the mail server says, and an address that is none
        logging.getLogger(__name__).error("no e-mail to account %d: %s", choice.editor_id, type(error).__name__)
        return type(error).__name__
    return ""


def message(choice: NoticeChoice) -> EmailMessage:
    stop = settings.NEWSROOM_URL + reverse("notices_stop", args=[choice.key])
    addresses = {"newsroom": settings.NEWSROOM_URL + reverse("admin:index"), "stop": stop}
    with translation.override(choice.language):
        subject = _("Something awaits you")
        body = _(
            "Something awaits you in the newsroom. What it is, this message does not say, on purpose.\n\n"
            "Look: %(newsroom)s\n\n"
            "When you get these messages, and in which language, is up to you: “Your account”, then “Notices”.\n"
            "No more of them, without signing in: %(stop)s\n"
        )
    headers = {
        "Message-ID": make_msgid(domain=urlsplit(settings.NEWSROOM_URL).hostname),
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return EmailMessage(subject, body % addresses, to=[choice.editor.email], headers=headers)
