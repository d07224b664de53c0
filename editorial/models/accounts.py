"""What the newsroom's door keeps: sessions, failed attempts to sign in, invitations, frozen accounts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from editorial.codes import valid_code
from editorial.models.people import Editor, Outlet, Role

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=12)
INVITATION_IS_VALID = timedelta(hours=72)


class SignInQuerySet(models.QuerySet):
    def open(self, *, at: datetime) -> Self:
        """Sessions that still let in: neither ended, nor idle for 15 minutes, nor older than 12 hours."""
        return self.filter(ended_at__isnull=True, seen_at__gt=at - IDLE, began_at__gt=at - LONGEST)

    def end(self, *, at: datetime) -> int:
        """Ends those not yet ended, from their next request on; returns how many."""
        return self.filter(ended_at__isnull=True).update(ended_at=at)


class SignIn(models.Model):
    """A session of an editor, from signing in until it ends. It names no address: only which browser, roughly."""

    editor = models.ForeignKey(Editor, models.CASCADE, related_name="sign_ins")
    browser = models.CharField(_("browser"), max_length=60)
    began_at = models.DateTimeField(_("signed in"))
    seen_at = models.DateTimeField(_("last used"))
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["editor", "seen_at"], name="sign_in_of_editor")]


class Attempt(models.Model):
    """A failed attempt to sign in. `subject` is a keyed digest of an account, a device or a network: no address."""

    subject = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "at"], name="attempt_of_subject")]


class FreezeQuerySet(models.QuerySet):
    def in_force(self) -> Self:
        return self.filter(seconded_by__isnull=False, lifted_by__isnull=True)

    def waiting(self) -> Self:
        """Asked by one colleague, and by no second one yet."""
        return self.filter(seconded_by__isnull=True)


class Freeze(models.Model):
    """An account is stopped by any two colleagues, and let go by two administrators.

    States: asked (one colleague) → in force (a second one) → end asked (one administrator) → lifted (a second one).
    """

    editor = models.ForeignKey(Editor, models.CASCADE, related_name="freezes", verbose_name=_("account"))
    asked_by = models.ForeignKey(Editor, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    seconded_by = models.ForeignKey(Editor, models.PROTECT, null=True, related_name="+")
    seconded_at = models.DateTimeField(null=True)
    end_asked_by = models.ForeignKey(Editor, models.PROTECT, null=True, related_name="+")
    lifted_by = models.ForeignKey(Editor, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    objects = FreezeQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("frozen account"), _("frozen accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["editor"], condition=Q(lifted_by__isnull=True), name="freeze_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("editor")) & (Q(seconded_by__isnull=True) | ~Q(seconded_by=F("editor"))),
                name="freeze_not_by_itself",
            ),
            models.CheckConstraint(
                condition=Q(seconded_by__isnull=True) | ~Q(seconded_by=F("asked_by")), name="freeze_by_two"
            ),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True)
                | (Q(end_asked_by__isnull=False) & ~Q(lifted_by=F("end_asked_by")) & ~Q(lifted_by=F("editor"))),
                name="freeze_lifted_by_two",
            ),
        ]

    def __str__(self) -> str:
        return str(self.editor)


class Invitation(models.Model):
    """Somebody is to have an account: one administrator proposes, another confirms, a link lets the person in, once.

    The link is valid for 72 hours from the confirmation and is kept as a digest alone. For somebody who has an account
    it hands the account over anew: other password, other second factor.
    """

    email = models.EmailField(_("e-mail"))
    outlet = models.ForeignKey(Outlet, models.PROTECT, verbose_name=_("outlet"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    proposed_by = models.ForeignKey(Editor, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed"))
    confirmed_by = models.ForeignKey(
        Editor, models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    digest = models.CharField(max_length=64, blank=True)
    accepted_by = models.ForeignKey(Editor, models.PROTECT, null=True, related_name="+", verbose_name=_("accepted by"))
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    class Meta:
        verbose_name, verbose_name_plural = _("invitation"), _("invitations")
        ordering = ("-proposed_at",)
        constraints = [
            valid_code("role", Role),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")), name="invitation_by_two"
            ),
        ]

    def __str__(self) -> str:
        return self.email
