"""What every address of the API does: refuse what it doesn't know, answer 304 before any work, name its edition."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.errors import NotModified
from publication.models import Edition
from publication.selection.editions import edition_of, mark_of
from publication.selection.errors import BadParameter, NothingPublished, UnknownParameter

KEPT_SECONDS = 300
LANGUAGES = ("es", "en")
Answered = TypeVar("Answered")


class AlwaysJson(BaseContentNegotiation):
    """One form for everybody: neither an Accept header nor a parameter chooses another."""

    def select_parser(self, request, parsers):
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class ReadView(APIView):
    """A public address. `parameters` is all that it understands; of an edition only where that is among them,
    and then of `known_at` in its place.

    The entity tag is made of the edition, the newest edition (an erasure makes one), the whole address and our own
    program: nothing else can change an answer. `language` is a part of the address.
    """

    http_method_names = ("get", "head", "options")
    content_negotiation_class = AlwaysJson
    parameters: Collection[str] = ("edition",)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Says what is wrong in English, unless Spanish is asked for."""
        with override("es" if request.GET.get("language") == "es" else "en"):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method == "OPTIONS":
            return
        self.refuse_unknown(request)
        self.edition = self.find_edition(request)
        self.tag = self.entity_tag(request)
        if get_conditional_response(request._request, etag=self.tag):
            raise NotModified

    @property
    def takes(self) -> list[str]:
        """Where an edition is understood, so is the day on which one was known."""
        return [*self.parameters, *(["known_at"] if "edition" in self.parameters else [])]

    def refuse_unknown(self, request: Request) -> None:
        for name, values in request.query_params.lists():
            if name not in self.takes:
                raise UnknownParameter(name, self.takes)
            if name in ("edition", "known_at", "language") and len(values) > 1:
                raise BadParameter(name, _("expected one value"))

    def find_edition(self, request: Request) -> Edition:
        asked = request.query_params
        return edition_of(asked.get("edition", ""), asked.get("known_at", ""))

    def entity_tag(self, request: Request) -> str:
        mark = mark_of(self.edition)
        about = [mark, request.build_absolute_uri(), build()]
        return f'"{mark[2]}-{sha256(repr(about).encode()).hexdigest()[:24]}"'

    @property
    def language(self) -> str:
        language = self.request.query_params.get("language") or LANGUAGES[0]
        if language not in LANGUAGES:
            raise BadParameter("language", _("expected es or en"))
        return language

    def in_its_language(self, ask: Callable[[], Answered]) -> Answered:
        """What is asked, with labels in the language of the answer; a refusal in that of all refusals."""
        language = self.language
        try:
            with override(language):
                return ask()
        except BadParameter:
            return ask()

    def about(self) -> dict[str, Any]:
        """What every answer begins with. `demo` is there, and true, only for invented data."""
        return {"edition": self.edition.number, **({"demo": True} if self.edition.is_demo else {})}

    def finalize_response(self, request, response, *args: Any, **kwargs: Any):
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        if response.status_code in (200, 304) and hasattr(self, "tag"):
            response.headers["ETag"] = self.tag
            response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
            response.headers["Access-Control-Expose-Headers"] = "ETag"
        else:
            response.headers["Cache-Control"] = "no-store"
        return response

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Response:
        """Lets a page of another site ask with If-None-Match."""
        allowed = {"Access-Control-Allow-Methods": "GET, HEAD", "Access-Control-Allow-Headers": "If-None-Match"}
        return Response(status=204, headers=allowed)


class AlwaysThere(ReadView):
    """An address that answers before anything has been published."""

    def find_edition(self, request: Request) -> Edition:
        try:
            return super().find_edition(request)
        except NothingPublished:
            nothing = Edition(number=0)
            vars(nothing)["mark"] = (0, "", 0)
            return nothing


@cache
def build() -> str:
    """A digest of the program that makes the answers."""
    files = sorted(
        path for room in ("api", "reports", "publication") for path in Path(settings.ROOT, room).rglob("*.py")
    )
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
