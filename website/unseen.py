"""What every answer of the citizens' form has in common: kept by nobody, as long as the next, silent in every log.

The middleware of the same name (config.middleware) calls `sealed_off` for whatever is answered at an address of the
form, by whomever: the page itself, a refusal before it, a fault behind it.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Callable
from functools import cache, wraps

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from intake.attachments import InMemory
from publication.selection.errors import BadParameter
from website.errors import bad_request, server_error, unavailable
from website.paths import WORDS

SIZE = 16 * 1024
"""Bytes; each answer is filled up to a multiple of it."""
HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
ASKED = ("about", "kind")
"""What a page of the record hands over when the form is opened from it: by POST, for an address stays in the history of
the browser."""
OPENED = "opened_from_a_record"
"""Of a request, once `opens` has read it."""
OURS = "same-origin"
NO_ROOM = (OperationalError, InterfaceError)
"""What the database driver raises when the database is not there."""

View = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("todos.form")


def unseen(view: View, *, too_big: View) -> View:
    """GET and POST of our own pages; a fault is told without what was written."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site", OURS) != OURS:
            # Another site may not make its visitors send what they have not written.
            return bad_request(request)
        try:
            return view(request)
        except RequestDataTooBig:
            return too_big(request)
        except BadParameter as error:
            return bad_request(request, error)
        except (SuspiciousOperation, BadRequest, MultiPartParserError, UnreadablePostError):
            return bad_request(request)
        except Exception as error:  # noqa: BLE001 - its words and variables may be those of a report
            note(error)
            return unavailable(request) if isinstance(error, NO_ROOM) else server_error(request)

    return answer


def note(error: Exception) -> None:
    """One line of the log: which fault, and where. Neither its message nor a variable, for these may hold a report."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    log.error("the citizens' form failed: %s in %s, line %s", type(error).__name__, where.name, where.lineno)


def is_of_the_form(path: str) -> bool:
    return path.startswith(_addresses())


@cache
def _addresses() -> tuple[str, ...]:
    return tuple(f"/{language}/{word}" for language, word in WORDS["tell"].items())


def prepare(request: HttpRequest) -> None:
    """Before anything reads the request: its uploads stay in memory whoever reads them, nothing of it in a report of
    faults, and no answer compressed.

    Compressed, every answer would have a length of its own.
    """
    request.upload_handlers = [InMemory(request)]
    request.sensitive_post_parameters = "__ALL__"  # type: ignore[attr-defined]  # what sensitive_post_parameters sets
    request.META.pop("HTTP_ACCEPT_ENCODING", None)


def sealed_off(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer, filled up and kept by nobody; after words were sent, taken or not, the browser forgets its copies."""
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    response.content += _filling(len(response.content)) if is_html else b"\n" * (-len(response.content) % SIZE)
    if response.headers.get("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))
    for name, value in HEADERS.items():
        response.headers[name] = value
    if request.method == "POST" and not getattr(request, OPENED, False):
        response.headers["Clear-Site-Data"] = '"cache"'
    return response


def opens(request: HttpRequest) -> bool:
    """Whether a POST holds no word of anybody's: it opens the form from a page of the record.

    Reads the body, so it is for the form's own view: what is refused before that is never read. Raises what reading
    it raises, the first time only: Django shows an empty POST from then on.
    """
    is_so = bool(request.POST) and set(request.POST) <= set(ASKED)
    setattr(request, OPENED, is_so)
    return is_so


def _filling(length: int) -> bytes:
    """A comment that nobody can compress away, up to the next multiple of SIZE."""
    frame = b"<!---->"
    missing = -(length + len(frame)) % SIZE
    return frame[:4] + secrets.token_hex(missing // 2 + 1)[:missing].encode() + frame[4:]
