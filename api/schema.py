"""What the OpenAPI description says of parameters and refusals, the same for every address."""

from __future__ import annotations

from functools import partial
from typing import Any

import django_filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from api.errors import ErrorAnswerSerializer
from publication.selection.filters import CodeFilter
from publication.selection.selection import LARGEST_PAGE, PAGE_SIZE

query = partial(OpenApiParameter, location=OpenApiParameter.QUERY)

EDITION = query("edition", {"type": "integer", "minimum": 1}, description="Default: the newest.")
KNOWN_AT = query(
    "known_at",
    OpenApiTypes.DATE,
    description="In place of `edition`: the newest one published by the close of this day in Havana.",
)
LANGUAGE = query("language", {"type": "string", "enum": ["es", "en"]}, description="Of the texts. Default: es.")
PAGING = [
    query("cursor", OpenApiTypes.STR, description="From `next` or `previous`."),
    query(
        "page_size", {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE}, description=f"Default: {PAGE_SIZE}."
    ),
]
REFUSALS = {
    304: OpenApiResponse(description="The reader has this very answer (If-None-Match)."),
    400: OpenApiResponse(ErrorAnswerSerializer, description="An unknown parameter, or a value that can't be used."),
    404: OpenApiResponse(ErrorAnswerSerializer, description="No such record, figure or edition."),
    405: OpenApiResponse(ErrorAnswerSerializer, description="The record can only be read."),
    503: OpenApiResponse(OpenApiTypes.STR, description="The database is not there; ask again in a minute."),
}


def parameters_of(filters: type[django_filters.FilterSet]) -> list[OpenApiParameter]:
    """The parameters of a filter. Those of codes may be repeated; which codes there are is for the edition to say."""
    return [_parameter(name, declared) for name, declared in filters.base_filters.items()]


def _parameter(name: str, declared: django_filters.Filter) -> OpenApiParameter:
    description = str(declared.label or "")
    if name == "edition":
        return EDITION
    if name == "known_at":
        return KNOWN_AT
    if isinstance(declared, CodeFilter):
        return query(name, OpenApiTypes.STR, many=True, explode=True, description=description)
    if isinstance(declared, django_filters.ChoiceFilter):
        codes = [code for code, _text in declared.extra["choices"]]
        return query(name, {"type": "string", "enum": codes}, description=description)
    if isinstance(declared, django_filters.DateFilter):
        return query(name, OpenApiTypes.DATE, description=description)
    limits = {"maxLength": declared.extra["max_length"]} if "max_length" in declared.extra else {}
    return query(name, {"type": "string", **limits}, description=description)


def described(
    operation: str, answer: Any, *parameters: OpenApiParameter, besides: dict[int, Any] | None = None, **options: Any
):
    """Decorates `get` with its description: the answer, those `besides`, every refusal, and all parameters.

    Where an edition may be named, `known_at` may take its place (api/reading.py).
    """
    responses = {200: answer, **(besides or {}), **REFUSALS}
    known_at = [KNOWN_AT] if EDITION in parameters and KNOWN_AT not in parameters else []
    return extend_schema(
        operation_id=operation, parameters=[*parameters, *known_at], responses=responses, filters=False, **options
    )
