"""What every page of the newsroom has in common."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pghistory
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import quote
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.models.constraints import BaseConstraint
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from editorial import refusals
from editorial.admin import once
from editorial.admin.history import HistoryAdmin, event_model, is_tracked
from editorial.admin.paging import CappedPaginator
from editorial.wording import in_words

# An address without a scheme is a safe one.
SAFE_ADDRESSES = {models.URLField: {"assume_scheme": "https"}}

# What a filter's links say after its name: of a related row its key, of a day its bounds.
OF_A_FILTER = re.compile(r"(__(id|pk|code))?(__(exact|in|isnull|gte?|lte?|year|month|day))?")

WHY, LONGEST_WHY = "change_comment", 500  # a field beside those of the form: no record has a column for it


class SeenVersionForm(forms.ModelForm):
    """Never overwrites what a colleague saved after this page was opened: the editor sees both texts, and chooses."""

    seen_version = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and hasattr(self.instance, "updated_at"):
            self.initial["seen_version"] = self.instance.updated_at.isoformat()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk and hasattr(self.instance, "updated_at"):
            rows = type(self.instance)._base_manager.select_for_update(of=("self",)).filter(pk=self.instance.pk)
            saved = rows.first()
            if saved is None:
                raise ValidationError(_("Somebody removed this record after you opened the page."), code="stale")
            if saved.updated_at.isoformat() != self.cleaned_data.get("seen_version"):
                self._meet(saved)
        return cleaned

    def _update_errors(self, errors: ValidationError) -> None:
        """As Django's, which also checks constraints and names them as the database does: told in our words."""
        default = BaseConstraint.default_violation_error_message
        known = {str(default) % {"name": name}: name for name in refusals.names()}
        whole = errors.error_dict.get(NON_FIELD_ERRORS, []) if hasattr(errors, "error_dict") else []
        for error in list(whole):
            name = known.get(str(error.message)) or (error.code if error.code in known.values() else "")
            if name:
                whole.remove(error)
                self.refuse(name)
        super()._update_errors(errors)  # type: ignore[misc]

    def refuse(self, name: str) -> None:
        """Says, beside the field that it is about, what the constraint of that name refuses."""
        field = next((one for one in refusals.beside(name) if one in self.fields), None)
        self.add_error(field, _("Nothing was saved. %(why)s") % {"why": self.why_refused(name)})

    def why_refused(self, name: str) -> str:
        """In words; a form may know more of it than the constraint does."""
        return refusals.in_words(name)

    def _meet(self, saved: models.Model) -> None:
        """A colleague saved meanwhile: what only they changed is taken, what only this editor changed is kept, and of
        what both changed both texts are shown. Nothing is saved until the editor has seen it and saves again."""
        opened = self._opened()
        words: dict[str, Any] = forms.model_to_dict(saved, fields=list(self.fields))
        both, theirs = [], []
        for name in words:
            mine, now = self._plain(name, self.cleaned_data.get(name)), self._plain(name, words[name])
            then = self._plain(name, opened.get(name, words[name]))
            if mine == now:
                continue
            if mine == then:
                theirs.append(name)
            elif now != then:
                both.append(name)
        if not (both or theirs or self._keeps_something(words)):
            return  # the same form, sent twice
        self.data = self.data.copy()
        self.data[self.add_prefix("seen_version")] = saved.updated_at.isoformat()  # type: ignore[attr-defined]
        for name in theirs:
            shown = self.fields[name].prepare_value(words[name])
            key = self.add_prefix(name)
            if isinstance(shown, list | tuple):
                self.data.setlist(key, [str(one) for one in shown])
            else:
                self.data[key] = "" if shown is None else str(shown)
        for name in both:
            now = self.fields[name].prepare_value(words[name])
            told = _("A colleague wrote meanwhile: “%(text)s”. Yours stands in the field: keep it or write theirs.")
            self.add_error(name, ValidationError(told % {"text": "" if now is None else now}, code="stale"))
        labels = ", ".join(str(self.fields[name].label) for name in theirs)
        told = _(
            "A colleague saved this record after you opened the page. Nothing of yours is lost: look, and save again."
        )
        if labels:
            told = f"{told} " + _("Taken from your colleague: %(fields)s.") % {"fields": labels}
        self.add_error(None, ValidationError(told, code="stale"))

    def _keeps_something(self, words: dict[str, Any]) -> bool:
        return any(self._plain(name, self.cleaned_data.get(name)) != self._plain(name, words[name]) for name in words)

    def _opened(self) -> dict[str, Any]:
        """What the record said when the page was opened, from its history."""
        events = getattr(type(self.instance), "pgh_event_models", None)
        seen = self.cleaned_data.get("seen_version")
        if not events or not seen:
            return {}
        try:
            found = event_model(type(self.instance)).objects.filter(pgh_obj_id=self.instance.pk, updated_at=seen).last()
        except (ValueError, ValidationError):
            return {}
        if found is None:
            return {}
        columns = {field.name: field.attname for field in type(self.instance)._meta.concrete_fields}
        return {
            name: getattr(found, column)
            for name, column in columns.items()
            if name in self.fields and hasattr(found, column)
        }

    def _plain(self, name: str, value: Any) -> str:
        """A value as its form writes it, so that a row and its key, a date and its text are the same."""
        shown = self.fields[name].prepare_value(value.pk if isinstance(value, models.Model) else value)
        if isinstance(shown, list | tuple):
            return " ".join(sorted(map(str, shown)))
        return "" if shown is None else str(shown)


def _waiting(request: HttpRequest) -> list[Any]:
    """The messages that this request has for its next page; Django has no public way to take one back. None where no
    middleware gave it a place for them, as where a view is called by itself."""
    return getattr(messages.get_messages(request), "_queued_messages", [])


def refused(form: type[SeenVersionForm], name: str) -> type[SeenVersionForm]:
    """The same form, never valid: it says what the constraint of that name refuses."""

    class Refused(form):  # type: ignore[misc,valid-type]
        def clean(self) -> dict[str, Any] | None:
            cleaned: dict[str, Any] | None = super().clean()
            self.refuse(name)
            return cleaned

    return Refused


def told_column(column: Any) -> Callable[[Any], str | None]:
    """A column of a list whose values know how they are told (`in_words` of their field), as a list shows it."""

    @admin.display(description=column.verbose_name, ordering=column.name)
    def told(row: models.Model) -> str | None:
        return in_words(column, getattr(row, column.attname)) or None

    told.__name__ = column.name
    return told


class RecordAdmin(HistoryAdmin, admin.ModelAdmin):
    """A table of the working copy: pages that scale, filters that are declared, nothing deleted in bulk."""

    form = SeenVersionForm
    formfield_overrides = SAFE_ADDRESSES
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 200
    save_on_top = False
    change_form_template = "admin/record/change_form.html"

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """As Django's; why it is changed goes into the history with the change. What only the database refuses is told
        in words beside the field; nothing is saved, and nothing of what was written is lost."""
        why = request.POST.get(WHY, "").strip()[:LONGEST_WHY]
        context = {"asks_why": is_tracked(self.model), "why": why, **(extra_context or {})}
        context["submission_token"] = once.token_of(request)
        told = len(_waiting(request))
        try:
            once.refuse_again(once.key_of(request, is_new=object_id is None))
            with transaction.atomic(), pghistory.context(**{"comment": why} if why else {}):
                answer = super().changeform_view(request, object_id, form_url, context)
                if request.method == "POST":
                    connection.check_constraints()  # what the database looks at last is told here too
                return answer
        except once.SentAlready as sent:
            return self._sent_already(request, sent.record)
        except IntegrityError as error:
            del _waiting(request)[told:]  # “saved”, which the database has just taken back
            request.refused_by = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "?"  # type: ignore[attr-defined]
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, context)

    def get_form(self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any) -> Any:
        """As Django's; once the database refused what it was sent, the form that says so and keeps all that was
        written."""
        form = super().get_form(request, obj, **kwargs)
        name = getattr(request, "refused_by", "")
        return refused(form, name) if name else form

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        told = {column.name: column for column in self.opts.concrete_fields if hasattr(column, "in_words")}
        return [told_column(told[name]) if name in told else name for name in super().get_list_display(request)]

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        with once.saved_once(once.key_of(request, is_new=not change), obj):
            super().save_model(request, obj, form, change)

    def _sent_already(self, request: HttpRequest, record: str) -> HttpResponse:
        """To what the form made or changed the first time; a window that chooses a row gets it."""
        obj = self.get_object(request, record)
        if obj is not None and IS_POPUP_VAR in request.POST:
            return self.response_add(request, obj)
        told = _("This form was sent before: here is what it saved. Nothing was saved twice.")
        messages.warning(request, told)
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[quote(record)])
        )

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Only declared filters, and what Django's own write: an address is no way to guess at private columns, nor at
        those of a table that a filter leads to."""
        filters = [each if isinstance(each, str | type) else each[0] for each in self.get_list_filter(request)]
        names = [each if isinstance(each, str) else getattr(each, "parameter_name", "") for each in filters]
        return any(
            OF_A_FILTER.fullmatch(lookup.removeprefix(name)) for name in names if name and lookup.startswith(name)
        )


class NeverDeleted:
    """Records that end by a state or a date, never by deletion."""

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ReadOnlyAdmin(NeverDeleted, RecordAdmin):
    """Rows that are looked at, and written by the program alone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ReferenceAdmin(NeverDeleted, RecordAdmin):
    """Reference data: names may be mended, codes never change once they are given."""

    code_fields: tuple[str, ...] = ("code",)

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), *(self.code_fields if obj else ()))
