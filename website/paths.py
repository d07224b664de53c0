"""The words of the public addresses, by language. Addresses are promises: a word here is never changed, only added."""

from django.utils.functional import lazy
from django.utils.translation import get_language

WORDS = {
    "people": {"es": "personas", "en": "people"},
    "releases": {"es": "excarcelaciones", "en": "releases"},
    "announcements": {"es": "anuncios", "en": "announcements"},
    "card": {"es": "tarjeta", "en": "card"},
    "image": {"es": "imagen", "en": "image"},
    "report": {"es": "informe", "en": "report"},
    "gap": {"es": "brecha", "en": "gap"},
    "figures": {"es": "cifras", "en": "figures"},
    "persons": {"es": "quienes", "en": "persons"},
    "chart": {"es": "grafico", "en": "chart"},
    "trends": {"es": "tendencias", "en": "trends"},
    "table": {"es": "tabla", "en": "table"},
    "differ": {"es": "por-que-difieren", "en": "why-they-differ"},
    "published": {"es": "cifras-publicadas", "en": "published-figures"},
    "lists": {"es": "listas", "en": "lists"},
    "organisations": {"es": "organizaciones", "en": "organisations"},
    "editions": {"es": "ediciones", "en": "editions"},
    "data": {"es": "datos", "en": "data"},
    "about": {"es": "acerca", "en": "about"},
    "tell": {"es": "reportar", "en": "report"},
    "code": {"es": "codigo", "en": "code"},
    "methodology": {"es": "metodologia", "en": "methodology"},
    "definitions": {"es": "definiciones", "en": "definitions"},
    "glossary": {"es": "glosario", "en": "glossary"},
    "how_to_report": {"es": "como-reportar", "en": "how-to-report"},
    "corrections": {"es": "correcciones", "en": "corrections"},
    "privacy": {"es": "privacidad", "en": "privacy"},
    "accessibility": {"es": "accesibilidad", "en": "accessibility"},
}


def _route(template: str) -> str:
    language = get_language() or "es"
    return template.format(**{key: words.get(language, words["es"]) for key, words in WORDS.items()})


route = lazy(_route, str)  # `{people}/<slug:slug>/`, resolved in the language of the address
