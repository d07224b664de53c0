"""What the API says when it can't answer: which parameter, why, and nothing of how it works inside."""

from __future__ import annotations

from typing import Any

from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, MethodNotAllowed, NotFound
from rest_framework.response import Response

from publication import selection
from reports import errors as figure_errors


class NotModified(Exception):
    """The reader has this very answer already."""


class ErrorSerializer(serializers.Serializer):
    parameter = serializers.CharField(allow_blank=True, help_text="The parameter that is wrong; empty for none.")
    message = serializers.CharField(help_text="What is wrong with it.")


class ErrorAnswerSerializer(serializers.Serializer):
    error = ErrorSerializer()


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an exception of a view; None for one that is our fault, which is logged and answered with 500."""
    match error:
        case NotModified():
            return Response(status=status.HTTP_304_NOT_MODIFIED)
        case selection.UnknownEdition():
            return refusal(status.HTTP_404_NOT_FOUND, error.parameter, error.message)
        case selection.BadParameter() | figure_errors.BadParameter():
            return refusal(status.HTTP_400_BAD_REQUEST, error.parameter, error.message)
        case figure_errors.UnknownFigure():
            return refusal(status.HTTP_404_NOT_FOUND, "id", _("There is no such figure."))
        case figure_errors.NothingPublished():
            return refusal(status.HTTP_404_NOT_FOUND, "edition", _("Nothing has been published yet."))
        case Http404() | NotFound():
            return refusal(status.HTTP_404_NOT_FOUND, "", _("There is nothing at this address."))
        case MethodNotAllowed():
            return refusal(
                error.status_code, "", _("The record can only be read."), headers={"Allow": "GET, HEAD, OPTIONS"}
            )
        case APIException():
            return refusal(error.status_code, "", _("The request can't be understood."))
    return None


def plain_refusal(code: int, parameter: str, message: str) -> JsonResponse:
    """The same answer from before any view, for whoever asks from a page of another site too."""
    body = {"error": {"parameter": parameter[:60], "message": message}}
    return JsonResponse(body, status=code, headers={"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"})


def refusal(code: int, parameter: str, message: str, **options: Any) -> Response:
    return Response({"error": {"parameter": parameter[:60], "message": message}}, status=code, **options)
