"""Accounts, newsrooms and who works where as what."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db import models
from django.forms import BaseFormSet, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from editorial import roles
from editorial.admin.base import NeverDeleted, RecordAdmin, ReferenceAdmin
from editorial.models import Editor, Membership, Outlet

admin.site.unregister(Group)  # roles are a table in the program (editorial/roles.py), not data


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ("outlet",)


@admin.register(Editor)
class EditorAdmin(NeverDeleted, UserAdmin):
    """Accounts end by being switched off. What an account may do follows from its memberships."""

    list_display = ("username", "get_full_name", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "groups")
    readonly_fields = ("last_login", "date_joined", "is_superuser", "is_staff", "groups", "is_demo")
    inlines = (MembershipInline,)
    fieldsets = (
        (None, {"fields": ("username", "password", "is_active")}),
        (_("Personal info"), {"fields": ("first_name", "last_name", "email")}),
        (_("May do"), {"fields": ("is_staff", "is_superuser", "groups", "last_login", "date_joined", "is_demo")}),
    )

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Nobody below a superuser touches a superuser's account."""
        protected = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not protected

    def get_inlines(self, request: HttpRequest, obj: models.Model | None) -> tuple[Any, ...]:
        return self.inlines if obj else ()

    def save_related(self, request: HttpRequest, form: ModelForm, formsets: list[BaseFormSet], change: bool) -> None:
        super().save_related(request, form, formsets, change)
        roles.grant(form.instance)


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

    def save_model(self, request: HttpRequest, obj: Membership, form: ModelForm, change: bool) -> None:
        super().save_model(request, obj, form, change)
        roles.grant(obj.editor)

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        super().delete_model(request, obj)
        roles.grant(obj.editor)
