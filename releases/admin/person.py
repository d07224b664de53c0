"""The list of persons, with the figure by which each left prison and where each stands."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from prisoners.admin.person import PersonAdmin
from prisoners.models import Detention, DetentionKind, Person
from releases.admin.withdrawing import WithdrawingForm
from releases.models import CustodyState, Release

HELD = (DetentionKind.CRIMINAL_CASE, DetentionKind.REARREST_REVOCATION)


class CustodyFilter(admin.SimpleListFilter):
    """By the rows alone: in prison while a detention is open, else what the last release led to."""

    title, parameter_name = _("where now"), "custody"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(state.value, state.label) for state in CustodyState if state not in ("missing", "unknown")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Person]) -> QuerySet[Person]:
        if not self.value():
            return queryset
        is_held = Exists(Detention.objects.filter(person=OuterRef("pk"), kind__in=HELD, ended_on=None))
        if self.value() == CustodyState.IN_CUSTODY:
            return queryset.filter(is_held)
        later = Release.objects.filter(detention__person=OuterRef("detention__person")).filter(
            Q(reported_on__gt=OuterRef("reported_on")) | Q(reported_on=OuterRef("reported_on"), pk__gt=OuterRef("pk"))
        )
        last = Release.objects.filter(~Exists(later), release_type__state_after=self.value())
        return queryset.filter(~is_held, pk__in=last.values("detention__person"))


class PersonWithReleasesAdmin(PersonAdmin):
    """The same page as in the room below: its list also shows how people left."""

    form = WithdrawingForm
    list_display = (*PersonAdmin.list_display, "figure")
    list_filter = (*PersonAdmin.list_filter, CustodyFilter)

    def list_prefetches(self) -> list[Prefetch]:
        releases = Release.objects.select_related("release_type").order_by("reported_on", "pk")
        return [*super().list_prefetches(), Prefetch("held__releases", releases, to_attr="gone")]

    @admin.display(description=_("figure"))
    def figure(self, person: Person) -> str:
        last = [release for detention in person.held for release in detention.gone][-1:]
        return str(last[0].release_type) if last else ""


admin.site.unregister(Person)
admin.site.register(Person, PersonWithReleasesAdmin)
