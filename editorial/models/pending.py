"""What the database itself notes of every change and of every refused move. Nothing here is written by Python."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class PendingChange(models.Model):
    """An editor changed a dossier since it was last published: who may therefore not approve it.

    Written and cleared by triggers (editorial/four_eyes.py). `editor` is empty for an import or a command. `outlets`
    are those the editor worked for at that moment: leaving an outlet afterwards changes nothing.
    """

    kind = models.CharField(max_length=60)  # the dossier's model, as “prisoners.person”
    dossier_id = models.BigIntegerField()
    editor_id = models.BigIntegerField(null=True)
    table = models.CharField(max_length=63)
    is_sensitive = models.BooleanField()
    outlets = ArrayField(models.BigIntegerField(), default=list)
    first_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "dossier_id", "editor_id", "table", "is_sensitive"],
                nulls_distinct=False,
                name="pending_change_once",
            )
        ]


class Seal(models.Model):
    """One row: by this key a process that serves signed-in editors proves to the database who acts (acting.py)."""

    key = models.CharField(max_length=64)


class Alarm(models.Model):
    """A move that the database refused: who tried, by which road, and why. Never a name, never content."""

    class Reason(models.TextChoices):
        OWN = "own", _("an author tried to approve their own change")
        SAME_OUTLET = "same_outlet", _("a sensitive change was to be approved within one outlet")
        FORGED = "forged", _("somebody submitted, signed or approved in another's name")
        ACCOUNT = "account", _("approved by an account that is frozen, or younger than 72 hours")
        ALONE = "alone", _("a risk was seen, and one editor alone approved")
        UNREAD = "unread", _("approved without the answers to the risk test")
        NOBODY = "nobody", _("approved by nobody, or submitted by nobody")
        NOT_A_DRAFT = "not_a_draft", _("a dossier was made that was not a draft")
        MOVE = "move", _("a move that the path of a dossier does not have")
        MAILBOX = "mailbox", _("the passphrase of the mailbox was wrong again and again")
        EMPTIED = "emptied", _("one editor closed a great many citizens' reports within an hour")

    at = models.DateTimeField(_("at"), auto_now_add=True)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason)
    kind = models.CharField(_("kind of dossier"), max_length=60)
    dossier_id = models.BigIntegerField(_("dossier"))
    editor_id = models.BigIntegerField(_("editor"), null=True)
    database_user = models.CharField(_("role in the database"), max_length=63)

    class Meta:
        verbose_name, verbose_name_plural = _("alarm"), _("alarms")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_reason_display()} ({self.kind} {self.dossier_id})"
