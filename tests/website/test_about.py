"""The pages that are a text of ours: in the words of each edition, else in those the program comes with."""

from __future__ import annotations

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override

from demonstration.page_texts import make_page_texts
from editorial import roles
from editorial.models import PageCode, PageText, Role
from editorial.models.page_text import HEADINGS
from publication.page_texts import CODES, shipped
from reports.registry import figures
from tests.editorial.accounts import make_editor
from tests.publication import records
from website.links import Links
from website.paths import WORDS
from website.prose import prose

pytestmark = pytest.mark.django_db

LINKS = {"es": ("/es/acerca/", "Quiénes somos"), "en": ("/en/about/", "Who we are")}


@pytest.mark.parametrize("language", ["es", "en"])
def test_page_shows_the_text_of_its_language_and_the_footer_leads_there(public, language):
    first = records.edition(1)
    records.page_text(first, body_es="Somos **varias** redacciones.", body_en="We are **several** newsrooms.")
    address, title = LINKS[language]
    page = public.get(address).content.decode()
    assert f"<h1>{title}</h1>" in page
    assert "<strong>varias</strong>" in page if language == "es" else "<strong>several</strong>" in page
    assert f'href="{address}"' in public.get(f"/{language}/").content.decode()


@pytest.mark.parametrize("language", ["es", "en"])
def test_without_a_text_the_page_says_what_the_program_comes_with(public, language):
    records.edition(1)
    address, title = LINKS[language]
    page = public.get(address).content.decode()
    assert f"<h1>{title}</h1>" in page and 'id="join"' in page
    assert f'href="{address}"' in public.get(f"/{language}/").content.decode()


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["es", "en"])
def test_every_text_is_there_before_anything_is_published(public, db, language, code):
    answer = public.get(f"/{language}/{WORDS[code][language]}/")
    title = shipped(code)[f"title_{language}"]
    assert answer.status_code == 200 and f"<h1>{title}</h1>" in answer.content.decode()


@pytest.mark.parametrize("code", CODES)
def test_what_the_program_comes_with_leads_to_pages_that_are_there(rf, code):
    """But for the form, which an installation may not have; and both languages have the same headings."""
    request = rf.get("/")
    heads = []
    for language in ("es", "en"):
        body = shipped(code)[f"body_{language}"]
        with override(language):
            html = str(prose(body, Links(request, None)))
            form = _has_form() * len(re.findall(r"\]\(page:report\)", body))
        assert html.count('href="/') == len(re.findall(r"\]\(page:(?!report\))", body)) + form
        assert "page:" not in html and "{#" not in html
        heads.append(re.findall(r'<h2 id="([^"]+)"', html))
    assert heads[0] == heads[1]


def _has_form() -> bool:
    try:
        return bool(reverse("report"))
    except NoReverseMatch:
        return False


def test_codes_of_the_newsroom_and_of_the_site_are_the_same():
    assert set(PageCode.values) == set(CODES)


def test_glossary_has_each_term_in_both_languages_and_definitions_each_figure(public, record):
    glossary = public.get("/en/glossary/").content.decode()
    assert '<th scope="row" lang="es" data-label="In Spanish">libertad condicional</th>' in glossary
    assert '<td lang="en" data-label="In English">conditional release</td>' in glossary
    definitions = public.get("/es/definiciones/").content.decode()
    for figure in figures():
        assert f'<h3 id="{figure.id}">' in definitions, figure.id


def test_a_link_to_a_page_keeps_the_edition_and_one_that_leads_nowhere_is_words(public):
    edition = records.edition(1)
    body = "[uno](page:privacy) [dos](page:no_such) [tres](page:figure/in_prison#x) [cuatro](page:../../etc)"
    records.page_text(edition, code="corrections", body_es=body, body_en=body)
    page = public.get("/es/correcciones/?edition=1").content.decode()
    assert '<p><a href="/es/privacidad/?edition=1">uno</a> dos ' in page
    assert '<a href="/es/cifras/in_prison/?edition=1#x">tres</a> cuatro</p>' in page


def test_no_text_gives_a_number_of_an_article():
    """None has been checked in the Gaceta Oficial yet."""
    for code in CODES:
        for words in shipped(code).values():
            assert not re.search(r"\b[Aa]rt(ículo|icle|\.)s? ?\d", words), code


def test_each_edition_keeps_the_words_it_had(public):
    records.edition(1)
    second = records.edition(2)
    former = records.page_text(second, body_es="Así lo decíamos.")
    third = records.edition(3)
    records.closed(former, third)
    records.page_text(third, body_es="Así lo decimos.")
    assert 'id="join"' in public.get("/es/acerca/?edition=1").content.decode()
    then = public.get("/es/acerca/?edition=2").content.decode()
    assert "Así lo decíamos." in then and "/es/acerca/?edition=2" in then
    assert "Así lo decimos." in public.get("/es/acerca/").content.decode()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ('<img src="x" onerror="y">', "<p>&lt;img src=&quot;x&quot; onerror=&quot;y&quot;&gt;</p>"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"),
        ("[a](JaVaScript&#58;alert(1))", "<p>[a](JaVaScript&amp;#58;alert(1))</p>"),
        ("[a](data:text/html;base64,eA==)", "<p>[a](data:text/html;base64,eA==)</p>"),
        ('[a](https://e.org/"onclick="x)', None),
        ("[a](https://e.org/)", '<p><a href="https://e.org/" rel="noreferrer noopener external">a</a></p>'),
        ("[a](/es/metodologia/)", '<p><a href="/es/metodologia/">a</a></p>'),
        ("# Título", "<h2>Título</h2>"),
    ],
)
def test_text_is_markdown_of_a_closed_list_and_never_html(written, shown):
    html = str(prose(written)).strip()
    assert shown is None or html == shown
    assert "<script" not in html and "<img" not in html and 'onclick="' not in html


LED_TO = [
    re.compile(r"\(page:(?P<code>[a-z_]+)#(?P<word>[a-z-]+)\)"),
    re.compile(r"""links\.\w+\(["'](?P<code>[a-z_]+)["']\) ?\}+#(?P<word>[a-z-]+)"""),
]
COMPUTED_HEADINGS = {("methodology", "legal-figures")}
"""Of the page, and not of its text."""


def test_a_place_that_other_pages_lead_to_is_in_the_text_and_stays_there(settings):
    sources = [shipped(code)[f"body_{language}"] for code in CODES for language in ("es", "en")]
    for folder, ending in (("templates/website", "*.html"), ("website", "*.py")):
        sources += [path.read_text() for path in (settings.ROOT / folder).rglob(ending)]
    found = {(one["code"], one["word"]) for text in sources for way in LED_TO for one in way.finditer(text)}
    kept = {(str(code), word) for code, words in HEADINGS.items() for word in words}
    assert {("methodology", "licence"), ("methodology", "not-free"), ("about", "outlets")} <= found
    assert found - COMPUTED_HEADINGS <= kept
    for code, words in HEADINGS.items():
        page = PageText(code=code, **shipped(code))
        page.clean()
        for language in ("es", "en"):
            assert all(f"{{#{word}}}" in shipped(code)[f"body_{language}"] for word in words)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("written", ["", "See {#join} below.", "## Otra cosa {#joined}"])
def test_a_text_without_such_a_place_is_refused_with_what_to_do(language, written):
    page = PageText(code="about", **shipped("about"))
    body = f"body_{language}"
    setattr(page, body, re.sub(r"^## .*\{#join\}$", written, getattr(page, body), flags=re.MULTILINE))
    with pytest.raises(ValidationError) as refused:
        page.clean()
    assert list(refused.value.message_dict) == [body]
    assert "{#join}" in refused.value.message_dict[body][0] and "outlets" not in refused.value.message_dict[body][0]
    PageText(code="privacy", body_es="", body_en="").clean()


def test_the_demonstration_names_invented_outlets_and_keeps_what_is_led_to():
    roles.establish()
    make_page_texts(by=make_editor("uno", Role.EDITOR), approved_by=make_editor("dos", Role.REVIEWER, outlet="dos"))
    page = PageText.objects.get(code="about")
    page.clean()
    for body in (page.body_es, page.body_en):
        assert "- **Diario del Framboyán (demo)**" in body and "Marabú" not in body
        assert "{outlets}" not in body and body.count("{#") == 2
