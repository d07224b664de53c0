"""What other sites may show in a frame: cards and charts, each as a page of text and style that says where it is from.

Nothing else of ours may be framed, a refusal neither. A frame needs no script; one that is asked with `resize=1` tells
the page around it how tall it is (website/static/frame.js), which that page may use or not (embed.js).
"""

from __future__ import annotations

from functools import wraps
from http import HTTPStatus
from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt

from publication.selection.errors import BadParameter
from reports.charts.picture import height_of
from reports.charts.svg import WIDTH
from website.moment import only
from website.page import View
from website.parameters import RESIZE

OF_FRAME = {
    "frame-ancestors": ["*"],
    **dict.fromkeys(("script-src", "connect-src", "form-action", "font-src"), [NONE]),
    "img-src": [SELF],
}
"""What a page that others may frame is allowed: its style, its icon, its links."""

WIDE = 600
"""The width that we offer, in pixels; narrower does as well."""
ANNOUNCEMENT_CARD = 460
FIGURE_CARD = 260
AROUND_A_CHART = 200
WIDEST_CHART = 440
"""In pixels, of a chart in its frame (card.css)."""


def height_for(drawing: Any) -> int:
    """Of the frame of a chart, in pixels: enough for the widest drawing and what is written around it."""
    return round(height_of(drawing) * WIDEST_CHART / WIDTH) + AROUND_A_CHART


def framed(view: View) -> View:
    """Lets other sites frame what it shows, and shows nothing but text and style. A refusal is no card: nobody may."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code not in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED):
            return response
        policy = {**OF_FRAME, "script-src": [SELF]} if request.GET.get(RESIZE) else OF_FRAME
        return csp_replace(policy)(xframe_options_exempt(lambda _request: response))(request)

    return answer


def resizes(request: HttpRequest) -> bool:
    """Whether the frame is to tell its height. Raises BadParameter."""
    text = only(request.GET, RESIZE)
    if text not in ("", "1"):
        raise BadParameter(RESIZE, _("expected 1, or nothing"))
    return text == "1"
