"""How an editor hears that something awaits them."""

from __future__ import annotations

from secrets import token_urlsafe

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.codes import valid_code
from editorial.models.people import Editor


class When(models.TextChoices):
    AT_ONCE = "at_once", _("At once, but not more than one e-mail in four hours")
    DAILY = "daily", _("Once a day, in the morning, when something came in")
    NEVER = "never", _("Never")


class NoticeLanguage(models.TextChoices):
    ES = "es", "Español"
    EN = "en", "English"


def new_key() -> str:
    return token_urlsafe(24)


class NoticeChoice(models.Model):
    """What an editor chose, and up to which moment they have been told (editorial/notices.py); one row per account.

    `key` is in the address that ends the e-mails without signing in: it names nobody and opens nothing else.
    """

    editor = models.OneToOneField(Editor, models.CASCADE, related_name="notice_choice")
    when = models.CharField(_("When something awaits you, tell you by e-mail"), max_length=10, choices=When,
                            default=When.DAILY)  # fmt: skip
    language = models.CharField(_("In which language"), max_length=2, choices=NoticeLanguage, default=NoticeLanguage.ES)
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    told_until = models.DateTimeField(null=True, editable=False)

    class Meta:
        constraints = [valid_code("when", When), valid_code("language", NoticeLanguage)]
