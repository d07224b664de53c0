"""The page that says who we are: in the words of each edition, and nowhere where nothing was said."""

from __future__ import annotations

import pytest

from tests.publication import records
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
def test_without_a_text_there_is_no_page_and_no_link(public, language):
    records.edition(1)
    address, _title = LINKS[language]
    assert public.get(address).status_code == 404
    assert f'href="{address}"' not in public.get(f"/{language}/").content.decode()


def test_an_empty_record_has_neither(public):
    answer = public.get("/es/acerca/")
    assert answer.status_code == 200 and "acerca" not in public.get("/es/").content.decode()


def test_each_edition_keeps_the_words_it_had(public):
    records.edition(1)
    second = records.edition(2)
    former = records.page_text(second, body_es="Así lo decíamos.")
    third = records.edition(3)
    records.closed(former, third)
    records.page_text(third, body_es="Así lo decimos.")
    assert public.get("/es/acerca/?edition=1").status_code == 404
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
