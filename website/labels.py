"""The words for codes and the names of organisations, as the edition published them."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.utils.html import format_html

from publication.document import Source
from publication.models import Edition, OrganisationVersion, TermVersion
from publication.organisation_names import named
from publication.selection.editions import Mark, mark_of

Label = Callable[[str, str], str]
LANGUAGES = ("es", "en")


class Labels:
    """All terms and organisations of an edition, read once: an edition's vocabulary never changes."""

    def __init__(self, edition: int) -> None:
        terms = TermVersion.objects.in_edition(edition).order_by("order", "code")
        self._bound = {language: self._bind(language) for language in LANGUAGES}
        self.words: dict[tuple[str, str], dict[str, str]] = {}
        self.extra: dict[tuple[str, str], dict[str, Any]] = {}
        self.codes: dict[str, list[str]] = {}
        for kind, code, es, en, extra in terms.values_list("vocabulary", "code", "label_es", "label_en", "extra"):
            self.words[kind, code] = {"es": es, "en": en}
            self.extra[kind, code] = extra
            self.codes.setdefault(kind, []).append(code)
        self._lists: dict[tuple[str, str], str] = {}
        organisations = OrganisationVersion.objects.in_edition(edition).values_list("code", "name", "document")
        for code, name, document in organisations:
            self.words["organisation", code] = {language: named(name, language) for language in LANGUAGES}
            for one in document.get("lists", ()):
                words = {language: _whole(named(name, language), one[f"name_{language}"]) for language in LANGUAGES}
                self.words.setdefault(("list", one["code"]), words)
                self._lists.setdefault((code, one["name_es"]), one["code"])

    def bound(self, language: str) -> Label:
        """`label(vocabulary, code)` in one language. A code without a label is shown as it is, never hidden.

        The same function each time, so that what was worded with it can be kept by it.
        """
        return self._bound[language]

    def of_source(self, source: Source, language: str) -> str:
        """What a source is called. That of a list is published in Spanish, with the organisation that keeps it."""
        code = self._lists.get((source["organisation"], source["label"])) if source["kind"] == "list" else None
        return self.words["list", code][language] if code else source["label"]

    def _bind(self, language: str) -> Label:

        def label(vocabulary: str, code: str) -> str:
            words = self.words.get((vocabulary, code))
            return words[language] if words else code.replace("_", " ")

        return label


def _whole(organisation: str, name: str) -> str:
    """A list's name with whose list it is."""
    return name if organisation in name else f"{organisation}: {name}" if name else organisation


def labels_of(edition: Edition) -> Labels:
    return _labels(mark_of(edition))


@lru_cache(maxsize=8)
def _labels(mark: Mark) -> Labels:
    return Labels(mark[0])


forget = _labels.cache_clear  # for tests, whose editions come and go


class Named:
    """Organisations on one page, by their fixed English names on an English one, the first time with the Spanish."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._told: set[str] = set()

    def __call__(self, name: str) -> str:
        english = named(name, self.language)
        if english == name or name in self._told:
            return english
        self._told.add(name)
        return self.with_spanish(english, name)

    def with_spanish(self, name: str, spanish: str) -> str:
        if self.language == "es" or name == spanish:
            return name
        return format_html('{} (<span lang="es">{}</span>)', name, spanish)
