"""Whatever a request says of its encoding, it is read as UTF-8 and is no fault of ours."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIRequest

from config import wsgi
from config.content_types import in_utf_8, plain

PART = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nG\xc3\xbcines\r\n--x--\r\n'
FORMS = {"multipart/form-data; boundary=x": PART, "application/x-www-form-urlencoded": b"text=G%C3%BCines"}
# Encodings in which nothing can be read, that nobody knows, or in which UTF-8 is something else.
SAID = ["charset=idna", "charset=undefined", "CHARSET=hex", " charset = punycode", "charset=zqx", "charset*=zqx''x",
        "charset=latin-1", "charset=utf-16", "charset=unicode_escape", "x*=zqx''x", 'charset="utf-7"']  # fmt: skip


def read(kind: str, body: bytes) -> WSGIRequest:
    """The request as Django gets it from the server."""
    got: dict[str, Any] = {}
    environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": "/", "QUERY_STRING": "q=G%C3%BCines", "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body), "SERVER_NAME": "x", "SERVER_PORT": "80",
    }  # fmt: skip
    in_utf_8(lambda environ, _start: got.update(environ) or ())(environ, None)
    return WSGIRequest(got)


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("kind", FORMS)
def test_forms_and_addresses_are_read_as_utf_8(kind, said):
    request = read(f"{kind}; {said}", FORMS[kind])
    assert request.POST["text"] == request.GET["q"] == "Güines"


@pytest.mark.parametrize("said", SAID)
def test_an_address_is_read_whatever_a_request_without_a_form_says(said):
    assert read(f"text/plain; {said}", b"").GET["q"] == "Güines"


def test_of_a_content_type_the_type_and_the_boundary_stay():
    assert plain("multipart/form-data; charset=x; boundary=----abc=; a=b") == "multipart/form-data; boundary=----abc="
    assert plain("application/json") == "application/json" and plain("") == ""


def test_the_servers_entry_goes_through_it():
    assert wsgi.application.__module__ == in_utf_8.__module__
