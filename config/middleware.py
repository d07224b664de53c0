"""What every request passes on its way in and every answer on its way out."""

import logging
from collections.abc import Callable
from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.core.exceptions import DisallowedHost
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from api.errors import plain_refusal
from publication.selection.errors import BadParameter
from publication.selection.written import is_text
from website.errors import bad_request
from website.unseen import is_of_the_form, prepare, sealed_off

Handler = Callable[[HttpRequest], HttpResponse]
API_PREFIX = "/api/"
NOT_TEXT = gettext_noop("expected text in UTF-8, without NUL")
TOO_MANY = gettext_noop("there are more parameters than any address takes")
MOST_PARAMETERS = 1_000

# What advertisers, networks and letters hang on an address to follow its readers. We look at none of them.
TRACKING = {
    "fbclid", "gclid", "gclsrc", "gbraid", "wbraid", "dclid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh",
    "li_fat_id", "mc_cid", "mc_eid", "srsltid", "_ga", "_gl", "_hsenc", "_hsmi", "mkt_tok", "ref_src", "ref_url",
}  # fmt: skip
TRACKING_PREFIXES = ("utm_", "pk_", "mtm_")


class OurHost:
    """Refuses, with 400, a request for a host that is not in ALLOWED_HOSTS: in one line of the log, naming nobody."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
        except DisallowedHost:
            logging.getLogger(__name__).warning("refused a request for a host that is not in ALLOWED_HOSTS")
            return HttpResponseBadRequest("This host is not served here.\n", content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class HeadersAlone:
    """Answers HEAD without a body, which web servers would drop and complain of; a long file is not even begun."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "HEAD":
            if response.streaming:
                response.streaming_content = ()  # type: ignore[attr-defined]  # a streaming response has it
            else:
                response.headers["Content-Length"] = str(len(response.content))
                response.content = b""
        return response


class WithoutTracking:
    """Takes away the parameters by which others follow readers: a shared address works, and nobody reads them."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.META.get("QUERY_STRING", "").split("&")
        kept = [part for part in given if not is_tracking(part.partition("=")[0])]
        if len(kept) < len(given):
            request.META["QUERY_STRING"] = "&".join(kept)
        return self.get_response(request)


def is_tracking(name: str) -> bool:
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


class EquallyLong:
    """Makes every answer at an address of the citizens' form as long as the next, and kept by nobody."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_of_the_form(request.path):
            return self.get_response(request)
        prepare(request)
        return sealed_off(request, self.get_response(request))


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
    """Refuses, with 400, an address whose path or parameters hold NUL bytes, lone surrogates or invalid UTF-8, and one
    with more parameters than anybody reads."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.META.get("QUERY_STRING", "").count("&") >= MOST_PARAMETERS:
            request.META["QUERY_STRING"] = ""  # nobody behind this reads them, the page of the refusal neither
            return self._refuse(request, "", TOO_MANY)
        if not is_text(request.path):
            return self._refuse(request, "")
        for name, values in request.GET.lists():
            if not is_text(name):
                return self._refuse(request, "")
            if not all(map(is_text, values)):
                return self._refuse(request, name)
        return self.get_response(request)

    @staticmethod
    def _refuse(request: HttpRequest, parameter: str, why: str = NOT_TEXT) -> HttpResponse:
        if request.path.startswith(API_PREFIX):
            with override("es" if request.GET.get("language") == "es" else "en"):
                return plain_refusal(400, parameter, _(why))
        return bad_request(request, BadParameter(parameter[:60], _(why)))


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


class ContentSecurityPolicy(CSPMiddleware):
    """django-csp, whose header is built once where a view asks for nothing of its own."""

    OWN = ("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if hasattr(request, "_csp_nonce") or any(hasattr(response, name) for name in self.OWN):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, _usual_policy())
        return response


@cache
def _usual_policy() -> str:
    return str(build_policy())
