"""What holds for every page: it answers, in its language, whole by itself, small, and says whom it shows."""

import gzip
import re

from django.urls import resolve
from django.utils.translation import override

from tests.publication import records
from tests.website.conftest import AS_OF, PRIVATE, addresses

LARGEST = 50_000
LARGEST_HOME = 14_000
LANGUAGES = ("es", "en")


def every_page(public, record):
    for language in LANGUAGES:
        for address in addresses(record, language):
            response = public.get(address)
            assert response.status_code == 200, address
            yield language, address, response


def test_every_page_is_in_its_language_and_names_the_other(public, record):
    for language, address, response in every_page(public, record):
        html = response.content.decode()
        assert f'<html lang="{language}">' in html, address
        assert response.headers["Content-Language"] == language
        alternates = dict(re.findall(r'<link rel="alternate" hreflang="(\w\w)" href="([^"]+)">', html))
        assert alternates[language] == address.replace("&", "&amp;")
        other = alternates["en" if language == "es" else "es"].replace("&amp;", "&")
        assert public.get(other).status_code == 200


def test_no_page_loads_anything_from_elsewhere_or_has_inline_code(public, record):
    for _, address, response in every_page(public, record):
        html = response.content.decode()
        assert not re.search(r"\sstyle=|<style|<script(?! type=\"application/ld\+json\">)|\son\w+=", html), address
        for link in re.findall(r"<a [^>]*https?://[^>]*>", html):
            assert "noreferrer" in link and "noopener" in link, (address, link)
        without_links = re.sub(r"<a [^>]*>|http://testserver[^<\"]*|http://www.w3.org/2000/svg", "", html)
        assert not re.search(r"(src|href|action)=\"(https?:)?//", without_links), address
        assert "style-src 'self'" in response.headers["Content-Security-Policy"]


def test_every_page_says_that_its_people_are_invented(public, record):
    for language, address, response in every_page(public, record):
        assert ("son inventadas" if language == "es" else "are invented") in response.content.decode(), address


def test_a_page_of_real_people_does_not(public, db):
    records.edition(1, is_demo=False)
    assert "inventad" not in public.get("/es/").content.decode()


def test_the_withheld_person_is_nowhere_and_counts(public, record):
    for _, address, response in every_page(public, record):
        html = response.content.decode()
        assert "Reservado" not in html and str(record.withheld.public_id) not in html, address
    assert "1 persona se cuenta sin nombrarla" in public.get("/es/personas/").content.decode()
    assert "2 personas" in public.get("/es/cifras/in_prison/quienes/").content.decode()
    assert PRIVATE not in public.get("/es/personas/?q=reservado").content.decode()


def test_pages_are_small_on_the_wire(public, record):
    for _, address, response in every_page(public, record):
        assert len(gzip.compress(response.content)) < (LARGEST_HOME if address in ("/es/", "/en/") else LARGEST), (
            address
        )


def test_no_page_sets_a_cookie_or_varies_by_one(public, record):
    for _, address, response in every_page(public, record):
        assert not response.cookies, address
        assert "Cookie" not in response.headers.get("Vary", ""), address


def test_links_within_the_site_lead_somewhere(public, record):
    links = set()
    for _, _, response in every_page(public, record):
        links |= set(re.findall(r'href="(/[^"#?]*)', response.content.decode()))
    for link in sorted(links):
        if not link.startswith("/static/"):
            with override("en" if link.startswith("/en/") else "es"):
                assert resolve(link), link


def test_an_empty_record_says_so_kindly(public, db):
    for address in ("/es/", "/en/people/", "/es/cifras/", "/en/figures/in_prison/", "/es/ediciones/"):
        response = public.get(address)
        assert response.status_code == 200
        assert re.search("Todavía no se ha publicado nada|Nothing has been published yet", response.content.decode())


def test_the_footer_tells_edition_day_and_digest(public, record):
    html = public.get("/en/").content.decode()
    assert "Edition 1, which speaks until 31 March 2025" in html
    assert record.edition.digest[:12] in html
    assert AS_OF.year == 2025
