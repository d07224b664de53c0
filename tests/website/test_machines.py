"""What search engines and archives are told: sitemaps, schema.org, and the links by which readers share."""

import json
import re
from datetime import UTC, datetime
from html import unescape
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from publication.models import PrisonerVersion
from tests.publication import records
from website.views import sitemaps

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def told(public, address):
    response = public.get(address)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return ElementTree.fromstring(response.content)


def files(public):
    return [one.find(f"{MAP}loc").text.removeprefix("http://testserver") for one in told(public, "/sitemap.xml")]


def urls(public):
    return [one for address in files(public) for one in told(public, address)]


@pytest.fixture
def pseudonym(record):
    return records.prisoner(record.edition, "Adolescente Uno Dos", name_display="Adolescente K7", slug="adolescente-k7")


def test_sitemap_names_every_page_that_shows_somebody_named(public, record, pseudonym):
    found = [one.find(f"{MAP}loc").text for one in urls(public)]
    assert len(set(found)) == len(found)
    for slug in (record.outside.slug, record.inside.slug):
        assert [one for one in found if one.endswith(f"/{slug}/")] == [
            f"http://testserver/es/personas/{slug}/",
            f"http://testserver/en/people/{slug}/",
        ]
    assert not [one for one in found if "dolescente" in one or str(record.withheld.public_id) in one]
    assert {"http://testserver/es/", "http://testserver/en/figures/in_prison/", "http://testserver/es/acerca/"} <= set(
        found
    )


def test_every_address_of_the_sitemap_is_a_page_and_names_its_other_language(public, record, pseudonym):
    for one in urls(public):
        address = one.find(f"{MAP}loc").text
        assert public.get(address.removeprefix("http://testserver")).status_code == 200, address
        others = {link.get("hreflang"): link.get("href") for link in one.findall(LINK)}
        assert set(others) == {"es", "en"} and address in others.values()
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", one.find(f"{MAP}lastmod").text)


def test_day_of_a_page_is_that_of_an_edition(public, record):
    later = records.edition(2, published_at=datetime(2025, 5, 1, 12, tzinfo=UTC))
    records.again(record.inside, later, gender="man")
    days = {one.find(f"{MAP}loc").text: one.find(f"{MAP}lastmod").text for one in urls(public)}
    assert days[f"http://testserver/es/personas/{record.inside.slug}/"] == "2025-05-01"
    assert days[f"http://testserver/es/personas/{record.outside.slug}/"] == "2025-01-15"
    assert days["http://testserver/es/cifras/in_prison/"] == "2025-05-01"


def test_many_persons_fill_several_files(public, record, monkeypatch):
    assert sitemaps.AT_MOST <= 50_000
    monkeypatch.setattr(sitemaps, "AT_MOST", 1)
    assert files(public) == [f"/sitemap-{language}-{n}.xml" for language in ("es", "en") for n in (1, 2, 3)]
    persons = [len(list(told(public, f"/sitemap-es-{n}.xml"))) for n in (2, 3)]
    assert persons == [1, 1]
    assert public.get("/sitemap-es-4.xml").status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/sitemap.xml?edition=1", 400),
        ("/sitemap-es-1.xml?zzz=1", 400),
        ("/sitemap-es-9.xml", 404),
        ("/sitemap-es-0.xml", 404),
        ("/sitemap-fr-1.xml", 404),
        ("/sitemap-es-99999.xml", 404),
        ("/sitemap-es-\uff11.xml", 404),
    ],
)
def test_sitemap_that_is_not_is_refused(public, record, address, status):
    assert public.get(address).status_code == status


def test_sitemap_before_the_first_edition_is_not_found(public, db):
    assert public.get("/sitemap.xml").status_code == 404


def test_sitemap_is_not_sent_again_and_robots_lead_to_it(public, record):
    tag = public.get("/sitemap.xml").headers["ETag"]
    assert public.get("/sitemap.xml", headers={"if-none-match": tag}).status_code == 304
    robots = public.get("/robots.txt").content.decode()
    assert "\nSitemap: http://testserver/sitemap.xml\n" in robots and "Disallow: /admin/" in robots


# schema.org ---------------------------------------------------------------------------------------------------------

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
DATASET = {
    "@context", "@type", "name", "description", "url", "identifier", "inLanguage", "version", "dateModified",
    "isAccessibleForFree", "license", "creator", "publisher", "temporalCoverage", "distribution",
}  # fmt: skip
PERSON = {"@context", "@type", "@id", "name", "url", "identifier"}


def block(public, address):
    html = public.get(address).content.decode()
    found = BLOCK.findall(html)
    assert len(found) == html.count("<script") <= 1
    return json.loads(found[0]) if found else None


@pytest.mark.parametrize("language", ["es", "en"])
def test_person_is_a_name_an_address_and_an_identifier(public, record, language):
    address = f"/{language}/{'personas' if language == 'es' else 'people'}/{record.outside.slug}/"
    said = block(public, address)
    assert set(said) == PERSON, "nothing of birth, place, prison or crime"
    assert (said["@type"], said["name"]) == ("Person", "Yoandri Pérez Sabanalar")
    assert said["url"] == f"http://testserver{address}"
    assert said["identifier"] == f"http://testserver/id/{record.outside.public_id}/"


def test_of_a_pseudonym_nothing_is_said(public, record, pseudonym):
    response = public.get("/es/personas/adolescente-k7/")
    assert response.status_code == 200
    assert b"<script" not in response.content and b"wa.me" not in response.content


@pytest.mark.parametrize(
    ("address", "more"),
    [
        ("/es/cifras/in_prison/?as_of=2025-01-31&edition=1", {"citation", "variableMeasured"}),
        ("/en/figures/announced_verified/", {"citation", "variableMeasured"}),
        ("/es/personas/", {"spatialCoverage"}),
        ("/en/data/", {"spatialCoverage"}),
    ],
)
def test_data_sets_say_what_they_are_and_where_their_files_are(public, record, address, more):
    said = block(public, address)
    assert set(said) == DATASET | more
    assert said["@type"] == "Dataset" and said["version"] == "1"
    assert ("inventad" if address.startswith("/es/") else "invented") in said["name"]
    for one in (said["url"], said["license"], *(file["contentUrl"] for file in said["distribution"])):
        answered = public.get(one.removeprefix("http://testserver").partition("#")[0])
        assert answered.status_code == 200, one


def test_a_filtered_list_is_no_data_set_of_ours(public, record):
    assert block(public, "/es/personas/?gender=woman") is None


@pytest.mark.parametrize(
    "name", ['</script><script>alert("1")</script>', "<!--<script>", "a&b\u2028c", '"}', "\\u003c"]
)
def test_no_name_ends_the_block(public, record, name):
    somebody = records.prisoner(record.edition, "Nombre Raro Ateyal", name_display=name, slug="raro")
    said = block(public, "/es/personas/raro/")
    assert said["name"] == name
    html = public.get("/es/personas/raro/").content.decode()
    raw = BLOCK.search(html).group(1)
    assert not set(raw) & set("<>&\u2028")
    assert PrisonerVersion.objects.filter(pk=somebody.pk).exists()


# Sharing ------------------------------------------------------------------------------------------------------------

SHARING = re.compile(r'(<a href="((?:https://(?:wa\.me|t\.me|www\.facebook\.com)/|mailto:\?)[^"]*)"[^>]*>)')
PAGES = [
    ("/es/personas/{slug}/", "Yoandri Pérez Sabanalar", "/id/{id}/"),
    ("/es/cifras/in_prison/", "En prisión", "/es/cifras/in_prison/?edition=1"),
    (
        "/en/figures/in_prison/?as_of=2025-01-31&edition=1",
        "In prison",
        "/en/figures/in_prison/?as_of=2025-01-31&edition=1",
    ),
    ("/en/announcements/anuncio-553/", "Announcement of 553", "/en/announcements/anuncio-553/?edition=1"),
    ("/es/anuncios/anuncio-553/informe/?edition=1", "Anuncio de 553", "/es/anuncios/anuncio-553/informe/?edition=1"),
]


@pytest.mark.parametrize(("page", "title", "permanent"), PAGES)
def test_links_to_share_hold_the_title_and_the_permanent_address(public, record, page, title, permanent):
    known = {"slug": record.outside.slug, "id": record.outside.public_id}
    html = public.get(page.format(**known)).content.decode()
    address = "http://testserver" + permanent.format(**known)
    assert f"<code>{address}</code>" in unescape(html)
    links = {urlsplit(unescape(link)).netloc or "mail": (tag, unescape(link)) for tag, link in SHARING.findall(html)}
    assert set(links) == {"wa.me", "t.me", "www.facebook.com", "mail"}
    for where, (tag, link) in links.items():
        asked = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
        said = " ".join(asked.values())
        assert address in said, where
        assert title in said or where == "www.facebook.com"
        assert where == "mail" or 'rel="noreferrer noopener external"' in tag
    assert public.get(address.removeprefix("http://testserver")).status_code in (200, 302)
