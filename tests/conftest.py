"""What every test shares: history tables that may be emptied between tests, and the public side's client."""

import pgtrigger
import pytest
from django.test import Client, TransactionTestCase
from hypothesis import HealthCheck, settings

from config.catalogues import bring_up_to_date

# A busy machine is no fault of the code: no deadline for an example, and no complaint that making one is slow.
settings.register_profile("todos", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("todos")
bring_up_to_date()  # in a fresh clone nobody has compiled the Spanish texts yet


@pytest.fixture(scope="session", autouse=True)
def _history_may_be_flushed():
    """Append-only history refuses the flush that ends a transactional test; only there it is let through."""
    teardown = TransactionTestCase._fixture_teardown

    def flush(self):
        with pgtrigger.ignore():
            teardown(self)

    TransactionTestCase._fixture_teardown = flush
    yield
    TransactionTestCase._fixture_teardown = teardown


@pytest.fixture
def public(db) -> Client:
    """A reader: every request runs under the restricted database role."""
    return Client()
