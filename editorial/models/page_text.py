"""What the coalition says about itself on pages of its own."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.bilingual import in_readers_language
from editorial.codes import valid_code
from editorial.models.dossier import Dossier
from editorial.models.people import tracked


class PageCode(models.TextChoices):
    """A page has an address in each language (website/paths.py), so the list is closed."""

    ABOUT = "about", _("Who we are")
    METHODOLOGY = "methodology", _("Methodology")
    DEFINITIONS = "definitions", _("Definitions")
    GLOSSARY = "glossary", _("Glossary")
    HOW_TO_REPORT = "how_to_report", _("How to report")
    CORRECTIONS = "corrections", _("Corrections and removals")
    PRIVACY = "privacy", _("Privacy")
    ACCESSIBILITY = "accessibility", _("Accessibility")


HEADINGS: dict[str, tuple[str, ...]] = {
    PageCode.ABOUT: ("outlets", "join"),
    PageCode.METHODOLOGY: ("not-free", "differ", "estimate", "licence"),
}
"""Places within a text that other pages lead to; a text without them would leave readers at its top."""

HOW = _(
    "An empty line begins a paragraph. “## ” before a heading, “- ” before each line of a list, **bold**, *italic*, "
    "[words](https://…) for a link, [words](page:privacy) for a link to a page of ours, “## Heading {#word}” for an "
    "address within the page. Anything else is shown as it is written."
)


@tracked
class PageText(Dossier):
    """The text of one public page, in both languages. Two rows are the same page when their codes are equal.

    It goes the way of every dossier: two people agree on it, and each edition keeps the wording it had.
    """

    code = models.CharField(_("page"), max_length=20, choices=PageCode, unique=True)
    title_es = models.CharField(_("title, Spanish"), max_length=120)
    title_en = models.CharField(_("title, English"), max_length=120)
    body_es = models.TextField(_("text, Spanish"), help_text=HOW)
    body_en = models.TextField(_("text, English"), help_text=HOW)
    is_demo = models.BooleanField(_("invented"), default=False, help_text=_("Belongs to the demonstration set."))

    class Meta(Dossier.Meta):
        verbose_name, verbose_name_plural = _("page text"), _("page texts")
        ordering = ("code",)
        constraints = [*Dossier.Meta.constraints, valid_code("code", PageCode)]

    def clean(self) -> None:
        """Both languages keep the headings that other pages lead to."""
        super().clean()
        missing = {name: self._missing(getattr(self, name)) for name in ("body_es", "body_en")}
        told = _("Other pages lead to a place in this text: put %(words)s after the heading of that section again.")
        found = {
            name: ValidationError(told, code="heading", params={"words": ", ".join(words)})
            for name, words in missing.items()
            if words
        }
        if found:
            raise ValidationError(found)

    def _missing(self, body: str) -> list[str]:
        there = set(re.findall(r"^#+ .*\{#([a-z][a-z0-9-]*)\} *\r?$", body, re.MULTILINE))
        return [f"{{#{word}}}" for word in HEADINGS.get(self.code, ()) if word not in there]

    def __str__(self) -> str:
        return in_readers_language(self, "title")
