"""What a reader gets when there is no page: short, in their language, without touching the database."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from publication.selection.errors import BadParameter, WrongMoment
from website.links import Links


class NothingThere(Http404):
    """404, of which a reader is told why: `message`, in their language, a whole sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400. Names the parameter when the error knows it, what is wrong with it, and what it takes; never its value."""
    return _answer(
        request,
        400,
        parameter=getattr(exception, "parameter", ""),
        known=getattr(exception, "known", ()),
        takes=getattr(exception, "takes", None),
        reason=exception.reason.rstrip(".") if isinstance(exception, BadParameter) else "",
        why=_why(exception),
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, the same for what never was, what is withheld and what was withdrawn; of an edition that is not, why."""
    return _answer(request, 404, why=_why(exception), is_of_moment=isinstance(exception, WrongMoment))


def server_error(request: HttpRequest) -> HttpResponse:
    return _answer(request, 500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """503, when the record can't be read."""
    response = _answer(request, 503)
    response.headers["Retry-After"] = "60"
    return response


def _why(exception: Exception | None) -> str:
    """The messages that are written for readers."""
    return exception.message if isinstance(exception, WrongMoment | NothingThere) else ""


def _answer(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    language = get_language() or "es"
    shared = {
        "language": language,
        "links": Links(request, None),
        "moment": None,
        "edition": None,
    }
    html = render_to_string(f"errors/{status}.html", {**shared, **context}, request, using=f"public-{language}")
    return HttpResponse(html, status=status, headers={"Cache-Control": "no-store"})
