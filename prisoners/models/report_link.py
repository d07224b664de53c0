"""What an editor made of a citizen's report: whom it is about, and which request it became."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models import Editor
from prisoners.models.person import Person
from prisoners.models.request import CorrectionRequest
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


class ReportRequest(models.Model):
    """A report became a request. What it says, and how to reach whoever asks, stays sealed in the report.

    `answer_to` is the public half of the box that the receipt opens: by it the decision is left there whenever it
    falls, with the mailbox locked. `answered_on`: when it was; None while nobody has decided.
    """

    report = models.OneToOneField(CitizenReport, models.CASCADE, related_name="request_made", verbose_name=_("report"))
    request = models.OneToOneField(CorrectionRequest, models.CASCADE, related_name="told_by", verbose_name=_("request"))
    answer_to = models.BinaryField(max_length=32, editable=False)
    answered_on = models.DateField(_("answered on"), null=True)

    class Meta:
        verbose_name, verbose_name_plural = _("request of a report"), _("requests of reports")

    def __str__(self) -> str:
        return str(self.report)
