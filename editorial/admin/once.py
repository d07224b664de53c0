"""A form that is sent twice is saved once: a token in the form, and a row that only one transaction can write.

A form that adds a row has done so whatever is sent with its token afterwards. A form that changes a row may be sent
again from the browser's history with other words; only the very same content is the same submission.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256

from django.db import models
from django.http import HttpRequest

from editorial.models import Submission

TOKEN, CSRF = "submission_token", "csrfmiddlewaretoken"
LONGEST_TOKEN = 64


class SentAlready(Exception):
    """This form was saved before, and made or changed the row whose key this is."""

    def __init__(self, record: str) -> None:
        super().__init__()
        self.record = record


def token_of(request: HttpRequest) -> str:
    """The token of the form that was posted, for its page to be shown again, or a new one."""
    return request.POST.get(TOKEN, "")[:LONGEST_TOKEN] or secrets.token_hex(16)


def key_of(request: HttpRequest, *, is_new: bool) -> str:
    """Empty for a form without a token: whatever posts it is no page of ours."""
    token = request.POST.get(TOKEN, "")
    if not token:
        return ""
    sent = "" if is_new else repr(sorted((name, values) for name, values in request.POST.lists() if name != CSRF))
    return sha256(f"{request.user.pk}\n{request.path}\n{token}\n{sent}".encode()).hexdigest()


def refuse_again(key: str) -> None:
    """Raises SentAlready for what was saved before."""
    if key and (former := Submission.objects.filter(pk=key).first()):
        raise SentAlready(former.record)


@contextmanager
def saved_once(key: str, row: models.Model) -> Iterator[None]:
    """Around the saving of the row, in its transaction: of two at once the second waits here, and is SentAlready."""
    if not key:
        yield
        return
    submission, is_first = Submission.objects.get_or_create(pk=key)
    if not is_first:
        raise SentAlready(submission.record)
    yield
    submission.record = str(row.pk)
    submission.save(update_fields=["record"])
