"""Addresses below /api/v1/ that are none of ours: 404 in the API's own words, not a page."""

from __future__ import annotations

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.reading import ReadView


@extend_schema(exclude=True)
class Nowhere(ReadView):
    def initial(self, request: Request, *args, **kwargs) -> None:
        raise Http404

    def get(self, request: Request) -> Response:
        raise Http404
