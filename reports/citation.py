"""How to cite what a page shows, so that a reader in ten years finds the same number."""

from __future__ import annotations

from datetime import date

from django.utils import dateformat, timezone, translation

from chronology.wording import in_words
from publication.models import Edition
from reports.answer import Answer
from reports.charts.svg import number
from reports.estimates.publication_rules import Judged

PUBLISHER = "#TODOS"


def cited(what: str, kind: str, *, day: date, edition: Edition, address: str, language: str) -> str:
    """In the manner of the APA: publisher, day of the edition, what is cited, of which kind, where.

    `day`: the day spoken of. `address` names the edition. Days are in words, and nothing is called by its code: the
    line is printed for people.
    """
    with translation.override(language):
        published = timezone.localtime(edition.published_at)
        printed_on = dateformat.format(published, "Y, j \\d\\e F" if language == "es" else "Y, F j")
    if language == "es":
        known = f"{kind}, al {in_words(day, 'es')}, edición {edition.number}"
        invented = ", datos de demostración inventados"
    else:
        known = f"{kind}, as of {in_words(day, 'en')}, edition {edition.number}"
        invented = ", invented demonstration data"
    known += invented if edition.is_demo else ""
    return f"{PUBLISHER}. ({printed_on}). {what} [{known}]. {address}"


def citation(answer: Answer, address: str, language: str) -> str:
    """Of a figure: its title and value, by which version of the definition."""
    kind = f"Cifra, versión {answer.version}" if language == "es" else f"Figure, version {answer.version}"
    title = answer.figure.definition.title.in_language(language)
    return cited(
        f"{title}: {value_in_words(answer, language)}",
        kind,
        day=answer.as_of,
        edition=answer.question.record.edition,
        address=address,
        language=language,
    )


UNITS = {
    "persons": ("personas", "persons"),
    "releases": ("excarcelaciones", "releases"),
    "percent": ("%", "%"),
    "years": ("años", "years"),
    "days": ("días", "days"),
}


def value_in_words(answer: Answer, language: str) -> str:
    """The value with its unit; a text saying so when it can't be computed."""
    if answer.value is None:
        return "no calculable" if language == "es" else "not computable"
    space = "" if language == "en" and answer.unit == "percent" else "\u00a0"
    counted = f"{number(answer.value, language)}{space}{UNITS[answer.unit][language == 'en']}"
    return f"{counted}; {estimate_in_words(judged, language)}" if (judged := answer.counted.judged) else counted


def estimate_in_words(judged: Judged, language: str) -> str:
    """After the number of those documented, which it is never added to."""
    if judged.range is None:
        return "sin estimación del total" if language == "es" else "no estimate of the total"
    low, high = (number(end, language) for end in judged.range)
    if language == "es":
        return f"en total, estimación: probablemente entre {low} y {high}"
    return f"in all, estimated: probably between {low} and {high}"
