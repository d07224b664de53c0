"""Reference data: territories, places of detention, offences, events."""

from django.contrib import admin

from editorial.admin.base import ReferenceAdmin
from prisoners.models import (
    Event,
    EventPlace,
    Facility,
    FacilityAlias,
    Municipality,
    MunicipalityAlias,
    Offence,
    OffenceInLaw,
    Province,
)  # fmt: skip


class MunicipalityAliasInline(admin.TabularInline):
    model = MunicipalityAlias
    extra = 0


class FacilityAliasInline(admin.TabularInline):
    model = FacilityAlias
    extra = 0


class OffenceInLawInline(admin.TabularInline):
    model = OffenceInLaw
    extra = 0


class EventPlaceInline(admin.TabularInline):
    model = EventPlace
    extra = 0
    autocomplete_fields = ("municipality",)


@admin.register(Province)
class ProvinceAdmin(ReferenceAdmin):
    list_display = ("name", "code", "capital", "order", "ended_on")
    search_fields = ("name", "code")


@admin.register(Municipality)
class MunicipalityAdmin(ReferenceAdmin):
    list_display = ("name", "province", "code")
    list_filter = ("province",)
    list_select_related = ("province",)
    search_fields = ("name", "code", "aliases__name")
    inlines = (MunicipalityAliasInline,)


@admin.register(Facility)
class FacilityAdmin(ReferenceAdmin):
    list_display = ("name", "province", "kind", "regime")
    list_filter = ("province", "kind")
    list_select_related = ("province",)
    search_fields = ("name", "code", "aliases__name")
    inlines = (FacilityAliasInline,)


@admin.register(Offence)
class OffenceAdmin(ReferenceAdmin):
    list_display = ("name_es", "code", "family", "order")
    list_filter = ("family",)
    search_fields = ("name_es", "name_en", "code")
    inlines = (OffenceInLawInline,)


@admin.register(Event)
class EventAdmin(ReferenceAdmin):
    list_display = ("name_es", "code", "kind", "starts_on")
    list_filter = ("kind",)
    search_fields = ("name_es", "name_en", "code")
    autocomplete_fields = ("parent",)
    inlines = (EventPlaceInline,)
