"""What pages say to search engines and archives in the words of schema.org: only what the page itself says in public.

A person is a name, an address and an identifier: no birth, no place, nothing of a prison or a crime, which a search
engine would show beside the name for ever. Of whoever bears no name nothing is said.
"""

from __future__ import annotations

import json
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from publication.models import Edition
from publication.unnamed import bears_pseudonym
from reports.answer import Answer
from website.figure_wording import figure_query
from website.links import Links
from website.moment import with_parameters
from website.record import Record

CONTEXT = "https://schema.org"
PUBLISHER = {"@type": "Organization", "name": "#TODOS"}
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def person(record: Record, links: Links) -> Markup:
    if bears_pseudonym(record.name_display):
        return Markup("")
    permanent = links.request.build_absolute_uri(reverse("permanent_person", args=[record.public_id]))
    address = links.whole("person", record.slug)
    return _block(
        {"@type": "Person", "name": record.name_display, "url": address, "identifier": permanent, "@id": permanent}
    )


def figure(answer: Answer, links: Links, citation: str) -> Markup:
    """A figure as a data set: what it counts, of which day, where its files are."""
    edition = answer.question.record.edition
    asked = figure_query(answer)
    permanent = links.permanent("figure", answer.id, edition=edition.number, **asked, **_day(links))
    return _block(
        {
            **_dataset(answer.title, answer.definition, permanent, edition, links),
            "temporalCoverage": answer.as_of.isoformat(),
            "citation": citation,
            "variableMeasured": {"@type": "PropertyValue", "name": answer.title, "value": _number(answer.value)},
            "distribution": [
                _download("text/csv", links.permanent("figure_csv", answer.id, edition=edition.number, **asked)),
                _download(XLSX, links.permanent("figure_xlsx", answer.id, edition=edition.number, **asked)),
                _download("application/json", links.request.build_absolute_uri(answer.address)),
            ],
        }
    )


def whole_record(links: Links, edition: Edition) -> Markup:
    """The record as a data set, in one edition."""
    permanent = links.permanent("people", edition=edition.number)
    api = with_parameters(reverse("api:prisoners"), {"edition": edition.number})
    text = _("The record of Cuba's political prisoners, consolidated by independent newsrooms.")
    title = _("Cuba's political prisoners, one by one")
    return _block(
        {
            **_dataset(title, text, permanent, edition, links),
            "temporalCoverage": f"1959-01-01/{edition.as_of.isoformat()}",
            "spatialCoverage": "Cuba",
            "distribution": [
                _download("text/csv", links.permanent("people_csv", edition=edition.number)),
                _download("application/json", links.request.build_absolute_uri(api)),
            ],
        }
    )


def _dataset(name: str, text: str, address: str, edition: Edition, links: Links) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "name": f"{name} ({_('invented demonstration data')})" if edition.is_demo else name,
        "description": text,
        "url": address,
        "identifier": address,
        "inLanguage": links.language,
        "version": str(edition.number),
        "dateModified": edition.published_at.isoformat(),
        "isAccessibleForFree": True,
        "license": f"{links.whole('methodology')}#licence",
        "creator": PUBLISHER,
        "publisher": PUBLISHER,
    }


def _day(links: Links) -> dict[str, str]:
    return {"as_of": links.kept["as_of"]} if "as_of" in links.kept else {}


def _download(kind: str, address: str) -> dict[str, str]:
    return {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address}


def _number(value: Any) -> float | int | None:
    return value if value is None or isinstance(value, int) else float(value)


def _block(data: dict[str, Any]) -> Markup:
    """A block of data, which no browser runs. No text in it can end it or begin another."""
    text = json.dumps({"@context": CONTEXT, **data}, ensure_ascii=False).translate(ESCAPES)
    return Markup(f'<script type="application/ld+json">{text}</script>\n')  # noqa: S704 - escaped above
