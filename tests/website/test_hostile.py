"""Every public address, every parameter that it declares, every hostile value: no fault of ours, a clear refusal, and
nothing of what was written nor of how we work inside in the answer.

`make soak` puts every value into every parameter of every address. Here the addresses whose parameter is read by the
same lines of the program (a list, its files and its other language) share the values out: every reader of a parameter
is given all of them, and every address some.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter, defaultdict
from urllib.parse import quote, unquote, unquote_to_bytes

import pytest
from django.test import Client

from publication.selection import editions
from tests.website import hostile
from tests.website.hostile import HEADERS, HOSTS, MARK, SEGMENTS, SHAPES, VALUES
from tests.website.register import ELSEWHERE, TEXTS, Known, known, names, registered

SOAK = bool(os.environ.get("TODOS_SOAK"))
PART = 3
"""How many values a parameter of an address is given at least."""
STEMS = {
    "counted": "figure",
    "chart": "figure",
    "returns_feed": "feed",
    "releases_feed": "feed",
    "people_feed": "feed",
    "editions_feed": "feed",
}
OF_EVERY_PAGE = ("edition", "known_at", "as_of")
OF_ALL_THE_API = ("edition", "known_at", "language")
INSIDE = re.compile(
    rb"Traceback|psycopg|site-packages|publication_[a-z]+|\bSELECT .* FROM\b|object at 0x|<class |DETAIL:|"
    rb"\b(?:Value|Key|Type|Attribute|Unicode\w*|Data|Operational|Programming|DoesNotExist|Validation|Bad)Error\b|"
    rb"BadParameter|UnknownParameter|WrongMoment|Http404|/home/|/usr/|\.venv|django\.(?:db|core|utils|http)"
)
REFUSALS = (400, 404, 414)
RIGHT = {("maxwidth", "year"), ("maxheight", "year"), ("days", "year")}
"""Values that are no fault: so many pixels, so many days."""
MARKUP = ("text/html", "image/svg+xml", "application/xml", "application/atom+xml", "application/feed+json")
DANGEROUS = re.compile(rb"<script>zqx|<img src=x|onerror=zqx>|<svg/onload|<!--zqx|<b>zqx|autofocus onfocus=zqx '")

ROUTES = known()


@pytest.fixture
def reader(public, record, settings, monkeypatch) -> Client:
    settings.EDITION_IS_KNOWN_FOR = 600  # no test here publishes
    monkeypatch.setattr(editions, "_known", {})  # and those after it shall not know of ours
    public.raise_request_exception = False
    return public


def ask(reader: Client, address: str, query: str = "", **options):
    """The answer to an address exactly as it is written, byte for byte."""
    path = unquote_to_bytes(address).decode("latin-1")  # as a web server hands it over
    return reader.generic("GET", quote(address, safe="/%:;=+&@"), QUERY_STRING=query, PATH_INFO=path, **options)


def body_of(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def judge(response, what: str) -> bytes:
    """What must hold of every answer, right or refused."""
    body = body_of(response)
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    assert response.status_code < 500, (response.status_code, what)
    assert not INSIDE.search(body), (INSIDE.search(body), what)
    if kind in MARKUP:
        assert not DANGEROUS.search(body), (DANGEROUS.search(body), what)
    assert f"X-{MARK}".lower() not in {name.lower() for name in response.headers}, what
    assert not any("\n" in value or "\r" in value for value in response.headers.values()), what
    assert not response.headers.get("Location", "/").startswith(("//", "http")), what
    return body


def refuse_clearly(response, body: bytes, parameter: str, what: str) -> None:
    """A refusal says in its own words what is wrong; one of 400 names the parameter."""
    assert response.status_code in REFUSALS, (response.status_code, what)
    kind = response.headers["Content-Type"].partition(";")[0]
    if kind == "application/json":
        error = json.loads(body)["error"]
        assert error["message"], what
        assert response.status_code != 400 or error["parameter"] == parameter, (error, what)
    else:
        assert kind == "text/html" and len(body) > 300, what
        text = body.decode()
        assert response.status_code != 400 or parameter in text, what
    assert response.headers["Cache-Control"] == "no-store", what


def test_every_public_address_is_registered():
    """Who adds one says in tests/website/register.py what it is asked with."""
    assert set(names()) - set(registered()) - ELSEWHERE == set()


def test_every_reader_of_a_parameter_is_given_every_value_and_every_address_some():
    assert min(len(VALUES), len(HEADERS)) >= 60
    read, met = defaultdict(set), Counter()
    for place, one in enumerate(ROUTES):
        for parameter, value in pairs(one):
            read[reader_of(one, parameter)].add(value)
            met[place, parameter] += 1
    assert [key for key, values in read.items() if values != set(VALUES)] == []
    assert set(read) == {reader_of(one, name) for one in ROUTES for name in one.parameters} and len(read) > 100
    assert all(met[place, name] >= PART for place, one in enumerate(ROUTES) for name in one.parameters)


def test_pages_that_share_the_values_of_their_edition_and_day_read_them_by_the_same_lines(reader, monkeypatch):
    """What sharing them out rests on: without `moment_of` none of them has any."""
    from website import page
    from website.moment import BadParameter

    def refuse(request):
        raise BadParameter("zqx", "not read")

    monkeypatch.setattr(page, "moment_of", refuse)
    for one in ROUTES:
        if not one.name.startswith("api:") and "known_at" in one.parameters:
            response = ask(reader, one.address, one.route.query)
            assert response.status_code == 400 and "not read" in response.content.decode(), one.name


def test_a_new_address_would_be_missed(monkeypatch):
    from tests.website import register

    monkeypatch.delitem(register.PAGES, "trends")
    assert set(names()) - set(registered()) - ELSEWHERE == {"trends"}


def reader_of(one: Known, parameter: str) -> tuple[str, str]:
    """By what a parameter is read: the moment of every page, the edition of all the API, or the filter of one kind of
    list, figure or walk, whatever form or language it answers in."""
    space, _, name = one.name.rpartition(":")
    if parameter in (OF_ALL_THE_API if space else OF_EVERY_PAGE):
        return space or "page", parameter
    stem = next((STEMS[start] for start in STEMS if name.startswith(start)), name.partition("_")[0])
    return f"{space}:{stem.removesuffix('s')}", parameter


def shared_out() -> dict[tuple[int, str], list[str]]:
    """For each address and parameter, the values that it is given: those that read alike go round until all are met."""
    alike = defaultdict(list)
    for place, one in enumerate(ROUTES):
        for parameter in one.parameters:
            alike[reader_of(one, parameter)].append((place, parameter))
    values, given = list(VALUES), {}
    for members in alike.values():
        each = len(values) if SOAK else max(PART, -(-len(values) // len(members)))
        for n, member in enumerate(members):
            given[member] = [values[(n * each + m) % len(values)] for m in range(each)]
    return given


GIVEN = shared_out()


def pairs(one: Known):
    """The parameters of an address, each with the values that it is given."""
    for parameter in one.parameters:
        for value in GIVEN[ROUTES.index(one), parameter]:
            yield parameter, value


@pytest.mark.parametrize("one", ROUTES, ids=str)
def test_no_value_of_a_parameter_is_a_fault_of_ours(reader, one):
    for parameter, name in pairs(one):
        kept = "&".join(part for part in one.route.query.split("&") if part.partition("=")[0] != parameter and part)
        query = "&".join(filter(None, (kept, f"{parameter}={VALUES[name]}")))
        what = f"{one.address}?{parameter}=({name})"
        response = ask(reader, one.address, query)
        body = judge(response, what)
        if response.status_code != 200:
            refuse_clearly(response, body, parameter, what)
        else:
            assert parameter in TEXTS or (parameter, name) in RIGHT, f"taken as right: {what}"


@pytest.mark.parametrize("one", [one for one in ROUTES if one.language != "en"], ids=str)
def test_no_shape_of_an_address_is_a_fault_of_ours(reader, one):
    shapes = SHAPES if SOAK else {name: SHAPES[name] for name in list(SHAPES)[ROUTES.index(one) % 2 :: 2]}
    for name, shape in shapes.items():
        parameter = (one.parameters or ("zqx",))[0]
        query = shape.format(name=parameter, NAME=parameter.upper()) if "{" in shape else shape
        what = f"{one.address} ({name})"
        response = ask(reader, one.address, query)
        judge(response, what)
        assert response.status_code in REFUSALS or one.route.ignores or one.name == "start", (
            response.status_code,
            what,
        )
    if one.parameters and one.parameters[0] not in ("lists",):
        single = next((name for name in one.parameters if name in ("edition", "as_of", "of", "list")), None)
        if single:
            response = ask(reader, one.address, f"{single}=1&{single}=2")
            judge(response, f"{one.address}?{single} twice")
            assert response.status_code in REFUSALS


@pytest.mark.parametrize("one", [one for one in ROUTES if one.route.arguments and one.language != "en"], ids=str)
def test_no_part_of_a_path_is_a_fault_of_ours(reader, one):
    for argument in one.route.arguments.values():
        segments = list(SEGMENTS.items())
        for name, segment in segments if SOAK else segments[ROUTES.index(one) % 4 :: 4]:
            address = one.address.replace(argument, segment, 1)
            what = f"{address[:80]} ({name})"
            response = ask(reader, address, one.route.query)
            body = judge(response, what)
            if response.status_code in (301, 302):
                assert response.headers["Location"].startswith(("/es/", "/en/", "/api/", "/id/")), what
            elif response.status_code == 200:
                # The path is that of another page: `/es/anuncios//tarjeta/` is none, `/es/cifras/./` may be.
                assert name in ("empty", "dot", "dots", "encoded dots", "upper uuid"), what
            else:
                assert response.status_code in (400, 404, 405), (response.status_code, what)
                assert body, what


CONFUSIONS = [
    "/es/personas/x.css",
    "/es/personas/yanet-leyva-yarayo/x.css",
    "/es/personas/yanet-leyva-yarayo/..%2fx.css",
    "/es/personas/yanet-leyva-yarayo;x.css",
    "/es/personas/..;/",
    "/es/..;/admin/",
    "/es/%2e%2e/admin/",
    "//evil.example/es/",
    "/es//personas/",
    "/es/personas//",
    "/ES/personas/",
    "/es/Personas/",
    "/es/personas",
    "/es/people/",
    "/en/personas/",
    "/%2f%2fevil.example",
    "/\\evil.example",
    "/es/%5cevil.example/",
    "/es/personas/%3cscript%3ezqx/",
    "/.env",
    "/.git/config",
    "/static/../config/settings/base.py",
    "/static/%2e%2e/config/settings/base.py",
    "/static//etc/passwd",
    "/static/",
    "/api/v1/prisoners",
    "/api/v1/prisoners.xml",
    "/api/v1/prisoners.json/",
    "/api/v1//prisoners/",
    "/api/v1/../../admin/",
    "/api/v2/",
    "/feeds/",
    "/feeds/releases",
    "/feeds/releases.rss",
    "/feeds/releases.atom/",
    "/feeds/../admin/",
    "/oembed/",
    "/sitemap-es-1.xml/",
    "/sitemap-es-1.xml%00",
    "/robots.txt/",
    "/healthz/",
    "/id/",
    "/id/zzz/",
    "/favicon.ico",
    "/es/cifras/in_prison/todos.csv/",
    "/es/cifras/in_prison/todos.CSV",
    "/es/cifras/in_prison/grafico.gif",
    "/es/cifras/in_prison/tarjeta",
    "/es/cifras/por-que-difieren/tarjeta/",
    "/es/%00/",
    "/es/%ff/",
    "/es/%c0%ae%c0%ae/",
    "/es/personas/" + "a" * 5_000 + "/",
    "/es/" + "a/" * 2_000,
    "/index.php",
    "/wp-login.php",
    "/es/%0d%0aX-zqx:%201/",
]


@pytest.mark.parametrize("path", CONFUSIONS, ids=range(len(CONFUSIONS)))
def test_no_confusion_of_paths_shows_anything(reader, path):
    response = ask(reader, path)
    body = judge(response, path)
    assert response.status_code in (301, 302, 400, 404), (response.status_code, path)
    assert b"SECRET" not in body and b"root:" not in body


@pytest.mark.parametrize("one", [one for one in ROUTES if one.language != "en"], ids=str)
def test_the_record_can_only_be_read(reader, one):
    for method in ("POST", "PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "CONNECT", "PROPFIND", "ZQX"):
        response = reader.generic(method, one.address, data=b"zqx=1", QUERY_STRING=one.route.query)
        judge(response, f"{method} {one.address}")
        if method == "OPTIONS" and one.name.startswith("api:"):
            assert response.status_code == 204 or one.name == "api:nowhere"
        else:
            allowed = (404, 405) if one.name == "api:nowhere" else (405,)
            assert response.status_code in allowed, (response.status_code, method, one.address)


@pytest.mark.parametrize("host", HOSTS, ids=range(len(HOSTS)))
def test_no_other_host_is_ours(reader, settings, host):
    settings.ALLOWED_HOSTS = ["testserver"]
    for address in ("/", "/es/", "/api/v1/", "/oembed", "/sitemap.xml", "/zzz"):
        response = reader.get(address, HTTP_HOST=host)
        body = judge(response, host)
        assert response.status_code == 400, (host, address)
        assert b"evil" not in body and b"zqx" not in body


HEADED = (
    "/es/",
    "/es/personas/?q=yanet",
    "/es/cifras/in_prison/",
    "/es/anuncios/anuncio-553/tarjeta/",
    "/api/v1/prisoners/",
    "/api/v1/figures/in_prison/",
    "/feeds/releases.atom",
    "/feeds/releases.json",
    "/sitemap.xml",
    "/sitemap-es-1.xml",
    "/robots.txt",
    "/oembed?url=http://testserver/es/cifras/in_prison/",
    "/es/zzz/",
    "/api/v1/zzz/",
    "/es/?edition=zzz",
)


@pytest.mark.parametrize("address", HEADED)
def test_no_header_changes_an_answer_that_is_kept_for_others(reader, address):
    """Whoever keeps our answers for others keeps them by address: nothing else may be in them, or change them."""
    plain = reader.get(address)
    every = {header: f"{MARK}-{header.lower()}.example" for header in HEADERS}
    every["Cookie"] = "django_language=en; sessionid=zqx; zqx=1"
    response = reader.get(address, headers=every)
    assert response.status_code == plain.status_code
    assert response.content == plain.content, [
        header for header in every if reader.get(address, headers={header: every[header]}).content != plain.content
    ]
    assert not any(MARK in text for text in response.headers.values())


def test_the_judge_sees_what_it_is_there_for(rf):
    """A guard that nothing trips guards nothing."""
    from django.http import HttpResponse

    for bad in (
        HttpResponse("x", status=500),
        HttpResponse(f"<p>{hostile.PLAIN['script']}"),
        HttpResponse(f'<a title="{hostile.PLAIN["image"]}">'),
        HttpResponse("Traceback (most recent call last)"),
        HttpResponse("ValueError: x"),
        HttpResponse('relation "publication_edition" does not exist'),
        HttpResponse("x", headers={"X-Zqx": "1"}),
        HttpResponse("", status=302, headers={"Location": "//evil.example/"}),
    ):
        with pytest.raises(AssertionError):
            judge(bad, "mutant")
    refused = HttpResponse(
        b'{"error": {"parameter": "other", "message": "x"}}', status=400, content_type="application/json"
    )
    with pytest.raises(AssertionError):
        refuse_clearly(refused, refused.content, "edition", "mutant")
    assert unquote(VALUES["script"]) == hostile.PLAIN["script"]
