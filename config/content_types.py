"""What a request says of its own encoding, taken away: all that our pages send is UTF-8, and they do not say so.

Django reads a body, and the parameters of the address too, in whatever encoding the request names. Python knows some in
which nothing can be read ("idna", "hex"), and it knows none of those that somebody makes up: a fault on any page of
ours, in part before our middleware is reached.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]
KEPT = "boundary"


def in_utf_8(application: Application) -> Application:
    """The application, told nothing of encodings: what comes is read as UTF-8, or is refused for not being it."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        environ["CONTENT_TYPE"] = plain(environ.get("CONTENT_TYPE", ""))
        return application(environ, start_response)

    return answer


def plain(content_type: str) -> str:
    """The type alone, and where the parts of a form are parted."""
    kind, *parameters = content_type.split(";")
    kept = [one for one in parameters if one.partition("=")[0].strip().lower() == KEPT]
    return ";".join([kind, *kept])
