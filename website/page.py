"""What every public page does: know its edition, answer 304 before any work, and say how long it may be kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language

from publication.selection.editions import mark_of
from publication.selection.errors import BadParameter, NothingPublished, UnknownEdition
from website.errors import bad_request, not_found
from website.labels import Named, labels_of
from website.links import Links
from website.moment import Moment, moment_of
from website.parameters import refuse_unknown

KEPT_FOR = 300
"""Seconds for which an answer may be kept unasked, one of a former edition too: whoever may no longer be named is gone
from there as well, and must be gone from every copy within them."""

View = Callable[..., HttpResponseBase]


def page(view: View, *, empty: View | None = None) -> View:
    """Calls `view(request, moment, …)`, unless the reader has this very page already.

    The entity tag is made of the edition, the newest edition (a page names those that came after it), the language,
    the whole address and the state of our templates: nothing else can change a page. A page of an edition named in the
    address is kept longer than one of the newest. `empty(request)` answers while nothing has been published.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        try:
            refuse_unknown(request)
            moment = moment_of(request)
            tag = entity_tag(request, moment)
            response = get_conditional_response(request, etag=tag) or view(request, moment, *args, **kwargs)
        except NothingPublished:
            return empty(request) if empty else show(request, None, "empty.html")
        except UnknownEdition as error:
            return not_found(request, error)
        except BadParameter as error:
            return bad_request(request, error)
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            response.headers["Cache-Control"] = "no-store"
            return response
        response.headers["ETag"] = tag
        response.headers["Cache-Control"] = f"public, max-age={KEPT_FOR}"
        return response

    return answer


def show(
    request: HttpRequest, moment: Moment | None, template: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """The template with what every page needs: its moment, language, links and the labels of the edition's codes."""
    language = get_language() or "es"
    labels = labels_of(moment.edition) if moment else None
    shared = {
        "moment": moment,
        "edition": moment.edition if moment else None,
        "language": language,
        "links": Links(request, moment),
        "label": labels.bound(language) if labels else None,
        "spanish": labels.bound("es") if labels else None,
        "named": Named(language),
    }
    return render(request, template, {**shared, **context}, using=f"public-{language}", status=status)


def entity_tag(request: HttpRequest, moment: Moment) -> str:
    about = [
        mark_of(moment.edition),
        moment.edition.digest,
        get_language(),
        request.get_full_path(),
        build(),
    ]
    return f'"{sha256(repr(about).encode()).hexdigest()[:32]}"'


@cache
def build() -> str:
    """A digest of what pages are made of besides the record: templates, styles, texts and this program."""
    root = Path(settings.ROOT)
    parts = (
        "templates/website/**/*",
        "website/**/*.py",
        "publication/texts/*.md",
        "website/static/*",
        "reports/**/*.py",
        "publication/**/*.py",
        "chronology/**/*.py",
        "locale/**/*.mo",
    )
    files = sorted(path for part in parts for path in root.glob(part) if path.is_file())
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()
