"""Editions, read-only, and the page that publishes one."""

from __future__ import annotations

from itertools import islice
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial import roles
from editorial.admin.base import ReadOnlyAdmin
from editorial.admin.desk import Item
from editorial.admin.queues import to_review
from editorial.models import Dossier, Refused, WorkflowState
from publication import publishing
from publication.models import Edition

MOST_NAMED = 100
# What the rows of each table of an edition are.
TABLES = {
    "prisonerversion": gettext_lazy("persons"),
    "custodyspan": gettext_lazy("where persons were, and when"),
    "listingspan": gettext_lazy("on which lists persons were, and when"),
    "releaseversion": gettext_lazy("releases"),
    "chargeversion": gettext_lazy("charges"),
    "sentenceversion": gettext_lazy("judicial steps"),
    "mergedversion": gettext_lazy("persons merged into others"),
    "organisationversion": gettext_lazy("organisations"),
    "announcementversion": gettext_lazy("announcements of the State"),
    "publishedfigureversion": gettext_lazy("figures that others published"),
    "pagetextversion": gettext_lazy("page texts"),
    "termversion": gettext_lazy("words of the vocabularies"),
}


class PublishForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("note, Spanish"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("What readers should know of this edition. Public."),
    )
    note_en = forms.CharField(
        label=gettext_lazy("note, English"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy("The same for readers of the English pages."),
    )

    def clean(self) -> dict[str, Any] | None:
        """In both languages or in none: whoever reads the other one would find an edition without a note."""
        cleaned = super().clean() or {}
        for name, other in (("note", "note_en"), ("note_en", "note")):
            if name not in self.errors and not cleaned.get(name) and cleaned.get(other):
                self.add_error(name, _("Nothing is published yet: write the note in this language too, or in neither."))
        return cleaned


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ("number", "published_at", "as_of", "note", "is_demo")
    fields = ("number", "published_at", "as_of", "note", "note_en", "opened_and_closed", "digest", "previous_digest",
              "is_demo")  # fmt: skip
    readonly_fields = ("opened_and_closed",)
    change_list_template = "admin/publication/edition_change_list.html"

    @admin.display(description=gettext_lazy("rows"))
    def opened_and_closed(self, edition: Edition) -> str:
        return format_html_join(
            "", "<p>{}: +{} −{}</p>",
            (
                (TABLES.get(table.removeprefix("publication_"), table), rows.get("opened", 0), rows.get("closed", 0))
                for table, rows in edition.counts.items()
            ),
        )  # fmt: skip

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.publish_view)
        return [path("publish/", view, name="publication_edition_publish"), *super().get_urls()]

    def publish_view(self, request: HttpRequest) -> HttpResponse:
        """What waits to be published; with a POST, publishes it."""
        if not request.user.has_perm(roles.PUBLISH):
            raise PermissionDenied
        form = PublishForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            return self._publish(request, form.cleaned_data)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Publish an edition"),
            "opts": self.opts,
            "form": form,
            "waiting": in_state(WorkflowState.APPROVED),
            "approved": approved(),
            "in_review": in_state(WorkflowState.IN_REVIEW),
            "embargoes": publishing.unapproved_embargoes(publishing.default_day()).select_related("last_edited_by")[
                :100
            ],
            "names_kept": publishing.names_kept(),
            "newest": Edition.objects.newest(),
        }
        return TemplateResponse(request, "admin/publication/publish.html", context)

    def _publish(self, request: HttpRequest, notes: dict[str, str]) -> HttpResponse:
        try:
            edition = publishing.publish(**notes, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("admin:publication_edition_publish"))
        if told := publishing.names_kept():
            whose = reverse("admin:prisoners_person_changelist") + "?problems=no_basis"
            messages.warning(request, format_html('{} <a href="{}">{}</a>', told, whose, _("Whose they are")))
        if edition is None:
            told = _("Nothing is published: nothing approved waits. In review, for a colleague to approve: %(count)d.")
            messages.warning(
                request, told % {"count": sum(count for _kind, count in in_state(WorkflowState.IN_REVIEW))}
            )
            return HttpResponseRedirect(reverse("admin:publication_edition_publish"))
        told = {"number": edition.number, "digest": edition.digest[:12]}
        messages.success(request, _("Edition %(number)d is published. Its digest begins with %(digest)s.") % told)
        return HttpResponseRedirect(reverse("admin:publication_edition_change", args=[edition.number]))


def approved() -> list[Item]:
    """The first of what waits, each leading to its review."""
    rows = (row for model in publishing.DOSSIERS for row in _approved(model))
    return to_review(list(islice(rows, MOST_NAMED)))


def _approved(model: type[Dossier]) -> QuerySet:
    return model._default_manager.filter(workflow_state=WorkflowState.APPROVED).select_related("submitted_by")[
        :MOST_NAMED
    ]


def in_state(state: WorkflowState) -> list[tuple[str, int]]:
    """(kind of dossier, how many are in that state)."""
    return [
        (str(model._meta.verbose_name_plural), model.objects.filter(workflow_state=state).count())
        for model in publishing.DOSSIERS
    ]
