"""What stands before every view: a database that is away, and addresses that are no text."""

from __future__ import annotations

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from config.middleware import DatabaseUnavailable, WellFormedText


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
