"""What a list said on a day: immutable snapshots, and their rows as they came.

An entry is one line of a list through time (its row key). A record is one wording of that line, stored once.
A snapshot names the records it holds, so that an unchanged line costs one small row and nothing is ever overwritten.
"""

from typing import Self

from django.db import models
from django.db.models import Max, Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from editorial.codes import valid_code
from editorial.models import Dossier, DossierQuerySet, Editor, Recorded, tracked
from sources.models.list import SourceList


class SnapshotQuerySet(DossierQuerySet):
    def in_force(self) -> Self:
        """Snapshots that no later file has replaced, and whose import nobody has undone."""
        return self.filter(superseded_by__isnull=True, undone_at__isnull=True)


@tracked
class ListSnapshot(Dossier):
    """A list as published for one day. A corrected file for the same day is a new snapshot that supersedes the old.

    An import may be undone: its snapshot stays with its rows, counts for nothing, and stands in no later file's way.
    """

    source_list = models.ForeignKey(SourceList, models.PROTECT, related_name="snapshots", verbose_name=_("list"))
    as_of = models.DateField(_("as of"), help_text=_("The day the list speaks of, inclusive."))
    published_on = models.DateField(_("published on"), null=True, blank=True)
    retrieved_at = models.DateTimeField(_("retrieved at"), auto_now_add=True)
    url = models.URLField(_("address"), blank=True, max_length=500)
    file_name = models.CharField(_("file"), max_length=200)
    file_sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    row_count = models.PositiveIntegerField(_("rows"))
    new_count = models.PositiveIntegerField(_("new rows"), default=0)
    changed_count = models.PositiveIntegerField(_("changed rows"), default=0)
    unchanged_count = models.PositiveIntegerField(_("unchanged rows"), default=0)
    gone_count = models.PositiveIntegerField(_("rows gone"), default=0, help_text=_("In the list before, not in this."))
    definition_note = models.TextField(_("note on the definition"), blank=True)
    published_aggregates = models.JSONField(_("aggregates printed with it"), default=list, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("supersedes")
    )
    mapping_name = models.CharField(_("mapping"), max_length=50, blank=True)
    told_fields = models.JSONField(
        _("columns of the file"),
        default=list,
        blank=True,
        help_text=_("The fields for which the file has a column; empty where nobody noted it."),
    )
    undone_at = models.DateTimeField(_("import undone at"), null=True, editable=False)
    undone_by = models.ForeignKey(
        Editor, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("import undone by")
    )
    undone_reason = models.CharField(_("why the import was undone"), max_length=300, blank=True, editable=False)

    NAMED_WITH = ("source_list",)

    objects = SnapshotQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Dossier.Meta):
        verbose_name, verbose_name_plural = _("list snapshot"), _("list snapshots")
        ordering = ("source_list", "-as_of", "-id")
        constraints = [
            *Dossier.Meta.constraints,
            models.UniqueConstraint(
                fields=["source_list", "as_of", "file_sha256"],
                condition=Q(undone_at__isnull=True),
                name="snapshot_file_once",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True, undone_reason="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_reason="")),
                name="snapshot_undone_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(row_count=models.F("new_count") + models.F("changed_count") + models.F("unchanged_count")),
                name="snapshot_rows_add_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_list.code} {date_format(self.as_of, 'SHORT_DATE_FORMAT')}"

    def tells(self, field: str) -> bool:
        """Whether the file has a column for it. Where it has none, a row that is silent has withdrawn nothing."""
        return field == "name" or not self.told_fields or field in self.told_fields


class LeftReason(models.TextChoices):
    COMPLETED = "completed", _("sentence completed")
    RELEASED = "released", _("left prison")
    DIED = "died", _("died")
    ERROR = "error", _("listed by error")
    DUPLICATE = "duplicate", _("duplicate")
    NOT_POLITICAL = "not_political", _("held not to be political")
    FAMILY_REQUEST = "family_request", _("at the family's request")
    UNKNOWN = "unknown", _("unknown")


@tracked
class ListEntry(Recorded):
    """One line of a list through time. Two rows are the same entry when list and row key are equal."""

    NAMED_WITH = ("source_list",)

    source_list = models.ForeignKey(SourceList, models.PROTECT, related_name="entries", verbose_name=_("list"))
    row_key = models.CharField(_("row key"), max_length=200)
    left_reason = models.CharField(_("why it left the list"), max_length=14, choices=LeftReason, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = _("list entry"), _("list entries")
        constraints = [
            models.UniqueConstraint(fields=["source_list", "row_key"], name="entry_key_per_list"),
            valid_code("left_reason", LeftReason, blank=True),
        ]

    def __str__(self) -> str:
        return f"{self.source_list.code} {self.row_key}"


class SourceRecordQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Wordings of imports in force, what a list said last at the end: an import that was undone says nothing."""
        in_force = Q(appearances__snapshot__undone_at__isnull=True)
        found = self.annotate(last_said=Max("appearances__snapshot__as_of", filter=in_force))
        return found.filter(last_said__isnull=False).order_by("last_said", "pk")


class SourceRecord(models.Model):
    """One wording of an entry, for ever as it came: `raw` by the file's own headers, `values` as we read it.

    `values` uses the fields and forms of sources/import_list/fields.py. Never edited; restricted to editors.
    """

    entry = models.ForeignKey(ListEntry, models.PROTECT, related_name="records", verbose_name=_("entry"))
    digest = models.CharField(_("digest"), max_length=64)
    raw = models.JSONField(_("as it came"))
    values = models.JSONField(_("as read"))
    first_snapshot = models.ForeignKey(
        ListSnapshot, models.PROTECT, related_name="first_records", verbose_name=_("first seen in")
    )

    NAMED_WITH = ("entry__source_list",)

    objects = SourceRecordQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("source record"), _("source records")
        constraints = [models.UniqueConstraint(fields=["entry", "digest"], name="record_wording_once")]

    def __str__(self) -> str:
        return str(self.entry)


class SnapshotRow(models.Model):
    """A snapshot holds a record, on a line of its file."""

    snapshot = models.ForeignKey(ListSnapshot, models.CASCADE, related_name="rows")
    record = models.ForeignKey(SourceRecord, models.PROTECT, related_name="appearances")
    line = models.PositiveIntegerField(_("line in the file"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["snapshot", "record"], name="record_once_per_snapshot")]
