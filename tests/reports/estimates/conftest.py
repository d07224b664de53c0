import pytest

from reports.estimates import families


@pytest.fixture
def short_draws(monkeypatch):
    """Enough turns of the sampler to have an interval; too few to print it."""
    monkeypatch.setattr(families, "BURN_IN", 200)
    monkeypatch.setattr(families, "TURNS", 200)
