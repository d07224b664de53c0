"""What a file says of itself, so that whoever gets it without its page can check and cite it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from publication.models import Edition

NAMES = {
    "es": {
        "what": "Qué es",
        "question": "Qué se preguntó",
        "as_of": "Al día",
        "edition": "Edición",
        "published": "Publicada el",
        "digest": "Huella de la edición",
        "address": "Dirección permanente",
        "citation": "Cómo citar",
        "terms": "Condiciones",
        "unnamed": "Sin nombre",
        "demo": "Atención",
    },
    "en": {
        "what": "What it is",
        "question": "What was asked",
        "as_of": "As of",
        "edition": "Edition",
        "published": "Published on",
        "digest": "Digest of the edition",
        "address": "Permanent address",
        "citation": "How to cite",
        "terms": "Terms",
        "unnamed": "Without a name",
        "demo": "Mind",
    },
}
TERMS = {
    "es": "Nombre a #TODOS, la edición y la organización que afirma cada dato; sus filas siguen sus condiciones.",
    "en": "Name #TODOS with the edition, and the organisation that states each fact: its rows stay under its terms.",
}
UNNAMED = {
    "es": "A quien se cuenta sin nombrar solo le corresponde su identificador público.",
    "en": "Of whoever is counted and not named, only the public id is given.",
}
DEMO = {
    "es": "Datos de demostración inventados, de dominio público (CC0): no publicar como hechos.",
    "en": "Invented demonstration data, in the public domain (CC0): do not print as fact.",
}


def about(
    what: str, question: Iterable[str], *, day: date, edition: Edition, address: str, citation: str, language: str
) -> list[tuple[str, str]]:
    """Lines of a name and a text. `question`: what was asked, in words, a line each; `address` names the edition."""
    names = NAMES[language]
    asked = [line for line in question if line]
    lines = [
        ("what", what),
        *(("question", line) for line in asked),
        ("as_of", day.isoformat()),
        ("edition", str(edition.number)),
        ("published", timezone.localdate(edition.published_at).isoformat()),
        ("digest", edition.digest),
        ("address", address),
        ("citation", citation),
        ("terms", TERMS[language]),
        ("unnamed", UNNAMED[language]),
        *([("demo", DEMO[language])] if edition.is_demo else []),
    ]
    return [("#TODOS", ""), *((names[name], text) for name, text in lines)]
