"""What every test shares: history tables that may be emptied between tests, and the public side's client."""

import random

import pgtrigger
import pytest
from django.test import Client, TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, settings

from config.catalogues import bring_up_to_date
from prisoners.matching import sampling

# A busy machine is no fault of the code: no deadline for an example, and no complaint that making one is slow.
settings.register_profile("todos", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("todos")
bring_up_to_date()  # in a fresh clone nobody has compiled the Spanish texts yet


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keeps the tests of an xdist_group on one worker.

    pytest-xdist 3.8 tells its scheduler the group by the end of a test's id, which it can't write since pytest 9.2
    (pytest-xdist's issue 1386); it then scatters the group without a word. To be removed when that is mended.
    """
    for item in items if getattr(config.option, "loadgroup", False) else ():
        group = item.get_closest_marker("xdist_group")
        if group and not item.nodeid.endswith(f"@{group.args[0]}"):
            item._id = type(item.id).parse(f"{item.nodeid}@{group.args[0]}")


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


class NeverDrawn(random.Random):
    """Dice by which none of the matcher's decisions is drawn."""

    def randrange(self, *args: int) -> int:
        return 1


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch):
    """A test that is about drawn decisions throws its own dice."""
    monkeypatch.setattr(sampling, "dice", NeverDrawn())


@pytest.fixture(autouse=True)
def _in_the_language_of_the_settings():
    """A page leaves its language behind in the thread: each test begins without the one that another left."""
    translation.deactivate()


@pytest.fixture
def public(db) -> Client:
    """A reader: every request runs under the restricted database role."""
    return Client()
