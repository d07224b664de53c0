"""The citizens' form: what it asks, what it takes, and from where a request comes."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address, ip_network
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from intake.attachments import LARGEST, MOST_FILES, cleaned
from intake.receipts import NotAReceipt, read_receipt
from intake.slot import File
from intake.vocabulary import How, Kind, Level, Relation, Requester
from publication.models import PrisonerVersion

LONGEST_LINE, LONGEST = 200, 4000  # letters
NOTHING = (("", ""),)


class SeveralPictures(forms.ClearableFileInput):
    allow_multiple_selected = True


NO_PICTURE = _(
    "One file is not a picture that we can read. JPEG, PNG and WebP can; of an iPhone's HEIC, of a PDF"
    " or a video please send a screenshot."
)


TOO_LARGE = _(
    "The pictures are larger than 36 MB together and were left out. A screenshot of a picture is much smaller."
)
NO_WORDS = _("Write here what you know: one sentence is enough.")


BESIDE_NOTHING = ("web", "pad", "ticket", "solved", "about", "how", "relation", "requester")


class PicturesField(forms.FileField):
    """Some files, or none, as they came. What is wrong is said without the name of the file."""

    widget = SeveralPictures

    def clean(self, data: Any, initial: Any = None) -> list[bytes]:  # type: ignore[override]
        sent: Sequence[UploadedFile] = [one for one in data or () if one]
        if len(sent) > MOST_FILES:
            raise forms.ValidationError(
                _("At most %(most)s pictures: please choose the clearest.") % {"most": MOST_FILES}
            )
        if any((one.size or 0) > LARGEST for one in sent):
            raise forms.ValidationError(_("One picture is larger than 12 MB: a screenshot of it is smaller."))
        return [one.read() for one in sent]


class Told(forms.Form):
    """What the question page and the form have in common. `web` is for programs: nobody sees it."""

    ticket = forms.CharField(max_length=400, required=False)
    solved = forms.CharField(max_length=12, required=False)
    pad = forms.CharField(required=False)
    web = forms.CharField(required=False)
    text = forms.CharField(
        max_length=LONGEST,
        error_messages={
            "required": NO_WORDS,
            "max_length": _("At most 4,000 characters: please shorten it, or send the rest as a second report."),
        },
    )
    pictures = PicturesField(required=False)

    SEALED: tuple[str, ...] = ("text",)
    is_too_large = False
    """Whether the request was too large for its pictures to be read."""

    def clean_pictures(self) -> list[bytes]:
        if self.is_too_large:
            raise forms.ValidationError(TOO_LARGE)
        return self.cleaned_data["pictures"]

    def clean_web(self) -> str:
        if self.cleaned_data["web"]:
            raise forms.ValidationError(_("Leave this line empty: only programs fill it."))
        return ""

    def cleaned_pictures(self) -> list[File]:
        """The pictures made anew; to be asked for once the report is let in, for it is work. Raises Unusable, Busy."""
        return [cleaned(one) for one in self.cleaned_data["pictures"]]

    @property
    def wrong_elsewhere(self) -> list[str]:
        """What is wrong with fields beside which nothing can be said: browsers never send such a thing."""
        return [str(error) for name in BESIDE_NOTHING for error in self.errors.get(name, ())]

    @property
    def said(self) -> dict[str, Any]:
        """The fields that were filled, as they are sealed (intake/vocabulary.py)."""
        filled = {name: self.cleaned_data[name] for name in self.SEALED if self.cleaned_data.get(name)}
        return {**filled, "language": get_language() or "es"}


class Report(Told):
    """Three questions; the rest may stay empty. Whoever asks for a removal says how far it should go, and need not say
    why."""

    kind = forms.ChoiceField(
        choices=Kind.choices,
        error_messages={"required": _("Choose what happened."), "invalid_choice": _("Choose what happened.")},
    )
    name = forms.CharField(
        max_length=LONGEST_LINE,
        error_messages={"required": _("Write the name, or what you know of it; “unknown” is an answer too.")},
    )
    place = forms.CharField(max_length=LONGEST_LINE, required=False)
    when = forms.CharField(max_length=LONGEST_LINE, required=False)
    how = forms.ChoiceField(choices=(*NOTHING, *How.choices), required=False)
    relation = forms.ChoiceField(choices=(*NOTHING, *Relation.choices), required=False)
    contact = forms.CharField(max_length=LONGEST_LINE, required=False)
    consent_contact = forms.BooleanField(required=False)
    consent_publish = forms.BooleanField(required=False)
    about = forms.UUIDField(required=False)
    level = forms.ChoiceField(choices=(*NOTHING, *Level.choices), required=False)
    requester = forms.ChoiceField(choices=(*NOTHING, *Requester.choices), required=False)

    SEALED = ("kind", "level", "requester", "name", "about", "place", "when", "text", "how", "relation", "contact",
              "consent_contact", "consent_publish")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = False  # clean() asks for it

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("kind") == Kind.REMOVAL:
            if not given.get("level") and "level" not in self.errors:
                self.add_error("level", _("Choose how far it should go: A, B or C."))
        else:
            given["level"] = given["requester"] = ""
            if not given.get("text") and "text" not in self.errors:
                self.add_error("text", NO_WORDS)
        if given.get("contact") and not given.get("consent_contact"):
            self.add_error(
                "consent_contact",
                _("You left a way to reach you. Tick this if we may use it, or empty that line."),
            )
        if given.get("about"):
            given["about"] = str(given["about"])
        return given


class Answer(Told):
    """An answer to what the newsroom asked the holder of a receipt."""


class Receipt(forms.Form):
    """By which somebody comes back. The ticket and the answer to its puzzle that may come with it are no fields of it:
    what is wrong with them keeps nobody from their code, nor from what they wrote."""

    code = forms.CharField(
        max_length=60, error_messages={"required": _("Write the code that you were shown when you sent your report.")}
    )

    def clean_code(self) -> str:
        try:
            return read_receipt(self.cleaned_data["code"])
        except NotAReceipt:
            raise forms.ValidationError(
                _("A code has twenty letters and digits, such as 7Q2MX-0B4TD-K9FGH-3WVNP. Check what you wrote.")
            ) from None


def name_of(about: UUID | None) -> str:
    """The name of the record from which the form was opened; empty where no such record is public today."""
    if about is None:
        return ""
    known = PrisonerVersion.objects.current().filter(public_id=about, is_withheld=False)
    return known.values_list("name_display", flat=True).first() or ""


def network(request: HttpRequest) -> str:
    """The neighbourhood that the request comes from: /24 or /48. Behind proxies of ours, what the first of them saw."""
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = [part for part in request.META.get("HTTP_X_FORWARDED_FOR", "").replace(" ", "").split(",") if part]
    if settings.PROXIES_IN_FRONT and len(forwarded) >= settings.PROXIES_IN_FRONT:
        address = forwarded[-settings.PROXIES_IN_FRONT]
    try:
        known = ip_address(address)
    except ValueError:
        return "unknown"
    known = getattr(known, "ipv4_mapped", None) or known
    return str(ip_network(f"{known}/{24 if known.version == 4 else 48}", strict=False))
