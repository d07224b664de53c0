"""Answers compressed on the wire, each with an entity tag as strong as that of the plain one (RFC 9110, 8.8.3.3)."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from config.sides import NEWSROOM_PREFIX

SUFFIX = "-gzip"
"""Ends the tag of what is compressed: the same page in other bytes."""


class Packed(GZipMiddleware):
    """Compresses what the reader can unpack.

    Django pads what it compresses by chance, so that no length tells of a secret beside what somebody else wrote
    (BREACH), and calls the tag weak. The newsroom's pages stay so. A public page holds no secret: it is the same bytes
    each time, and its tag says so.
    """

    max_random_bytes = 0

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__(get_response)
        self.padded = GZipMiddleware(get_response)

    def process_request(self, request: HttpRequest) -> None:
        """Whoever names the tag of the compressed page asks after the page itself."""
        known = request.META.get("HTTP_IF_NONE_MATCH", "")
        if f'{SUFFIX}"' in known:
            request.META["HTTP_IF_NONE_MATCH"] = known.replace(f'{SUFFIX}"', '"')
            request.has_packed = True  # type: ignore[attr-defined]  # what process_response asks

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith(NEWSROOM_PREFIX):
            return self.padded.process_response(request, response)
        tag = response.headers.get("ETag", "")
        answer = super().process_response(request, response)
        is_known = answer.status_code == HTTPStatus.NOT_MODIFIED and getattr(request, "has_packed", False)
        if answer.status_code == HTTPStatus.NOT_MODIFIED:
            patch_vary_headers(answer, ("Accept-Encoding",))  # as the whole page would say
        if tag.startswith('"') and (is_known or answer.headers.get("Content-Encoding") == "gzip"):
            answer.headers["ETag"] = f'{tag[:-1]}{SUFFIX}"'
        return answer
