"""What other sites may show: frames and drawings of cards and charts, and what oEmbed tells of them."""

import json
import re
from datetime import date
from html import unescape
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import jsonschema
import pytest

from tests.publication import records

WALK = "from=listed&to=behind_bars&list=pd-demo"
FRAMES = [
    "/es/cifras/in_prison/tarjeta/",
    "/en/figures/in_prison/card/?as_of=2025-01-31",
    "/es/cifras/in_prison/grafico/?breakdown=gender",
    "/en/figures/in_prison/chart/?of=months",
    "/es/cifras/in_prison/grafico/?of=flow",
    "/en/figures/still_outside/chart/?of=days",
    "/es/cifras/announced_verified/grafico/?of=parts",
    "/es/anuncios/anuncio-553/tarjeta/",
    "/en/announcements/anuncio-553/gap/",
    f"/es/cifras/por-que-difieren/grafico/?{WALK}",
]
CLOSED = ("default-src", "connect-src", "form-action", "font-src", "base-uri")
REFUSED = [
    ("/es/cifras/in_prison/tarjeta/?as_of=ayer", 400),
    ("/es/cifras/in_prison/tarjeta/?resize=2", 400),
    ("/es/anuncios/anuncio-553/tarjeta/?resize=0", 400),
    ("/es/cifras/in_prison/tarjeta/?edition=9", 404),
    ("/es/cifras/in_prison/grafico/", 400),
    ("/es/cifras/in_prison/grafico/?of=parts", 404),
    ("/es/cifras/zzz/grafico/", 404),
    ("/es/anuncios/zzz/brecha/", 404),
    ("/en/announcements/anuncio-553/gap/?as_of=2025-01-13", 404),
    ("/es/cifras/por-que-difieren/grafico/?from=zzz&to=listed", 400),
]


def more(address, query):
    return address + ("&" if "?" in address else "?") + query


def policy_of(response):
    return dict(part.strip().split(" ", 1) for part in response.headers["Content-Security-Policy"].split(";"))


@pytest.mark.parametrize("address", FRAMES)
def test_frame_may_be_shown_anywhere_and_holds_nothing_to_steal(public, record, address):
    response = public.get(address)
    assert response.status_code == 200 and "X-Frame-Options" not in response.headers
    policy = policy_of(response)
    assert policy["frame-ancestors"] == "*"
    assert all(policy[name] == "'none'" for name in (*CLOSED, "script-src"))
    html = response.content.decode()
    assert "<script" not in html and "style=" not in html and "<form" not in html and "<input" not in html
    links = re.findall(r"<a [^>]*>", html)
    assert links and all('target="_top"' in link for link in links)
    assert ("inventad" if address.startswith("/es/") else "invented") in html.lower()
    assert ("edición 1" if address.startswith("/es/") else "edition 1") in html
    assert len(response.content) < 8_000
    tag = response.headers["ETag"]
    again = public.get(address, headers={"if-none-match": tag})
    assert again.status_code == 304 and "frame-ancestors *" in again.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", FRAMES)
def test_frame_tells_its_height_only_where_it_is_asked_to(public, record, address):
    response = public.get(more(address, "resize=1"))
    assert response.status_code == 200
    assert policy_of(response)["script-src"] == "'self'"
    assert re.findall(r"<script[^>]*>", response.content.decode()) == ['<script src="/static/frame.js" defer>']


@pytest.mark.parametrize("query", ["", "resize=1"])
@pytest.mark.parametrize(("address", "status"), REFUSED)
def test_refusal_may_not_be_framed(public, record, address, status, query):
    response = public.get(more(address, query) if query and "resize" not in address else address)
    assert response.status_code == status
    assert policy_of(response)["frame-ancestors"] == "'none'" and response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", FRAMES)
def test_pinned_frame_stays_as_it_is_and_the_other_follows(public, record, address):
    """Word for word, whatever later editions say."""
    pinned, open_ = more(address, "edition=1"), address
    before = public.get(pinned).content
    second = records.edition(2, as_of=date(2025, 4, 30), is_demo=False)
    late = records.prisoner(second, "Nueva Persona Ateyal", gender="woman")
    records.custody(late, "in_custody", date(2021, 1, 1))
    records.listing(late, "pd-demo", date(2024, 10, 31))
    assert public.get(pinned).content == before
    newest = public.get(open_).content.decode()
    assert "edición 2" in newest or "edition 2" in newest
    assert "edition=" not in newest


FOLLOWING = re.compile(r"<code>(http://testserver/[^<?]+/(?:tarjeta|card|grafico|chart|brecha|gap)/[^<]*)</code>")
PAGES = {
    "/es/cifras/in_prison/?breakdown=gender": 3,
    "/en/figures/announced_verified/": 2,
    "/en/announcements/anuncio-553/": 2,
    f"/es/cifras/por-que-difieren/?{WALK}": 1,
    "/es/listas/?lists=pd-demo,consolidated": 1,
    "/es/cifras/in_prison/?breakdown=gender&as_of=2025-02-10": 3,
}


@pytest.mark.parametrize("page", PAGES)
def test_page_offers_frames_that_can_be_copied(public, record, page):
    html = public.get(page).content.decode()
    frames = re.findall(
        r'<iframe src="([^"]+)" title="([^"]+)" width="100%" height="(\d+)" frameborder="0"', unescape(html)
    )
    assert len(frames) >= PAGES[page] - ("2025-02-10" in page)
    for address, title, height in frames:
        assert address.startswith("http://testserver/") and "edition=1" in address and title.strip()
        assert ("as_of=2025-02-10" in address) == ("2025-02-10" in page)
        assert 200 <= int(height) <= 1_500
        answered = public.get(address.removeprefix("http://testserver"))
        assert answered.status_code == 200 and "frame-ancestors *" in answered.headers["Content-Security-Policy"]
    for address in re.findall(
        r"<code>(http://testserver/[^<?]+/(?:tarjeta|card|grafico|chart|brecha|gap)/[^<]*)</code>", unescape(html)
    ):
        assert "edition=" not in address
        assert public.get(address.removeprefix("http://testserver")).status_code == 200


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/es/cifras/in_prison/tarjeta.svg", ("En prisión", "2", "edición 1", "Fuente:", "inventados")),
        ("/en/figures/announced_verified/card.svg", ("553", "edition 1", "Source:", "Invented")),
        ("/es/anuncios/anuncio-553/tarjeta.svg", ("553", "anunciadas", "edición 1", "anuncio-553/?edition=1")),
    ],
)
def test_card_is_a_drawing_of_its_own(public, record, address, said):
    response = public.get(address)
    assert response.headers["Content-Type"] == "image/svg+xml"
    drawn = response.content.decode()
    assert ElementTree.fromstring(drawn).tag == "{http://www.w3.org/2000/svg}svg"
    text = unescape(" ".join(re.findall(r">([^<]+)</text>", drawn)))
    assert [part for part in said if part not in text] == []
    assert "<script" not in drawn and "<foreignObject" not in drawn


# oEmbed -------------------------------------------------------------------------------------------------------------

OEMBED = {
    # https://oembed.com/ 2.3.4, of type rich, closed.
    "type": "object",
    "required": ["version", "type", "html", "width", "height"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "1.0"},
        "type": {"const": "rich"},
        **{name: {"type": "string", "minLength": 1} for name in ("title", "author_name", "provider_name", "html")},
        "provider_url": {"type": "string", "pattern": "^http"},
        "cache_age": {"type": "integer"},
        "width": {"type": "integer", "minimum": 1},
        "height": {"type": "integer", "minimum": 1},
    },
}
SHOWN = [
    ("/es/cifras/in_prison/", "/es/cifras/in_prison/tarjeta/"),
    ("/en/figures/in_prison/?as_of=2025-01-31&edition=1", "/en/figures/in_prison/card/?as_of=2025-01-31&edition=1"),
    ("/es/cifras/in_prison/grafico/?breakdown=gender", "/es/cifras/in_prison/grafico/?breakdown=gender"),
    ("/en/announcements/anuncio-553/", "/en/announcements/anuncio-553/card/"),
    ("/es/anuncios/anuncio-553/informe/?edition=1", "/es/anuncios/anuncio-553/tarjeta/?edition=1"),
    ("/en/announcements/anuncio-553/gap/", "/en/announcements/anuncio-553/gap/"),
    (f"/es/cifras/por-que-difieren/?{WALK}", f"/es/cifras/por-que-difieren/grafico/?{WALK}"),
]


def asked(public, **parameters):
    response = public.get(f"/oembed?{urlencode(parameters)}")
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    return response.status_code, json.loads(response.content)


@pytest.mark.parametrize(("page", "frame"), SHOWN)
def test_oembed_answers_with_the_frame_of_the_page(public, record, page, frame):
    status, told = asked(public, url=f"http://testserver{page}", format="json")
    assert status == 200
    jsonschema.validate(told, OEMBED)
    (source,) = re.findall(r'src="([^"]+)"', told["html"])
    assert unescape(source) == f"http://testserver{frame}"
    answered = public.get(frame)
    assert answered.status_code == 200 and "frame-ancestors *" in answered.headers["Content-Security-Policy"]
    assert f'width="{told["width"]}" height="{told["height"]}"' in told["html"]


@pytest.mark.parametrize(("width", "height"), [(300, 200), (5000, 5000), (1, 1)])
def test_oembed_keeps_to_the_size_asked(public, record, width, height):
    _, told = asked(public, url="http://testserver/es/cifras/in_prison/", maxwidth=width, maxheight=height)
    assert told["width"] <= min(width, 600) and told["height"] <= height
    assert f'width="{told["width"]}" height="{told["height"]}"' in told["html"]


@pytest.mark.parametrize(
    ("parameters", "status", "parameter"),
    [
        ({}, 400, "url"),
        ({"url": ""}, 400, "url"),
        ({"url": "zzz"}, 400, "url"),
        ({"url": "/es/cifras/in_prison/"}, 400, "url"),
        ({"url": "javascript:alert(1)"}, 400, "url"),
        ({"url": "ftp://testserver/es/cifras/in_prison/"}, 400, "url"),
        ({"url": "http://[::1"}, 400, "url"),
        ({"url": "http://testserver/es/cifras/in_prison/?as_of=ayer"}, 400, "url"),
        ({"url": "http://testserver/es/cifras/in_prison/?zzz=1"}, 400, "url"),
        ({"url": "http://testserver/es/cifras/in_prison/?edition=%00"}, 400, "url"),
        ({"url": "http://testserver/es/cifras/%ed%a0%80/"}, 400, "url"),
        ({"url": "http://testserver/es/" + "a" * 3_000}, 400, "url"),
        ({"url": "http://testserver/es/cifras/in_prison/", "maxwidth": "0"}, 400, "maxwidth"),
        ({"url": "http://testserver/es/cifras/in_prison/", "maxheight": "-1"}, 400, "maxheight"),
        ({"url": "http://testserver/es/cifras/in_prison/", "maxwidth": "9" * 30}, 400, "maxwidth"),
        ({"url": "http://testserver/es/cifras/in_prison/", "zzz": "1"}, 400, "zzz"),
        ({"url": "http://testserver/es/cifras/in_prison/", "format": "xml"}, 501, "format"),
        ({"url": "http://evil.example/es/cifras/in_prison/"}, 404, "url"),
        ({"url": "http://testserver@evil.example/es/cifras/in_prison/"}, 404, "url"),
        ({"url": "http://x:y@testserver/es/cifras/in_prison/"}, 404, "url"),
        ({"url": "http://testserver/es/cifras/in_prison/?edition=9"}, 404, "url"),
        ({"url": "http://testserver/es/cifras/zzz/"}, 404, "url"),
        ({"url": "http://testserver/es/people/"}, 404, "url"),
        ({"url": "http://testserver/es/"}, 404, "url"),
        ({"url": "http://testserver/admin/"}, 404, "url"),
        ({"url": "http://testserver/api/v1/"}, 404, "url"),
        ({"url": "http://testserver/es/../admin/"}, 404, "url"),
    ],
)
def test_oembed_refuses_by_name(public, record, parameters, status, parameter):
    answered, told = asked(public, **parameters)
    assert (answered, told["error"]["parameter"]) == (status, parameter)
    assert told["error"]["message"]
    assert "evil" not in str(told) and "zzz" not in told["error"]["message"].partition(":")[2].partition("takes")[2]


def test_oembed_tells_nothing_of_persons(public, record):
    """The same word for word, for somebody named, withheld, and for nobody."""
    addresses = (
        f"/es/personas/{record.outside.slug}/",
        f"/es/personas/{record.withheld.public_id}/",
        "/es/personas/nadie/",
        f"/id/{record.withheld.public_id}/",
        f"/id/{record.outside.public_id}/",
    )
    answers = [asked(public, url=f"http://testserver{address}") for address in addresses]
    assert all(answer == answers[0] for answer in answers) and answers[0][0] == 404


@pytest.mark.parametrize("page", [page for page, _ in SHOWN if "grafico/" not in page and "gap/" not in page])
def test_page_leads_programs_to_its_oembed(public, record, page):
    html = public.get(page).content.decode()
    (address,) = re.findall(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', html)
    address = unescape(address)
    assert address == f"http://testserver/oembed?url={quote(f'http://testserver{page}', safe=',@')}"
    assert public.get(address.removeprefix("http://testserver")).status_code == 200


def test_markup_in_a_title_stays_text_in_the_frame_and_in_oembed(public, record):
    title = '</title><script>alert("1")</script>'
    records.announcement(record.edition, "otro", document={"title_es": title, "title_en": title})
    status, told = asked(public, url="http://testserver/es/anuncios/otro/")
    assert status == 200 and "<script" not in told["html"]
    assert "<script" not in public.get("/es/anuncios/otro/tarjeta/").content.decode()
    assert "<script" not in public.get("/es/anuncios/otro/tarjeta.svg").content.decode()


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_oembed_can_only_be_read(public, record, method):
    assert getattr(public, method)("/oembed").status_code == 405
