"""A person's page as it is written without thought for speed: rows by the ORM, labels looked up one by one, Django's
templates. It shows what the page of the public site shows."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template import Context, Engine, Template

from publication.models import (
    ChargeVersion,
    CustodySpan,
    Edition,
    ListingSpan,
    PrisonerVersion,
    ReleaseVersion,
    SentenceVersion,
    TermVersion,
)

PAGE = """{% load i18n %}<!doctype html><html lang="es"><head><title>{{ person.name_display }}</title></head><body>
<nav>{% for text in sections %}<a href="/es/{{ text|lower }}/">{% trans text %}</a>{% endfor %}</nav>
<h1>{{ person.name_display }}</h1><p>{{ edition.number }} {{ edition.as_of|date:"j F Y" }}</p>
<ul>{% for span in spans %}<li>{{ span.label }} {{ span.certain.lower|date:"j F Y" }}</li>{% endfor %}</ul>
<ul>{% for row in listings %}<li>{{ row.source_list }} {{ row.days.lower|date:"j F Y" }}</li>{% endfor %}</ul>
<ul>{% for row in charges %}<li>{{ row.label }}</li>{% endfor %}</ul>
<ul>{% for row in sentences %}<li>{{ row.label }} {{ row.months }}</li>{% endfor %}</ul>
<ul>{% for row in releases %}<li>{{ row.label }} {{ row.left_earliest|date:"j F Y" }}</li>{% endfor %}</ul>
<table>{% for fact in person.document.facts %}<tr><th>{% trans fact.field %}</th><td>{{ fact.value }}
{% for source in fact.sources %}<a href="#{{ source.organisation }}">{{ source.label }}</a>{% endfor %}</td></tr>
{% endfor %}</table></body></html>"""


@cache
def _template() -> Template:
    return Engine(libraries={"i18n": "django.templatetags.i18n"}).from_string(PAGE)


def naive_record(request: HttpRequest, slug: str) -> HttpResponse:
    edition = Edition.objects.order_by("-number").first()
    if edition is None:
        raise Http404
    person = PrisonerVersion.objects.in_edition(edition.number).filter(slug=slug, is_withheld=False).first()
    if person is None:
        raise Http404

    def rows(model: Any, vocabulary: str, code: str) -> list[Any]:
        found = list(model.objects.in_edition(edition.number).filter(prisoner=person.public_id))
        for row in found:
            term = TermVersion.objects.in_edition(edition.number)
            known = term.filter(vocabulary=vocabulary, code=getattr(row, code)).first()
            row.label = known.label_es if known else getattr(row, code)
        return found

    context = {
        "person": person,
        "edition": edition,
        "sections": ["People", "Releases", "Figures", "Organisations", "Methodology"],
        "spans": rows(CustodySpan, "custody_state", "state"),
        "listings": rows(ListingSpan, "list", "source_list"),
        "charges": rows(ChargeVersion, "offence", "offence"),
        "sentences": rows(SentenceVersion, "sanction", "sanction"),
        "releases": rows(ReleaseVersion, "release_type", "release_type"),
    }
    return HttpResponse(_template().render(Context(context)))
