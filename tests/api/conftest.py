import pytest
from django.db import connections
from django.test import Client


@pytest.fixture
def one_connection(db):
    """The public side reads over the test's own connection, and so sees what the test has not committed."""
    apart = connections["public"]
    connections["public"] = connections["default"]
    yield
    connections["public"] = apart


@pytest.fixture
def api(one_connection) -> Client:
    """A reader: every request runs under the restricted database role."""
    return Client()
