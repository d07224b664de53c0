"""What a page costs a reader on a slow and metered line, and what every answer says of its safety."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser

import pytest

from tests.site.conftest import Site
from tests.site.pages import FORMS, FRAMES, KINDS, REFUSED, address

pytestmark = pytest.mark.xdist_group("site")

KILOBYTE = 1024
PAGE, HOME, REQUESTS = 50 * KILOBYTE, 14 * KILOBYTE, 4

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class _Resources(HTMLParser):
    """Addresses that a browser fetches by itself."""

    LOADING = ("stylesheet", "icon", "preload", "preconnect", "dns-prefetch", "prefetch", "manifest", "modulepreload")

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        for name in ("src", "srcset", "data", "poster", "xlink:href"):
            if name in given:
                self.addresses.append(given[name])
        if tag == "link" and set(given.get("rel", "").split()) & set(self.LOADING):
            self.addresses.append(given["href"])
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        is_data = given == {"type": "application/ld+json"}  # no browser runs it
        if tag == "style" or (tag == "script" and "src" not in given and not is_data):
            self.inline.append(tag)


def resources(html: str) -> _Resources:
    found = _Resources()
    found.feed(html)
    return found


def on_the_wire(site: Site, path: str) -> tuple[int, str]:
    """Bytes that travel for this address, compressed, and the text that they hold."""
    status, headers, body = site.get(path, **{"Accept-Encoding": "gzip"})
    assert status in (200, 400, 404), (status, path)
    packed = headers.get("Content-Encoding") == "gzip"
    return len(body), (gzip.decompress(body) if packed else body).decode()


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("kind", [*KINDS, *FRAMES, *FORMS, *REFUSED])
def test_page_is_light_and_whole_without_other_hosts(site, kind, language):
    size, html = on_the_wire(site, address(kind, language))
    found = resources(html)
    assert all(re.match(r"/(?!/)", one) for one in found.addresses), found.addresses
    assert not found.inline, "the policy of the page would refuse it"
    wanted = set(found.addresses)
    assert 1 + len(wanted) <= REQUESTS, wanted
    assert size + sum(on_the_wire(site, one)[0] for one in wanted) <= PAGE
    assert kind != "home" or size <= HOME


@pytest.mark.parametrize("spoilt", ["<b style='color:red'>", "<script>1</script>", "<img src=//evil.example/x>"])
def test_what_a_page_must_not_hold_is_seen(spoilt):
    found = resources(f"<main>{spoilt}")
    assert found.inline or not all(re.match(r"/(?!/)", one) for one in found.addresses)


@pytest.mark.parametrize("kind", [*KINDS, *FRAMES])
def test_page_that_the_reader_has_is_not_sent_again(site, kind):
    for path in (address(kind, "es"), address(kind, "en")):
        _, headers, _ = site.get(path)
        assert headers["Cache-Control"].startswith("public, max-age=")
        status, again, body = site.get(path, **{"If-None-Match": headers["ETag"]})
        assert (status, body) == (304, b""), path
        assert again["ETag"] == headers["ETag"]


def test_tag_of_a_compressed_page_answers_304_too(site):
    _, headers, _ = site.get("/es/", **{"Accept-Encoding": "gzip"})
    assert headers["ETag"].startswith('"') and headers["ETag"] != site.get("/es/")[1]["ETag"]
    assert site.get("/es/", **{"If-None-Match": headers["ETag"], "Accept-Encoding": "gzip"})[0] == 304


def test_languages_and_editions_have_tags_of_their_own(site):
    paths = ("/es/", "/en/", "/es/?edition=1", "/es/?edition=2", "/es/?as_of=2025-01-14")
    assert len({site.get(path)[1]["ETag"] for path in paths}) == len(paths)


def test_api_answers_304_too(site):
    for path in ("/api/v1/prisoners/", "/api/v1/figures/in_prison/", "/api/v1/editions/"):
        _, headers, _ = site.get(path)
        assert site.get(path, **{"If-None-Match": headers["ETag"]})[0] == 304, path


@pytest.mark.parametrize(
    "path",
    [
        *(address(kind, "es") for kind in (*KINDS, *FORMS, *REFUSED)),
        "/",
        "/api/v1/figures/in_prison/",
        "/api/v1/prisoners/?zzz=1",
        "/es/personas/todos.csv?q=yoandry+peres",
        "/healthz",
    ],
)
def test_every_answer_is_safe_by_its_headers(site, path):
    _, headers, _ = site.get(path)
    stated = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert stated == POLICY
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_newsroom_keeps_its_origin_and_nothing_else(site):
    """Its forms are checked against where they come from; other hosts learn nothing."""
    _, headers, _ = site.get("/admin/login/")
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("kind", [*KINDS, *FRAMES, *FORMS, *REFUSED])
def test_public_page_sets_no_cookie(site, kind):
    assert "Set-Cookie" not in site.get(address(kind, "es"))[1]


def test_static_files_are_kept_for_ever(site):
    _, html = on_the_wire(site, "/es/")
    for one in resources(html).addresses:
        assert "immutable" in site.get(one)[1]["Cache-Control"], one
