"""The OpenAPI description of the API."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.reading import AlwaysThere


@extend_schema(exclude=True)
class Schema(AlwaysThere):
    """This API, described by OpenAPI 3.1."""

    parameters = ()

    def get(self, request: Request) -> Response:
        return Response(description())


@cache
def description() -> dict[str, Any]:
    patterns = [path("api/v1/", include("api.urls"))]
    return SchemaGenerator(patterns=patterns).get_schema(request=None, public=True)
