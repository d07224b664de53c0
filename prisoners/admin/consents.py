"""Consents: recorded on a page of their own, withdrawn at any time, asked about again once a year."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from editorial.admin.base import NeverDeleted, SeenVersionForm
from editorial.admin.desk import Desk, Item
from editorial.admin.dossiers import say_it_is_a_draft
from editorial.models import Refused
from prisoners.admin.parts import PartAdmin, choices_of_array, dossier_url
from prisoners.models import Consent, ConsentProof, Person

PROOF = ("giver", "evidence")
READ_PROOF = "prisoners.view_consentproof"


class ConsentForm(SeenVersionForm):
    """Who gave it and the evidence are written by whoever records it, and read again by those alone who may."""

    giver = forms.CharField(label=_("Who gave it"), required=False, max_length=200)
    evidence = forms.CharField(
        label=_("Evidence"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Where the letter, the message or the recording is kept, or who was the witness."),
    )
    may_read_proof = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        proof = ConsentProof.objects.filter(consent=self.instance.pk).first() if self.instance.pk else None
        if proof is None:
            return
        for name in PROOF:
            if self.may_read_proof:
                self.initial[name] = getattr(proof, name)
            elif getattr(proof, name) and name in self.fields:
                self.fields[name].help_text = _("Recorded; coordinators see it. What you write here takes its place.")

    def proof(self) -> dict[str, str]:
        """What is to be written: of whoever can't read it, what they wrote alone."""
        given = {name: self.cleaned_data.get(name, "") for name in PROOF if name in self.fields}
        return given if self.may_read_proof else {name: text for name, text in given.items() if text}


@admin.register(Consent)
class ConsentAdmin(NeverDeleted, PartAdmin):
    above = "person"
    form = ConsentForm
    change_form_template = "admin/prisoners/consent_change_form.html"
    list_display = ("__str__", "person", "given_on", "review_on", "withdrawn_on")
    list_select_related = ("person",)
    ordering = ("review_on", "pk")
    raw_id_fields = ("person",)
    readonly_fields = ("reviewed_on",)
    fieldsets = (
        (None, {"fields": ("person", "scope", "given_by", ("given_on", "method"), ("reviewed_on", "review_on"))}),
        (_("Withdrawal"), {"fields": ("withdrawn_on",)}),
        (_("For coordinators: who gave it, and how it is proved"), {"fields": PROOF}),
    )

    def person_of(self, row: Any) -> Person:
        return row.person

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "scope":
            ticked = choices_of_array(db_field)
            ticked.required = True
            return ticked
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, **kwargs)
        form.may_read_proof = request.user.has_perm(READ_PROOF)  # type: ignore[union-attr]
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What was withdrawn stays as it was: whoever changes their mind gives a new one."""
        fixed = ("scope", "given_by", "given_on", "method", "review_on", "withdrawn_on")
        return (*super().get_readonly_fields(request, obj), *(fixed if obj and obj.withdrawn_on else ()))

    def save_model(self, request: HttpRequest, obj: Consent, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if written := form.proof():
            ConsentProof.objects.update_or_create(consent=obj, defaults=written)
        if obj.withdrawn_on and "withdrawn_on" in form.changed_data:
            obj.follow(by=request.user)  # type: ignore[arg-type]

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("<int:object_id>/hold/", view(self.hold_view), name="prisoners_consent_hold"),
            path("<int:object_id>/withdraw/", view(self.withdraw_view), name="prisoners_consent_withdraw"),
            *super().get_urls(),
        ]

    def hold_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Whoever gave it was asked again and stands by it."""
        told = _("Reviewed: the consent holds. The next review is on %(day)s.")
        return self._take(request, object_id, lambda one: one.hold(on=timezone.localdate()), told)

    def withdraw_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        told = _("Withdrawn. Approve and publish the dossier: from then on no page says what it allowed.")
        step = partial(Consent.withdraw, by=request.user, on=timezone.localdate())
        return self._take(request, object_id, step, told)

    def _take(self, request: HttpRequest, key: int, step: Any, told: Any) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            one = get_object_or_404(Consent.objects.select_for_update(of=("self",)), pk=key)
            try:
                step(one)
            except Refused as refused:
                messages.error(request, str(refused))
            else:
                messages.success(request, told % {"day": date_format(one.review_on, "DATE_FORMAT")})
                if one.withdrawn_on:
                    say_it_is_a_draft(request)
        return HttpResponseRedirect(dossier_url(one.person))


def due(_desk: Desk) -> list[QuerySet]:
    """Of invented persons by their own calendar."""
    demo = Consent.objects.due(on=settings.DEMONSTRATION_DATA_DATE).filter(person__is_demo=True)
    others = Consent.objects.due(on=timezone.localdate()).filter(person__is_demo=False)
    found = (demo | others).filter(person__merged_into=None)
    return [found.select_related("person").order_by("review_on", "pk")]


def with_their_days(consents: list[Consent]) -> list[Item]:
    return [
        Item(
            f"{one.person} · {one}",
            reverse("admin:prisoners_consent_change", args=[one.pk]),
            str(one._meta.verbose_name),
            [_why(one)],
        )
        for one in consents
    ]


def _why(one: Consent) -> str:
    if one.withdrawn_on:
        told = say("withdrawn on %(day)s, and the public record still bears the name: approve and publish the dossier")
        return told % {"day": date_format(one.withdrawn_on, "DATE_FORMAT")}
    return say("to be reviewed since %(day)s") % {"day": date_format(one.review_on, "DATE_FORMAT")}
