"""What never leaves the newsroom: shown on the dossier to those alone whose role allows it."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from editorial.admin.history import Tables
from prisoners.models import Address, FamilyContact, HealthCondition, Person, PrivateDetails


class PrivateInline:
    """Marked as private on the page. Without the permission to look at its table, Django leaves an inline out."""

    extra = 0
    classes = ("private",)


class DetailsInline(PrivateInline, admin.StackedInline):
    model = PrivateDetails
    verbose_name_plural = _("Private: details")
    fields = (
        ("medical", "mental"),
        ("is_parent", "dependants_count"),
        ("self_identified_race", "registered_sex"),
        "notes",
    )


class HealthInline(PrivateInline, admin.TabularInline):
    model = HealthCondition
    verbose_name_plural = _("Private: health")


class ContactInline(PrivateInline, admin.TabularInline):
    model = FamilyContact
    verbose_name_plural = _("Sealed: contacts of the family")


class AddressInline(PrivateInline, admin.TabularInline):
    model = Address
    verbose_name_plural = _("Sealed: addresses")


PRIVATE_INLINES = (DetailsInline, HealthInline, ContactInline, AddressInline)


def history_of(request: HttpRequest, person: Person) -> Tables:
    """The private tables' events, of those tables that this editor may look at."""
    return [
        (inline.model, Q(person_id=person.pk))
        for inline in PRIVATE_INLINES
        if request.user.has_perm(f"prisoners.view_{inline.model._meta.model_name}")
    ]
