"""The base of the citation tables: each room above has one real table of its own."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.codes import valid_code
from editorial.models import Dossier, Editor
from sources.models.document import Document
from sources.models.snapshot import SourceRecord


class Reliability(models.TextChoices):
    OFFICIAL = "official", _("official")
    DIRECT = "direct", _("direct")
    SECOND_HAND = "second_hand", _("second-hand")
    INFERRED = "inferred", _("inferred")


Credibility = ((5, "5"), (4, "4"), (3, "3"), (2, "2"), (1, "1"))


class CitationBase(models.Model):
    """A list record or a document supports one field of one row of ours.

    Source and information are judged apart: `reliability` is the source's, `credibility` (1-5) the information's.
    `field` empty: the source supports the whole row.
    """

    field = models.CharField(_("field"), max_length=40, blank=True, help_text=_("Empty: the whole line."))
    record = models.ForeignKey(
        SourceRecord, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("list record")
    )
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("document")
    )
    excerpt = models.TextField(_("excerpt"), blank=True)
    reliability = models.CharField(_("reliability"), max_length=12, choices=Reliability, default=Reliability.DIRECT)
    credibility = models.PositiveSmallIntegerField(
        _("credibility"), default=3, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True, editable=False)

    SUPPORTS: ClassVar[tuple[str, ...]]  # columns that name the row it supports: the first that is filled does

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(record__isnull=False, document__isnull=True)
                | Q(record__isnull=True, document__isnull=False),
                name="%(app_label)s_%(class)s_one_source",
            ),
            valid_code("reliability", Reliability),
            models.CheckConstraint(
                condition=Q(credibility__range=(1, 5)), name="%(app_label)s_%(class)s_credibility_range"
            ),
        ]

    def clean(self) -> None:
        """Said in words before the constraint says it by its name."""
        super().clean()
        if self.record_id is None and self.document_id is None:
            told = _("A citation without a source: choose a list record or a document, or remove this line.")
            raise ValidationError({"document": told})
        if self.record_id is not None and self.document_id is not None:
            told = _("A citation names one source: a list record or a document. Make a second line of the other.")
            raise ValidationError({"document": told})

    @classmethod
    def about(cls, row: Any) -> str:
        """The field that a row, or an event of a row, supports, as its form calls it; empty: the whole line."""
        supported = next((name for name in cls.SUPPORTS if getattr(row, f"{name}_id")), cls.SUPPORTS[-1])
        model: Any = cls._meta.get_field(supported).related_model
        labels = {column.name: column.verbose_name for column in model._meta.concrete_fields}
        return str(labels.get(row.field, row.field))

    @classmethod
    def titles(cls, rows: Sequence[Any]) -> list[str]:
        """What each of these rows, or of these events of rows, cites; in two queries."""
        documents = Document.objects.filter(pk__in={row.document_id for row in rows})
        records = SourceRecord.objects.filter(pk__in={row.record_id for row in rows})
        of_document = dict(documents.values_list("pk", "title"))
        lists = records.values_list("pk", "entry__source_list__code", "entry__row_key")
        of_record = {pk: f"{code} · {row_key}" for pk, code, row_key in lists}
        return [of_document.get(row.document_id) or of_record.get(row.record_id, "") for row in rows]

    @classmethod
    def reopen_citing(cls, document: Document, *, by: Editor) -> None:
        """Every dossier that rests on the document goes back to draft, because what it cites has changed."""
        for dossier in cls.dossiers_citing(document):
            dossier.reopen(by=by)

    @classmethod
    def dossiers_citing(cls, document: Document) -> Iterable[Dossier]:
        raise NotImplementedError
