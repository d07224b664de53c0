"""Pages that are a text of ours: in the words of each edition or, where it has none, in those the program comes with.

What is computed stands beside the text: the legal figures, the definitions of figures, the glossary's entries.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from publication.models import PageTextVersion
from publication.page_texts import CODES, shipped
from reports.registry import THEMES
from website.labels import labels_of
from website.moment import Moment
from website.page import View, page, show

__all__ = ["CODES", "text_page"]

GLOSSARY = (
    "release_type", "custody_state", "measure_after", "revocation_ground", "sanction", "accessory", "sentence_step",
    "procedural_stage", "court", "family", "offence",
)  # fmt: skip


def text_page(code: str) -> View:
    """The page of that text. It needs no edition: a site that has published nothing says all the same who it is."""

    def of_edition(request: HttpRequest, moment: Moment) -> HttpResponse:
        version = PageTextVersion.objects.in_edition(moment.edition.number).filter(code=code).first()
        return _show(request, moment, code, vars(version) if version else shipped(code))

    def of_none(request: HttpRequest) -> HttpResponse:
        return _show(request, None, code, shipped(code))

    return page(of_edition, empty=of_none)


def _show(request: HttpRequest, moment: Moment | None, code: str, words: dict[str, Any]) -> HttpResponse:
    language = get_language() or "es"
    computed = COMPUTED[code](moment) if code in COMPUTED and moment else {}
    title, body = words[f"title_{language}"], words[f"body_{language}"]
    template = f"texts/{code}.html" if code in COMPUTED else "texts/page.html"
    return show(request, moment, template, title=title, body=body, **{**EMPTY, **computed})


def _legal_figures(moment: Moment) -> dict[str, Any]:
    labels = labels_of(moment.edition)
    codes = labels.codes.get("release_type", [])
    return {"legal_figures": [(code, labels.extra["release_type", code]) for code in codes]}


def _definitions(moment: Moment) -> dict[str, Any]:
    return {"themes": THEMES}


def _entries(moment: Moment) -> dict[str, Any]:
    """Each vocabulary of the edition with its words in both languages, in its own order."""
    labels = labels_of(moment.edition)
    return {
        "vocabularies": [
            (vocabulary, [(code, labels.words[vocabulary, code]) for code in labels.codes[vocabulary]])
            for vocabulary in GLOSSARY
            if vocabulary in labels.codes
        ]
    }


COMPUTED: dict[str, Callable[[Moment], dict[str, Any]]] = {
    "methodology": _legal_figures,
    "definitions": _definitions,
    "glossary": _entries,
}
EMPTY: dict[str, Any] = {"legal_figures": [], "themes": [], "vocabularies": []}
