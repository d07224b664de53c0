"""Where a request comes from: the newsroom and the citizens' form, which may not know each other, say the same."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from editorial.accounts import throttling
from website import telling

CASES = [
    ("192.0.2.77", "", 1, "192.0.2.0/24"),
    ("127.0.0.1", "192.0.2.77", 1, "192.0.2.0/24"),
    ("127.0.0.1", "203.0.113.9, 192.0.2.77", 1, "192.0.2.0/24"),  # the first was written by whoever asks
    ("127.0.0.1", "203.0.113.9, 192.0.2.77", 2, "203.0.113.0/24"),
    ("192.0.2.77", "203.0.113.9", 0, "192.0.2.0/24"),
    ("192.0.2.77", "203.0.113.9", 2, "192.0.2.0/24"),
    ("2001:db8:1:2::3", "", 1, "2001:db8:1::/48"),
    ("::ffff:192.0.2.77", "", 1, "192.0.2.0/24"),
    ("127.0.0.1", "no address", 1, "unknown"),
    ("", "", 1, "unknown"),
]


@pytest.mark.parametrize("network", [throttling.network, telling.network])
@pytest.mark.parametrize(("address", "forwarded", "proxies", "told"), CASES)
def test_a_request_comes_from_one_neighbourhood(network, address, forwarded, proxies, told, settings):
    settings.PROXIES_IN_FRONT = proxies
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert network(RequestFactory().get("/", REMOTE_ADDR=address, **headers)) == told
