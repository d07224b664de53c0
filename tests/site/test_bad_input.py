"""Addresses that nobody should write, and somebody will: each is answered in words, none with a fault of ours."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import pytest

from tests.site.conftest import Site

pytestmark = pytest.mark.xdist_group("site")

TEN_KILOBYTES = "a" * 10_000

NOT_TEXT = ["%00", "%ff", "%C3%28", "%ed%a0%80"]
"""NUL; bytes that are no UTF-8; a surrogate."""

# What is wrong with it: the parameter that the answer must name, the query, the status.
OF_PAGES = [
    ("edition", "/es/personas/?edition=abc", 400),
    ("edition", "/es/?edition=-1", 400),
    ("edition", "/es/?edition=99999999999999999999", 400),
    ("edition", "/es/?edition=1&edition=2", 400),
    ("page_size", "/es/personas/?page_size=1000000000", 400),
    ("page_size", "/es/personas/?page_size=0", 400),
    ("cursor", "/es/personas/?cursor=zzz", 400),
    ("as_of", "/es/?as_of=abc", 400),
    ("as_of", "/es/?as_of=1900-01-01", 400),
    ("as_of", "/es/?as_of=9999-12-31", 400),
    ("as_of", "/es/?as_of=2025-02-30", 400),
    ("as_of", "/es/personas/?as_of=20250114", 400),
    ("as_of", "/es/?as_of=2099-01-01", 400),
    ("known_at", "/es/?known_at=abc", 400),
    ("known_at", "/es/?known_at=2099-01-01", 400),
    ("known_at", "/es/cifras/in_prison/?known_at=2025-03-31&edition=1", 400),
    ("of", "/es/cifras/in_prison/grafico.png?of=zzz", 400),
    ("from", "/es/cifras/release_type/?from=2025-03-01&to=2025-01-01", 400),
    ("zzz", "/es/personas/?zzz=1", 400),
    ("zzz", "/es/excarcelaciones/?zzz=1", 400),
    ("zzz", "/es/?zzz=1", 400),
    ("zzz", "/?zzz=1", 400),
    ("zzz", "/es/cifras/?zzz=1", 400),
    ("zzz", "/es/cifras/in_prison/?zzz=1", 400),
    ("days", "/es/cifras/in_prison/?days=9", 400),
    ("zzz", "/es/cifras/in_prison/quienes/?zzz=1", 400),
    ("zzz", "/es/cifras/in_prison/todos.csv?zzz=1", 400),
    ("zzz", "/es/cifras-publicadas/?zzz=1", 400),
    ("zzz", "/es/anuncios/anuncio-553/?zzz=1", 400),
    ("zzz", "/es/ediciones/?zzz=1", 400),
    ("zzz", "/es/datos/?zzz=1", 400),
    ("as_of", "/es/?as_of=2025-W01-1", 400),
    ("as_of", "/es/?as_of=+2025-01-14", 400),
    ("as_of", "/es/personas/?as_of=2025-1-14", 400),
    ("as_of", "/es/cifras/in_prison/?as_of=2025-W01-1", 400),
    ("left_after", "/es/excarcelaciones/?left_after=2025-W01-1", 400),
    ("edition", "/es/?edition=+1", 400),
    ("edition", "/es/?edition=%2B1", 400),
    ("edition", "/es/personas/?edition=01", 400),
    ("edition", "/es/cifras/in_prison/?edition=%D9%A1", 400),
    ("days", "/es/cifras/reimprisoned/?days=090", 400),
    ("list", "/es/personas/?list=zzz", 400),
    ("list", "/es/cifras/listed/?list=zzz", 400),
    ("lists", "/es/cifras/overlap/?lists=zzz", 400),
    ("of", "/es/cifras/in_prison/quienes/?of=zzz", 400),
    ("after", "/es/cifras/in_prison/quienes/?after=abc", 400),
    ("days", "/es/cifras/reimprisoned/?days=99999999999999999999", 400),
]
OF_THE_API = [
    ("edition", "prisoners/?edition=999", 404),
    ("edition", "prisoners/?edition=abc", 400),
    ("edition", "prisoners/?edition=99999999999999999999", 400),
    ("edition", "figures/in_prison/?edition=999", 404),
    ("known_at", "prisoners/?known_at=2024-12-31", 404),
    ("known_at", "figures/in_prison/?known_at=2099-01-01", 400),
    ("known_at", "releases/?known_at=2025-03-31&edition=1", 400),
    ("as_of", "figures/in_prison/?as_of=2099-01-01", 400),
    ("as_of", "prisoners/?as_of=2099-01-01", 400),
    ("edition", "figures/in_prison/history/?edition=999", 404),
    ("page_size", "prisoners/?page_size=1000000000", 400),
    ("page_size", "releases/?page_size=-1", 400),
    ("cursor", "prisoners/?cursor=zzz", 400),
    ("as_of", "prisoners/?as_of=abc", 400),
    ("as_of", "prisoners/?as_of=1900-01-01", 400),
    ("as_of", "figures/in_prison/?as_of=1900-01-01", 400),
    ("as_of", "figures/in_prison/?as_of=9999-12-31", 400),
    ("from", "figures/release_type/?from=2025-03-01&to=2025-01-01", 400),
    ("from", "figures/listed_new/?list=pd-demo&from=2025-03-01&to=2025-01-01", 400),
    ("edition", "prisoners/?edition=+1", 400),
    ("edition", "releases/?edition=01", 400),
    ("as_of", "prisoners/?as_of=2025-W01-1", 400),
    ("as_of", "prisoners/?as_of=2025-1-14", 400),
    ("as_of", "releases/?as_of=2025-02-30", 400),
    ("left_after", "releases/?left_after=2025-1-4", 400),
    ("as_of", "figures/in_prison/?as_of=2025-W01-1", 400),
    ("page_size", "releases/?page_size=05", 400),
    ("zzz", "?zzz=1", 400),
    ("zzz", "prisoners/?zzz=1", 400),
    ("zzz", "figures/in_prison/?zzz=1", 400),
    ("list", "prisoners/?list=zzz", 400),
    ("list", "figures/listed/?list=zzz", 400),
    ("id", "figures/zzz/", 404),
    ("announcement", "figures/announced_verified/?announcement=zzz", 400),
    ("breakdown", "figures/in_prison/?breakdown=zzz", 400),
    ("days", "figures/reimprisoned/?announcement=anuncio-553&days=-5", 400),
]


@pytest.mark.parametrize(("parameter", "path", "status"), OF_PAGES)
def test_page_names_the_parameter_that_is_wrong(site, parameter, path, status):
    answered, _, body = site.get(path)
    assert answered == status
    page = body.decode()
    assert f"«{parameter}»" in page or f'<a href="#{parameter}">' in page, "in words, or by a link to its field"


@pytest.mark.parametrize(("parameter", "path", "status"), OF_THE_API)
def test_api_names_the_parameter_that_is_wrong(site, parameter, path, status):
    answered, headers, body = site.get(f"/api/v1/{path}")
    assert answered == status
    assert headers["Content-Type"] == "application/json"
    told = json.loads(body)["error"]
    assert told["parameter"] == parameter
    assert told["message"]


@pytest.mark.parametrize("start", ["/es/personas/?q=", "/es/?edition=", "/api/v1/prisoners/?q=", "/api/v1/prisoners/?"])
@pytest.mark.parametrize("bytes_", NOT_TEXT)
def test_what_is_no_text_is_refused(site, start, bytes_):
    status, _, body = site.get(start + bytes_)
    assert status == 400
    assert body


@pytest.mark.parametrize("start", ["/es/", "/es/personas/", "/es/cifras/", "/id/", "/api/v1/prisoners/", "/zzz"])
@pytest.mark.parametrize("bytes_", NOT_TEXT)
def test_no_page_has_an_address_that_is_no_text(site, start, bytes_):
    assert site.get(f"{start}{bytes_}/")[0] in (400, 404)


@pytest.mark.parametrize(
    "path",
    [
        "/es/?edition=999",
        "/es/personas/?edition=999",
        "/es/cifras/zzz/",
        "/es/cifras/zzz/quienes/",
        "/es/anuncios/zzz/",
        "/es/personas/zzz/",
        "/es/personas/00000000-0000-0000-0000-000000000000/",
        "/fr/",
        "/zzz",
        "/es/people/",
    ],
)
def test_page_that_does_not_exist_is_404_in_words(site, path):
    status, _, body = site.get(path, **{"Accept-Language": "es"})
    assert status == 404
    assert "Esa página no existe" in body.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/zzz/",
        "/api/v1/prisoners/zzz/",
        "/api/v1/prisoners/00000000-0000-0000-0000-000000000000/",
    ],
)
def test_api_says_in_its_own_words_that_nothing_is_there(site, path):
    status, headers, body = site.get(path)
    assert status == 404
    assert json.loads(body)["error"]["message"]
    assert headers["Content-Type"] == "application/json"


def long_of(site: Site, path: str) -> int:
    return site.get(f"{path}{TEN_KILOBYTES}")[0]


@pytest.mark.parametrize(
    "path",
    [
        "/es/personas/?q=",
        "/api/v1/prisoners/?q=",
        "/api/v1/prisoners/?province=",
        "/es/personas/?cursor=",
        "/es/cifras/overlap/?lists=",
        "/es/",
    ],
)
def test_text_of_ten_kilobytes_is_refused(site, path):
    assert long_of(site, path) in (400, 404, 414)


@pytest.mark.parametrize(
    "q",
    [
        "%27%3B+DROP+TABLE+publication_edition%3B--",
        "%25%25%25",
        "_",
        "%5C",
        "%22%22",
        "%28%29%7C%26%21",
        "%F0%9F%95%8A",
        "+",
    ],
)
def test_odd_texts_are_searched_for_as_they_are(site, q):
    for path in ("/es/personas/", "/api/v1/prisoners/"):
        assert site.get(f"{path}?q={q}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(
    "path", ["/", "/es/", "/es/personas/", "/api/v1/", "/api/v1/prisoners/", "/api/v1/figures/in_prison/", "/healthz"]
)
def test_the_record_can_only_be_read(site, path, method):
    status, headers, _ = site.get(path, method=method)
    assert status == 405
    assert {"GET", "HEAD"} <= set(headers["Allow"].split(", "))


@pytest.mark.parametrize("path", ["/es/", "/es/personas/", "/es/personas/todos.csv", "/es/datos/", "/api/v1/"])
def test_what_follows_readers_does_no_harm(site, path):
    assert site.get(f"{path}?utm_source=carta&fbclid=1")[0] == 200


@pytest.mark.parametrize("path", ["/es/", "/es/personas/todos.csv", "/api/v1/prisoners.csv", "/api/v1/", "/zzz"])
def test_head_and_strange_hosts_leave_no_complaint_in_the_log(site, path):
    before = site.log.read_text().count("\n")
    assert site.get(path, method="HEAD")[2] == b""
    assert site.log.read_text().count("\n") == before
    assert site.get(path, Host="evil.example")[0] == 400
    assert site.log.read_text().count("\n") <= before + 1


@pytest.mark.parametrize("start", ["/api/v1/prisoners/?q=", "/api/v1/figures/in_prison/?as_of="])
@pytest.mark.parametrize("bytes_", NOT_TEXT)
def test_api_names_the_parameter_that_is_no_text(site, start, bytes_):
    status, headers, body = site.get(start + bytes_)
    assert (status, headers["Content-Type"]) == (400, "application/json")
    assert json.loads(body)["error"]["parameter"] == start.split("?")[1].rstrip("=")


def test_permanent_address_of_nobody_is_404_at_once(site):
    class NoRedirection(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *args):
            return None

    asked = urllib.request.Request(f"{site.address}/id/00000000-0000-0000-0000-000000000000/")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.build_opener(NoRedirection).open(asked)
