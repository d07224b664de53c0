"""What an editor chose where organisations differ: the value, against what, by whom and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Editor, tracked
from prisoners.models.person import Person
from sources.models import SourceRecord


@tracked
class FieldChoice(models.Model):
    """An editor looked at what the lists say of one field of one row of a dossier, and chose. Never changed: a later
    choice stands beside it.

    `part` and `row` name the row (prisoners/incoming/held.py), `field` is the list's. It speaks for the dossier as
    long as that says `value`; `said` keeps what each list said then, so that another word makes it a question anew.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="field_choices", verbose_name=_("person"))
    part = models.CharField(_("what it is about"), max_length=12)
    row = models.BigIntegerField(_("row"))
    field = models.CharField(_("field"), max_length=40)
    value = models.JSONField(_("value"), null=True)
    said = models.JSONField(_("what the lists said"), default=dict)
    record = models.ForeignKey(
        SourceRecord, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("list record"),
        help_text=_("The line whose word was taken; empty: ours was kept."),
    )  # fmt: skip
    reason = models.CharField(_("why"), max_length=300, blank=True)
    by = models.ForeignKey(Editor, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name, verbose_name_plural = _("choice of a value"), _("choices of values")
        indexes = [models.Index(fields=["part", "row", "field"], name="field_choice_of_row")]

    def __str__(self) -> str:
        return f"{self.person}: {self.field}"
