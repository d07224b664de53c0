"""How to cite a figure, so that a reader in ten years finds the same number."""

from django.utils import dateformat, timezone, translation

from reports.answer import Answer
from reports.charts.svg import number
from reports.estimates.publication_rules import Judged

PUBLISHER = "#TODOS"


def citation(answer: Answer, address: str, language: str) -> str:
    """In the manner of the APA: publisher, day of the edition, title and value, where. `address` names the edition."""
    with translation.override(language):
        published = timezone.localtime(answer.question.record.edition.published_at)
        day = dateformat.format(published, "Y, j \\d\\e F" if language == "es" else "Y, F j")
    title = answer.figure.definition.title.in_language(language)
    value = value_in_words(answer, language)
    if language == "es":
        invented = ", datos de demostración inventados" if answer.is_demo else ""
        kind = f"Cifra «{answer.id}», versión {answer.version}, al {answer.as_of}, edición {answer.edition}{invented}"
    else:
        invented = ", invented demonstration data" if answer.is_demo else ""
        kind = (
            f"Figure “{answer.id}”, version {answer.version}, as of {answer.as_of}, edition {answer.edition}{invented}"
        )
    return f"{PUBLISHER}. ({day}). {title}: {value} [{kind}]. {address}"


UNITS = {
    "persons": ("personas", "persons"),
    "releases": ("salidas de prisión", "releases"),
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
