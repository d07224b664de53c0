"""What stands before every view: strange hosts, followers of readers, addresses that are no text, no database."""

from __future__ import annotations

import json
import logging

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from config.middleware import DatabaseUnavailable, HeadersAlone, OurHost, WellFormedText, WithoutTracking


def failing(error: Exception):
    def view(request):
        raise error

    return view


def served(request) -> HttpResponse:
    return HttpResponse("served")


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_database_that_is_away_is_503_and_says_when_to_come_back(error):
    for answer in (
        DatabaseUnavailable(failing(error))(RequestFactory().get("/es/")),
        DatabaseUnavailable(served).process_exception(RequestFactory().get("/es/"), error),
    ):
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "60"
        assert "Vuelva a intentarlo" in answer.content.decode()
        assert "gone" not in answer.content.decode()


def test_other_faults_are_left_to_others():
    with pytest.raises(ZeroDivisionError):
        DatabaseUnavailable(failing(ZeroDivisionError()))(RequestFactory().get("/es/"))
    assert DatabaseUnavailable(served).process_exception(RequestFactory().get("/es/"), ZeroDivisionError()) is None


@pytest.mark.parametrize("query", ["q=%00", "q=%ff", "%00=1", "q=a&q=%C3%28", "q=%ed%a0%80"])
def test_parameters_that_are_no_text_are_refused(query):
    assert WellFormedText(served)(RequestFactory().get(f"/es/?{query}")).status_code == 400


@pytest.mark.parametrize("query", ["", "q=", "q=Muñiz", "q=%F0%9F%95%8A", "q=%C3%B1"])
def test_text_of_any_writing_is_served(query):
    assert WellFormedText(served)(RequestFactory().get(f"/es/?{query}")).content == b"served"


@pytest.mark.parametrize(
    ("query", "parameter"), [("q=%00", "q"), ("as_of=1&q=%ff", "q"), ("%00=1", ""), ("q=a&q=%C3%28", "q")]
)
def test_api_says_in_its_own_form_which_parameter_is_no_text(query, parameter):
    answer = WellFormedText(served)(RequestFactory().get(f"/api/v1/prisoners/?{query}"))
    assert answer.status_code == 400
    assert json.loads(answer.content)["error"]["parameter"] == parameter
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_page_names_the_parameter_that_is_no_text():
    assert "«q»" in WellFormedText(served)(RequestFactory().get("/es/?q=%ff")).content.decode()


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("utm_source=x&q=a&fbclid=1", "q=a"),
        ("gclid=1", ""),
        ("q=a&q=b", "q=a&q=b"),
        ("zzz=1&utm_campaign", "zzz=1"),
        ("fbclidx=1", "fbclidx=1"),
    ],
)
def test_what_follows_readers_is_taken_away(query, kept):
    def view(request):
        assert request.META["QUERY_STRING"] == request.GET.urlencode() == kept
        return served(request)

    assert WithoutTracking(view)(RequestFactory().get(f"/es/?{query}")).content == b"served"


def test_strange_host_is_refused_in_one_line_that_names_nobody(caplog):
    with caplog.at_level(logging.INFO):
        answer = OurHost(served)(RequestFactory().get("/es/", headers={"host": "evil.example"}))
    assert answer.status_code == 400
    (line,) = caplog.records
    assert line.exc_info is None
    assert "evil" not in line.getMessage() + answer.content.decode()


def test_our_host_is_served():
    assert OurHost(served)(RequestFactory().get("/es/")).content == b"served"


def test_head_has_the_headers_of_get_and_no_body():
    answer = HeadersAlone(served)(RequestFactory().head("/es/"))
    assert (answer.content, answer.headers["Content-Length"]) == (b"", "6")
    assert HeadersAlone(served)(RequestFactory().get("/es/")).content == b"served"


def test_head_of_a_file_does_not_begin_it():
    def never():
        raise AssertionError
        yield b""

    answer = HeadersAlone(lambda _: StreamingHttpResponse(never()))(RequestFactory().head("/es/"))
    assert b"".join(answer.streaming_content) == b""
