"""The card of an announcement: the only address that other sites may frame, light, and with nothing to steal."""

import re
from datetime import date
from html import unescape

import pytest

from tests.publication import records
from tests.website.test_announcement import ADDRESSES, CARD, ENGLISH, PAGE, text_of


def test_only_the_card_may_be_framed(public, record):
    for address in ADDRESSES:
        headers = public.get(address).headers
        policy = headers["Content-Security-Policy"]
        if "/tarjeta/" in address or "/card/" in address:
            assert "frame-ancestors *" in policy and "X-Frame-Options" not in headers
            for closed in ("default-src", "script-src", "connect-src", "form-action", "font-src", "base-uri"):
                assert f"{closed} 'none'" in policy, closed
        else:
            assert "frame-ancestors 'none'" in policy and headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("query", ["?as_of=ayer", "?otra=1"])
def test_an_error_of_the_card_shows_nothing_to_steal(public, record, query):
    response = public.get(CARD + query)
    assert response.status_code == 400
    assert "Yoandri" not in response.content.decode()


@pytest.mark.parametrize(
    ("address", "status"),
    [(f"{CARD}?as_of=ayer", 400), (f"{CARD}?edition=9", 404), ("/es/anuncios/nada/tarjeta/", 404)],
)
def test_what_is_no_card_may_not_be_framed(public, record, address, status):
    response = public.get(address)
    assert response.status_code == status
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"


def test_a_card_that_has_not_changed_may_be_framed_still(public, record):
    tag = public.get(CARD).headers["ETag"]
    response = public.get(CARD, headers={"if-none-match": tag})
    assert response.status_code == 304 and "X-Frame-Options" not in response.headers
    assert "frame-ancestors *" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", [CARD, f"{ENGLISH}card/"])
def test_card_is_light_and_leads_out_of_its_frame(public, record, address):
    response = public.get(address)
    html = response.content.decode()
    links = re.findall(r"<a [^>]*>", html)
    assert len(response.content) < 4_000
    assert len(links) >= 5 and all('target="_top"' in link for link in links)
    assert "<script" not in html and "style=" not in html
    assert "edición 1" in html or "edition 1" in html
    assert "31 de marzo de 2025" in html or "31 March 2025" in html
    assert "inventadas" in html or "invented" in html


def test_card_and_its_style_are_under_ten_kilobytes(public, record, settings):
    style = settings.ROOT / "website" / "static" / "card.css"
    assert len(public.get(CARD).content) + style.stat().st_size < 10_000


def test_pinned_card_stays_and_the_other_follows(public, record):
    records.edition(2, as_of=date(2025, 4, 30), is_demo=False)
    pinned, newest = text_of(public, f"{CARD}?edition=1"), text_of(public, CARD)
    assert "edición 1" in pinned and "edition=1" in pinned
    assert "edición 2" in newest and "edition=" not in newest
    assert "inventadas" in pinned and "inventadas" not in newest


def test_announcement_offers_both_frames_to_copy(public, record):
    html = unescape(text_of(public, PAGE))
    frames = re.findall(r'<iframe src="([^"]+)"', html)
    assert frames[-1] == f"http://testserver{CARD}?edition=1"
    assert f"<code>http://testserver{CARD}</code>" in html
    day = re.findall(r'<iframe src="([^"]+)"', unescape(text_of(public, f"{PAGE}?as_of=2025-02-01")))
    assert day[-1] == f"http://testserver{CARD}?as_of=2025-02-01&edition=1"
