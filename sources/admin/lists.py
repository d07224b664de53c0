"""Lists, and the mappings that tell how an organisation's columns and words become ours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.admin.base import NeverDeleted, RecordAdmin, ReferenceAdmin, SeenVersionForm
from sources.import_list.fields import FIELDS, Kind
from sources.models import ColumnMapping, SourceList


@admin.register(SourceList)
class ListAdmin(ReferenceAdmin):
    list_display = ("code", "name_es", "organisation", "kind")
    list_filter = ("kind",)
    list_select_related = ("organisation",)
    search_fields = ("code", "name_es", "organisation__name")
    autocomplete_fields = ("organisation",)
    change_form_template = "admin/sources/list_change_form.html"


class MappingForm(SeenVersionForm):
    """A mapping as lines of text: a field and its column; a field, a word of the file and our code."""

    columns_text = forms.CharField(
        label=gettext_lazy("columns"),
        widget=forms.Textarea(attrs={"rows": 14, "cols": 60, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One line each: our field = header in the file. Example: detained_on = Fecha de detención"
        ),
    )
    words_text = forms.CharField(
        label=gettext_lazy("words"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "cols": 60, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One line each: our field: word in the file = our code. Example: gender: Femenino = woman"
        ),
    )

    class Meta:
        model = ColumnMapping
        fields = ("organisation", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["columns_text"] = "\n".join(
                f"{ours} = {header}" for ours, header in self.instance.columns.items()
            )
            self.initial["words_text"] = "\n".join(
                f"{ours}: {word} = {code}"
                for ours, pairs in self.instance.words.items()
                for word, code in pairs.items()
            )

    def clean_columns_text(self) -> dict[str, str]:
        columns: dict[str, str] = {}
        for number, ours, header in _pairs(self.cleaned_data["columns_text"]):
            _require_field(number, ours)
            if ours in columns:
                raise ValidationError(_("Line %(line)d: %(field)s stands twice.") % {"line": number, "field": ours})
            columns[ours] = header
        return columns

    def clean_words_text(self) -> dict[str, dict[str, str]]:
        words: dict[str, dict[str, str]] = {}
        for number, left, code in _pairs(self.cleaned_data["words_text"]):
            ours, colon, word = (part.strip() for part in left.partition(":"))
            if not colon or not word:
                raise ValidationError(_("Line %(line)d: write field: word = code.") % {"line": number})
            _require_field(number, ours)
            words.setdefault(ours, {})[word] = code
        return words

    def save(self, commit: bool = True) -> ColumnMapping:
        self.instance.columns = self.cleaned_data["columns_text"]
        self.instance.words = self.cleaned_data["words_text"]
        return super().save(commit)


def _pairs(text: str) -> list[tuple[int, str, str]]:
    """(line number, left of the first “=”, right of it) of each filled line. Raises ValidationError."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        left, _equals, right = (part.strip() for part in line.partition("="))
        if not left or not right:
            raise ValidationError(_("Line %(line)d: something is missing beside the “=”.") % {"line": number})
        found.append((number, left, right))
    return found


def _require_field(number: int, name: str) -> None:
    if name not in FIELDS:
        raise ValidationError(
            _("Line %(line)d: “%(field)s” is no field of ours. Known: %(known)s.")
            % {"line": number, "field": name[:40], "known": ", ".join(FIELDS)}
        )


@admin.register(ColumnMapping)
class MappingAdmin(NeverDeleted, RecordAdmin):
    form = MappingForm
    list_display = ("name", "organisation", "column_count")
    list_filter = ("organisation",)
    list_select_related = ("organisation",)
    search_fields = ("name", "organisation__name", "organisation__code")
    autocomplete_fields = ("organisation",)
    fields = ("organisation", "name", "columns_text", "words_text", "known_fields")
    readonly_fields = ("known_fields",)

    @admin.display(description=gettext_lazy("columns"))
    def column_count(self, mapping: ColumnMapping) -> int:
        return len(mapping.columns)

    @admin.display(description=gettext_lazy("our fields"))
    def known_fields(self, mapping: ColumnMapping) -> str:
        coded = (Kind.CODE, Kind.CODES)
        return ", ".join(f"{name} ({field.codes})" if field.kind in coded else name for name, field in FIELDS.items())
