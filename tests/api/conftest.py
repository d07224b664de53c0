import pytest
from django.test import Client


@pytest.fixture
def api(db) -> Client:
    """A partner outlet: every request runs under the restricted database role."""
    return Client()
