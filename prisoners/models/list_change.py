"""What a snapshot of a list asks of an editor, and what the editor decided: kept for ever, asked once per wording."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.codes import valid_code
from editorial.models import Editor, Recorded, tracked
from prisoners.models.person import Person
from sources.models import ListEntry, ListSnapshot, SourceRecord


class ListChangeKind(models.TextChoices):
    CONFLICT = "conflict", _("the list says something else than we do")
    GONE = "gone", _("the row is gone from the list")


class ListChoice(models.TextChoices):
    OPEN = "", _("to be decided")
    LATER = "later", _("look later")
    OURS = "ours", _("ours was kept")
    THEIRS = "theirs", _("theirs was taken")
    NOTED = "noted", _("why it left the list is noted")
    OVERTAKEN = "overtaken", _("overtaken: the list has changed its word since")


TO_DECIDE = (ListChoice.OPEN, ListChoice.LATER)
ANSWERED = (ListChoice.OURS, ListChoice.THEIRS, ListChoice.NOTED)


class ListChangeQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Those that nobody has decided, what was put off among them."""
        return self.filter(decision__in=TO_DECIDE)

    def answered(self) -> Self:
        """Those that an editor has decided, the last first."""
        return self.filter(decision__in=ANSWERED).order_by("-decided_at", "-pk")

    def in_order(self) -> Self:
        """As an editor meets them: what was put off comes last."""
        return self.order_by("decision", "pk")


@tracked
class ListChange(Recorded):
    """One question of a snapshot: one row of ours against one line of the list, or a line that is gone.

    States: open (empty), put off, decided, overtaken (the list has changed its word before anybody decided).
    `part` names the row of ours in question (incoming/held.py), `lines` what each field is about:
    {field: {"before": what the list said, "said": what it says, "ours": what we held}}, in the forms of the list.
    """

    snapshot = models.ForeignKey(ListSnapshot, models.PROTECT, related_name="list_changes", verbose_name=_("snapshot"))
    entry = models.ForeignKey(ListEntry, models.PROTECT, related_name="list_changes", verbose_name=_("list entry"))
    record = models.ForeignKey(
        SourceRecord, models.PROTECT, related_name="+", verbose_name=_("list record"),
        help_text=_("The wording in question; of a row that is gone, the last."),
    )  # fmt: skip
    person = models.ForeignKey(Person, models.CASCADE, related_name="list_changes", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=8, choices=ListChangeKind)
    part = models.CharField(_("what it is about"), max_length=12)
    lines = models.JSONField(_("fields"), default=dict)
    decision = models.CharField(_("decision"), max_length=9, choices=ListChoice, blank=True, default=ListChoice.OPEN)
    decided_by = models.ForeignKey(
        Editor, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = ListChangeQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("change of a list"), _("changes of lists")
        indexes = [models.Index(fields=["snapshot"], condition=Q(decision__in=["", "later"]), name="list_change_open")]
        constraints = [
            valid_code("kind", ListChangeKind),
            valid_code("decision", ListChoice),
            models.UniqueConstraint(fields=["snapshot", "entry", "part"], name="list_change_asked_once"),
            models.CheckConstraint(
                condition=Q(decision__in=["", "overtaken"]) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="list_change_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.get_kind_display()}"

    @property
    def is_open(self) -> bool:
        return self.decision in TO_DECIDE

    def said(self) -> dict[str, Any]:
        """What the list says, field by field."""
        return {field: line["said"] for field, line in self.lines.items()}
