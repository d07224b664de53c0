import pytest
from django.db import connections
from django.test import Client

from publication import selection


@pytest.fixture(autouse=True)
def _forget_editions():
    """Editions come and go under the same number between tests; what is kept of them in memory must too."""
    selection.forget()
    yield
    selection.forget()


@pytest.fixture
def one_connection(db):
    """The public side reads over the test's own connection, and so sees what the test has not committed."""
    apart = connections["public"]
    connections["public"] = connections["default"]
    yield
    connections["public"] = apart


@pytest.fixture
def api(one_connection, settings) -> Client:
    """A reader: every request runs under the restricted database role."""
    settings.ROOT_URLCONF = "tests.api.urls"
    return Client()
