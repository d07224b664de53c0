"""What the door need not know any longer is deleted."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from editorial.models import Attempt, SignIn, Submission

ATTEMPTS, SESSIONS = timedelta(hours=24), timedelta(days=7)
INVITATIONS = timedelta(days=30)


def forget(*, at: datetime) -> None:
    """Failed attempts and forms that were saved after a day, sessions a week after their last use.

    Runs at each signing in, and by command.
    """
    Attempt.objects.filter(at__lt=at - ATTEMPTS).delete()
    Submission.objects.filter(at__lt=at - ATTEMPTS).delete()
    SignIn.objects.filter(seen_at__lt=at - SESSIONS).delete()
    Session.objects.filter(expire_date__lt=at).delete()
