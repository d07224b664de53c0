"""Whom a citizen's report is about, as an editor said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Editor
from prisoners.models.person import Person
from sources.models import CitizenReport


class ReportLink(models.Model):
    """A report is about one person. It goes with the report, and says nothing of what the report says."""

    report = models.OneToOneField(CitizenReport, models.CASCADE, related_name="link", verbose_name=_("report"))
    person = models.ForeignKey(Person, models.CASCADE, related_name="report_links", verbose_name=_("person"))
    by = models.ForeignKey(Editor, models.PROTECT, related_name="+", verbose_name=_("by"))
    on = models.DateField(_("on"))

    class Meta:
        verbose_name, verbose_name_plural = _("person of a report"), _("persons of reports")

    def __str__(self) -> str:
        return str(self.person_id)
