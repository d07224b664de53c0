"""Who edits: accounts, the newsrooms they work for, and as what."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Self

import pghistory
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.codes import valid_code


def tracked(model: type[models.Model]) -> type[models.Model]:
    """Keeps the history of a table: each insert, update and delete, with the acting user, by database triggers."""
    return pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())(model)


APPROVE = "editorial.approve_dossier"
APPROVES_AFTER = timedelta(hours=72)


class Recorded(models.Model):
    """When a row was written down and last changed. Who did it is in the history (pghistory context)."""

    created_at = models.DateTimeField(_("recorded at"), auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True, editable=False)

    class Meta:
        abstract = True


@tracked
class Outlet(Recorded):
    """A newsroom of the coalition. Two rows are the same outlet when their codes are equal."""

    code = models.SlugField(_("code"), unique=True, help_text=_("Short, ASCII, never changed."))
    name = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("address"), blank=True)
    is_demo = models.BooleanField(_("invented"), default=False, help_text=_("Belongs to the demonstration set."))

    class Meta:
        verbose_name, verbose_name_plural = _("outlet"), _("outlets")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Editor(AbstractUser):
    """An account of a person who edits. Never shown to the public, under no name."""

    is_demo = models.BooleanField(_("invented"), default=False, help_text=_("Belongs to the demonstration set."))
    handed_over_at = models.DateTimeField(_("handed over"), default=timezone.now, editable=False)
    last_code_step = models.BigIntegerField(default=0, editable=False)  # of the last one-time code: none counts twice

    class Meta:
        verbose_name, verbose_name_plural = _("editor"), _("editors")

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """As Django's; nobody approves within 72 hours of receiving the account, a superuser neither."""
        if perm == APPROVE and not self.may_approve(at=timezone.now()):
            return False
        return super().has_perm(perm, obj)

    def may_approve(self, *, at: datetime) -> bool:
        """Whether the account has been its holder's for long enough. The role decides the rest."""
        return at >= self.handed_over_at + APPROVES_AFTER


class Role(models.TextChoices):
    CONTRIBUTOR = "contributor", _("contributor")
    EDITOR = "editor", _("editor")
    REVIEWER = "reviewer", _("reviewer")
    COORDINATOR = "coordinator", _("coordinator")
    ADMINISTRATOR = "administrator", _("administrator")


class MembershipQuerySet(models.QuerySet):
    def in_force(self, *, on: date) -> Self:
        """Memberships that hold on that day, their first and last day included."""
        return self.filter(starts_on__lte=on).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))


@tracked
class Membership(Recorded):
    """An editor works for an outlet in a role, from one day until another (inclusive; empty means still)."""

    editor = models.ForeignKey(Editor, models.CASCADE, related_name="memberships", verbose_name=_("editor"))
    outlet = models.ForeignKey(Outlet, models.PROTECT, related_name="memberships", verbose_name=_("outlet"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("membership"), _("memberships")
        constraints = [
            valid_code("role", Role),
            models.UniqueConstraint(fields=["editor", "outlet"], name="membership_once_per_outlet"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="membership_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.editor} ({self.outlet})"
