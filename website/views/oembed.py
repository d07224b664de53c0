"""The address that programs ask for a frame of ours (website/oembed.py)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from publication.selection.editions import edition_of
from publication.selection.errors import BadParameter, NothingPublished, UnknownParameter
from website.moment import Moment, only
from website.oembed import answer
from website.page import KEPT_FOR, entity_tag

TAKES = ("url", "format", "maxwidth", "maxheight")
ANYWHERE = {"Access-Control-Allow-Origin": "*"}


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """200 with JSON; 400 naming the parameter that is wrong; 404 for an address that has no frame, whatever the reason;
    501 for XML, as its specification wants."""
    with override("en"):
        try:
            for name in request.GET:
                if name not in TAKES:
                    raise UnknownParameter(name, TAKES)
            form = only(request.GET, "format")
            if form == "xml":
                return _refusal(HTTPStatus.NOT_IMPLEMENTED, "format", _("expected json, or nothing"))
            if form not in ("", "json"):
                raise BadParameter("format", _("expected json, or nothing"))
            told = answer(request)
            newest = edition_of("", "")
        except BadParameter as error:
            if isinstance(error, NothingPublished):
                return _refusal(HTTPStatus.NOT_FOUND, "url", error.message)
            return _refusal(HTTPStatus.BAD_REQUEST, error.parameter, error.message)
        except Http404:
            message = _("There is nothing at this address that can be shown in a frame.")
            return _refusal(HTTPStatus.NOT_FOUND, "url", message)
        tag = entity_tag(request, Moment(newest, newest.as_of, False, False))
        response = get_conditional_response(request, etag=tag) or JsonResponse(told, headers=ANYWHERE)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = f"public, max-age={KEPT_FOR}"
    return response


def _refusal(status: HTTPStatus, parameter: str, message: str) -> JsonResponse:
    body: dict[str, Any] = {"error": {"parameter": parameter[:60], "message": message}}
    return JsonResponse(body, status=status, headers={**ANYWHERE, "Cache-Control": "no-store"})
