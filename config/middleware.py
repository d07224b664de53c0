"""What every request passes on its way in and every answer on its way out."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.translation import gettext as _

Handler = Callable[[HttpRequest], HttpResponse]


class DatabaseUnavailable:
    """Answers 503 with a plain sentence when the database is not there, and asks to come back."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError):
            return self._answer()

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return self._answer() if isinstance(exception, OperationalError | InterfaceError) else None

    @staticmethod
    def _answer() -> HttpResponse:
        text = _("The record cannot be read right now. Please try again in a minute.")
        return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "60"})


class WellFormedText:
    """Refuses, with 400, an address whose path or parameters hold NUL bytes, lone surrogates or invalid UTF-8."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        texts = [request.path, *request.GET, *(value for values in request.GET.lists() for value in values[1])]
        if any("\x00" in text or "\ufffd" in text or not _is_encodable(text) for text in texts):
            text = _("The address holds characters that are not text.")
            return HttpResponseBadRequest(text, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class PermissionsPolicy:
    """Says that no page asks for place, camera or microphone."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(
            "Permissions-Policy", "geolocation=(), camera=(), microphone=(), interest-cohort=()"
        )
        return response


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
