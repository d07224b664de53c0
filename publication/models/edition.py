"""Numbered publications of the whole record."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionQuerySet(models.QuerySet["Edition"]):
    def newest(self) -> Edition | None:
        return self.order_by("-number").first()

    def chain(self) -> Self:
        return self.order_by("number")


class Edition(models.Model):
    """One publication. `as_of` is the day until which it speaks: the default day of its figures and pages.

    `digest` covers every row it opened and closed, its own header and the digest of the edition before.
    """

    number = models.PositiveIntegerField(_("number"), primary_key=True)
    published_at = models.DateTimeField(_("published on"))
    as_of = models.DateField(_("as of"))
    note = models.CharField(_("note, Spanish"), max_length=300, blank=True)  # for readers
    note_en = models.CharField(_("note, English"), max_length=300, blank=True)
    counts = models.JSONField(default=dict)  # {table: {"opened": n, "closed": n}}
    previous_digest = models.CharField(_("digest of the edition before"), max_length=64, blank=True)
    digest = models.CharField(_("digest"), max_length=64)
    is_demo = models.BooleanField(_("invented"), default=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("edition"), _("editions")
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"{self.number}"

    def note_in(self, language: str) -> str:
        """The note in that language; in the other one when nobody translated it."""
        return (self.note_en or self.note) if language == "en" else (self.note or self.note_en)


class ErasedRow(models.Model):
    """A row erased for somebody's safety: what remains is its place in the chain, and a visible count."""

    table = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    edition_from = models.PositiveIntegerField()
    edition_to = models.PositiveIntegerField(null=True)
    erased_in = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "digest"], name="erased_row_once")]
