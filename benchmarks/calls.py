"""Requests without a network: the whole stack of the public site, called as a web server calls it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from django.core.handlers.wsgi import WSGIHandler
from django.test.utils import override_settings


class Reply(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def weight(self) -> int:
        """Bytes of headers and body as they would travel."""
        return sum(len(name) + len(value) + 4 for name, value in self.headers.items()) + len(self.body)


class Caller:
    """Asks one WSGI application. `middleware`: other than the site's own."""

    def __init__(self, middleware: list[str] | None = None) -> None:
        if middleware is None:
            self.application: Callable = WSGIHandler()
        else:
            with override_settings(MIDDLEWARE=middleware):
                self.application = WSGIHandler()

    def get(self, address: str, **headers: str) -> Reply:
        parts = urlsplit(address)
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": quote(parts.path, safe="/%"), "QUERY_STRING": parts.query,
            "SERVER_NAME": "testserver", "SERVER_PORT": "443", "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "testserver", "HTTP_X_FORWARDED_PROTO": "https", "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "https", "wsgi.input": BytesIO(), "wsgi.errors": BytesIO(), "wsgi.version": (1, 0),
            "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
            **headers,
        }  # fmt: skip
        begun: list = []
        answer = self.application(environ, lambda status, sent: begun.extend((status, sent)))
        try:
            body = b"".join(answer)
        finally:
            answer.close()
        return Reply(int(begun[0][:3]), dict(begun[1]), body)

    def good(self, address: str, **headers: str) -> Reply:
        """The reply, which must be 200."""
        reply = self.get(address, **headers)
        if reply.status != 200:
            raise RuntimeError(f"{address}: {reply.status} {reply.body[:200]!r}")
        return reply
