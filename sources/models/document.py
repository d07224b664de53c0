"""Documents that a fact rests on: notes of the State, press, reports, court papers, testimony."""

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from chronology.fields import PartialDateField
from editorial.codes import valid_code
from editorial.models import Recorded, tracked
from sources.models.organisation import SourceOrganisation


class DocumentKind(models.TextChoices):
    DOCUMENT = "document", _("document")
    OFFICIAL_NOTE = "official_note", _("official note")
    MEDIA = "media", _("press")
    NGO_REPORT = "ngo_report", _("report of an organisation")
    SOCIAL_POST = "social_post", _("post on a social network")
    TESTIMONY = "testimony", _("testimony")
    CALL = "call", _("telephone call")
    COURT_PAPER = "court_paper", _("court paper")
    IMAGE = "image", _("image")
    VIDEO = "video", _("video")


SEALED_KINDS = (DocumentKind.TESTIMONY, DocumentKind.CALL)
PUBLISHED_KINDS = (DocumentKind.OFFICIAL_NOTE, DocumentKind.MEDIA, DocumentKind.NGO_REPORT, DocumentKind.SOCIAL_POST)


@tracked
class Document(Recorded):
    """One source that can be looked up. Testimony and calls are sealed: they never reach the public record."""

    kind = models.CharField(_("kind"), max_length=14, choices=DocumentKind)
    title = models.CharField(_("title"), max_length=300)
    publisher = models.ForeignKey(
        SourceOrganisation, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("publisher")
    )
    derived_from = models.ForeignKey(
        SourceOrganisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_by",
        verbose_name=_("repeats what was published by"),
        help_text=_("Where it rests on one organisation alone: it counts as that one's, not as a second source."),
    )
    url = models.URLField(_("address"), blank=True, max_length=500)
    archived_url = models.URLField(_("archived copy"), blank=True, max_length=500)
    published_on = PartialDateField(_("published on"))
    accessed_at = models.DateField(_("looked up on"), null=True, blank=True)
    sha256 = models.CharField(_("SHA-256 of the original"), max_length=64, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("document"), _("documents")
        ordering = ("-id",)
        constraints = [valid_code("kind", DocumentKind)]
        triggers = [
            pgtrigger.Trigger(
                name="seal_is_for_ever",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF OLD.kind IN ('testimony', 'call') AND NEW.kind NOT IN ('testimony', 'call') THEN
                        RAISE EXCEPTION 'a testimony or a call stays sealed: record another document instead'
                            USING ERRCODE = 'check_violation', CONSTRAINT = 'sealed_document_stays_sealed';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """What is cited as published must be found again by whoever reads the record."""
        super().clean()
        if self.kind in PUBLISHED_KINDS and not (self.url or self.archived_url or self.sha256):
            told = _("Say where it can be read: its address, an archived copy, or the SHA-256 of the original we keep.")
            raise ValidationError({"url": told})

    @property
    def is_sealed(self) -> bool:
        return self.kind in SEALED_KINDS
