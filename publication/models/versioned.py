"""Rows of the public record: written once by an edition, closed by a later one, never changed in between."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q


class VersionedQuerySet(models.QuerySet):
    def in_edition(self, number: int) -> Self:
        """Rows that were current when that edition was the newest."""
        return self.filter(Q(edition_to__isnull=True) | Q(edition_to__gt=number), edition_from__lte=number)

    def current(self) -> Self:
        """Rows that no edition has closed."""
        return self.filter(edition_to__isnull=True)


class Versioned(models.Model):
    """A row valid from `edition_from` (inclusive) to `edition_to` (exclusive; empty: still current).

    `digest` is the SHA-256 of `salt` and the row's content (publication/digests.py); the edition's digest covers it.
    The salt keeps a digest from betraying the content after an erasure.
    """

    edition_from = models.PositiveIntegerField()
    edition_to = models.PositiveIntegerField(null=True)
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)

    objects = VersionedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(edition_to__isnull=True) | Q(edition_to__gt=models.F("edition_from")),
                name="%(app_label)s_%(class)s_closed_later",
            )
        ]
