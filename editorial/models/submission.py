"""Forms that were saved: none is saved twice."""

from __future__ import annotations

from django.db import models


class Submission(models.Model):
    """A form that was saved, and what it made. `key` is a digest of the account, the form's token and, of a change, its
    content: the same thing sent again has the same key. Forgotten after a day, long after the page was closed.
    """

    key = models.CharField(max_length=64, primary_key=True)
    record = models.CharField(max_length=64)  # the key of the row, as its page's address has it
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["at"], name="submission_by_day")]
