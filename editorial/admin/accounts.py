"""Accounts, newsrooms and who works where as what. Accounts come by invitation (editorial/accounts) alone."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest

from editorial.admin.base import NeverDeleted, RecordAdmin, ReferenceAdmin
from editorial.models import Editor, Membership, Outlet

# Roles are a table in the program (editorial/roles.py), not data; second factors are their holders' alone.
admin.site.unregister([Group, EmailAddress, Authenticator])


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ("outlet",)


@admin.register(Editor)
class EditorAdmin(NeverDeleted, RecordAdmin):
    """Accounts end by being switched off. What an account may do follows from its memberships, from day to day."""

    list_display = ("username", "get_full_name", "is_active", "last_login")
    list_filter = ("is_active", "memberships__role")
    search_fields = ("username", "first_name", "last_name", "email")
    fields = ("username", "first_name", "last_name", "email", "is_active", "last_login", "handed_over_at",
              "is_superuser", "is_demo")  # fmt: skip
    readonly_fields = ("username", "email", "last_login", "handed_over_at", "is_superuser", "is_demo")
    inlines = (MembershipInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """By invitation alone, to which two administrators consent."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Nobody below a superuser touches a superuser's account; nobody gives themselves a role."""
        protected = obj is not None and (obj == request.user or (obj.is_superuser and not request.user.is_superuser))
        return super().has_change_permission(request, obj) and not protected


@admin.register(Outlet)
class OutletAdmin(ReferenceAdmin):
    list_display = ("name", "code", "url")
    search_fields = ("name", "code")
    readonly_fields = ("is_demo",)


@admin.register(Membership)
class MembershipAdmin(RecordAdmin):
    list_display = ("editor", "outlet", "role", "starts_on", "ends_on")
    list_filter = ("role", "outlet")
    list_select_related = ("editor", "outlet")
    autocomplete_fields = ("editor", "outlet")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_own(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_own(request, obj)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Nobody gives themselves a role."""
        if db_field.name == "editor":
            kwargs["queryset"] = Editor.objects.filter(is_staff=True).exclude(pk=request.user.pk)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def _is_own(request: HttpRequest, membership: Membership | None) -> bool:
    return membership is not None and membership.editor_id == request.user.pk and not request.user.is_superuser
