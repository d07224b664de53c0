"""Addresses without a language, error pages, and words of addresses that are promises."""

import pytest
from django.test import override_settings

from tests.publication import records
from website import errors
from website.paths import WORDS


@pytest.mark.parametrize(
    ("header", "language"),
    [("", "es"), ("en-US,en;q=0.9,es;q=0.8", "en"), ("fr,en;q=0.5", "es"), ("es-CU,en", "es"), ("\x01;;q=", "es")],
)
def test_start_goes_to_spanish_unless_english_is_preferred(public, header, language):
    response = public.get("/?edition=1", headers={"accept-language": header})
    assert (response.status_code, response.headers["Location"]) == (302, f"/{language}/?edition=1")
    assert "Accept-Language" in response.headers["Vary"]


def test_health_names_the_newest_edition(public, record):
    response = public.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok edition 1\n")


def test_health_of_an_empty_record_is_good(public, db):
    assert public.get("/healthz").status_code == 200


def test_health_is_503_without_a_database(public, monkeypatch):
    from django.db import OperationalError

    from website.views import addresses

    def fail():
        raise OperationalError("gone")

    monkeypatch.setattr(addresses.Edition.objects, "newest", fail)
    assert public.get("/healthz").status_code == 503


def test_robots_may_read_records(public):
    assert "Disallow: /admin/" in public.get("/robots.txt").content.decode()


@pytest.mark.parametrize("answer", [errors.bad_request, errors.permission_denied, errors.not_found])
def test_error_pages_need_no_database(rf, answer):
    response = answer(rf.get("/es/"), None)
    assert b'<form class="search"' in response.content
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("answer", [errors.server_error, errors.unavailable])
def test_pages_of_our_own_faults_need_no_database(rf, answer):
    assert answer(rf.get("/es/")).status_code in (500, 503)


@override_settings(DEBUG=False)
def test_a_fault_shows_a_page_without_details(public, monkeypatch):
    from website.views import addresses

    def fail(*args, **kwargs):
        raise RuntimeError("secreto")

    public.raise_request_exception = False
    monkeypatch.setattr(addresses, "parse_accept_lang_header", fail)
    response = public.get("/")
    assert response.status_code == 500
    assert b"secreto" not in response.content and b"Traceback" not in response.content


def test_words_of_addresses_have_not_changed():
    """Addresses are printed in newspapers: add words, never change one."""
    assert {key: (words["es"], words["en"]) for key, words in WORDS.items()} == {
        "people": ("personas", "people"),
        "releases": ("excarcelaciones", "releases"),
        "announcements": ("anuncios", "announcements"),
        "card": ("tarjeta", "card"),
        "image": ("imagen", "image"),
        "report": ("informe", "report"),
        "gap": ("brecha", "gap"),
        "figures": ("cifras", "figures"),
        "persons": ("quienes", "persons"),
        "chart": ("grafico", "chart"),
        "trends": ("tendencias", "trends"),
        "table": ("tabla", "table"),
        "differ": ("por-que-difieren", "why-they-differ"),
        "published": ("cifras-publicadas", "published-figures"),
        "lists": ("listas", "lists"),
        "organisations": ("organizaciones", "organisations"),
        "editions": ("ediciones", "editions"),
        "data": ("datos", "data"),
        "about": ("acerca", "about"),
        "tell": ("reportar", "report"),
        "code": ("codigo", "code"),
        "methodology": ("metodologia", "methodology"),
        "definitions": ("definiciones", "definitions"),
        "glossary": ("glosario", "glossary"),
        "how_to_report": ("como-reportar", "how-to-report"),
        "corrections": ("correcciones", "corrections"),
        "privacy": ("privacidad", "privacy"),
        "accessibility": ("accesibilidad", "accessibility"),
    }


@pytest.mark.parametrize("language", ["es", "en"])
def test_permanent_address_leads_to_the_record_in_the_readers_language(public, record, language):
    address = f"/id/{record.outside.public_id}/?edition=1"
    response = public.get(address, headers={"accept-language": language})
    word = WORDS["people"][language]
    assert (response.status_code, response.headers["Location"]) == (
        302,
        f"/{language}/{word}/{record.outside.slug}/?edition=1",
    )
    assert "Accept-Language" in response.headers["Vary"]


def test_permanent_address_of_somebody_withheld_is_not_found(public, record):
    assert public.get(f"/id/{record.withheld.public_id}/").status_code == 404


def test_data_page_has_examples_that_work(public, record):
    for address in ("/es/datos/", "/en/data/"):
        html = public.get(address).content.decode()
        examples = [part.split('"')[0] for part in html.split('<a href="http://testserver')[1:]]
        assert len(examples) == 12
        for example in examples:
            asked = example.replace("&amp;", "&")
            assert public.get(asked).status_code == 200, asked


def test_data_page_of_an_edition_without_anything_has_examples_too(public, db):
    records.edition(1)
    assert public.get("/es/datos/").status_code == 200
