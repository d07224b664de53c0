"""Importing a list in the browser: upload, look at what would happen, confirm.

The journey, its forms and its place for the waiting file are those of django-import-export; reading, checking and
writing are those of sources/import_list, as for the command. What is confirmed is what was looked at: the waiting
file's name, its digest, the list, the day and the mapping travel together under a signature.
"""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ImportMixin
from import_export.forms import ConfirmImportForm
from import_export.tmp_storages import TempFolderStorage

from sources.admin.field_labels import Words
from sources.import_list import consumers
from sources.import_list.importing import import_list
from sources.import_list.preview import preview
from sources.import_list.reading import MOST_BYTES
from sources.import_list.report import ImportFault
from sources.models import SourceList

SALT = "sources.import"
WAITS = 2 * 3600  # seconds until a looked-at file must be looked at again


class UploadForm(forms.Form):
    """A file, whose list it is, and which day it speaks of."""

    source_list = forms.ModelChoiceField(label=gettext_lazy("list"), queryset=SourceList.objects.none())
    as_of = forms.DateField(
        label=gettext_lazy("as of"),
        widget=admin.widgets.AdminDateWidget,
        help_text=gettext_lazy("The day the list speaks of, inclusive."),
    )
    mapping = forms.CharField(
        label=gettext_lazy("mapping"),
        required=False,
        max_length=50,
        help_text=gettext_lazy("Empty: the organisation's “default”; without one, the plain headers are read."),
    )
    import_file = forms.FileField(label=gettext_lazy("file"), help_text=gettext_lazy("XLSX or CSV, 20 MB at most."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source_list"].queryset = SourceList.objects.select_related("organisation")

    def clean_as_of(self) -> date:
        if self.cleaned_data["as_of"] > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return self.cleaned_data["as_of"]

    def clean_import_file(self) -> Any:
        if self.cleaned_data["import_file"].size > MOST_BYTES:
            raise ValidationError(_("The file is larger than 20 MB."))
        return self.cleaned_data["import_file"]


class ConfirmForm(ConfirmImportForm):
    """Carries the looked-at import under a signature; every other field of the library's form is left out."""

    import_file_name = original_file_name = format = resource = None
    sealed = forms.CharField(widget=forms.HiddenInput)
    rows_may_go = forms.BooleanField(required=False)

    def clean_sealed(self) -> dict[str, Any]:
        try:
            return signing.loads(self.cleaned_data["sealed"], salt=SALT, max_age=WAITS)
        except signing.BadSignature:
            raise ValidationError(_("The preview is too old. Upload the file again.")) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("sealed", {}).get("warned") and not cleaned.get("rows_may_go"):
            raise ValidationError(
                _("Nothing was imported: most of the list would be gone. Upload the file again, and say that it may.")
            )
        return cleaned


class ListImport(ImportMixin):
    """Adds the import to the snapshots' screens."""

    import_template_name = "admin/sources/import.html"
    import_form_class = UploadForm
    confirm_form_class = ConfirmForm
    tmp_storage_class = TempFolderStorage

    def has_import_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("sources.add_listsnapshot")

    def import_action(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The form; with a good file, the preview."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None, initial={"source_list": request.GET.get("list")})
        context: dict[str, Any] = {"form": form}
        if request.method == "POST" and form.is_valid():
            asked = form.cleaned_data
            try:
                looked = preview(
                    asked["import_file"],
                    source_list=asked["source_list"],
                    as_of=asked["as_of"],
                    mapping=asked["mapping"] or None,
                    file_name=asked["import_file"].name,
                )
                sealed = self._put_aside(asked, warned=bool(looked.report.warning))
                context |= {
                    "preview": looked, "asked": asked, "confirm_form": ConfirmForm(initial={"sealed": sealed}),
                    "words": Words(),
                }  # fmt: skip
            except ImportFault as fault:
                form.add_error("import_file", str(fault))
        return self._page(request, context)

    def process_import(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Imports what was looked at."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
            return HttpResponseRedirect(reverse("admin:sources_listsnapshot_import"))
        asked = form.cleaned_data["sealed"]
        waiting = TempFolderStorage(name=asked["waiting"], read_mode="rb")
        try:
            report = self._import(request, asked, waiting)
        except (ImportFault, FileNotFoundError) as fault:
            told = (
                _("The preview is too old. Upload the file again.") if isinstance(fault, FileNotFoundError) else fault
            )
            messages.error(request, str(told))
            return HttpResponseRedirect(reverse("admin:sources_listsnapshot_import"))
        waiting.remove()
        if report.is_repeat:
            messages.info(request, _("This very file was imported before: nothing has changed."))
        else:
            told = {"new": report.new, "changed": report.changed, "unchanged": report.unchanged, "gone": report.gone}
            messages.success(
                request,
                _("Imported: %(new)d new, %(changed)d changed, %(unchanged)d unchanged, %(gone)d gone.") % told,
            )
        return HttpResponseRedirect(reverse("admin:prisoners_listchange_of", args=[report.snapshot.pk]))

    def _import(self, request: HttpRequest, asked: dict[str, Any], waiting: TempFolderStorage) -> Any:
        if hashlib.sha256(waiting.read()).hexdigest() != asked["sha256"]:
            raise ImportFault(_("The preview is too old. Upload the file again."))
        return import_list(
            Path(waiting.get_full_path()),
            source_list=SourceList.objects.get(pk=asked["list"]),
            as_of=date.fromisoformat(asked["as_of"]),
            mapping=asked["mapping"] or None,
            by=request.user,
            file_name=asked["name"],
        )

    def _put_aside(self, asked: dict[str, Any], *, warned: bool) -> str:
        """Keeps the file for the confirmation; returns what identifies it and how to import it, signed.

        `warned`: the editor must confirm besides that so many rows may go.
        """
        file = asked["import_file"]
        file.seek(0)
        data = file.read()
        storage = TempFolderStorage(read_mode="rb")
        storage.save(data)
        return signing.dumps(
            {
                "waiting": storage.name,
                "sha256": hashlib.sha256(data).hexdigest(),
                "name": file.name,
                "list": asked["source_list"].pk,
                "as_of": asked["as_of"].isoformat(),
                "mapping": asked["mapping"],
                "warned": warned,
            },
            salt=SALT,
        )

    def _page(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        form = context["form"]
        shared = {
            **self.admin_site.each_context(request),
            "title": _("Import a list"),
            "opts": self.opts,
            "media": self.media + form.media,
            "errors": form.errors,
            "cautions": consumers.cautions(),
        }
        return TemplateResponse(request, self.import_template_name, {**shared, **context})
